"""The composition of a goal in a place: its marks, and the word that follows from them.

Word, picture and order of a goal come from the marks of its figures alone (`loftet.methods.marks`), which the
edition holds. An edition of before keeps the word it was published with, and `earlier_rule` says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import Sign
from loftet.editions.rows import Edition, GoalReading, GoalWording, MarkKind, Reading
from loftet.methods.verdicts import WORD_RULE
from loftet.status.signs import goal_sign

# Strong marks first, then those on the line, the weak ones, and what is not known.
ORDER = {kind: at for at, kind in enumerate(("t3", "c3", "t2", "c2", "un", "t1", "c1", "t0", "c0", "no"))}


@dataclass(frozen=True, slots=True)
class Composition:
    """A goal in a place: word, marks from the strongest to what is not known, and their counts in words.

    `wording` is None for an edition of before marks, a hidden status, and a goal of which nothing counts.
    """

    sign: Sign
    marks: tuple[MarkKind, ...]
    counts: str
    wording: GoalWording | None


def composition(reading: GoalReading | None, readings: Iterable[Reading]) -> Composition:
    """Build the composition of a goal from its own reading and those of its indicators."""
    wording = reading.wording if reading else None
    return Composition(
        sign=goal_sign(reading),
        marks=sorted_marks(readings) if wording else (),
        counts=counts_in_words(wording) if wording else "",
        wording=wording,
    )


def sorted_marks(readings: Iterable[Reading]) -> tuple[MarkKind, ...]:
    """Return the marks of figures, strong ones first and what is not known last."""
    return tuple(sorted((one.mark for one in readings if one.mark is not None), key=ORDER.__getitem__))


def counts_in_words(wording: GoalWording) -> str:
    """Return the counts of marks in words: «2 strong, 4 weak, 1 missing»."""
    counts = wording.strong, wording.weak, wording.level, wording.unknown
    return _counts_in_words(*counts, translation.get_language())


@lru_cache(maxsize=4096)
def _counts_in_words(strong: int, weak: int, level: int, unknown: int, _language: str | None) -> str:
    parts = [
        ngettext("%(count)d strong", "%(count)d strong", strong) % {"count": strong},
        ngettext("%(count)d weak", "%(count)d weak", weak) % {"count": weak},
    ]
    if level:
        parts.append(ngettext("%(count)d uncertain", "%(count)d uncertain", level) % {"count": level})
    if unknown:
        parts.append(ngettext("%(count)d missing", "%(count)d missing", unknown) % {"count": unknown})
    return ", ".join(parts)


def word_rule() -> str:
    """Return the rule of a goal's word, as it is printed beside the words."""
    return _(
        "The word follows the marks. Mostly strong: more than twice as many strong as weak. "
        "Mostly weak: the reverse. Otherwise mixed. Where fewer than half of the figures are strong or weak, "
        "there is no word."
    )


def earlier_rule(edition: Edition) -> str:
    """Return a note where an edition was published with an earlier rule; else an empty text."""
    if edition.word_rule == WORD_RULE:
        return ""
    return _("This edition was published with an earlier rule for the words of goals, and keeps it.")
