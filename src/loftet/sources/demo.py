"""A made-up study of every municipality, so that the product can be shown without anybody's figures.

The places, how many live there and the names of the indicators are real; every figure is drawn at
random from `catalogue/demo.csv` and says nothing about any municipality. The study says so itself:
`demo = true` and the title «Oppdiktede tall».
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.refused import Refused
from loftet.sources.catalogue import STUDY_COLUMNS, as_cells, read_catalogue
from loftet.sources.demo_figures import Cell, Figures, Flags, Sample, Shape, draw
from loftet.sources.demo_shapes import demo_indicators, read_shapes
from loftet.sources.whole_folder import whole_folder

CODES_AT = date(2026, 1, 1)
YEARS = range(2016, 2026)
# The seed of the demo that is shown: its page for Gol has several colours, trends and gaps.
SHOWN_SEED = 2
COUNTRY = "NO"

ABOUT = f"""title = "Oppdiktede tall"
publisher = "Løftet"
licence = "CC0-1.0"
demo = true
codes_at = {CODES_AT}
"""

METHOD = """# The rules of the product's own status; a key that is not named has its default.
[values]
max_age = 5

[aggregate]
min_coverage_indicator = 0.5
min_coverage_rank = 0.5

[trend]
kind = "theil_sen"
target_year = 2030
toward = "green"
"""

FILES = frozenset({"about.toml", "method.toml", "places.csv", "indicators.csv", "observations.csv"})
PLACE_COLUMNS = ("place", "name", "group", "ranked", "tags", "population")
OBSERVATION_COLUMNS = (
    *("place", "indicator", "year", "value", "status", "count", "denominator"),
    *("source", "vintage", "period"),
)

Row = tuple[str, ...]


def build_demo_study(catalogue: Path, out: Path, seed: int, places: Gazetteer) -> None:
    """Write the made-up study of all municipalities, counties and the country: the same seed, the same bytes.

    Raises:
        Refused: when the catalogue cannot be read, or `demo.csv` has a shape for what is not in it.
    """
    catalogued = read_catalogue(catalogue)
    shapes = read_shapes(catalogued)
    indicators = demo_indicators(catalogued, shapes)
    country = places.resolve(COUNTRY, CODES_AT)
    counties, municipalities = places.counties(CODES_AT), places.members(country, CODES_AT)
    sample = _sample(places, municipalities, counties)
    observations = chain.from_iterable(_observations(shape, sample, seed) for shape in shapes)
    with whole_folder(out, FILES) as folder:
        (folder / "about.toml").write_text(ABOUT, encoding="utf-8")
        (folder / "method.toml").write_text(METHOD, encoding="utf-8")
        _write(folder / "indicators.csv", STUDY_COLUMNS, as_cells(indicators))
        _write(folder / "places.csv", PLACE_COLUMNS, _place_rows((country, *counties), municipalities))
        _write(folder / "observations.csv", OBSERVATION_COLUMNS, observations)


def _write(file: Path, columns: Row, rows: Iterable[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


# -- places ----------------------------------------------------------------------------------------


def _place_rows(unranked: Sequence[Place], municipalities: Sequence[Place]) -> Iterator[Row]:
    for place in unranked:
        yield (_code(place), place.name, "", "0", "", "")
    for place in municipalities:
        people = _people(place)
        yield (_code(place), place.name, _size(people), "1", "", str(people))


def _code(place: Place) -> str:
    code = place.code(CODES_AT)
    assert code is not None, f"{place.slug} was asked for on a day on which it exists"
    return code


def _people(place: Place) -> int:
    if place.population is None:
        raise Refused.because(f"{place.name} has no population in the catalogue of places")
    return place.population.people


def _size(people: int) -> str:
    """Give the group of municipalities of like size; figures only, so that it needs no language."""
    if people < 5_000:
        return "0–4 999"
    return "5 000–19 999" if people < 20_000 else "20 000+"


def _sample(places: Gazetteer, municipalities: Sequence[Place], counties: Sequence[Place]) -> Sample:
    codes = tuple(_code(place) for place in municipalities)
    county_codes = tuple(_code(place) for place in counties)
    # A place that came out of a split has no figures from before it: they are never cast back.
    known = [max(year, places.known_from.year) for year in YEARS]
    existed = [[places.series_code(place, year) is not None for year in known] for place in municipalities]
    return Sample(
        codes=codes,
        people=np.array([_people(place) for place in municipalities], dtype=np.float64),
        county=np.array([county_codes.index(code[:2]) for code in codes], dtype=np.int64),
        counties=county_codes,
        existed=np.array(existed, dtype=np.bool_),
    )


# -- observations ----------------------------------------------------------------------------------


def _observations(shape: Shape, sample: Sample, seed: int) -> Iterator[Row]:
    figures = draw(shape, sample, np.array(YEARS, dtype=np.float64), seed)
    for column, year in enumerate(YEARS):
        if year >= shape.first:
            for place, cell in _cells(shape, figures, sample, column):
                known = (cell.value, cell.status, cell.count, cell.people)
                yield (
                    place,
                    shape.indicator,
                    str(year),
                    *known,
                    "Oppdiktede tall",
                    f"demo {seed}",
                    str(year),
                )


def _cells(shape: Shape, figures: Figures, sample: Sample, column: int) -> Iterator[tuple[str, Cell]]:
    there: Flags = sample.existed[:, column]
    yield COUNTRY, figures.together(there, column, sample.people, shape.decimals)
    for position, county in enumerate(sample.counties):
        inside = there & (sample.county == position)
        yield county, figures.together(inside, column, sample.people, shape.decimals)
    for place in np.flatnonzero(there):
        yield sample.codes[place], figures.own(int(place), column, shape.silent_as)
