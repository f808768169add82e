"""The actions on adopted targets: recorded, withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.challenges.targets.models import AdoptedTarget
from loftet.challenges.targets.rules import may_withdraw, may_work_for, works_as
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.decisions.models import Treatment
from loftet.decisions.queries.matters import check_decision
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.places.models import Place


def _of_target(actor: Actor, target: AdoptedTarget) -> str:
    return works_as(actor, target.place)


def _details(done: Done) -> Mapping[str, Any]:
    return {"year": done.result.year}


@action(
    "target.adopted",
    rule=may_work_for,
    creates=True,
    locks_parent=True,
    details=_details,
    acting_for=works_as,
)
def adopt_target(place: Place, written: Mapping[str, Any], *, actor: Actor) -> AdoptedTarget:
    """Create a target that the municipality has adopted; a decision that is here gives the day.

    Raises:
        InvalidInput: when a day or the year is not possible, the same target stands already, or the decision
            is not one of the municipality that everybody may read.
    """
    treatment: Treatment | None = written.get("treatment")
    check_decision(place, treatment, "treatment")
    day = treatment.day if treatment else written.get("adopted_on")
    if day is None:
        raise InvalidInput.because(_("Say on which day."), field="adopted_on")
    if day > actor.today:
        raise InvalidInput.because(_("A target is recorded when it is adopted."), field="adopted_on")
    target = AdoptedTarget(place=place)
    set_values(target, {**written, "adopted_on": day})
    if target.year < actor.today.year:
        raise InvalidInput.because(_("The year is over. Write a year to come."), field="year")
    same = AdoptedTarget.objects.filter(place=place, indicator=target.indicator, year=target.year)
    if same.filter(withdrawn_on=None).exists():
        told = _("There is a target for that year already. Withdraw it first.")
        raise InvalidInput.because(told, field="year")
    target.save()
    return target


@action("target.withdrawn", rule=may_withdraw, acting_for=_of_target)
def withdraw_target(target: AdoptedTarget, written: Mapping[str, Any], *, actor: Actor) -> AdoptedTarget:
    """Withdraw a target: it is no longer shown beside the figure, and stays in the list with the reason.

    Raises:
        InvalidInput: when the day is not possible, or there is no reason.
    """
    set_values(target, written)
    if target.withdrawn_on is None or target.withdrawn_on > actor.today:
        raise InvalidInput.because(_("Write a day that has been."), field="withdrawn_on")
    if not target.reason:
        raise InvalidInput.because(_("Write why the target is withdrawn."), field="reason")
    return target
