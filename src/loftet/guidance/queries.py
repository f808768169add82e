"""Queries of guidance: free times, where each municipality of a cohort stands, and who is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.guidance.models import FreeTime, Step
from loftet.meetings.models import Event, State
from loftet.meetings.queries import BEHIND
from loftet.people.models import RoleKind, User
from loftet.people.permissions import permissions_at
from loftet.programme.models import Cohort, Participation
from loftet.programme.queries.standings import taking_part

STUCK_AFTER = timedelta(days=90)
KIND = "guidance"
NOT_TAKEN = _("the step that was agreed on is not taken")


@dataclass(frozen=True, slots=True)
class Standing:
    """A municipality of a cohort: its next step, when something happened last, and why it is stuck."""

    participation: Participation
    step: Step | None
    last: date | None
    why: Words = ""


def standings(cohort: Cohort, today: date) -> list[Standing]:
    """Return where each municipality stands, those that are stuck first, then by the day of the next step.

    One that takes no part is among them while a step is agreed on with it and not taken after its day.
    """
    joined = set(taking_part(today, cohort).values_list("pk", flat=True))
    late = Step.objects.filter(done=None, due__lt=today).values("participation")
    rows = Participation.objects.filter(Q(pk__in=joined) | Q(pk__in=late), cohort=cohort)
    rows = rows.select_related("organisation", "cohort").order_by("pk")
    steps = Step.objects.filter(participation__in=[one.pk for one in rows]).order_by("due", "pk")
    last_talk: dict[int | None, date] = {}
    booked: set[int | None] = set()  # who has a talk ahead
    for organisation, day in talks_of(cohort).values_list("teams__organisation", "day").order_by("day"):
        if day <= today:
            last_talk[organisation] = day
        else:
            booked.add(organisation)
    of_each: dict[int, list[Step]] = {one.pk: [] for one in rows}
    for step in steps:
        of_each[step.participation_id].append(step)
    found = [
        _standing(
            one,
            of_each[one.pk],
            last_talk.get(one.organisation_id),
            today,
            takes_part=one.pk in joined,
            is_booked=one.organisation_id in booked,
        )
        for one in rows
    ]
    return sorted(
        found, key=lambda one: (not one.why, one.step.due if one.step else today, one.participation.pk)
    )


def _standing(
    one: Participation,
    steps: Sequence[Step],
    talk: date | None,
    today: date,
    *,
    takes_part: bool,
    is_booked: bool,
) -> Standing:
    """Return where one stands: stuck when nothing has happened for 90 days and nothing is ahead, and why.

    One that takes no part is waited for until the step that was agreed on with it is taken.
    """
    step = next((row for row in steps if row.done is None), None)
    days = [timezone.localdate(row.done or row.written) for row in steps]
    last = max([*days, *([talk] if talk else [])], default=None)
    if not takes_part:
        return Standing(one, step, last, NOT_TAKEN)
    since = last or timezone.localdate(one.invited)
    if today - since <= STUCK_AFTER or is_booked or (step is not None and step.due >= today):
        return Standing(one, step, last)
    if step is not None:
        return Standing(one, step, last, NOT_TAKEN)
    why = _("no next step is agreed on") if last else _("it has had no talk yet")
    return Standing(one, None, last, why)


def talks_of(cohort: Cohort) -> QuerySet[Event]:
    """Return the guidance talks of a cohort that are not cancelled."""
    return Event.objects.filter(cohort=cohort, kind=KIND, state=State.ANNOUNCED)


def talks_with(adviser: User, today: date) -> QuerySet[Event]:
    """Return the talks with an adviser, cancelled ones, too: of a year back, and ahead.

    Of the cohorts that the adviser runs today: who has left reads none.
    """
    roles = permissions_at(adviser, today).roles
    led = [one.organisation for one in roles if one.kind == RoleKind.FACILITATOR]
    rows = Event.objects.filter(kind=KIND, written_by=adviser, announced__isnull=False, cohort__lead__in=led)
    return rows.filter(day__gte=today - BEHIND).order_by("day", "begins", "pk")


def free_times(cohort: Cohort, today: date) -> QuerySet[FreeTime]:
    """Return the times that can be booked."""
    rows = FreeTime.objects.filter(cohort=cohort, event=None, day__gte=today)
    return rows.select_related("adviser", "cohort")


def thread_of(participation: Participation) -> tuple[list[Event], list[Step]]:
    """Return the talks and the steps of a municipality, the newest first."""
    talks = talks_of(participation.cohort).filter(teams__organisation=participation.organisation_id)
    return list(talks.order_by("-day", "-pk")), list(
        Step.objects.filter(participation=participation).order_by("-due", "-pk")
    )
