"""The action by which a team tells what came of an event."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.evaluations.models import Evaluation, Outcome, Result, Stage
from loftet.evaluations.rules import may_tell, stage_on
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Team
from loftet.people.actor import Actor


@action("event.told_outcome", rule=may_tell)
def tell_outcome(team: Team, written: Mapping[str, Any], *, actor: Actor) -> Team:
    """Set the evaluation of a team, in the first stage, and what came of the event in this one.

    Raises:
        InvalidInput: when a value is refused, or nothing came of it and no reason is given.
    """
    stage = stage_on(team.event, actor.today)
    assert stage is not None  # the rule has found it
    if stage == Stage.WEEKS:
        row = Evaluation.objects.filter(team=team).first() or Evaluation(team=team)
        set_values(row, {name: written[name] for name in ("useful", "learned", "better")})
        row.when = actor.now
        row.save()
    if team.event.kind_of.meets:
        if written["result"] == Result.NOTHING and not written.get("why"):
            raise InvalidInput.because(_("Write in a few words why nothing came of it."), field="why")
        told = Outcome.objects.filter(team=team, stage=stage).first() or Outcome(team=team, stage=stage)
        set_values(told, {"result": written["result"], "why": written.get("why", "")})
        told.when = actor.now
        told.save()
    return team
