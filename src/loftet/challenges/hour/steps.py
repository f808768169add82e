"""The steps of the hour; what is done is computed from the records, and never ticked by hand.

Apps of later layers register what is known of the steps that are theirs (`NEEDS`, `PAPER`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.choosing.models import Choice, ChosenIndicator
from loftet.challenges.choosing.rules import may_choose
from loftet.challenges.choosing.sentences import FEWEST
from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.words import Words
from loftet.people.actor import Actor
from loftet.places.models import Place

NEEDS, PAPER = "needs", "paper"
NOT_HERE = gettext_lazy("This site does not have this step yet.")


@dataclass(frozen=True, slots=True)
class StepState:
    """The state of a step by the records: done or not, and in words; no address where it is not here."""

    done: bool
    told: Words
    address: str = ""


@dataclass(frozen=True, slots=True)
class HourStep:
    """A step of the hour: what it is, how many minutes it takes, and what the records say."""

    words: Words
    minutes: int
    state: StepState
    is_next: bool = False


Ask = Callable[[Actor, Place], StepState]
# What a later app knows of one of its steps (`NEEDS`, `PAPER`).
HOUR_STEPS: Hook[tuple[str, Ask]] = Hook("the steps of the hour")


def steps_of(actor: Actor, place: Place) -> tuple[HourStep, ...]:
    """Return the six steps in a municipality; the first one that is not done and is here is the next."""
    found = list(_steps(actor, place))
    first = next((at for at, one in enumerate(found) if not one.state.done and one.state.address), None)
    return tuple(
        HourStep(one.words, one.minutes, one.state, is_next=at == first) for at, one in enumerate(found)
    )


def _steps(actor: Actor, place: Place) -> Iterator[HourStep]:
    count = ChosenIndicator.objects.filter(set__place=place, state=Choice.CHOSEN).count()
    own = reverse("municipality", args=[place.slug])
    began = _("The records show nothing yet.") if not count else _("Done: you have begun to choose.")
    yield HourStep(_("Read how it stands"), 8, StepState(bool(count), began, own))
    yield HourStep(_("See what is yours to change"), 8, StepState(bool(count), began, f"{own}#lift"))
    # Who does not choose is led to what was chosen.
    page = "choose_indicators" if may_choose(actor, place) else "chosen_indicators"
    guide = reverse(page, args=[place.slug])
    told = _("%(count)d of at least %(fewest)d are chosen.") % {"count": count, "fewest": FEWEST}
    yield HourStep(_("Choose 10 to 25 indicators"), 12, StepState(count >= FEWEST, told, guide))
    reasons = _("%(count)d have a written reason.") % {"count": count}  # nothing is chosen without one
    yield HourStep(_("Write why, one sentence each"), 12, StepState(count >= FEWEST, reasons, guide))
    missing = StepState(False, NOT_HERE)
    asked = dict(added_to(HOUR_STEPS))
    needs = asked[NEEDS](actor, place) if NEEDS in asked else missing
    yield HourStep(_("Write your needs, two sentences each"), 10, needs)
    paper = asked[PAPER](actor, place) if PAPER in asked else missing
    yield HourStep(_("Take the case paper out as Word"), 5, paper)
