"""The bodies of an organisation, and their meetings with the last day for papers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import Body, Meeting, Treatment
from loftet.decisions.queries.matters import visible
from loftet.decisions.rules import COUNCILS, organisation_of
from loftet.people.models import Organisation
from loftet.people.permissions import Permissions
from loftet.places.models import Place

# What came of a meeting is often written down weeks later.
HELD_LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting, the last day for its papers, and the matters there that the reader may read.

    Papers that are ready today are in time where it `can_be_met`.
    """

    meeting: Meeting
    deadline: date
    has_been: bool
    treatments: tuple[Treatment, ...] = ()
    can_be_met: bool = True


def bodies_of(organisation: Organisation, today: date) -> list[tuple[Body, MeetingRow | None]]:
    """Return the bodies of an organisation, each with its next meeting: those that have ended last."""
    coming = Meeting.objects.filter(day__gte=today, cancelled=None).order_by("day", "begins", "pk")
    rows = Body.objects.filter(organisation=organisation)
    bodies = rows.prefetch_related(Prefetch("meetings", coming, to_attr="next_ones"))
    found = [(one, next((_row(row, today) for row in one.next_ones), None)) for one in bodies]
    return sorted(found, key=lambda row: row[0].ended is not None)


def meetings_of(of: Body | Organisation, permissions: Permissions, today: date) -> tuple[MeetingRow, ...]:
    """Return the meetings of a body, or of all of an organisation. Two queries."""
    its = Q(body=of) if isinstance(of, Body) else Q(body__organisation=of)
    seen = visible(organisation_of(of), permissions)
    treatments = Treatment.objects.select_related("matter").filter(matter__in=seen)
    meetings = Meeting.objects.filter(its).select_related("body__organisation")
    found = meetings.prefetch_related(Prefetch("treatments", treatments, to_attr="readable"))
    return tuple(_row(one, today) for one in found)


def _row(meeting: Meeting, today: date) -> MeetingRow:
    treatments = getattr(meeting, "readable", ())
    deadline = deadline_of(meeting)
    return MeetingRow(meeting, deadline, meeting.day < today, tuple(treatments), deadline >= today)


def standing_meetings(since: date, today: date) -> QuerySet[Meeting]:
    """Return the meetings from a day on that are not cancelled, of the bodies that there are."""
    lasts = Q(body__ended=None) | Q(body__ended__gt=today)
    return Meeting.objects.filter(lasts, cancelled=None, day__gte=since).select_related("body")


def meetings_since(organisation: Organisation, since: date, today: date) -> list[Meeting]:
    """Return the meetings from a day on of the bodies that there are. One query."""
    found = standing_meetings(since, today).filter(body__organisation=organisation)
    return list(found.order_by("body__name", "day"))


def next_meetings(organisation: Organisation, today: date) -> list[MeetingRow]:
    """Return the meetings to come of all bodies of an organisation, the first one first. One query."""
    found = standing_meetings(today, today).filter(body__organisation=organisation)
    return [_row(one, today) for one in found.order_by("day", "pk")]


def council_meetings(place: Place, today: date) -> list[MeetingRow]:
    """Return the meetings to come of a place's council, the first one first. One query."""
    councils = {"body__organisation__place": place, "body__kind__in": COUNCILS}
    return [
        _row(one, today) for one in standing_meetings(today, today).filter(**councils).order_by("day", "pk")
    ]
