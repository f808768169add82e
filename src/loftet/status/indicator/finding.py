"""The finding of an indicator in one place: the figure as a sentence, and where it is heading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from statistics import median

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.core.words import page_language
from loftet.editions.projection_rows import Heading, Projection
from loftet.editions.rows import Indicator, Reading, Yardstick
from loftet.status.sentences.projection import is_still
from loftet.status.sentences.words import YES_NO, Relation, figure, gap_word, relation
from loftet.text_files.rows import read_whole

YEARS_AHEAD, SMALL = 5, 0.05  # so small a part of the figure in so many years is a slow change
FEWEST_PACES = 5
PLACE, VALUE = "{place}", "{value}"
PERCENT, PER = "%", " per "


@lru_cache
def finding_texts(file: Path, language: str) -> Mapping[str, str]:
    """Read the sentence of each indicator in a language, with {place} and {value} in it."""
    column = f"finding_{language}"
    return {row.cells["indicator"]: row.cells[column] for row in read_whole(file, ("indicator", column))}


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of a figure, and that of similar municipalities in the middle; None where not known.

    `turned` is the year since which the figure has gone the other way.
    """

    own: Projection | None
    similar: float | None
    turned: int | None = None


def pace_of(
    own: Projection | None, peers: Iterable[str], every: Iterable[Projection], turned: int | None = None
) -> Pace:
    """Return the pace of a place beside the median of its peers."""
    codes = set(peers)
    paces = [one.pace for one in every if one.place in codes and one.pace is not None]
    return Pace(own, median(paces) if len(paces) >= FEWEST_PACES else None, turned)


def finding(place: str, indicator: Indicator, own: Reading | None, pace: Pace) -> str:
    """Return the finding: the figure in a sentence, and in another one where it is heading."""
    if own is None or own.value is None:
        return _("%(place)s has no figure here: %(gap)s.") % {
            "place": place,
            "gap": gap_word(own) if own else _("missing"),
        }
    parts = [figure_said(place, indicator, own.value)]
    if own.judged and (way := direction_said(indicator, own.value, pace)):
        parts.append(way)
    return " ".join(parts)


def figure_said(place: str, indicator: Indicator, value: float) -> str:
    """Return the figure as the sentence of the catalogue; an indicator without one is named."""
    language = page_language()
    texts = finding_texts(settings.CATALOGUE / "findings.csv", language)
    said = texts.get(indicator.key, "") if indicator.unit not in YES_NO else ""
    if not said:
        return _("%(indicator)s in %(place)s: %(value)s.") % {
            "indicator": indicator.name,
            "place": place,
            "value": figure(value, indicator),
        }
    return said.replace(PLACE, place).replace(VALUE, figure(value, _counted_once(indicator, said)))


def _counted_once(indicator: Indicator, said: str) -> Indicator:
    """Return the indicator without «per inhabitant» in its unit where its sentence says so itself."""
    unit, per, whom = indicator.unit.partition(PER)
    return replace(indicator, unit=unit) if per and f"{PER}{whom}" in said else indicator


def direction_said(indicator: Indicator, value: float, pace: Pace) -> str:
    """Return where the figure is heading, beside its target or similar municipalities where that is sure."""
    own = pace.own
    if own is None or own.state in (None, Heading.TOO_SHORT) or indicator.unit in YES_NO:
        return ""
    if is_at_bound(indicator, value):
        return ""
    if own.state is Heading.UNCLEAR or own.pace is None:
        return _("It goes up and down.")
    if own.state is Heading.STAGNATING or is_still(own.pace, indicator):
        return _("It stands still.")
    is_sure = own.pace_low is None or own.pace_high is None or own.pace_low * own.pace_high > 0
    if pace.turned is not None:
        beside = _(", but the other way since %(year)s") % {"year": pace.turned}
    elif not is_sure:
        beside = _(", but the pace is uncertain")
    else:
        beside = _beside_target(indicator, own) or _beside_similar(own, pace.similar)
    # A heading that said «falls» over a fan that stays level would contradict its chart.
    is_level_ahead = own.expected is not None and not round(own.expected - value, indicator.decimals)
    if not is_sure or is_level_ahead:
        return _past(own.pace) % {"year": own.first_year, "beside": beside}
    if not beside and abs(own.pace) * YEARS_AHEAD < SMALL * abs(value):
        beside = _(", but slowly")
    way = _("It rises%(beside)s.") if own.pace > 0 else _("It falls%(beside)s.")
    return way % {"beside": beside}


def is_at_bound(indicator: Indicator, value: float) -> bool:
    """Check whether a share is written as none or all, beyond which it cannot go on."""
    return indicator.unit == PERCENT and round(value, indicator.decimals) in (0, 100)


def _past(pace: float) -> str:
    """Return the direction so far, where nothing is sure ahead or no change is expected."""
    if pace > 0:
        return _("It has risen since %(year)s%(beside)s.")
    return _("It has fallen since %(year)s%(beside)s.")


def _beside_target(indicator: Indicator, own: Projection) -> str:
    """Return whether the pace is enough for the target."""
    if indicator.yardstick is not Yardstick.TARGET:
        return ""
    if own.years_to_target == 0 or not own.needed_pace or own.pace_low is None or own.pace_high is None:
        return ""
    fastest = max(own.pace_low / own.needed_pace, own.pace_high / own.needed_pace)
    slowest = min(own.pace_low / own.needed_pace, own.pace_high / own.needed_pace)
    year = {"year": own.target_year}
    if fastest < 0:
        return _(", away from the target")
    if fastest < 1:
        return _(", but too slowly for the target in %(year)s") % year
    return _(", fast enough for the target in %(year)s") % year if slowest >= 1 else ""


def _beside_similar(own: Projection, similar: float | None) -> str:
    """Return whether the figure moves slower or faster than in similar municipalities, where that is sure."""
    if similar is None or own.pace is None or own.pace_low is None or own.pace_high is None:
        return ""
    if own.pace * similar <= 0:
        return ""
    ends = sorted((own.pace_low / similar, own.pace_high / similar))
    if ends[1] < 1:
        return _(", but more slowly than in similar municipalities")
    return _(", and faster than in similar municipalities") if ends[0] > 1 else ""


# --- among the others ------------------------------------------------------------------------------


def among(
    place: str, indicator: Indicator, own: Reading, country: Reading | None, middle: float | None
) -> str:
    """Return where a figure lies beside the country and the middle of similar municipalities."""
    beside = []
    if country is not None and (lies := relation(own, country, indicator.decimals)) is not None:
        beside.append((lies, _("the country")))
    if middle is not None:
        others = replace(own, value=middle, low=None, high=None)
        if (lies := relation(own, others, indicator.decimals)) is not None:
            beside.append((lies, _("the middle of similar ones")))
    if not beside:
        return _("%(place)s among the municipalities") % {"place": place}
    if len({lies for lies, _of in beside}) == 1:
        whole = _(" and ").join(of for _lies, of in beside)
        return _clause(beside[0][0], place) % {"place": place, "other": whole}
    (one, first), (other, second) = beside
    return _("%(first)s, %(second)s") % {
        "first": _clause(one, place) % {"place": place, "other": first},
        "second": _second_clause(other) % {"other": second},
    }


def _clause(lies: Relation, _place: str) -> str:
    return {
        Relation.ABOVE: _("%(place)s lies higher than %(other)s"),
        Relation.BELOW: _("%(place)s lies lower than %(other)s"),
        Relation.LEVEL: _("%(place)s does not differ for certain from %(other)s"),
    }[lies]


def _second_clause(lies: Relation) -> str:
    return {
        Relation.ABOVE: _("but higher than %(other)s"),
        Relation.BELOW: _("but lower than %(other)s"),
        Relation.LEVEL: _("but not for certain from %(other)s"),
    }[lies]
