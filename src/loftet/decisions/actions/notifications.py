"""Log lines and notices of matters, inside the transaction of the action that does it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.encoding import force_str
from django.utils.formats import date_format

from loftet.background.outbox import enqueue
from loftet.core.actions import Done
from loftet.core.actor import AnyActor
from loftet.core.words import Words, in_each_language
from loftet.decisions.models import Matter, Treatment, TreatmentKind
from loftet.invalid_input import InvalidInput, Problem
from loftet.log.actions import record
from loftet.notices.actions.notifications import News, follow_all, followers, notify, notify_all
from loftet.notices.models import Reason
from loftet.people.actor import Actor
from loftet.people.models import Role, RoleKind, User

RECEIPT = "decision_receipt"


def acting_for(actor: Actor, matter: Matter) -> str:
    """Return on whose behalf somebody works on a matter: its organisation's, or that of who prepared it."""
    name = actor.permissions.on_behalf_of(matter.organisation)
    if not name and matter.prepared_by is not None:
        return actor.permissions.on_behalf_of(matter.prepared_by)
    return name


def write_in_log(action: str, matter: Matter, actor: Actor, **details: str | int) -> None:
    """Add an entry about a matter to the log of its organisation, beside that of the action itself."""
    record(
        action,
        matter,
        by=actor.person,
        acting_for=acting_for(actor, matter),
        scope=matter.organisation.slug,
        details=details,
    )


def in_all_languages(words: Words) -> dict[str, str]:
    """Return words in each language, as a notice keeps them until it is read."""
    return in_each_language(lambda: str(words))


def where_and_when(who: str, day: date | None) -> dict[str, str]:
    """Return who treats something and on which day, in each language."""
    return in_each_language(lambda: f"{who}, {date_format(day, 'j. F Y')}" if day else who)


def follow_own(user: User, matters: Iterable[Matter], now: datetime) -> None:
    """Create the follows of what somebody has made or taken up."""
    follow_all([(user, one, one.get_absolute_url()) for one in matters], now=now)


def notify_followers(
    kind: str, matter: Matter, actor: AnyActor, **details: Words | Mapping[str, str]
) -> Set[int]:
    """Notify those who follow a matter and may still read it, and return their keys."""
    news = _news(kind, matter, details)
    return notify(news, followers(matter), reason=Reason.FOLLOWS, by=actor.user, now=actor.now)


def ask_management(
    kind: str, matters: Iterable[Matter], actor: Actor, **details: Words | Mapping[str, str]
) -> None:
    """Notify the top management of each matter's organisation that something waits for it."""
    asked = list(matters)
    held = Role.objects.on(actor.today).filter(
        organisation__in={one.organisation_id for one in asked},
        kind=RoleKind.TOP_MANAGEMENT,
        delegation=None,
    )
    people: dict[int, list[User]] = defaultdict(list)
    for role in held.select_related("user"):
        people[role.organisation_id].append(role.user)
    told = [(_news(kind, one, details), people[one.organisation_id]) for one in asked]
    notify_all(told, reason=Reason.ASKED, by=actor.person, now=actor.now)


def send_receipt(row: Treatment) -> None:
    """Send a receipt where what was recorded is a decision."""
    if row.kind == TreatmentKind.DECISION:
        enqueue(RECEIPT, row.pk, receiver=row.recorded_by_id)


def tell_assignee(done: Done) -> None:
    """Notify who has been given the work on a matter."""
    matter, actor = done.record, done.actor
    to = [matter.assignee] if matter.assignee else []
    notify(_news(done.key, matter, {}), to, reason=Reason.ASKED, by=actor.user, now=actor.now)


def _news(kind: str, matter: Matter, details: Mapping[str, Any]) -> News:
    within = () if matter.is_public else filter(None, (matter.organisation, matter.prepared_by))
    return News.about(kind, matter, *within, **{"title": matter.title, **details})


def validate_fields(row: models.Model, *names: str) -> None:
    """Check that what was written fits the fields of a row.

    Raises:
        InvalidInput: with each field that does not, and why.
    """
    others = {field.name for field in row._meta.fields if field.name not in names}
    try:
        row.clean_fields(exclude=others)
    except ValidationError as wrong:
        problems = [
            Problem(force_str(cause), column=force_str(row._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
            for name, causes in wrong.message_dict.items()
            for cause in causes
        ]
        raise InvalidInput(problems) from wrong
