"""Queries of what came of events: of one for its organiser, of a cohort for its goals, and who is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from loftet.core.models import OutboxLetter
from loftet.core.words import Words
from loftet.evaluations.models import Evaluation, Outcome, Result, Stage
from loftet.evaluations.rules import BEGINS
from loftet.meetings.kinds import Audience, keys_of, kinds
from loftet.meetings.models import Event, Side, State, Team, Way
from loftet.notices.queries.letters import is_silent
from loftet.programme.models import Cohort
from loftet.programme.queries.standings import taking_part

LETTER = "team_afterwards"
ASKED_FOR = timedelta(days=13)  # after the first day of a stage
HELD_BACK = timedelta(days=31)  # July, in which nobody is asked
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer: how many gave it, and its length in thousandths of the longest."""

    words: Words
    number: int
    width: int


def bars(answers: Sequence[tuple[Words, int]]) -> list[Bar]:
    """Return answers as bars.

    >>> [one.width for one in bars([("a", 2), ("b", 1), ("c", 0)])]
    [1000, 500, 0]
    """
    most = max((number for _words, number in answers), default=0) or 1
    return [Bar(words, number, round(WIDTH * number / most)) for words, number in answers]


def evaluations_of(event: Event) -> list[Evaluation]:
    """Return what the teams say of an event."""
    return list(Evaluation.objects.filter(team__event=event))


def outcomes_of(event: Event) -> list[Outcome]:
    """Return the newest outcome of each team, with the team."""
    rows = Outcome.objects.filter(team__event=event).select_related("team").order_by("when", "pk")
    newest = {one.team_id: one for one in rows}
    order = list(Result)
    return sorted(newest.values(), key=lambda one: (order.index(Result(one.result)), one.team.name))


def outcomes_until(cohort: Cohort, day: date) -> Decimal:
    """Count the firms for which a meeting of a cohort has led to a pilot or a contract, until a day.

    A firm that was at several meetings is counted once; one that has no account is known by its name.
    """
    own = [cohort.lead_id, *taking_part(day, cohort).values_list("organisation", flat=True)]
    rows = Outcome.objects.filter(
        Q(team__event__cohort=cohort) | Q(team__event__organisation__in=own),
        team__side=Side.MARKET,
        team__event__day__gte=cohort.begins,
        result__in=(Result.PILOT, Result.CONTRACT),
        when__date__lte=day,
    )
    firms = rows.values_list("team__organisation", "team__name").distinct()
    return Decimal(len({organisation or name.casefold() for organisation, name in firms}))


def _asks_at(stage: Stage, today: date) -> Q:
    """Return the condition on teams that are asked in a stage: who was there, and has not told yet."""
    asked = keys_of(Audience.EVERYBODY, Audience.COHORT)
    if stage != Stage.WEEKS:
        asked = [key for key in asked if kinds()[key].meets]
    last = today - timedelta(days=BEGINS[stage])
    since = ASKED_FOR + HELD_BACK if is_silent(today - HELD_BACK) else ASKED_FOR
    return Q(
        event__state=State.ANNOUNCED,
        event__kind__in=asked,
        event__day__lte=last,
        event__day__gte=last - since,
    )


def asked_now(today: date) -> QuerySet[Team]:
    """Return the teams that are to say what came of an event, and have not."""
    found = Team.objects.none()
    for stage in Stage:
        rows = Team.objects.filter(_asks_at(stage, today)).exclude(outcomes__stage=stage)
        rows = rows.exclude(evaluation__isnull=False) if stage == Stage.WEEKS else rows
        found = found | rows
    return found.filter(attendees__way__in=(Way.PHYSICAL, Way.DIGITAL)).distinct()


def to_be_written_to(now: datetime) -> list[int]:
    """Return the teams that are sent a letter: those whose address is no user's; the others see a task."""
    rows = asked_now(timezone.localdate(now)).exclude(email="")
    keys = rows.exclude(email__iexact=F("registered_by__email")).values_list("pk", flat=True)
    since = now - timedelta(days=20)
    told = OutboxLetter.objects.filter(kind=LETTER, queued__gt=since).values_list("row", flat=True)
    return sorted(set(keys) - set(told))
