"""A case as it is handed out on an access request: as a page to read, and as data.

What is withheld is replaced by the paragraph that allows it, for every maker of the file. Of the texts only
today's are kept; the log tells when they were changed. Who asked for access before is not named where it
is a private person, or not known to be an organisation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from loftet.decisions.models import Departure, Matter, Treatment
from loftet.decisions.queries.matters import Section, sections_of
from loftet.log.models import Entry
from loftet.openness.legal_bases import cited
from loftet.people.queries.log import LogLine, line, names_of

TEXTS = ("title", "facts", "assessment", "economy", "proposal", "language", "case_number", "state", "version")

MOTION = ("moved_by", "wording", "votes_for", "votes_against", "adopted")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All of a case that may be handed out."""

    matter: Matter
    made: datetime
    sections: tuple[Section, ...]
    withheld: str
    treatments: tuple[Treatment, ...]
    departures: tuple[Departure, ...]
    log: tuple[LogLine, ...]

    def data(self) -> dict[str, Any]:
        """Return it as a file of data holds it."""
        one = self.matter
        return {
            "made": self.made,
            "organisation": one.organisation.name,
            "prepared_by": one.prepared_by.name if one.prepared_by else "",
            "comes_from": one.derived_from_id,
            "number": one.pk,
            "created": one.created,
            **{name: getattr(one, name) for name in TEXTS},
            "withdrawn_because": one.reason,
            "withheld": self.withheld,
            "treatments": [_treatment(treatment) for treatment in self.treatments],
            "follow_ups": list(one.follow_ups.values("text", "responsible", "due", "done")),
            "departures": [_departure(departure) for departure in self.departures],
            "log": [_line(entry) for entry in self.log],
        }


def case_file(matter: Matter, now: datetime) -> CaseFile:
    """Collect a case; a bounded number of queries."""
    treatments = tuple(matter.treatments.all())
    return CaseFile(
        matter=matter,
        made=now,
        sections=sections_of(matter),
        withheld=cited(matter.legal_basis) if matter.restricted else "",
        treatments=treatments,
        departures=tuple(matter.departures.select_related("by")),
        log=_log(matter, treatments),
    )


def _log(matter: Matter, treatments: tuple[Treatment, ...]) -> tuple[LogLine, ...]:
    kind = ContentType.objects.get_for_model(Treatment)
    of_treatments = Q(subject_type=kind, subject_id__in=[one.pk for one in treatments])
    naming_it = Q(subject_type=kind, scope=matter.organisation.slug, details__matter=matter.pk)
    of_matter = Q(subject_type=ContentType.objects.get_for_model(Matter), subject_id=matter.pk)
    entries = list(Entry.objects.filter(of_matter | of_treatments | naming_it).order_by("when", "pk"))
    names = names_of(entries)
    return tuple(line(entry, names) for entry in entries)


def _treatment(one: Treatment) -> Mapping[str, Any]:
    return {
        "kind": one.kind,
        "body": one.body.name if one.body else "",
        "decided_by": one.decided_by,
        "document": one.document,
        "day": one.when,
        "case_number": one.case_number,
        "outcome": one.outcome,
        "wording": one.wording,
        "votes_for": one.votes_for,
        "votes_against": one.votes_against,
        "motions": list(one.motions.values(*MOTION)),
        "statements": list(one.statements.values("said_by", "text")),
    }


def _departure(one: Departure) -> Mapping[str, Any]:
    """Return what left, when, whether it was journalled, and to which organisation if to one."""
    named = {"receiver": one.receiver, "entry": one.entry} if one.to_organisation else {}
    return {
        "what": one.what,
        "when": one.when,
        "by": str(one.by),
        "journalled": one.journalled,
        **named,
    }


def _line(one: LogLine) -> Mapping[str, Any]:
    return {
        "when": one.when,
        "who": str(one.who),
        "what": str(one.what),
        "about": one.about,
        "acting_for": one.acting_for,
    }
