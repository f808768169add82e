"""Fetching of the catalogue's series into a study of all municipalities, with a list of what is missing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Protocol

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.addresses import stand_ins
from loftet.sources.catalogue import (
    STUDY_COLUMNS,
    Catalogue,
    CatalogueIndicator,
    SourceSeries,
    as_cells,
    study_indicators,
)
from loftet.sources.figures import FigureScope, Gathered, SourceFigure, divided, multiplied, subtracted
from loftet.sources.kept_figures import kept_rows
from loftet.sources.merged_areas import MergedAreas
from loftet.sources.municipalities import (
    COUNTRY,
    FILES,
    METHOD,
    PLACE_COLUMNS,
    Row,
    municipalities,
    place_rows,
    write_rows,
)
from loftet.sources.whole_folder import whole_folder

OBSERVATION_COLUMNS = (
    *("place", "indicator", "year", "value", "status", "count", "denominator"),
    *("source", "table", "vintage", "period", "code"),
)
VINTAGE = OBSERVATION_COLUMNS.index("vintage")


PEOPLE = SourceSeries("06913", "Folkemengde")


class SourceReader(Protocol):
    """Something that gets series out of one source."""

    def gather(self, series: Iterable[SourceSeries], scope: FigureScope) -> Gathered:
        """Get series, and tell which could not be had and why."""


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers by the publishers whose figures they read, and whose series figures are divided by.

    `people` is the series of inhabitants, by which shares of merged places are weighted. `absent` says why
    a publisher is not asked that could be.
    """

    by_source: Mapping[str, SourceReader]
    divisors_from: str
    people: SourceSeries = PEOPLE
    absent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result of a fetch: figures by indicator, what is missing and why, and notes.

    `lost` was asked for and did not come; `kept` tells the vintage of what an earlier study had of it.
    """

    figures: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]
    said: tuple[str, ...]
    lost: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()

    def lines(self) -> list[str]:
        """Return what was fetched and what was not, as lines to print."""
        return [
            *(f"{key}: {count} figures" for key, count in self.figures),
            *(f"{key}: not fetched: {why}" for key, why in self.left_out),
            *self.said,
            *(f"{key}: kept as it was, of {vintage}" for key, vintage in self.kept),
            *([f"asked for and not got: {', '.join(self.lost)}"] if self.lost else []),
            f"{len(self.figures)} indicators fetched, {len(self.left_out)} not",
        ]


def fetch_study(
    catalogue: Catalogue,
    places: Gazetteer,
    readers: Readers,
    out: Path,
    today: date,
    groups: Mapping[str, str] | None = None,
) -> Fetched:
    """Fetch every indicator that the catalogue says enough about, and write a study.

    Counties and the country get the figures that the tables have of them; `groups` are the KOSTRA groups
    by place, where they are known.

    Raises:
        InvalidInput: when nothing at all could be fetched; nothing is written.
    """
    wanted = (places.resolve(COUNTRY, today), *places.counties(today), *municipalities(places, today))
    areas = MergedAreas.of(wanted, places, today)
    scope = FigureScope((*wanted, *areas.past), places)
    gathered = _gather(catalogue.indicators, readers, scope, areas)
    if not gathered.figures:
        why = dict.fromkeys(gathered.lost.values()) or ("the catalogue names nothing that has a reader",)
        raise InvalidInput(Problem(f"nothing could be fetched: {one}") for one in why)
    by_key, codes = catalogue.by_key(), {_code(place, today) for place in wanted}
    kept = kept_rows(out, (by_key[key] for key in gathered.lost), codes, OBSERVATION_COLUMNS)
    rows = {**_observations(catalogue, gathered.figures, today), **kept}
    with whole_folder(out, FILES) as folder:
        _write(folder, catalogue, rows, places, today, groups or {})
    return Fetched(
        tuple((key, len(figures)) for key, figures in gathered.figures.items()),
        tuple(gathered.left_out.items()),
        tuple(dict.fromkeys(gathered.said)),
        tuple(gathered.lost),
        tuple((key, max(row[VINTAGE] for row in rows)) for key, rows in kept.items()),
    )


# -- what is asked of whom -------------------------------------------------------------------------


@dataclass(slots=True)
class _Indicators:
    """Figures and reasons by the key of an indicator, in the catalogue's order."""

    figures: dict[str, tuple[SourceFigure, ...]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)  # what was asked for and did not come, and why
    said: list[str] = field(default_factory=list)

    def lose(self, key: str, why: str) -> None:
        """Record that an indicator was asked for and did not come."""
        self.left_out[key] = self.lost[key] = why


def _gather(
    indicators: Iterable[CatalogueIndicator], readers: Readers, scope: FigureScope, areas: MergedAreas
) -> _Indicators:
    gathered = _Indicators()
    asked: dict[str, list[CatalogueIndicator]] = {}
    for one in indicators:
        if why := _why_not(one, readers):
            gathered.left_out[one.key] = why
        else:
            asked.setdefault(one.source.name, []).append(one)
    found = {
        name: readers.by_source[name].gather(series, scope) for name, series in _asked(asked, readers, areas)
    }
    divisors = found.get(readers.divisors_from, Gathered())
    for name, group in asked.items():
        for one in group:
            _take(one, found[name], divisors, gathered)
            if one.key in gathered.figures:
                people = divisors.figures.get(readers.people, ())
                figures, told = areas.carried_back(one, gathered.figures[one.key], people)
                gathered.figures[one.key] = figures
                gathered.said.extend(filter(None, (told,)))
    gathered.said.extend(areas.lines())
    gathered.said.extend(line for came in found.values() for line in came.said)
    return gathered


def _asked(
    asked: Mapping[str, list[CatalogueIndicator]], readers: Readers, areas: MergedAreas
) -> Iterable[tuple[str, list[SourceSeries]]]:
    """Return the series to ask each source for: its own, and of one also what figures are divided by."""
    series = {name: [series for one in group for series in _own(one)] for name, group in asked.items()}
    divisors = [one.source.divided_by for group in asked.values() for one in group if one.source.divided_by]
    if areas.parts:
        divisors.append(readers.people)
    if divisors:
        series.setdefault(readers.divisors_from, []).extend(divisors)
    return series.items()


def _own(indicator: CatalogueIndicator) -> list[SourceSeries]:
    source = indicator.source
    return [source.series, source.minus] if source.minus else [source.series]


def _why_not(indicator: CatalogueIndicator, readers: Readers) -> str:
    source = indicator.source
    if source.name not in readers.by_source:
        return readers.absent.get(source.name, f"there is no reader for figures of {source.name}")
    if not source.table:
        return "the catalogue names no table"
    if source.labels:
        told = ", ".join(f"«{label[1:-1]}»" for label in source.labels)
        return f"the code of {told} is to be read first: loftet catalogue verify"
    return "" if source.contents else f"the catalogue names no contents code of table {source.table}"


def _take(indicator: CatalogueIndicator, came: Gathered, divisors: Gathered, gathered: _Indicators) -> None:
    source, key = indicator.source, indicator.key
    if absent := next((one for one in _own(indicator) if one not in came.figures), None):
        gathered.lose(key, came.left_out[absent])
        return
    figures = came.figures[source.series]
    if source.minus:
        figures = subtracted(figures, came.figures[source.minus])
    if source.divided_by is None:
        gathered.figures[key] = multiplied(figures, source.times)
    elif source.divided_by not in divisors.figures:
        gathered.lose(key, f"is divided by {source.divided_by}: {divisors.left_out[source.divided_by]}")
    else:
        gathered.figures[key] = divided(figures, divisors.figures[source.divided_by], source.times)


# -- the study -------------------------------------------------------------------------------------


def _write(
    folder: Path,
    catalogue: Catalogue,
    observations: Mapping[str, tuple[Row, ...]],
    places: Gazetteer,
    today: date,
    groups: Mapping[str, str],
) -> None:
    licence = json.dumps(_licences(catalogue, observations), ensure_ascii=False)
    demo = "demo = true\n" if stand_ins() else ""  # its figures are made up, and every page says so
    about = (
        f'title = "Kommunene i Norge"\npublisher = "Løftet"\nlicence = {licence}\n{demo}codes_at = {today}\n'
    )
    (folder / "about.toml").write_text(about, encoding="utf-8")
    (folder / "method.toml").write_text(METHOD, encoding="utf-8")
    rows = study_indicators(catalogue, observations)
    write_rows(folder / "indicators.csv", STUDY_COLUMNS, as_cells(rows))
    write_rows(folder / "places.csv", PLACE_COLUMNS, place_rows(places, today, groups))
    write_rows(folder / "observations.csv", OBSERVATION_COLUMNS, chain.from_iterable(observations.values()))


def _licences(catalogue: Catalogue, keys: Iterable[str]) -> str:
    """Return the licence of the study, or each licence with the sources whose figures have it."""
    by_key = catalogue.by_key()
    names: dict[str, dict[str, None]] = {}
    for source in (by_key[key].source for key in keys):
        names.setdefault(source.licence or "ukjent lisens", {})[source.name] = None
    if len(names) == 1:
        return next(iter(names))
    return "; ".join(f"{licence} ({', '.join(sources)})" for licence, sources in names.items())


def _observations(
    catalogue: Catalogue, figures: Mapping[str, tuple[SourceFigure, ...]], today: date
) -> Mapping[str, tuple[Row, ...]]:
    by_key = catalogue.by_key()
    return {key: tuple(_rows(by_key[key], rows, today)) for key, rows in figures.items()}


def _rows(indicator: CatalogueIndicator, figures: Iterable[SourceFigure], today: date) -> Iterator[Row]:
    source = indicator.source
    for figure in figures:
        counted = (figure.count, figure.denominator) if indicator.draw else (None, None)
        yield (
            *(_code(figure.place, today), indicator.key, str(figure.year)),
            *(_number(figure.value), figure.status, *map(_number, counted)),
            *(source.name, source.table, figure.vintage, figure.period, figure.code),
        )


def _code(place: Place, today: date) -> str:
    code = place.code(today)
    assert code is not None, "figures are made for the places of that day"
    return code


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)
