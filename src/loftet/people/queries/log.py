"""The log of an organisation as its administrators read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.log.models import Entry
from loftet.log.words import label_of, words_of
from loftet.people.models import Organisation, RoleKind, User

RUNS_THE_SITE = _("those who run the site")
PERSON, KIND = "person", "kind"
# What is done about a person is told by who it is and in which role; all else by what it is called.
ABOUT_PEOPLE = ("role.", "invitation.", "delegation.")


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


def entries_of(organisation: Organisation) -> QuerySet[Entry]:
    """Return what was done in an organisation, the newest first."""
    return Entry.objects.filter(scope=organisation.slug)


def log_lines(entries: Iterable[Entry]) -> list[LogLine]:
    """Return entries in words; one query for the names."""
    entries = list(entries)
    names = names_of(entries)
    return [line(one, names) for one in entries]


def names_of(entries: Iterable[Entry]) -> dict[int, str]:
    """Return what the people in some entries are called today."""
    people = {one.actor_id for one in entries} | {one.details.get(PERSON) for one in entries}
    found = User.objects.filter(pk__in=[one for one in people if isinstance(one, int)], erased=None)
    return {user.pk: str(user) for user in found}


def line(entry: Entry, names: dict[int, str]) -> LogLine:
    """Return one line."""
    of_person = entry.action.startswith(ABOUT_PEOPLE)
    kind = entry.details.get(KIND) if of_person else None
    return LogLine(
        when=entry.when,
        who=names.get(entry.actor_id, _("somebody who has been erased")) if entry.actor_id else RUNS_THE_SITE,
        what=words_of(entry.action),
        person=names.get(entry.details.get(PERSON, 0), "") if of_person else "",
        kind=RoleKind(kind).label if kind in RoleKind.values else "",
        about="" if of_person else label_of(entry.action, entry.subject_label),
        acting_for=entry.acting_for,
    )
