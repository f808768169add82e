"""Queries of one-to-one meetings: whom a team can ask for, who asks for it, and notes."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from loftet.matches.models import Band, Match
from loftet.meetings.models import Event, Side, Team
from loftet.needs.models import Need
from loftet.needs.queries import standing
from loftet.one_to_one.models import Answer, OneToOne, Talk, Wish
from loftet.one_to_one.rules import frame_of
from loftet.people.actor import nobody
from loftet.solutions.models import Solution
from loftet.solutions.rules import shown


def guide_of(event: Event) -> str:
    """Return the questions of every one-to-one meeting of an event."""
    frame = frame_of(event)
    return frame.guide if frame else ""


def last_day_of(event: Event) -> date | None:
    """Return the day of the one-to-one meetings of an event."""
    frame = frame_of(event)
    return frame.day if frame else None


def wishes_to_meet(frame: OneToOne) -> QuerySet[Wish]:
    """Return the wishes that a timetable is made of."""
    if frame.event.kind_of.is_matchmaking:
        return frame.wishes.filter(answer=Answer.YES)
    return frame.wishes.exclude(answer=Answer.NEVER)


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
