"""Queries of a timetable: as pages, calendars and the information log show it, and what it leaves out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from loftet.core.calendar import CalendarEvent, Status
from loftet.core.mail import whole
from loftet.core.words import Words
from loftet.meetings.models import Event, Side, Team
from loftet.meetings.queries import uid_of
from loftet.one_to_one.models import Answer, OneToOne, Talk, Wish
from loftet.one_to_one.rules import frame_of, is_barred
from loftet.openness.files import AccessLine, AccessPart
from loftet.timetables.models import PlannedMeeting, Timetable
from loftet.timetables.reasons import REASONS


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting: when, where and who."""

    wish: int
    slot: int
    begins: time
    table: int
    firm: Team
    buyer: Team
    barred: bool = False
    locked: bool = False

    @property
    def teams(self) -> tuple[Team, Team]:
        """Return the two who meet."""
        return self.firm, self.buyer

    def other(self, team: Team) -> str:
        """Return whom a team meets."""
        return self.buyer.name if self.firm.pk == team.pk else self.firm.name


def meetings_in(timetable: Timetable | None, frame: OneToOne) -> list[Shown]:
    """Return the meetings of a timetable in their order; one query."""
    if timetable is None:
        return []
    rows = PlannedMeeting.objects.filter(timetable=timetable).select_related("wish__firm", "wish__buyer")
    return [
        Shown(
            one.wish_id,
            one.slot,
            frame.time_of(one.slot),
            one.table,
            one.wish.firm,
            one.wish.buyer,
            is_barred(one.wish),
            one.locked,
        )
        for one in rows.order_by("slot", "table")
    ]


def released_of(frame: OneToOne) -> Timetable | None:
    """Return the timetable that was released last."""
    return frame.timetables.exclude(released=None).first()


def is_released(frame: OneToOne) -> bool:
    """Check whether a timetable was released."""
    return released_of(frame) is not None


def meetings_of(frame: OneToOne, team: Team) -> list[Shown]:
    """Return the released meetings of a team."""
    every = meetings_in(released_of(frame), frame)
    return [one for one in every if team in one.teams]


def changed_between(earlier: Timetable | None, later: Timetable) -> set[int]:
    """Return the wishes whose meeting is new, dropped, or at another time or table; two queries."""

    def places(timetable: Timetable | None) -> set[tuple[int, int, int]]:
        return set(timetable.meetings.values_list("wish", "slot", "table")) if timetable else set()

    return {wish for wish, *_place in places(earlier) ^ places(later)}


def unmet_of(timetable: Timetable | None) -> list[tuple[Wish, Words]]:
    """Return the wishes that a timetable does not meet, each with its reason."""
    if timetable is None:
        return []
    rows = Wish.objects.filter(pk__in=[int(key) for key in timetable.unmet]).select_related("firm", "buyer")
    return [(one, REASONS[timetable.unmet[str(one.pk)]]) for one in rows.order_by("firm__name", "pk")]


def without_time(frame: OneToOne, meetings: Sequence[Shown]) -> list[Team]:
    """Return the firms of the event that have no meeting."""
    met = {one.firm.pk for one in meetings}
    return [
        one for one in frame.event.teams.filter(side=Side.MARKET).order_by("name", "pk") if one.pk not in met
    ]


def buyers_for(firm: Team, frame: OneToOne, meetings: Sequence[Shown]) -> list[Team]:
    """Return the buyers that a firm can be given a time with; in matchmaking those that said yes."""
    met = {one.buyer.pk for one in meetings if one.firm.pk == firm.pk}
    wishes = dict(frame.wishes.filter(firm=firm).values_list("buyer", "answer"))
    yes = frame.event.kind_of.is_matchmaking
    return [
        one
        for one in frame.event.teams.filter(side=Side.PUBLIC).order_by("name", "pk")
        if one.pk not in met
        and wishes.get(one.pk) != Answer.NEVER
        and (not yes or wishes.get(one.pk) == Answer.YES)
    ]


def calendar_of_meetings(team: Team) -> Iterator[CalendarEvent]:
    """Yield the released meetings of a team for its calendar.

    A meeting keeps its UID, and each timetable that is released has a higher SEQUENCE; one that a later
    timetable has left out is cancelled.
    """
    frame = frame_of(team.event)
    newest = released_of(frame) if frame else None
    if frame is None or newest is None:
        return
    rows = PlannedMeeting.objects.filter(
        Q(wish__firm=team) | Q(wish__buyer=team),
        timetable__one_to_one=frame,
        timetable__released__isnull=False,
    )
    rows = rows.select_related("wish__firm", "wish__buyer").order_by("timetable__number")
    for one in {one.wish_id: one for one in rows}.values():
        yield _as_calendar(one, frame, newest, team)


def _as_calendar(one: PlannedMeeting, frame: OneToOne, newest: Timetable, team: Team) -> CalendarEvent:
    other = one.wish.buyer if one.wish.firm_id == team.pk else one.wish.firm
    begins = frame.time_of(one.slot)
    return CalendarEvent(
        uid=uid_of(one.wish),
        title=_("%(who)s, table %(table)d") % {"who": other.name, "table": one.table},
        changed=newest.released or newest.made,
        day=frame.day,
        begins=begins,
        ends=(datetime.combine(frame.day, begins) + timedelta(minutes=frame.minutes)).time(),
        sequence=newest.number,
        status=Status.CONFIRMED if one.timetable_id == newest.pk else Status.CANCELLED,
        place=frame.event.where,
        address=whole(frame.get_absolute_url()),
    )


def log_of_meetings(event: Event) -> Iterator[AccessPart]:
    """Yield the one-to-one meetings: offered, used or declined, and wishes not met; no notes."""
    frame = frame_of(event)
    if frame is None:
        return
    released = released_of(frame)
    rows = Talk.objects.filter(wish__one_to_one=frame)
    course = {one.wish_id: one for one in rows}
    lines = []
    for one in meetings_in(released, frame):
        talk = course.get(one.wish)
        when = f"{date_format(frame.day, 'j. F Y')}, {time_format(one.begins, 'H.i')}"
        told = talk.get_held_display() if talk and talk.written else _("offered")
        lines.append(AccessLine(when, f"{one.firm.name} – {one.buyer.name}: {told}"))
    guide = [AccessLine(_("asked in every meeting"), frame.guide)] if frame.guide else []
    yield AccessPart(_("One-to-one meetings"), [*guide, *lines])
    unmet = [AccessLine(f"{one.firm.name} – {one.buyer.name}", why) for one, why in unmet_of(released)]
    yield AccessPart(_("Wishes that are not met"), unmet)
