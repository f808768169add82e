"""Functions as roles: «kommunedirektøren» is the top management, so nobody else is asked."""

from collections.abc import Collection, Container, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from loftet.core.words import in_each_language
from loftet.decisions.models import FollowUp, Matter
from loftet.decisions.rules import WRITES, dependents
from loftet.people.models import Disqualification, Role, RoleKind, User
from loftet.people.permissions import Permissions
from loftet.people.queries.holders import own_people

FUNCTIONS = {
    RoleKind.TOP_MANAGEMENT: _("chief executive"),
    RoleKind.BUSINESS_ADVISER: _("business adviser"),
    RoleKind.PROCUREMENT_OFFICER: _("procurement officer"),
    RoleKind.PLANNER: _("planner"),
    RoleKind.SUSTAINABILITY_COORDINATOR: _("sustainability coordinator"),
}


def role_of(function: str) -> RoleKind | None:
    """Return the role that a function is called by in any language, also as «kommunedirektøren», or none."""
    written = function.strip().casefold()
    return next((kind for word, kind in _words() if written.startswith(word)), None)


def roles_named(text: str) -> list[RoleKind]:
    """Return the roles that a text names: who is to be found, in a follow-up that asks for somebody."""
    written = text.casefold()
    return [kind for word, kind in _words() if word in written]


@cache
def _words() -> tuple[tuple[str, RoleKind], ...]:
    """Return each function in each language; the longest first, so that none hides another."""
    said = in_each_language(lambda: {(str(words).casefold(), kind) for kind, words in FUNCTIONS.items()})
    found = set().union(*said.values())
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


def holders(organisations: Collection[int], today: date) -> QuerySet[Role, tuple[int, str, int]]:
    """Return who in some organisations has one of these roles, and not by delegation.

    Matters are left to an organisation's own people: what a delegate alone would see to is everybody's.
    """
    own = Role.objects.on(today).filter(delegation=None, organisation__in=organisations, kind__in=FUNCTIONS)
    return own.order_by("pk").values_list("organisation", "kind", "user")


def may_be_assigned(matter: Matter, today: date) -> QuerySet[User]:
    """Return who can be given the work on a matter: who has a role of their own there that writes matters."""
    return own_people(matter.organisation, today, *WRITES).filter(is_active=True)


def disqualified_on(organisations: Collection[int]) -> list[QuerySet[Any]]:
    """Return matter and person for those disqualified on matters of organisations, or on what rests on them.

    There is a queryset for each kind of thing that is declared on.
    """
    found = []
    kinds: dict[type[models.Model], str] = {Matter: "pk", **dict(dependents())}
    for model, field in kinds.items():
        owner = "organisation" if model is Matter else f"{field}__organisation"
        rows = model._default_manager.filter(**{f"{owner}__in": organisations}).order_by()
        kind = ContentType.objects.get_for_model(model)
        declared = Disqualification.objects.standing().filter(
            subject_type=kind, subject_id__in=rows.values("pk")
        )
        matter = Subquery(rows.filter(pk=OuterRef("subject_id")).values(field)[:1])
        found.append(declared.order_by().annotate(matter=matter).values_list("matter", "user"))
    return found


def seen_to(
    rows: Iterable[FollowUp],
    permissions: Permissions,
    held: Collection[tuple[int, str, int]],
    disqualified: Container[tuple[int, int]],
) -> Iterator[FollowUp]:
    """Return the follow-ups that are somebody's: those of their own function, and those of nobody's.

    What a function sees to is everybody's who writes matters, where nobody of those `held` has the role, or
    all of them are `disqualified` on the matter.
    """
    for one in rows:
        kind, where = role_of(one.responsible), one.matter.organisation
        others = kind is not None and any(
            (organisation, role) == (where.pk, kind.value) and (one.matter_id, user) not in disqualified
            for organisation, role, user in held
        )
        if not others or (kind and permissions.has_own(where, kind)):
            yield one
