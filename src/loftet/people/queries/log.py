"""The log of an organisation as its administrators read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from loftet.common.words import Words
from loftet.log.models import Entry
from loftet.log.words import words_of
from loftet.people.models import Organisation, RoleKind, User

MOST_LINES = 200
RUNS_THE_SITE = _("whoever runs the site")
PERSON, KIND = "person", "kind"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that was done; a person who has been erased has no name."""

    when: datetime
    who: Words
    what: Words
    person: str
    kind: Words
    about: str
    acting_for: str


def log_of(organisation: Organisation, before: datetime | None = None) -> list[LogLine]:
    """Give what was done last in an organisation, the newest first; two queries."""
    entries = Entry.objects.filter(scope=organisation.slug)
    if before is not None:
        entries = entries.filter(when__lt=before)
    shown = list(entries[:MOST_LINES])
    names = names_of(shown)
    return [line(entry, names) for entry in shown]


def names_of(entries: Iterable[Entry]) -> dict[int, str]:
    """Give what the people in some entries are called today."""
    people = {one.actor_id for one in entries} | {one.details.get(PERSON) for one in entries}
    found = User.objects.filter(pk__in=[one for one in people if isinstance(one, int)], erased=None)
    return {user.pk: str(user) for user in found}


def line(entry: Entry, names: dict[int, str]) -> LogLine:
    """Give one line."""
    kind = entry.details.get(KIND)
    return LogLine(
        when=entry.when,
        who=names.get(entry.actor_id, _("somebody who has been erased")) if entry.actor_id else RUNS_THE_SITE,
        what=words_of(entry.action),
        person=names.get(entry.details.get(PERSON, 0), ""),
        kind=RoleKind(kind).label if kind in RoleKind.values else "",
        about=entry.subject_label,
        acting_for=entry.acting_for,
    )
