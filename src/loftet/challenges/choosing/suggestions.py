"""Suggestions of indicators for a municipality, each with the one sentence that says why.

They stand in this order: what the region shares, what is weak here, what goes the wrong way, what the
municipality can steer, what the set lacks, what neighbours and similar municipalities have chosen.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.choosing.models import Suggested
from loftet.core.words import Words, join_words, page_language
from loftet.editions.engine import Record
from loftet.editions.rows import Edition, IndicatorRow, Influence, Reading, Trend
from loftet.editions.store import EditionStore
from loftet.methods.verdicts import Side
from loftet.status.indicator_words import words_of
from loftet.status.marks import can_be_steered, side_of
from loftet.status.municipality.sentences import figure_beside_country
from loftet.status.municipality.standouts import is_to_lift
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition, country_of
from loftet.status.queries.conservative_trend import conservative_trend_rows
from loftet.status.queries.nearby import Area
from loftet.status.region.sentences import many_are_weak
from loftet.status.sentences.words import lower_first
from loftet.status.shared_challenges.common import common_keys

MOST = {
    Suggested.SHARED: 8,
    Suggested.WEAK: 6,
    Suggested.WORSENING: 4,
    Suggested.INFLUENCE: 6,
    Suggested.GAP: 4,
    Suggested.OTHERS: 4,
}
MOST_NAMES = 3
# What the taxonomy tells of an indicator: its level of evaluation, and its bottom line.
LEVELS: Mapping[str, Mapping[str, Words]] = {
    "evaluation": {
        "impact": gettext_lazy("effects in the long run"),
        "outcome": gettext_lazy("what comes of the work"),
        "output": gettext_lazy("what the municipality delivers"),
        "process": gettext_lazy("how the work is done"),
        "input": gettext_lazy("money and staff"),
    },
    "bottom_line": {
        "people": gettext_lazy("people"),
        "planet": gettext_lazy("nature and climate"),
        "prosperity": gettext_lazy("economy"),
    },
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator, why it is suggested, and the sentence that a reason can begin with."""

    key: str
    by: Suggested
    why: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The basis of suggestions: figures of a place and of its region, and the taxonomy."""

    rows: Mapping[str, IndicatorRow]
    area: Area | None
    shared: Sequence[str]
    beside: Mapping[str, Sequence[Reading]]
    taxonomy: Mapping[str, Record]


def read_figures(store: EditionStore, edition: Edition, place: PlaceInEdition, area: Area | None) -> Figures:
    """Read the figures of a municipality beside the country, and those of its region where much is weak."""
    language = page_language()
    rows = store.indicator_rows(edition, place.code, language, [COUNTRY])
    found = store.projection_reader.projections(edition, place.code)
    rows = conservative_trend_rows(store, edition, rows, found)
    others = area.others if area else ()
    shared = common_keys(store, edition, (place, *others)) if others else ()
    beside: dict[str, list[Reading]] = {}
    for one in store.readings_of_places(edition, [one.code for one in others], shared):
        beside.setdefault(one.indicator, []).append(one)
    taxonomy = {str(one["indicator"]): one for one in store.indicator_records(edition)}
    return Figures({row.indicator.key: row for row in rows}, area, shared, beside, taxonomy)


def suggestions(
    figures: Figures, said: Collection[str], chosen: Collection[str], others: Mapping[str, Sequence[str]]
) -> tuple[Suggestion, ...]:
    """Return suggestions in their order, each indicator once, without those of which something is said.

    `others` are the names of the municipalities that have chosen an indicator.
    """
    found: dict[str, Suggestion] = {}
    for by, ways in _ways(figures, others).items():
        taken = 0
        for one in ways([*chosen, *found]):
            if one.key not in found and one.key not in said and taken < MOST[by]:
                found[one.key] = one
                taken += 1
    return tuple(found.values())


def _ways(figures: Figures, others: Mapping[str, Sequence[str]]) -> Mapping[Suggested, "_Way"]:
    return {
        Suggested.SHARED: lambda _taken: _shared(figures),
        Suggested.WEAK: lambda _taken: _weak(figures),
        Suggested.WORSENING: lambda _taken: _worsening(figures),
        Suggested.INFLUENCE: lambda taken: _steered(figures, taken),
        Suggested.GAP: lambda taken: _gaps(figures, taken),
        Suggested.OTHERS: lambda _taken: _chosen_by(figures, others),
    }


_Way = Callable[[Sequence[str]], Iterator[Suggestion]]


def has_figure(row: IndicatorRow) -> bool:
    """Check whether a place has a figure that means something to a choice, not mere background."""
    return row.own.value is not None and row.indicator.direction is not None


def _shared(figures: Figures) -> Iterator[Suggestion]:
    """Return what most of the region stand weak on and can do something about, with how many."""
    members = len(figures.area.others) + 1 if figures.area else 0
    for key in figures.shared:
        row = figures.rows.get(key)
        if row is None or figures.area is None or not (has_figure(row) and can_be_steered(row.indicator)):
            continue
        weak = sum(side_of(row, one) is Side.WEAK for one in (row.own, *figures.beside.get(key, ())))
        finding = many_are_weak(row.indicator, weak, members)
        said = {"area": figures.area.name, "finding": lower_first(finding)}
        yield Suggestion(key, Suggested.SHARED, _("In %(area)s: %(finding)s") % said)


def _weak(figures: Figures) -> Iterator[Suggestion]:
    """Return what is clearly weak here, the weakest first."""
    weak = [row for row in figures.rows.values() if has_figure(row) and is_to_lift(row)]
    for row in sorted(weak, key=lambda row: row.own.score or 0.0):
        said = {"figure": figure_beside_country(row, country_of(row))}
        yield Suggestion(row.indicator.key, Suggested.WEAK, _("We stand weak: %(figure)s") % said)


def _worsening(figures: Figures) -> Iterator[Suggestion]:
    """Return what certainly goes the wrong way here, and can be steered."""
    for row in figures.rows.values():
        if has_figure(row) and row.own.trend is Trend.WORSENING and can_be_steered(row.indicator):
            said = {"figure": figure_beside_country(row, country_of(row))}
            why = _("It goes the wrong way here: %(figure)s") % said
            yield Suggestion(row.indicator.key, Suggested.WORSENING, why)


def _steered(figures: Figures, taken: Sequence[str]) -> Iterator[Suggestion]:
    """Return what the municipality can do much about, of goals that nothing is taken of yet."""
    goals = {figures.rows[key].indicator.goal for key in taken if key in figures.rows}
    for row in figures.rows.values():
        one, steer = row.indicator, words_of(row.indicator).steer
        if has_figure(row) and one.influence is Influence.MUCH and steer and one.goal not in goals:
            goals.add(one.goal)
            why = _("This is ours to steer, by %(what)s.") % {"what": steer}
            yield Suggestion(one.key, Suggested.INFLUENCE, why)


def _gaps(figures: Figures, taken: Sequence[str]) -> Iterator[Suggestion]:
    """Return an indicator for each level and each bottom line that the set has nothing of."""
    known = [figures.taxonomy[key] for key in taken if key in figures.taxonomy]
    for column, words in LEVELS.items():
        for value, word in words.items():
            if any(one.get(column) == value for one in known):
                continue
            row = _best_of(figures, column, value, taken)
            if row is not None:
                known.append(figures.taxonomy[row.indicator.key])
                why = _("Otherwise the set would say nothing of %(what)s.") % {"what": word}
                yield Suggestion(row.indicator.key, Suggested.GAP, why)


def _best_of(figures: Figures, column: str, value: str, taken: Sequence[str]) -> IndicatorRow | None:
    """Return the indicator of a level that the municipality can do the most about."""
    rows = [
        row
        for key, row in figures.rows.items()
        if key not in taken and has_figure(row) and figures.taxonomy[key].get(column) == value
    ]
    order = list(Influence)
    return min(
        rows,
        key=lambda row: order.index(row.indicator.influence) if row.indicator.influence else len(order),
        default=None,
    )


def _chosen_by(figures: Figures, others: Mapping[str, Sequence[str]]) -> Iterator[Suggestion]:
    """Return what neighbours and similar municipalities have chosen, what most of them chose first."""
    for key, names in sorted(others.items(), key=lambda one: -len(one[1])):
        row = figures.rows.get(key)
        if row is not None and has_figure(row):
            said = {"names": join_words(names[:MOST_NAMES])}
            yield Suggestion(key, Suggested.OTHERS, _("Chosen by %(names)s, too.") % said)
