"""The matters of an organisation, and one of them as its page tells it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.decisions.models import ADOPTS, FollowUp, Matter, Treatment, public_to_all
from loftet.decisions.models.matters import points
from loftet.decisions.queries.doubts import doubts_of
from loftet.decisions.queries.standing import Standing, Stands, standing_as, standing_of, with_treatments
from loftet.decisions.rules import may_read_restricted, resting_on
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.openness.legal_bases import cited
from loftet.people.models import Disqualification, Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, Permissions
from loftet.places.models import Place

# What the log tells of a matter that its own page tells, too; all else is shown as treatments.
MILESTONES: Mapping[str, Words] = {
    "matter.written": _("wrote the matter"),
    "matter.prepared": _("prepared the matter"),
    "matter.taken_up": _("took the matter up"),
    "matter.published": _("published the matter"),
    "matter.led_out": _("led the matter to each municipality"),
    "matter.withdrawn": _("withdrew the matter"),
}
CORRECTED = "treatment.corrected"
RECORDED = ("treatment.recorded", "treatment.delegated", CORRECTED)
OPEN = frozenset(Stands) - {Stands.DECIDED, Stands.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the case papers, as it is copied: a plain heading and paragraphs, or numbered points."""

    key: str
    heading: Words
    paragraphs: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """A text that is withheld from the public: the text for those who may read it, the paragraph for all."""

    basis: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """The time at which the outcome of a treatment was recorded, and the day of its last correction."""

    recorded: datetime | None = None
    corrected: date | None = None


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened with a matter, or is to happen, on a day."""

    day: date | None
    what: Words
    written: datetime | None = None  # in the log, which orders what happened on one day
    acting_for: str = ""
    treatment: Treatment | None = None
    corrected: date | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A matter as its page tells it."""

    matter: Matter
    standing: Standing
    sections: tuple[Section, ...]
    withheld: Withheld | None
    timeline: tuple[Event, ...]
    follow_ups: tuple[FollowUp, ...]
    disqualified: tuple[str, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return all that does not fit."""
        return tuple(doubt for event in self.timeline for doubt in event.doubts)

    @property
    def proposal(self) -> tuple[Section, ...]:
        """Return what is proposed, which is read first."""
        return tuple(one for one in self.sections if one.numbered)

    @property
    def grounds(self) -> tuple[Section, ...]:
        """Return the other parts of the case papers."""
        return tuple(one for one in self.sections if not one.numbered)


def visible(organisation: Organisation, permissions: Permissions) -> QuerySet[Matter]:
    """Return the matters of an organisation that somebody may read; no query of its own."""
    matters = Matter.objects.filter(organisation=organisation)
    if permissions.has(organisation):
        return matters
    held = permissions.held_in()
    return matters.filter(public_to_all() | Q(prepared_by__in=held))


def open_matters(
    organisation: Organisation, permissions: Permissions, today: date, most: int
) -> list[tuple[Matter, Standing]]:
    """Return the newest matters that somebody may read and that are neither decided nor withdrawn.

    Two queries.
    """
    rows = standing_as(visible(organisation, permissions), today, OPEN)
    return [(one, standing_of(one, today)) for one in with_treatments(rows)[:most]]


def find_matter(number: int) -> Matter | None:
    """Find a matter with how it was treated."""
    matters = with_treatments(Matter.objects.filter(pk=number)).select_related(
        "derived_from__organisation", "derived_from__prepared_by", "assignee"
    )
    return matters.prefetch_related("treatments__motions", "treatments__statements").first()


def decisions_of(place: Place) -> QuerySet[Treatment]:
    """Return the public decisions that a place's own organisation has adopted, the newest first."""
    public = Matter.objects.filter(
        public_to_all(), organisation__place=place, organisation__kind__in=SPEAKS_FOR_ITS_PLACE
    )
    rows = Treatment.objects.filter(matter__in=public, outcome__in=ADOPTS)
    return rows.select_related("matter", "body").order_by("-day", "-pk")


def check_decision(place: Place, decision: Treatment | None, field: str) -> None:
    """Check that a decision, where one is named, is one of the place's own that everybody may read.

    Raises:
        InvalidInput: when it is another one.
    """
    if decision is not None and not decisions_of(place).filter(pk=decision.pk).exists():
        raise InvalidInput.because(gettext("Choose a public decision of the municipality."), field=field)


def how_it_stands(number: int, today: date) -> Standing | None:
    """Return how a matter stands, if there is one. Two queries."""
    matter = with_treatments(Matter.objects.filter(pk=number)).first()
    return standing_of(matter, today) if matter else None


def page_of(matter: Matter, permissions: Permissions, today: date, *, closed: bool) -> MatterPage:
    """Return a matter as the reader may read it; `closed` is whether they are disqualified."""
    return MatterPage(
        matter=matter,
        standing=standing_of(matter, today),
        sections=sections_of(matter),
        withheld=withheld(matter, permissions, closed=closed),
        timeline=timeline_of(matter, today),
        follow_ups=tuple(matter.follow_ups.all()),
        disqualified=disqualified(matter) if permissions.has(matter.organisation) else (),
    )


def withheld(matter: Matter, permissions: Permissions, *, closed: bool) -> Withheld | None:
    """Return what is withheld, its text to those alone who may read it."""
    if not matter.restricted:
        return None
    may = not closed and bool(may_read_restricted(permissions, matter))
    return Withheld(cited(matter.legal_basis), matter.restricted if may else None)


def disqualified(matter: Matter) -> tuple[str, ...]:
    """Return the names of those who have declared to be disqualified; for colleagues alone."""
    standing = Disqualification.objects.standing().select_related("user")
    rows = (one for subject in resting_on(matter) for one in standing.about(subject))
    by_time = sorted(rows, key=lambda one: (one.declared, one.pk))
    return tuple(dict.fromkeys(str(one.user) for one in by_time))


def sections_of(matter: Matter) -> tuple[Section, ...]:
    """Return the parts of the case papers that say something, in the order in which they are copied."""
    parts = (
        Section("facts", _("Facts of the case"), paragraphs(matter.facts)),
        Section("assessment", _("Assessment"), paragraphs(matter.assessment)),
        Section("economy", _("Economic consequences"), paragraphs(matter.economy)),
        Section("proposal", _("Proposed decision"), points(matter.proposal), numbered=True),
    )
    return tuple(one for one in parts if one.paragraphs)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which have an empty line between them.

    >>> paragraphs("Ein\\nto\\n\\n\\ntre")
    ('Ein\\nto', 'tre')
    """
    return tuple(one.strip() for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if one.strip())


# --- the timeline ---------------------------------------------------------------------------------


def timeline_of(matter: Matter, today: date) -> tuple[Event, ...]:
    """Return all that has happened with a matter and is planned, by day; what has no day comes last.

    What happened on one day is in the order in which it was written.
    """
    treatments = list(matter.treatments.all())
    events = [*_milestones(matter), *_treatments(treatments, today)]
    latest = datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(events, key=lambda one: (one.day is None, one.day or today, one.written or latest)))


def _milestones(matter: Matter) -> Iterator[Event]:
    kind = ContentType.objects.get_for_model(Matter)
    entries = Entry.objects.filter(subject_type=kind, subject_id=matter.pk, action__in=tuple(MILESTONES))
    for entry in entries.order_by("when", "pk"):
        day = timezone.localdate(entry.when)
        yield Event(day, MILESTONES[entry.action], entry.when, entry.acting_for)


def marks_of(treatments: Iterable[int]) -> dict[int, Marks]:
    """Return when what came of each treatment was recorded and corrected, as the log tells; one query."""
    kind = ContentType.objects.get_for_model(Treatment)
    rows = Entry.objects.filter(action__in=RECORDED, subject_type=kind, subject_id__in=list(treatments))
    found: dict[int, Marks] = {}
    for number, action, when in rows.order_by("when", "pk").values_list("subject_id", "action", "when"):
        told = {"corrected": timezone.localdate(when)} if action == CORRECTED else {"recorded": when}
        found[number] = replace(found.get(number, NO_MARKS), **told)
    return found


def _treatments(treatments: Sequence[Treatment], today: date) -> Iterator[Event]:
    marks = marks_of(one.pk for one in treatments) if treatments else {}
    for one in treatments:
        mark = marks.get(one.pk, NO_MARKS)
        yield Event(
            one.when,
            one.get_kind_display(),
            mark.recorded,
            treatment=one,
            corrected=mark.corrected,
            doubts=doubts_of(one, treatments, today),
        )
