"""Answers to «what can we do?» about a weak figure: go together, learn from somebody, steer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import ROLES, join_words
from loftet.editions.rows import Indicator, IndicatorRow, Reading, Series, Trend
from loftet.methods.verdicts import Side
from loftet.status.direction import first_and_last, shows_its_direction
from loftet.status.indicator_words import words_of
from loftet.status.marks import side_of
from loftet.status.municipality.standouts import sharing
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import Area
from loftet.status.sentences.words import Relation, figure, relation
from loftet.ui.numbers import number_word

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that can be done: its icon, the words in bold, the rest, and the place it leads to."""

    icon: str
    lead: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Peers:
    """Similar municipalities that may be named as examples, and the series of figures there."""

    places: Mapping[str, PlaceInEdition]
    series: Mapping[tuple[str, str], Series]


def advice_on(row: IndicatorRow, area: Area | None, peers: Peers) -> tuple[Advice, ...]:
    """Return what can be done about a weak figure: at most three answers, from figures or reviewed words."""
    return tuple(
        one
        for one in (
            go_together(row, area) or ask_a_neighbour(row, area),
            learn(row, peers),
            steer(row.indicator),
        )
        if one is not None
    )


def go_together(row: IndicatorRow, area: Area | None) -> Advice | None:
    """Return with whom the figure can be lifted: those of the region who stand weak on it, too."""
    if area is None:
        return None
    names = {one.code: one.name for one in area.others}
    shared = [names[code] for code in sharing(row, names)]
    if not shared:
        return None
    said = {"area": area.name, "count": number_word(len(shared)), "names": join_words(shared)}
    if len(shared) <= MOST_NAMES:
        text = ngettext(
            "with %(names)s, which stands weak on this, too.",
            "with %(names)s, which stand weak on this, too.",
            len(shared),
        )
    elif len(shared) == len(names):
        text = _("with the %(count)s others in %(area)s: all stand weak on this.")
    else:
        text = _("with %(count)s others in %(area)s that stand weak on this, too.")
    return Advice("users", _("Go together"), text % said)


def ask_a_neighbour(row: IndicatorRow, area: Area | None) -> Advice | None:
    """Return who of the region stands strong on the figure, where nobody shares the weakness."""
    if area is None:
        return None
    places = {one.code: one for one in area.others}
    strong = [
        one
        for one in row.compared
        if one.place in places and side_of(row, one) is Side.STRONG and is_better(row.own, one, row.indicator)
    ]
    best = max(strong, key=lambda one: one.score or 0.0, default=None)
    if best is None or best.value is None:
        return None
    said = {"place": places[best.place].name, "value": figure(best.value, row.indicator)}
    return Advice(
        "users", _("Ask the neighbour:"), _("%(place)s has %(value)s.") % said, places[best.place].slug
    )


def learn(row: IndicatorRow, peers: Peers) -> Advice | None:
    """Return which similar municipality has got better the most, and is better now."""
    gains: list[tuple[float, PlaceInEdition, Series]] = []
    for code, place in peers.places.items():
        series = peers.series.get((code, row.indicator.key))
        if series is not None and (gain := gain_of(series)) and is_ahead(row, series):
            gains.append((gain, place, series))
    if not gains:
        return None
    _gain, place, series = max(gains, key=lambda one: one[0])
    first, last = first_and_last(series)
    assert first.value is not None
    assert last.value is not None
    said = {
        "before": figure(first.value, row.indicator, with_unit=False),
        "now": figure(last.value, row.indicator),
        "first": first.year,
        "last": last.year,
    }
    text = _("from %(before)s to %(now)s in %(first)s–%(last)s.") % said
    return Advice("trending-up", _("Learn from %(place)s:") % {"place": place.name}, text, place.slug)


def gain_of(series: Series) -> float:
    """Return by how many points a figure has got better over its years; 0 where that is not certain."""
    if not any(point.value is not None for point in series.comparable):
        return 0.0
    first, last = first_and_last(series)
    if first.score is None or last.score is None or not shows_its_direction(Trend.IMPROVING, series):
        return 0.0
    return last.score - first.score


def is_ahead(row: IndicatorRow, series: Series) -> bool:
    """Check whether the newest figure of another place is certainly better than the place's own."""
    last = first_and_last(series)[1]
    if last.value is None or last.score is None or row.own.score is None:
        return False
    inside = (
        row.own.low is not None and row.own.high is not None and row.own.low <= last.value <= row.own.high
    )
    return last.score > row.own.score and not inside


def is_better(own: Reading, other: Reading, indicator: Indicator) -> bool:
    """Check whether another place's figure is certainly better."""
    if relation(own, other, indicator.decimals) in (None, Relation.LEVEL):
        return False
    return (other.score or 0.0) > (own.score or 0.0)


def steer(indicator: Indicator) -> Advice | None:
    """Return what the municipality steers a figure by: reviewed words, or else its role."""
    lead = _("Steer")
    if by := words_of(indicator).steer:
        return Advice("adjustments-horizontal", lead, _("by %(what)s.") % {"what": by})
    if role := ROLES.get(indicator.role):
        return Advice("adjustments-horizontal", lead, f"{role}.")
    return None


def examples(
    others: Sequence[PlaceInEdition], hidden: frozenset[str] | set[str], area: Area | None
) -> Mapping[str, PlaceInEdition]:
    """Return the similar places that may be named: not those whose status is hidden, nor the region's own."""
    inside = {one.code for one in area.others} if area else set()
    return {one.code: one for one in others if one.code not in hidden and one.code not in inside}
