"""More and less of a figure in words: «flere elbiler», «lavere valgdeltakelse», from `comparatives.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.core.words import page_language
from loftet.editions.rows import Indicator
from loftet.text_files.rows import read_whole


@dataclass(frozen=True, slots=True)
class Phrase:
    """The name of what there is more or less of, and whether that is counted, measured, high or large."""

    degree: str
    words: str


@lru_cache
def read_phrases(file: Path, language: str) -> Mapping[str, Phrase]:
    """Read the phrase of each indicator in a language."""
    words = f"phrase_{language}"
    rows = read_whole(file, ("indicator", "degree", words))
    return {row.cells["indicator"]: Phrase(row.cells["degree"], row.cells[words]) for row in rows}


def phrase_of(indicator: Indicator | None) -> Phrase:
    """Return the phrase of an indicator, or of inhabitants; one without any is named."""
    if indicator is None:
        return Phrase("many", _("inhabitants"))
    language = page_language()
    known = read_phrases(settings.CATALOGUE / "comparatives.csv", language)
    named = _("figures for «%(indicator)s»") % {"indicator": indicator.name}
    return known.get(indicator.key, Phrase("high", named))


def more(phrase: Phrase) -> str:
    """Return that there is more of it."""
    words = {
        "many": pgettext("of what is counted", "more %(what)s"),
        "much": pgettext("of what is measured", "more %(what)s"),
        "high": _("higher %(what)s"),
        "large": _("larger %(what)s"),
    }
    return words[phrase.degree] % {"what": phrase.words}


def less(phrase: Phrase) -> str:
    """Return that there is less of it."""
    words = {
        "many": _("fewer %(what)s"),
        "much": _("less %(what)s"),
        "high": _("lower %(what)s"),
        "large": _("smaller %(what)s"),
    }
    return words[phrase.degree] % {"what": phrase.words}
