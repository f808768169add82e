"""Sentences about the lists: of the municipalities, and of the indicators that a reader has asked for."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from loftet.core.words import QUALITY, Words, join_words
from loftet.editions.coverage import PlaceCoverage
from loftet.editions.rows import Influence, Yardstick
from loftet.status.indicator_filter import IndicatorFilter

INFLUENCES: dict[str, Words] = {
    "much": pgettext_lazy("influence", "Much"),
    "partly": pgettext_lazy("influence", "Partly"),
    "little": pgettext_lazy("influence", "Little"),
}


def every_municipality(
    municipalities: int,
    counties: int,
    *,
    indicators: int = 0,
    middle: int = 0,
    fewest: tuple[str, PlaceCoverage] | None = None,
) -> list[str]:
    """Return how many municipalities there are, how much is known of half of them, and of whom least."""
    said = [
        _("Here are %(municipalities)s in %(counties)s.")
        % {
            "municipalities": municipalities_counted(municipalities),
            "counties": ngettext("%(count)d county", "%(count)d counties", counties) % {"count": counties},
        }
    ]
    if fewest:
        name, known = fewest
        said.append(
            _("At least half of them have figures for %(middle)d or more of the %(indicators)d indicators.")
            % {"middle": middle, "indicators": indicators}
        )
        said.append(
            _("%(place)s has the fewest: %(figures)d of the %(applying)d that apply there.")
            % {"place": name, "figures": known.figures, "applying": known.applying}
        )
    return said


def municipalities_counted(count: int) -> str:
    """Count municipalities inside a sentence."""
    return ngettext("%(count)d municipality", "%(count)d municipalities", count) % {"count": count}


def indicators_counted(count: int) -> str:
    """Count indicators inside a sentence."""
    return ngettext("%(count)d indicator", "%(count)d indicators", count) % {"count": count}


def every_indicator(kinds: Mapping[Yardstick, int], background: int) -> list[str]:
    """Return in words how many indicators there are, by what each is held against: two kinds, two clauses."""
    said = [
        _("This edition has %(indicators)s.")
        % {"indicators": indicators_counted(sum(kinds.values()) + background)},
    ]
    held, compared = kinds.get(Yardstick.TARGET, 0), kinds.get(Yardstick.COMPARISON, 0)
    if held:
        said.append(
            ngettext(
                "%(count)d is held against a target.",
                "%(count)d are held against a target.",
                held,
            )
            % {"count": held}
        )
    if compared:
        said.append(
            ngettext(
                "%(count)d can only be compared with other municipalities.",
                "%(count)d can only be compared with other municipalities.",
                compared,
            )
            % {"count": compared}
        )
    if background:
        said.append(
            ngettext(
                "%(count)d of them is background and counts in no status.",
                "%(count)d of them are background and count in no status.",
                background,
            )
            % {"count": background}
        )
    return said


def indicators_shown(shown: int, every: int, asked: Sequence[str]) -> str:
    """Return how many indicators are shown, and in words what a reader has asked for."""
    if not asked:
        return _("Showing all %(every)d indicators.") % {"every": every}
    return ngettext(
        "Showing %(shown)d of %(every)d indicators: %(asked)s.",
        "Showing %(shown)d of %(every)d indicators: %(asked)s.",
        shown,
    ) % {"shown": shown, "every": every, "asked": join_words(asked)}


def asked_for(asked: IndicatorFilter, goal: str) -> list[str]:
    """Return in words what a reader has asked for, a clause a choice; `goal` is the title of the goal."""
    quality = str(QUALITY.get(asked.quality, ""))
    clauses = (
        (asked.words, _("with «%(words)s»") % {"words": asked.words}),
        (goal, _("under %(goal)s") % {"goal": goal}),
        (asked.influence, _influence(asked.influence)),
        (asked.yardstick is Yardstick.TARGET, _("held against a target")),
        (asked.yardstick is Yardstick.COMPARISON, _("only compared with other municipalities")),
        (quality, _("of the quality «%(quality)s»") % {"quality": quality}),
        (asked.nearly_all, _("with figures for at least nine in ten municipalities")),
    )
    return [said for there, said in clauses if there]


def _influence(influence: Influence | None) -> str:
    if influence is None:
        return ""
    return {
        Influence.MUCH: _("that the municipality can influence much"),
        Influence.PARTLY: _("that the municipality can influence partly"),
        Influence.LITTLE: _("that the municipality can influence little"),
    }[influence]
