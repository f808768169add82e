"""Fetches what the catalogue lists, makes a study of all municipalities, and says what it could not get."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.refused import Refused
from loftet.sources.catalogue import STUDY_COLUMNS, Catalogue, Indicator, as_cells, study_indicators
from loftet.sources.catalogue.verify import PXWEB_SOURCES
from loftet.sources.fetched_figures import Figure, figures_of
from loftet.sources.municipalities import (
    FILES,
    METHOD,
    PLACE_COLUMNS,
    Row,
    municipalities,
    place_rows,
    write_rows,
)
from loftet.sources.pxweb import Cache, Client, Wanted, fetch_table
from loftet.sources.whole_folder import whole_folder

OBSERVATION_COLUMNS = (
    *("place", "indicator", "year", "value", "status"),
    *("source", "table", "vintage", "period", "code"),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many figures came for which indicator, what did not come and why, and what else is told."""

    figures: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]
    said: tuple[str, ...]

    def lines(self) -> list[str]:
        """Tell what came and what did not, as lines to print."""
        return [
            *(f"{key}: {count} figures" for key, count in self.figures),
            *(f"{key}: not fetched: {why}" for key, why in self.left_out),
            *self.said,
            f"{len(self.figures)} indicators fetched, {len(self.left_out)} not",
        ]


def fetch_study(
    catalogue: Catalogue, places: Gazetteer, client: Client, cache: Cache, out: Path, today: date
) -> Fetched:
    """Fetch every indicator whose table and contents code are known, and write a study.

    Raises:
        Refused: when the interface does not answer, or nothing at all could be fetched; nothing is written.
    """
    client.limits()
    left_out = {one.key: why for one in catalogue.indicators if (why := _why_not(one))}
    said: list[str] = []
    figures: dict[str, tuple[Figure, ...]] = {}
    ranked = municipalities(places, today)
    for table, indicators in _by_table(one for one in catalogue.indicators if one.key not in left_out):
        try:
            fetched = fetch_table(table, _wanted(indicators, ranked), client, cache)
        except Refused as refused:
            left_out |= dict.fromkeys((one.key for one in indicators), str(refused))
            continue
        said.extend(fetched.said)
        for indicator in indicators:
            try:
                figures[indicator.key] = figures_of(indicator, fetched, ranked, places)
            except Refused as refused:
                left_out[indicator.key] = str(refused)
    if not figures:
        raise Refused.because(f"nothing could be fetched: {next(iter(left_out.values()), 'no indicators')}")
    _write(catalogue, places, figures, out, today)
    counts = tuple((key, len(rows)) for key, rows in figures.items())
    return Fetched(counts, tuple(left_out.items()), tuple(said))


def _why_not(indicator: Indicator) -> str:
    source = indicator.source
    if source.name not in PXWEB_SOURCES:
        return f"figures of {source.name} are not read by this command"
    if not source.table:
        return "the catalogue names no table"
    return "" if source.contents else f"the catalogue names no contents code of table {source.table}"


def _by_table(indicators: Iterable[Indicator]) -> Iterable[tuple[str, list[Indicator]]]:
    tables: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        tables.setdefault(indicator.source.table, []).append(indicator)
    return tables.items()


def _wanted(indicators: Iterable[Indicator], ranked: Iterable[Place]) -> Wanted:
    """Ask for all codes that the municipalities have had, and of other variables only what is named."""
    contents, others = set(), dict[str, set[str]]()
    open_variables: set[str] = set()
    named = [dict(one.source.selection) for one in indicators]
    for one, selection in zip(indicators, named, strict=True):
        contents.add(one.source.contents)
        for variable in {name for other in named for name in other}:
            if variable in selection:
                others.setdefault(variable, set()).add(selection[variable])
            else:
                open_variables.add(variable)  # another indicator may need any of its codes
    codes = sorted({dated.code for place in ranked for dated in place.codes})
    fixed = {name: tuple(sorted(chosen)) for name, chosen in others.items() if name not in open_variables}
    return Wanted(regions=tuple(codes), contents=tuple(sorted(contents)), others=fixed)


# -- the study -------------------------------------------------------------------------------------


def _write(
    catalogue: Catalogue,
    places: Gazetteer,
    figures: dict[str, tuple[Figure, ...]],
    out: Path,
    today: date,
) -> None:
    about = f'title = "Kommunene i Norge"\npublisher = "Løftet"\nlicence = "CC BY 4.0"\ncodes_at = {today}\n'
    with whole_folder(out, FILES) as folder:
        (folder / "about.toml").write_text(about, encoding="utf-8")
        (folder / "method.toml").write_text(METHOD, encoding="utf-8")
        rows = study_indicators(catalogue, figures)
        write_rows(folder / "indicators.csv", STUDY_COLUMNS, as_cells(rows))
        write_rows(folder / "places.csv", PLACE_COLUMNS, place_rows(places, today))
        write_rows(folder / "observations.csv", OBSERVATION_COLUMNS, _observations(catalogue, figures, today))


def _observations(catalogue: Catalogue, figures: dict[str, tuple[Figure, ...]], today: date) -> Iterator[Row]:
    by_key = catalogue.by_key()
    for key, rows in figures.items():
        source = by_key[key].source
        for figure in rows:
            place = figure.place.code(today)
            assert place is not None, "figures are made for the municipalities of that day"
            value = "" if figure.value is None else repr(figure.value)
            yield (
                *(place, key, str(figure.year), value, figure.status),
                *(source.name, source.table, figure.vintage, figure.period, figure.code),
            )
