"""Findings about places side by side in words: who lies higher, and where nobody certainly does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import GOAL_WORDS, NO_DIFFERENCE, join_words
from loftet.editions.rows import Indicator, Reading
from loftet.methods.comparison import Difference, Measured, difference
from loftet.status.sentences.words import YES_NO, figure


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """The word of a goal in a place, and what places are put in order by."""

    place: str
    word: str
    rank: tuple[float, float]


@dataclass(frozen=True, slots=True)
class GoalBeside:
    """A goal in some places, the strongest first; only those that have a word."""

    title: str
    places: tuple[PlaceWord, ...]

    @property
    def distance(self) -> float:
        """Return how far the first and the last are apart; places without two words are not."""
        if len({one.word for one in self.places}) < 2:
            return -0.5 if len(self.places) > 1 else -1.0
        return self.places[0].rank[0] - self.places[-1].rank[0]


def answer(goals: Iterable[GoalBeside]) -> str:
    """Return on how many goals the places have different words, and where they differ the most."""
    told = [goal for goal in goals if len(goal.places) > 1]
    if not told:
        return ""
    differ = [goal for goal in told if goal.distance >= 0]
    parts = [
        ngettext(
            "They stand differently on %(differ)d of %(goals)d goal.",
            "They stand differently on %(differ)d of %(goals)d goals.",
            len(told),
        )
        % {"differ": len(differ), "goals": len(told)}
    ]
    if differ:
        most = max(differ, key=lambda one: one.distance)
        first, last = most.places[0], most.places[-1]
        parts.append(
            _("Most on %(goal)s: %(first)s is %(strong)s, %(last)s %(weak)s.")
            % {
                "goal": most.title,
                "first": first.place,
                "strong": _lower(first.word),
                "last": last.place,
                "weak": _lower(last.word),
            }
        )
    return " ".join(parts)


def _lower(word: str) -> str:
    return str(GOAL_WORDS[word].word).lower()


def figures_beside(indicator: Indicator, readings: Sequence[tuple[str, Reading]]) -> str:
    """Return who has the highest and the lowest figure, and between whom there is no certain difference."""
    known = [(name, one) for name, one in readings if one.value is not None]
    if len(known) < 2:
        return ""
    if indicator.unit in YES_NO:
        return _answers(known)
    known.sort(key=lambda one: one[1].value or 0.0)
    texts = [figure(one.value or 0.0, indicator) for _name, one in known]
    if len(set(texts)) == 1:
        return _("The same everywhere: %(value)s.") % {"value": texts[0]}
    pairs = {
        (name, other)
        for (name, one), (other, another) in combinations(known, 2)
        if difference(_measured(one), _measured(another)) is Difference.NOT_SURE
    }
    if len(pairs) == len(known) * (len(known) - 1) // 2:
        return f"{NO_DIFFERENCE.word}."
    said = _("%(high)s highest, %(low)s lowest.") % {"high": known[-1][0], "low": known[0][0]}
    beside = [one for one, other in pairwise(known) if (one[0], other[0]) in pairs]
    if not beside:
        return said
    names = [name for name, _one in known if any(name in pair for pair in pairs)]
    return f"{said} " + _("No certain difference between %(places)s.") % {"places": join_words(names)}


def _answers(known: Sequence[tuple[str, Reading]]) -> str:
    yes = [name for name, one in known if one.value]
    no = [name for name, one in known if not one.value]
    parts = [_("Yes: %(places)s.") % {"places": join_words(yes)}] if yes else []
    return " ".join([*parts, *([_("No: %(places)s.") % {"places": join_words(no)}] if no else [])])


def _measured(reading: Reading) -> Measured:
    return Measured(reading.value, reading.low, reading.high)
