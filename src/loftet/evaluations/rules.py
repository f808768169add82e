"""Rules of what is told after an event: by its teams, by their link, and read by the organiser."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.evaluations.models import Stage
from loftet.meetings.kinds import Audience
from loftet.meetings.models import Event, State, Team, Way
from loftet.meetings.rules import organises
from loftet.people.actor import Actor

# From how many days after the event each stage is asked for; names and addresses are kept for a year.
BEGINS = {Stage.WEEKS: 14, Stage.HALF: 182, Stage.YEAR: 357}
TOLD_FOR = 400


def stage_on(event: Event, today: date) -> Stage | None:
    """Return the stage that an event is in; the first one can be told of from the next day on.

    >>> from datetime import timedelta
    >>> from loftet.meetings.models import Event
    >>> one = Event(kind="webinar", day=date(2026, 1, 1))
    >>> [stage_on(one, one.day + timedelta(days=days)) for days in (0, 1, 200)]
    [None, Stage.WEEKS, None]
    """
    days = (today - event.day).days
    if days < 1 or days > TOLD_FOR or event.kind_of.audience == Audience.INVITED:
        return None
    stage = max((one for one in BEGINS if BEGINS[one] <= days), key=BEGINS.__getitem__, default=Stage.WEEKS)
    return stage if event.kind_of.meets or stage == Stage.WEEKS else None


def may_tell(actor: Actor, team: Team) -> Verdict:
    """Check whether a team can say what came of an event: who was there, from the day after on."""
    if team.event.state != State.ANNOUNCED or stage_on(team.event, actor.today) is None:
        return Denied(_("There is nothing to tell of this meeting now."))
    if not team.attendees.exclude(way=Way.AWAY).exists():
        return Denied(_("None of you was there."))
    return ALLOWED


def may_read(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may read what the teams have told: the organiser, once it has been."""
    if not event.is_public or not event.is_past(actor.today):
        return Denied(_("The meeting has not been yet."))
    return organises(actor, event)
