"""Letters to the teams of an event, written with what they tell of."""

from datetime import datetime, timedelta

from loftet.background.outbox import enqueue, enqueue_all
from loftet.core.models import OutboxLetter
from loftet.meetings.letters import PROMOTED
from loftet.meetings.models import Event, Team, Way
from loftet.meetings.seats import give_places

MOST_LETTERS = 5  # a day to a team whose link somebody uses again and again


def tell_teams(event: Event, kind: str) -> None:
    """Send a letter to every team that has somebody who comes or waits."""
    rows = event.teams.filter(attendees__way__in=(Way.PHYSICAL, Way.DIGITAL)).exclude(email="")
    keys = rows.order_by("pk").distinct().values_list("pk", flat=True)
    enqueue_all(kind, [(key, None) for key in keys])


def tell_team(team: Team, kind: str, now: datetime, *, most: int = 1) -> None:
    """Send a team a letter, at most so many of a kind a day: its page says the same."""
    lately = OutboxLetter.objects.filter(kind=kind, row=team.pk, queued__gt=now - timedelta(days=1))
    if team.email and lately.count() < most:
        begins = team.event.starts_at
        enqueue(kind, team.pk, expires=begins if begins > now else None)


def tell_of_all(team: Team, kind: str, now: datetime) -> None:
    """Send a letter that lists everything that waits for a team; one that is not sent yet lists this, too.

    That one is locked, so that it is not written before what it is to list can be read.
    """
    unsent = OutboxLetter.objects.waiting(now).filter(kind=kind, row=team.pk, held_by="")
    if unsent.select_for_update().first() is None:
        tell_team(team, kind, now, most=MOST_LETTERS)


def tell_promoted(event: Event, now: datetime, besides: int = 0) -> None:
    """Fill places that are free from those who wait, and tell their teams why they have one now.

    The team with the key `besides` is not told: it has a letter of its own.
    """
    teams = {one.team_id for one in give_places(event, now) if one.team.email and one.team_id != besides}
    enqueue_all(PROMOTED, [(key, None) for key in sorted(teams)], expires=event.starts_at)
