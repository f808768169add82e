"""The tasks that follow from what `people` knows: invitations to answer, roles that are about to end."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.core.registry import Task
from loftet.people.actor import Actor
from loftet.people.models import Delegation, RoleKind
from loftet.people.permissions import Permissions
from loftet.people.queries.own import offered

SOON = timedelta(days=30)


def people_tasks(actor: Actor) -> Iterator[Task]:
    """Return what waits for somebody by invitations, roles and delegations; at most two queries."""
    permissions, today = actor.permissions, actor.today
    if permissions.user is None:
        return
    yield from invitations(permissions)
    yield from ending_roles(permissions, today)
    leads = [
        one.organisation
        for one in permissions.roles
        if one.kind == RoleKind.TOP_MANAGEMENT and not one.by_delegation
    ]
    if leads:
        yield from ending_delegations(permissions.user, leads, today)


def invitations(permissions: Permissions) -> Iterator[Task]:
    """Return the invitations that wait for the person's answer."""
    for one in permissions.once(offered):
        yield Task(
            what=_("Say yes or no to being %(role)s for %(organisation)s")
            % {"role": one.get_kind_display(), "organisation": one.organisation.name},
            address=f"{reverse('my_page')}#invitations",
            organisation=one.organisation.name,
            reason=_("You have been invited."),
            due=timezone.localdate(one.expires),
        )


def ending_roles(permissions: Permissions, today: date) -> Iterator[Task]:
    """Return the person's roles that end soon: handed over or renewed in time, nothing stops."""
    for one in permissions.roles:
        if one.ends is not None and one.ends <= today + SOON:
            yield Task(
                what=_("Your role as %(role)s for %(organisation)s ends: have it renewed, or hand over")
                % {"role": one.kind.label, "organisation": one.name},
                address=reverse("my_page") + ("#delegations" if one.by_delegation else "#roles"),
                organisation=one.name,
                reason=_("It is your role."),
                due=one.ends,
            )


def ending_delegations(user: int, leads: list[int], today: date) -> Iterator[Task]:
    """Return the delegations that end soon to those who decide whether to give new ones."""
    rows = Delegation.objects.filter(
        giver__in=leads, withdrawn=None, valid_to__gt=today, valid_to__lte=today + SOON
    ).exclude(holder=user)
    for one in rows.select_related("giver", "holder").order_by("valid_to", "pk"):
        yield Task(
            what=_("The delegation to %(person)s as %(role)s ends: decide whether to give a new one")
            % {"person": one.holder, "role": one.get_kind_display()},
            address=f"{reverse('organisation', args=[one.giver.slug])}#delegations",
            organisation=one.giver.name,
            reason=_("You are in the top management."),
            due=one.valid_to,
        )
