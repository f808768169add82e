"""A made-up study of every municipality, so that the product can be shown without anybody's figures.

Every indicator of the catalogue is there. The places, how many live there and the names of the
indicators are real; every figure is drawn at random from `catalogue/demo.csv` and says nothing about any
municipality. What is planted on top of that, for methods to find, is in `demo_planted.csv`. The study
says so itself: `demo = true` and the title «Oppdiktede tall». Demodalen and its
six municipalities are made up as a whole (`demo_places`), and take no part in anybody else's figures.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from operator import itemgetter
from pathlib import Path

import numpy as np

from loftet.geography.applies import applies
from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.sources.catalogue import STUDY_COLUMNS, read_catalogue
from loftet.sources.demo_figures import DemoFigures, FigureCell, FigureShape, Flags, Planted, Sample, draw
from loftet.sources.demo_places import DemoPlaces, read_demo_places
from loftet.sources.demo_shapes import SERIES_COLUMNS, demo_indicators, read_planted, read_shapes
from loftet.sources.municipalities import (
    COUNTRY,
    FILES,
    METHOD,
    PLACE_COLUMNS,
    Row,
    code_of,
    municipalities,
    people_of,
    place_rows,
    structure_cells,
    write_rows,
)
from loftet.sources.whole_folder import whole_folder

CODES_AT = date(2026, 1, 1)
YEARS = range(2016, 2026)
# The seed of the demo that is shown: its page for Gol has several colours, trends and gaps.
SHOWN_SEED = 2

# Chosen so that what is planted is found in both editions, and nothing beside it. Of 140 other dice, 8 gave a
# further shared challenge by chance, which is within the false discovery rate of 5 per cent.
DICE_OF_DEMODALEN = 16

ABOUT = f"""title = "Oppdiktede tall"
publisher = "Løftet"
licence = "CC0-1.0"
demo = true
codes_at = {CODES_AT}
"""

INDICATOR_COLUMNS = (*STUDY_COLUMNS, "example_target", *SERIES_COLUMNS)
OBSERVATION_COLUMNS = (
    *("place", "indicator", "year", "value", "status", "count", "denominator"),
    *("source", "vintage", "period"),
)


def build_demo_study(catalogue: Path, out: Path, seed: int, places: Gazetteer) -> None:
    """Write the made-up study of all municipalities, counties and the country: the same seed, the same bytes.

    Raises:
        InvalidInput: when the catalogue cannot be read, or `demo.csv` has a shape for what is not in it.
    """
    catalogued, demo_places = read_catalogue(catalogue), read_demo_places(catalogue)
    shapes = read_shapes(catalogued)
    made_up = (demo_places.region, *demo_places.municipalities)
    planted = read_planted(catalogued, {one.slug for one in (*places.places, *made_up)})
    indicators = demo_indicators(catalogued, shapes)
    real = _sample(places, municipalities(places, CODES_AT), places.counties(CODES_AT), planted)
    samples = (real, _made_up_sample(demo_places, planted))
    observations = chain.from_iterable(
        _observations(shape, sample, seed) for shape in shapes for sample in samples
    )
    with whole_folder(out, FILES) as folder:
        (folder / "about.toml").write_text(ABOUT, encoding="utf-8")
        (folder / "method.toml").write_text(METHOD, encoding="utf-8")
        write_rows(
            folder / "indicators.csv", INDICATOR_COLUMNS, map(itemgetter(*INDICATOR_COLUMNS), indicators)
        )
        rows = chain(place_rows(places, CODES_AT), _made_up_rows(demo_places))
        write_rows(folder / "places.csv", PLACE_COLUMNS, rows)
        write_rows(folder / "observations.csv", OBSERVATION_COLUMNS, observations)


def _sample(
    places: Gazetteer, ranked: Sequence[Place], counties: Sequence[Place], planted: tuple[Planted, ...]
) -> Sample:
    codes = tuple(code_of(place, CODES_AT) for place in ranked)
    county_codes = tuple(code_of(place, CODES_AT) for place in counties)
    # A place that came out of a split has no figures from before it: they are never cast back.
    known = [max(year, places.known_from.year) for year in YEARS]
    existed = [[places.series_code(place, year) is not None for year in known] for place in ranked]
    return Sample(
        codes=codes,
        tags=frozenset(),
        people=np.array([people_of(place) for place in ranked], dtype=np.float64),
        county=np.array([county_codes.index(code[:2]) for code in codes], dtype=np.int64),
        counties=county_codes,
        existed=np.array(existed, dtype=np.bool_),
        members={one.place: _meant(places, one.place, ranked) for one in planted},
        planted=planted,
    )


def _meant(places: Gazetteer, slug: str, ranked: Sequence[Place]) -> Flags:
    """Return which municipalities a place means: itself, or those of a region on the day of the codes."""
    members = {one.place for one in places.memberships if one.region == slug and one.valid.holds(CODES_AT)}
    return np.array([place.slug in members | {slug} for place in ranked], dtype=np.bool_)


# -- Demodalen -------------------------------------------------------------------------------------


def _made_up_sample(demo: DemoPlaces, planted: tuple[Planted, ...]) -> Sample:
    codes = tuple(code_of(place, CODES_AT) for place in demo.municipalities)
    return Sample(
        codes=codes,
        tags=demo.tags,
        people=np.array([people_of(place) for place in demo.municipalities], dtype=np.float64),
        # They lie in no county: a throw that all six share would be one more thing for methods to find.
        county=np.arange(len(codes), dtype=np.int64),
        counties=(),
        existed=np.ones((len(codes), len(YEARS)), dtype=np.bool_),
        dice=(DICE_OF_DEMODALEN,),
        members={
            one.place: np.array(
                [one.place in (place.slug, demo.region.slug) for place in demo.municipalities], dtype=np.bool_
            )
            for one in planted
        },
        planted=planted,
    )


def _made_up_rows(demo: DemoPlaces) -> Iterator[Row]:
    """Return the made-up municipalities, unranked and without a group: they are nobody's yardstick."""
    for place in demo.municipalities:
        known = (code_of(place, CODES_AT), place.name, "", "0", " ".join(sorted(demo.tags)))
        yield (*known, str(people_of(place)), *structure_cells(place, demo.central))


# -- observations ----------------------------------------------------------------------------------


def _observations(shape: FigureShape, sample: Sample, seed: int) -> Iterator[Row]:
    if not applies(shape.applies_to, sample.tags):
        return
    figures = draw(shape, sample, np.array(YEARS, dtype=np.float64), seed)
    for column, year in enumerate(YEARS):
        if shape.has(year):
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


def _cells(
    shape: FigureShape, figures: DemoFigures, sample: Sample, column: int
) -> Iterator[tuple[str, FigureCell]]:
    there: Flags = sample.existed[:, column]
    if sample.counties:
        yield COUNTRY, figures.aggregate(there, column, sample.people, shape)
    for position, county in enumerate(sample.counties):
        inside = there & (sample.county == position)
        yield county, figures.aggregate(inside, column, sample.people, shape)
    cells = figures.own(column, shape.silent_as)
    for place in np.flatnonzero(there).tolist():
        yield sample.codes[place], cells[place]
