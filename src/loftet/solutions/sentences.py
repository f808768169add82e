"""Sentences of pages about a solution: how far it has spread, and how sure its effect is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import Words
from loftet.solutions.models import Answer, Evidence, Rung, Solution
from loftet.solutions.queries import UseLine


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A step of a ladder: its words, whether it is reached, whether it is the highest one."""

    words: Words
    reached: bool
    current: bool


def spread(solution: Solution) -> list[LadderStep]:
    """Return the steps local to international."""
    return [
        LadderStep(one.label, one <= solution.rung, one == solution.rung) for one in Rung if one != Rung.NONE
    ]


def evidence_steps(solution: Solution) -> list[LadderStep]:
    """Return the steps of evidence, the weakest first."""
    return [
        LadderStep(one.label, one.value <= solution.evidence, one.value == solution.evidence)
        for one in Evidence
    ]


def answer_sentence(solution: Solution, lines: Sequence[UseLine]) -> str:
    """Return what a page about a solution says first."""
    current = [one.use for one in lines if one.use.is_current]
    if not current:
        return _("It is not in use in any municipality yet.")
    confirmed = sum(one.answer == Answer.CONFIRMED and one.place_id is not None for one in current)
    number = len(current)
    first = ngettext("In use in %(number)d place.", "In use in %(number)d places.", number) % {
        "number": number
    }
    if not confirmed:
        return first + " " + _("No municipality has confirmed it yet.")
    return (
        first
        + " "
        + ngettext(
            "%(number)d municipality has confirmed it.",
            "%(number)d municipalities have confirmed it.",
            confirmed,
        )
        % {"number": confirmed}
    )


def lacks(solution: Solution) -> list[Words]:
    """Return what the organisation of a solution could add so that more find and trust it."""
    wanted: list[tuple[object, Words]] = [
        (solution.problem, _("Which problem does it solve? Municipalities search for problems.")),
        (solution.effect, _("Which effect does it have? With a number, if you have one.")),
        (
            solution.evidence != Evidence.STATED,
            _("Has somebody tried or measured it? Say who, where and when."),
        ),
        (
            solution.cpv or solution.targets,
            _("A CPV code or a target sets it beside the needs that it answers."),
        ),
        (solution.contact, _("Whom do municipalities ask?")),
    ]
    return [words for there, words in wanted if not there]
