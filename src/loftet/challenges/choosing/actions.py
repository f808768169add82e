"""The actions on a municipality's set: chosen and set aside, shown and hidden, adopted."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from loftet.challenges.choosing.candidates import Said
from loftet.challenges.choosing.models import LONGEST_REASON, Choice, ChosenIndicator, IndicatorSet
from loftet.challenges.choosing.rules import chooses_as, may_change, may_choose
from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.versions import row_or_new, same_version
from loftet.decisions.queries.matters import check_decision
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.places.models import Place


def _on_behalf_of(actor: Actor, chosen: IndicatorSet) -> str:
    return chooses_as(actor, chosen.place)


@action("choosing.saved", rule=may_choose, creates=True, locks_parent=True, acting_for=chooses_as)
def save_choice(place: Place, seen: int, said: Sequence[Said], *, actor: Actor) -> IndicatorSet:
    """Set all that a municipality says of indicators; the first time, its set begins.

    `seen` is the version of the set that was read, 0 where there was none. Rows that stay are the same rows.

    Raises:
        ChangedMeanwhile: when somebody else has saved it since.
        InvalidInput: when a reason is missing or too long.
    """
    chosen = _opened(place, seen)
    kept = {one.about: one for one in chosen.rows.all()}
    chosen.rows.exclude(pk__in=[kept[one.about].pk for one in said if one.about in kept]).delete()
    for order, one in enumerate(said):
        _write(chosen, kept.get(one.about), one, order)
    return chosen


@action("choosing.added", rule=may_choose, creates=True, locks_parent=True, acting_for=chooses_as)
def add_indicators(place: Place, said: Sequence[Said], *, actor: Actor) -> IndicatorSet:
    """Add indicators of a starter set or of another municipality; what is said already stays.

    Raises:
        InvalidInput: when a reason is missing or too long.
    """
    chosen = _opened(place)
    known = {one.about for one in chosen.rows.all()}
    for order, one in enumerate((one for one in said if one.about not in known), start=len(known)):
        _write(chosen, None, one, order)
    return chosen


def _opened(place: Place, seen: int | None = None) -> IndicatorSet:
    """Return the set of a place, whose row is locked, with a new version."""
    chosen = row_or_new(IndicatorSet, place=place)
    if seen is not None:
        same_version(chosen.version, seen)
    chosen.version += 1
    chosen.save()
    return chosen


def _write(chosen: IndicatorSet, row: ChosenIndicator | None, said: Said, order: int) -> None:
    reason = " ".join(said.reason.split())
    if not reason:
        raise InvalidInput.because(_("Write a reason for each indicator."))
    if len(reason) > LONGEST_REASON:
        raise InvalidInput.because(_("A reason has at most %(most)d letters.") % {"most": LONGEST_REASON})
    row = row or ChosenIndicator(set=chosen, indicator=said.indicator, series_id=said.series)
    row.state, row.reason, row.order = said.state, reason, order
    row.suggested_by, row.copied_from_id = said.by, said.copied_from
    row.save()


@action("choosing.shown", rule=may_change, acting_for=_on_behalf_of)
def publish_set(chosen: IndicatorSet, *, actor: Actor) -> IndicatorSet:
    """Show a set to everybody.

    Raises:
        InvalidInput: when nothing is chosen yet.
    """
    if not chosen.rows.filter(state=Choice.CHOSEN).exists():
        raise InvalidInput.because(_("Choose at least one indicator first."))
    chosen.published = actor.now
    return chosen


@action("choosing.hidden", rule=may_change, acting_for=_on_behalf_of)
def hide_set(chosen: IndicatorSet, *, actor: Actor) -> IndicatorSet:
    """Set a set back to a draft, which the municipality's own people read."""
    chosen.published = None
    return chosen


@action("choosing.adopted", rule=may_change, acting_for=_on_behalf_of)
def adopt_set(chosen: IndicatorSet, written: Mapping[str, Any], *, actor: Actor) -> IndicatorSet:
    """Record what is chosen now as adopted on a day, with the decision where it stands here.

    Raises:
        InvalidInput: when nothing is chosen, the day is still to come, or the decision is not one of the
            municipality that everybody may read.
    """
    rows = chosen.rows.filter(state=Choice.CHOSEN)
    if not rows:
        raise InvalidInput.because(_("Choose at least one indicator first."))
    if written["adopted_on"] > actor.today:
        raise InvalidInput.because(_("The day is still to come."), field="adopted_on")
    check_decision(chosen.place, written.get("treatment"), "treatment")
    set_values(chosen, written)
    chosen.adopted = [
        {"indicator": one.indicator, "series": one.series_id, "reason": one.reason} for one in rows
    ]
    return chosen
