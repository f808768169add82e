"""Sentences about the goals across the municipalities, counted from their words."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import join_words
from loftet.editions.rows import GoalWord
from loftet.status.sentences.words import lower_first

MOST_NAMED = 2


def across_country(words: Mapping[GoalWord, int]) -> list[str]:
    """Return how many municipalities have each word of a goal."""
    judged = sum(count for word, count in words.items() if word is not GoalWord.TOO_FEW)
    said = []
    if judged:
        counts = {
            "strong": words.get(GoalWord.STRONG, 0),
            "mixed": words.get(GoalWord.MIXED, 0),
            "weak": words.get(GoalWord.WEAK, 0),
            "judged": judged,
        }
        said.append(
            _(
                "Of %(judged)d municipalities, %(strong)d stand mostly strong and %(weak)d mostly weak; "
                "%(mixed)d are mixed."
            )
            % counts
        )
    if few := words.get(GoalWord.TOO_FEW, 0):
        said.append(
            ngettext(
                "For %(count)d municipality there are too few figures.",
                "For %(count)d municipalities there are too few figures.",
                few,
            )
            % {"count": few}
        )
    return said or [_("This edition has no figures on this goal.")]


def all_goals(strong: Sequence[str], weak: Sequence[str]) -> str:
    """Return on which goals more municipalities stand strong than weak, and where it is the reverse."""
    if not strong or not weak:
        return _("This edition has too few figures to tell how the municipalities stand.")
    words = _("On %(strong)s more municipalities stand strong than weak. On %(weak)s it is the reverse.")
    return words % {
        "strong": _names(strong),
        "weak": _names(weak),
    }


def _names(names: Sequence[str]) -> str:
    lower = [lower_first(name) for name in names[:MOST_NAMED]]
    return join_words([f"«{name}»" if "," in name or " og " in name else name for name in lower])


def map_heading(county: str, share: int) -> str:
    """Return the finding of a map: the county where the most municipalities stand mostly strong."""
    if not county:
        return _("No county stands out")
    return _("%(county)s stands out: %(share)d %% of the municipalities there stand mostly strong") % {
        "county": county,
        "share": share,
    }
