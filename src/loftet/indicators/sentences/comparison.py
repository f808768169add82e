"""Findings about places side by side in words: who stands higher, and where nobody certainly does."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from loftet.indicators.direction import LEAST_CHANGE
from loftet.indicators.sentences.words import join_words
from loftet.methods.comparison import Difference, Measured, difference


class Verdict(Enum):
    """Sentences about the highest of some places and the others."""

    CERTAIN = "certain"  # the intervals of at least two do not touch
    NO_CERTAIN = "no certain"
    APART = "apart"  # no intervals are known, but the distance is no small one
    CLOSE = "close"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class Beside:
    """The comparison of places on one goal: the verdict, a sentence, and how far they lie apart."""

    verdict: Verdict
    sentence: str
    apart: float = 0.0
    highest: str = ""
    lowest: str = ""


def beside(scores: Sequence[tuple[str, Measured]]) -> Beside:
    """Compare the places by their scores; where the intervals touch there is no certain difference.

    The highest place is held against each of the others. Where an interval lacks, only the distance is
    told, and one of less than five points of a hundred is called small.
    """
    known = [(name, score) for name, score in scores if score.value is not None]
    if len(known) < 2:
        said = _("Only %(place)s has enough data.") % {"place": known[0][0]} if known else ""
        return Beside(Verdict.TOO_FEW, said or _("None of the places has enough data."))
    known.sort(key=lambda one: -(one[1].value or 0.0))
    (highest, best), (lowest, worst) = known[0], known[-1]
    apart = (best.value or 0.0) - (worst.value or 0.0)
    found = [(name, difference(best, score)) for name, score in known[1:]]
    if any(how is Difference.NO_INTERVAL for _name, how in found):
        return _by_distance(highest, lowest, apart)
    certain = [name for name, how in found if how is Difference.HIGHER]
    if not certain:
        return Beside(Verdict.NO_CERTAIN, _("No certain difference."), apart, highest, lowest)
    sentence = _("%(place)s stands higher than %(others)s.") % {
        "place": highest,
        "others": join_words(certain),
    }
    if unsure := [name for name, how in found if how is not Difference.HIGHER]:
        level = _("No certain difference between %(place)s and %(others)s.")
        sentence = f"{sentence} {level % {'place': highest, 'others': join_words(unsure)}}"
    return Beside(Verdict.CERTAIN, sentence, apart, highest, lowest)


def not_judged() -> Beside:
    """Return the sentence that goals are compared only where the places are given a status."""
    return Beside(Verdict.TOO_FEW, _("Only municipalities that take part are compared on goals."))


def _by_distance(highest: str, lowest: str, apart: float) -> Beside:
    if apart < LEAST_CHANGE:
        said = _("A small difference: less than %(points)d points.") % {"points": LEAST_CHANGE}
        return Beside(Verdict.CLOSE, said, apart, highest, lowest)
    said = _("%(highest)s stands highest and %(lowest)s lowest, %(points)d points apart.") % {
        "highest": highest,
        "lowest": lowest,
        "points": round(apart),
    }
    return Beside(Verdict.APART, said, apart, highest, lowest)


def differences(goals: Iterable[tuple[str, Beside]]) -> list[str]:
    """Return on how many goals places differ, and the largest difference; known uncertainty counts.

    What holds for no goal is left unsaid. The first clause names what is counted, the others are short.
    """
    goals = list(goals)
    counts = Counter(how.verdict for _goal, how in goals)
    parts = (
        (
            counts[Verdict.CERTAIN],
            _("On %(count)d of the 17 goals there is a certain difference between the places."),
            _("On %(count)d there is a certain difference between the places."),
        ),
        (
            counts[Verdict.NO_CERTAIN],
            _("On %(count)d of the 17 goals there is no certain difference between the places."),
            _("On %(count)d there is no certain difference."),
        ),
        (
            counts[Verdict.APART],
            _("On %(count)d of the 17 goals the places lie at least %(points)d points of 100 apart."),
            _("On %(count)d the places lie at least %(points)d points of 100 apart."),
        ),
        (
            counts[Verdict.CLOSE],
            _("On %(count)d of the 17 goals the difference between the places is small."),
            _("On %(count)d the difference is small."),
        ),
        (
            counts[Verdict.TOO_FEW],
            _("For %(count)d of the 17 goals there is too little data to compare."),
            _("For %(count)d there is too little data to compare."),
        ),
    )
    told = [part for part in parts if part[0]]
    clauses = [
        (later if at else first) % {"count": count, "points": LEAST_CHANGE}
        for at, (count, first, later) in enumerate(told)
    ]
    return [*clauses, *_largest(goals)]


def _largest(goals: Iterable[tuple[str, Beside]]) -> list[str]:
    told = [(goal, how) for goal, how in goals if how.verdict in (Verdict.CERTAIN, Verdict.APART)]
    if not told:
        return []
    goal, how = max(told, key=lambda one: one[1].apart)
    said = {"goal": goal, "highest": how.highest, "lowest": how.lowest}
    return [_("The difference is largest on %(goal)s: %(highest)s stands highest, %(lowest)s lowest.") % said]
