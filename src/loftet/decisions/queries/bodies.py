"""The bodies of an organisation, and their meetings with the last day for papers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import Body, Matter, Meeting, Treatment, public_to_all
from loftet.decisions.rules import COUNCILS
from loftet.people.models import Organisation
from loftet.people.permissions import Permissions
from loftet.places.models import Place

# What came of a meeting is often written down weeks later.
HELD_LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in a list, with its next meeting."""

    body: Body
    coming: int
    next_meeting: "MeetingRow | None"


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


def bodies_of(organisation: Organisation, today: date) -> tuple[BodyRow, ...]:
    """Return the bodies of an organisation, those that have ended last. Two queries."""
    to_come = Q(meetings__day__gte=today, meetings__cancelled=None)
    meetings = Meeting.objects.filter(day__gte=today, cancelled=None).order_by("day", "begins", "pk")
    bodies = (
        Body.objects.filter(organisation=organisation)
        .annotate(coming=Count("meetings", filter=to_come))
        .prefetch_related(Prefetch("meetings", meetings, to_attr="next_ones"))
    )
    rows = (
        BodyRow(
            body,
            body.coming,
            next((MeetingRow(one, deadline_of(one, body), False) for one in _next_ones(body)), None),
        )
        for body in bodies
    )
    return tuple(sorted(rows, key=lambda row: row.body.ended is not None))


def _next_ones(body: Body) -> list[Meeting]:
    found: list[Meeting] = getattr(body, "next_ones", [])
    return found


def meetings_of(body: Body, permissions: Permissions, today: date) -> tuple[MeetingRow, ...]:
    """Return the meetings of a body and the matters there that somebody may read. Two queries."""
    meetings = Meeting.objects.filter(body=body).prefetch_related(
        Prefetch("treatments", readable(permissions, body.organisation), to_attr="readable")
    )
    return tuple(_row(one, body, today) for one in meetings)


def all_meetings(organisation: Organisation, permissions: Permissions, today: date) -> tuple[MeetingRow, ...]:
    """Return the meetings of all bodies of an organisation. Two queries."""
    meetings = (
        Meeting.objects.filter(body__organisation=organisation)
        .select_related("body__organisation")
        .prefetch_related(Prefetch("treatments", readable(permissions, organisation), to_attr="readable"))
    )
    return tuple(_row(one, one.body, today) for one in meetings)


def readable(permissions: Permissions, organisation: Organisation) -> QuerySet[Treatment]:
    """Return the treatments of matters that somebody may read."""
    treatments = Treatment.objects.select_related("matter")
    if permissions.has(organisation):
        return treatments
    held = permissions.held_in()
    seen = Matter.objects.filter(public_to_all() | Q(prepared_by__in=held))
    return treatments.filter(matter__in=seen)


def _row(meeting: Meeting, body: Body, today: date) -> MeetingRow:
    meeting.body = body
    treatments = getattr(meeting, "readable", ())
    deadline = deadline_of(meeting, body)
    return MeetingRow(meeting, deadline, meeting.day < today, tuple(treatments), deadline >= today)


def meetings_since(organisation: Organisation, since: date, today: date) -> list[Meeting]:
    """Return the meetings from a day on of the bodies that there are. One query."""
    return list(
        Meeting.objects.filter(body__organisation=organisation, cancelled=None, day__gte=since)
        .filter(Q(body__ended=None) | Q(body__ended__gt=today))
        .select_related("body")
        .order_by("body__name", "day")
    )


def next_meetings(organisation: Organisation, today: date) -> list[MeetingRow]:
    """Return the meetings to come of all bodies of an organisation, the first one first. One query."""
    meetings = meetings_since(organisation, today, today)
    return [_row(one, one.body, today) for one in sorted(meetings, key=lambda one: (one.day, one.pk))]


def council_meetings(place: Place, today: date) -> list[MeetingRow]:
    """Return the meetings to come of a place's council, the first one first. One query."""
    meetings = (
        Meeting.objects.filter(body__organisation__place=place, body__kind__in=COUNCILS)
        .filter(Q(body__ended=None) | Q(body__ended__gt=today), cancelled=None, day__gte=today)
        .select_related("body")
        .order_by("day", "pk")
    )
    return [_row(one, one.body, today) for one in meetings]


def official_form(number: int) -> str | None:
    """Return the official form of Norwegian of the place for which a body decides. One query."""
    found = Body.objects.filter(pk=number).values_list("organisation__place__language", flat=True)
    return found.first()
