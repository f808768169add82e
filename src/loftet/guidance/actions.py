"""Actions of guidance: times are offered and booked, steps are agreed on and taken."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.guidance.models import FreeTime, Step
from loftet.guidance.queries import KIND
from loftet.guidance.rules import books_for, may_agree, may_book, may_finish
from loftet.invalid_input import InvalidInput
from loftet.meetings.kinds import kinds
from loftet.meetings.letters import REGISTERED
from loftet.meetings.models import Attendee, Event, Side, State, Team
from loftet.meetings.telling import tell_team
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.programme.models import Cohort, Participation
from loftet.programme.rules import may_run

MOST_IN_A_ROW, BREAK = 8, timedelta(minutes=15)


@action("guidance.offered", rule=may_run, creates=True)
def offer_times(
    cohort: Cohort, day: date, begins: time, number: int, minutes: int, *, actor: Actor
) -> FreeTime:
    """Create times after each other on a day, with a quarter of an hour between them; return the first.

    Raises:
        InvalidInput: when the day has passed, the times do not end on it, or one is offered already.
    """
    if day < actor.today:
        raise InvalidInput.because(_("Choose a day that is still to come."), field="day")
    length = timedelta(minutes=minutes)
    starts = [datetime.combine(day, begins) + turn * (length + BREAK) for turn in range(number)]
    if not 1 <= number <= MOST_IN_A_ROW or (starts[-1] + length).date() != day:
        raise InvalidInput.because(_("So many talks do not end on the same day."), field="number")
    rows = [FreeTime(cohort=cohort, adviser=actor.person, day=day, begins=one.time()) for one in starts]
    own = FreeTime.objects.filter(adviser=actor.person, day=day)
    taken = own.exclude(event__state=State.CANCELLED)
    if any(_overlap(one, other, length) for one in rows for other in taken):
        raise InvalidInput.because(_("You have offered some of these times already."), field="begins")
    freed = {one.begins: one for one in own.filter(event__state=State.CANCELLED)}
    rows = [_offered_again(freed[one.begins], cohort) if one.begins in freed else one for one in rows]
    for one in rows:
        set_values(one, {"minutes": minutes})
        one.save()
    return rows[0]


def _offered_again(free: FreeTime, cohort: Cohort) -> FreeTime:
    """Return the time of a talk that was cancelled, as one that can be booked."""
    free.cohort, free.event, free.version = cohort, None, free.version + 1
    return free


def _overlap(new: FreeTime, old: FreeTime, length: timedelta) -> bool:
    begins, other = (datetime.combine(one.day, one.begins) for one in (new, old))
    return begins < other + timedelta(minutes=old.minutes) and other < begins + length


@action("guidance.booked", rule=may_book)
def book_time(free: FreeTime, participation: Participation, *, actor: Actor) -> FreeTime:
    """Create the meeting of a time that a municipality books; who books gets a letter with a calendar file.

    Raises:
        InvalidInput: when the municipality is not one that the actor books for.
    """
    if participation.pk not in {one.pk for one in books_for(actor, free.cohort)}:
        raise InvalidInput.because(_("Choose a municipality that you act for."), field="participation")
    free.event = _meeting(free, participation.organisation, actor)
    team = _team(free.event, participation.organisation, actor)
    tell_team(team, REGISTERED, actor.now)
    _tell_adviser(free.event, free, actor)
    return free


def _meeting(free: FreeTime, organisation: Organisation, actor: Actor) -> Event:
    ends = datetime.combine(free.day, free.begins) + timedelta(minutes=free.minutes)
    with override(organisation.official_form):
        title = f"{kinds()[KIND].words}: {organisation.name}"
    return Event.objects.create(
        organisation=free.cohort.lead,
        cohort=free.cohort,
        kind=KIND,
        title=title[:160],
        day=free.day,
        begins=free.begins,
        ends=ends.time(),
        closes=free.day,
        state=State.ANNOUNCED,
        announced=actor.now,
        written=actor.now,
        written_by=free.adviser,
        changed=actor.now,
    )


def _team(event: Event, organisation: Organisation, actor: Actor) -> Team:
    team = Team.objects.create(
        event=event,
        organisation=organisation,
        name=organisation.name,
        side=Side.PUBLIC,
        email=actor.person.email,
        language=organisation.official_form,
        registered=actor.now,
        registered_by=actor.person,
        changed=actor.now,
    )
    Attendee.objects.create(team=team, name=actor.person.name[:120], seated=actor.now)
    return team


def _tell_adviser(event: Event, free: FreeTime, actor: Actor) -> None:
    news = News.about("guidance.booked", event, title=event.title, day=event.day.isoformat())
    notify(news, [free.adviser], reason=Reason.OWN, by=actor.user, now=actor.now)


@action("guidance.agreed", rule=may_agree, creates=True, locks_parent=True)
def agree_on_step(participation: Participation, written: Mapping[str, Any], *, actor: Actor) -> Step:
    """Create a next step of a municipality.

    Raises:
        InvalidInput: when a value is refused, or the day has passed.
    """
    step = Step(participation=participation, written=actor.now, written_by=actor.person)
    set_values(step, written)
    if step.due < actor.today:
        raise InvalidInput.because(_("Choose a day that is still to come."), field="due")
    step.save()
    return step


@action("guidance.taken", rule=may_finish)
def take_step(step: Step, *, actor: Actor) -> Step:
    """Mark a step as taken."""
    step.done = actor.now
    return step
