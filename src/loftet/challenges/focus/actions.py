"""The actions on focus areas: begun, joined and left, ended."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.challenges.focus.models import FocusArea
from loftet.challenges.focus.rules import may_end, may_join, may_speak_for
from loftet.challenges.rules import may_pick, speaks_as
from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.places.models import Place


def _of_focus(actor: Actor, focus: FocusArea) -> str:
    return speaks_as(actor, focus.region)


@action("focus.begun", rule=may_pick, creates=True, acting_for=speaks_as)
def begin_focus(region: Place, written: Mapping[str, Any], *, actor: Actor) -> FocusArea:
    """Create a focus area on some challenges; the municipality that leads is its first member."""
    challenges = written["challenges"]
    focus = FocusArea(region=region, began_on=actor.today)
    set_values(focus, {name: written[name] for name in ("title", "text", "lead")})
    focus.save()
    focus.challenges.set(challenges)
    focus.members.add(focus.lead)
    return focus


@action("focus.joined", rule=may_join, acting_for=_of_focus)
def join_focus(focus: FocusArea, place: Place, *, actor: Actor) -> FocusArea:
    """Add a municipality of the region; each joins by itself."""
    demand(may_speak_for(actor, place, focus))
    focus.members.add(place)
    return focus


@action("focus.left", rule=may_join, acting_for=_of_focus)
def leave_focus(focus: FocusArea, place: Place, *, actor: Actor) -> FocusArea:
    """Remove a municipality.

    Raises:
        InvalidInput: when it is the one that leads.
    """
    demand(may_speak_for(actor, place, focus))
    if focus.lead == place:
        raise InvalidInput.because(_("The municipality that leads cannot leave. End the focus area."))
    focus.members.remove(place)
    return focus


@action("focus.ended", rule=may_end, acting_for=_of_focus)
def end_focus(focus: FocusArea, written: Mapping[str, Any], *, actor: Actor) -> FocusArea:
    """End a focus area for a reason; it is kept.

    Raises:
        InvalidInput: when there is no reason.
    """
    set_values(focus, written)
    if not focus.reason:
        raise InvalidInput.because(_("Write why it ends."), field="reason")
    focus.ended_on = actor.today
    return focus
