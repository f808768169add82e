"""The words and symbols of a status, in the order of trust: word, symbol, colour.

A value held against a target may speak of the target; one held only against other municipalities
speaks of these. The two are never mixed.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign for readers: a symbol, a word, and the key that the style sheet knows."""

    key: str
    symbol: str
    word: Words


TARGET_COLOURS = {
    "green": Sign("green", "●", pgettext_lazy("target", "Close to target")),
    "yellow": Sign("yellow", "◕", pgettext_lazy("target", "Some way to go")),
    "orange": Sign("orange", "◑", pgettext_lazy("target", "Far to go")),
    "red": Sign("red", "○", pgettext_lazy("target", "Very far to go")),
    "grey": Sign("grey", "–", _("Too little data")),
}
COMPARISON_COLOURS = {
    "green": Sign("green", "●", pgettext_lazy("comparison", "Better than most")),
    "yellow": Sign("yellow", "◕", pgettext_lazy("comparison", "Slightly better than the middle")),
    "orange": Sign("orange", "◑", pgettext_lazy("comparison", "Slightly weaker than the middle")),
    "red": Sign("red", "○", pgettext_lazy("comparison", "Weaker than most")),
    "grey": Sign("grey", "–", _("Too little data")),
}
NO_STATUS = Sign("none", "", _("No status"))
# Neither a gap in the figures nor too little data: the municipality has a figure, and is not judged.
NOT_JOINED = Sign("not_joined", "□", _("No status: the municipality has not said that it takes part"))
BACKGROUND = Sign("none", "", _("Background figure"))
NO_DIFFERENCE = Sign("alike", "≈", _("No certain difference"))
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
