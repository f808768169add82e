"""The actions on the use of indicators: tied to something, changed, removed."""

from collections.abc import Mapping
from typing import Any

from loftet.challenges.targets.rules import may_work_for, works_as
from loftet.challenges.using.models import IndicatorUse
from loftet.challenges.using.rules import may_change_use, uses_as
from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.people.actor import Actor
from loftet.places.models import Place


@action("indicator_use.made", rule=may_work_for, creates=True, acting_for=works_as)
def use_indicator(place: Place, written: Mapping[str, Any], *, actor: Actor) -> IndicatorUse:
    """Create a tie from a chosen indicator of a municipality to something of its own."""
    assert written["chosen"].set.place_id == place.pk  # the form offers no other
    use = IndicatorUse(chosen=written["chosen"])
    set_values(use, {name: value for name, value in written.items() if name != "chosen"})
    use.save()
    return use


@action("indicator_use.changed", rule=may_change_use, acting_for=uses_as)
def change_use(use: IndicatorUse, written: Mapping[str, Any], *, actor: Actor) -> IndicatorUse:
    """Change what an indicator is tied to."""
    set_values(use, written)
    return use


@action("indicator_use.removed", rule=may_change_use, acting_for=uses_as)
def remove_use(use: IndicatorUse, *, actor: Actor) -> IndicatorUse:
    """Remove what an indicator is tied to."""
    use.delete()
    return use
