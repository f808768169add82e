"""Queries of one-to-one meetings: a timetable as pages and calendars show it, wishes, and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from loftet.core.calendar import CalendarEvent, Status, calendar_file
from loftet.core.mail import whole
from loftet.core.words import Words
from loftet.matches.models import Band, Match
from loftet.meetings.models import (
    Answer,
    OneToOne,
    PlannedMeeting,
    Side,
    Talk,
    Team,
    Timetable,
    Wish,
)
from loftet.meetings.one_to_one.problem import REASONS
from loftet.meetings.one_to_one.rules import frame_of, is_barred
from loftet.meetings.queries import as_calendar, uid_of
from loftet.needs.models import Need
from loftet.needs.queries import standing
from loftet.people.actor import nobody
from loftet.solutions.models import Solution
from loftet.solutions.rules import shown


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


def meetings_of(frame: OneToOne, team: Team) -> list[Shown]:
    """Return the released meetings of a team."""
    every = meetings_in(released_of(frame), frame)
    return [one for one in every if team.pk in (one.firm.pk, one.buyer.pk)]


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


def calendar_of_team(team: Team) -> bytes:
    """Return the event and the released meetings of a team as a calendar.

    A meeting keeps its UID, and each timetable that is released has a higher SEQUENCE; one that a later
    timetable has left out is cancelled.
    """
    frame, events = frame_of(team.event), [as_calendar(team.event, links=True)]
    newest = released_of(frame) if frame else None
    if frame and newest and newest.released:
        rows = PlannedMeeting.objects.filter(
            Q(wish__firm=team) | Q(wish__buyer=team),
            timetable__one_to_one=frame,
            timetable__released__isnull=False,
        )
        rows = rows.select_related("wish__firm", "wish__buyer").order_by("timetable__number")
        last = {one.wish_id: one for one in rows}
        events += [_as_calendar(one, frame, newest, team) for one in last.values()]
    return calendar_file(team.event.title, events)


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


# --- wishes -------------------------------------------------------------------------------------------


def others_of(team: Team, today: date) -> list[tuple[Team, str]]:
    """Return the teams that a team can ask for, those that a match suggests first, with what fits."""
    teams = list(team.event.teams.exclude(side=team.side).order_by("name", "pk"))
    barred = Wish.objects.filter(Q(firm=team) | Q(buyer=team), answer=Answer.NEVER)
    never = {key for pair in barred.values_list("firm", "buyer") for key in pair}
    fits = _suggested(team, teams, today) if team.event.kind_of.is_matchmaking else {}
    found = [(one, fits.get(one.organisation_id, "")) for one in teams if one.pk not in never]
    return sorted(found, key=lambda pair: not pair[1])


def _suggested(team: Team, others: Sequence[Team], today: date) -> dict[int | None, str]:
    """Return what of each other organisation fits best; what everybody can read alone."""
    own, theirs = ("need", "solution") if team.side == Side.PUBLIC else ("solution", "need")
    rows = Match.objects.visible_to(nobody(today)).filter(
        band=Band.GOOD,
        **{
            f"{own}__organisation": team.organisation_id or 0,
            f"{theirs}__organisation__in": [one.organisation_id for one in others if one.organisation_id],
        },
    )
    found = rows.select_related(own, theirs).order_by("score", "pk")  # the best one last
    return {getattr(one, theirs).organisation_id: getattr(one, theirs).title for one in found}


def subjects_for(team: Team, today: date) -> Sequence[Need | Solution]:
    """Return what a team can ask to talk about: its open needs, or its solutions that are shown."""
    if team.organisation_id is None or not team.event.kind_of.is_matchmaking:
        return ()
    if team.side == Side.PUBLIC:
        return list(
            standing(Need.objects.visible_to(nobody(today)), today).filter(organisation=team.organisation_id)
        )
    own = Solution.objects.visible_to(nobody(today)).filter(shown(today), organisation=team.organisation_id)
    return list(own)


def asked_of(team: Team, frame: OneToOne | None) -> list[Wish]:
    """Return the wishes that a team is asked to answer, those without an answer first."""
    if frame is None or not team.event.kind_of.is_matchmaking:
        return []
    asked = Q(firm=team, by_buyer=True) | Q(buyer=team, by_buyer=False)
    rows = frame.wishes.filter(asked, is_mutual=False).exclude(answer=Answer.NEVER)
    return list(rows.select_related("firm", "buyer", "need", "solution").order_by("answer", "pk"))


def notes_for(team: Team) -> list[Talk]:
    """Return the notes of the meetings of a firm that were written."""
    rows = Talk.objects.filter(wish__firm=team, written__isnull=False)
    return list(rows.select_related("wish__buyer", "wish__firm", *Talk.lock_with).order_by("pk"))
