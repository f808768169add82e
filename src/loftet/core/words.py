"""The words and symbols of a status, in the order of trust: word, symbol, colour.

A value held against a target may speak of the target; one held only against other municipalities
speaks of these. The two are never mixed.

Beside them: how a text is said in each language of the site, and in that of the page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Said = TypeVar("Said")


def in_each_language(say: Callable[[], Said]) -> dict[str, Said]:
    """Return what is said in each language of the site, which is that of the page meanwhile.

    >>> in_each_language(translation.get_language)
    {'nb': 'nb', 'nn': 'nn', 'en': 'en'}
    """
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = say()
    return said


def page_language() -> str:
    """Return the language of the page; bokmål where none is active, as in the worker."""
    return translation.get_language() or settings.LANGUAGE_CODE


def join_words(parts: Sequence[str]) -> str:
    """Join words as a list is spoken: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def for_reader(texts: Mapping[str, str]) -> str:
    """Return the text in the language of the page, or that in bokmål where there is none in it."""
    return texts.get(page_language(), texts.get("nb", ""))


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign for readers: a symbol, a word, and the key that the style sheet knows."""

    key: str
    symbol: str
    word: Words


# Marks of figures (`loftet.methods.verdicts`): squares by a target, circles by other municipalities.
MARKS = {
    "t3": Sign("t3", "■", pgettext_lazy("target", "Close to target")),
    "t2": Sign("t2", "■", pgettext_lazy("target", "Some way from target")),
    "t1": Sign("t1", "■", pgettext_lazy("target", "Far from target")),
    "t0": Sign("t0", "■", pgettext_lazy("target", "Very far from target")),
    "c3": Sign("c3", "●", pgettext_lazy("comparison", "Better than most")),
    "c2": Sign("c2", "●", pgettext_lazy("comparison", "Slightly better than the middle")),
    "c1": Sign("c1", "●", pgettext_lazy("comparison", "Slightly weaker than the middle")),
    "c0": Sign("c0", "●", pgettext_lazy("comparison", "Weaker than most")),
    "un": Sign("un", "≈", _("No certain difference")),
    "no": Sign("no", "○", _("Missing")),
}
GREY = Sign("grey", "○", _("Too little data"))
# Colours of the engine, as they are told: by the marks of the same step.
TARGET_COLOURS = {
    "green": MARKS["t3"],
    "yellow": MARKS["t2"],
    "orange": MARKS["t1"],
    "red": MARKS["t0"],
    "grey": GREY,
}
COMPARISON_COLOURS = {
    "green": MARKS["c3"],
    "yellow": MARKS["c2"],
    "orange": MARKS["c1"],
    "red": MARKS["c0"],
    "grey": GREY,
}
# The word of a goal, counted from the marks of its figures (`loftet.methods.marks`).
GOAL_WORDS = {
    "mostly_strong": Sign("mostly_strong", "▲", pgettext_lazy("goal", "Mostly strong")),
    "mixed": Sign("mixed", "◆", pgettext_lazy("goal", "Mixed")),
    "mostly_weak": Sign("mostly_weak", "▼", pgettext_lazy("goal", "Mostly weak")),
    "too_few": Sign("too_few", "○", pgettext_lazy("goal", "Too few figures")),
}
NO_STATUS = Sign("none", "", _("No status"))
# Neither a gap in the figures nor too little data: the municipality has a figure, and is not judged.
NOT_JOINED = Sign("not_joined", "□", _("No status: the municipality has not said that it takes part"))
BACKGROUND = Sign("none", "", _("Background figure"))
NO_DIFFERENCE = MARKS["un"]
TRENDS = {
    "on_track": Sign("on_track", "✓", _("On track")),
    "improving": Sign("improving", "↗", _("Going the right way")),
    "stagnating": Sign("stagnating", "→", _("Standing still")),
    "worsening": Sign("worsening", "↘", _("Going the wrong way")),
    "unclear": Sign("unclear", "?", _("Direction uncertain")),
}
# Where there is no target, nobody is on track to it: they are compared with the best quarter of the others.
KEEPING_UP = Sign("on_track", "✓", pgettext_lazy("comparison", "Keeping up"))
NO_TREND = Sign("none", "", _("Not computed"))
TREND_NOT_SHOWN = Sign("not_joined", "", _("Not shown"))
GAPS = {
    "missing": Sign("missing", "..", _("Missing")),
    "suppressed": Sign("suppressed", ":", _("Hidden to protect privacy")),
    "not_possible": Sign("not_possible", ".", _("Cannot be computed")),
    "not_applicable": Sign("not_applicable", "×", _("Does not apply here")),
}
INFLUENCE: dict[str, Words] = {
    "much": _("The municipality can influence this: much"),
    "partly": _("The municipality can influence this: partly"),
    "little": _("The municipality can influence this: little"),
}
# As what a municipality can do most about a figure.
ROLES: dict[str, Words] = {
    "service_provider": _("as a provider of services"),
    "authority": _("as an authority"),
    "community_developer": _("as a developer of the local community"),
    "employer": _("as an employer"),
    "buyer": _("as a buyer"),
}
QUALITY: dict[str, Words] = {
    "1": _("Official and regular"),
    "2": _("In part, or by survey"),
    "3": _("The municipality's own"),
}


def colour_sign(colour: str | None, yardstick: str | None) -> Sign:
    """Return the sign of a colour by its yardstick; no colour is no status, which is not grey."""
    table = COMPARISON_COLOURS if yardstick == "comparison" else TARGET_COLOURS
    return table[colour] if colour else NO_STATUS


def trend_sign(trend: str | None, yardstick: str | None) -> Sign:
    """Return the sign of a trend by its yardstick."""
    if trend == KEEPING_UP.key and yardstick == "comparison":
        return KEEPING_UP
    return TRENDS[trend] if trend else NO_TREND


def gap_sign(status: str) -> Sign:
    """Return the sign of a gap."""
    return GAPS[status]
