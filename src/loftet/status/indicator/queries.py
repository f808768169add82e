"""The page of an indicator: its finding, its line chart, every municipality's value, its definition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.charts.chart import ChartTable
from loftet.charts.line import LineView
from loftet.charts.line_table import line_table
from loftet.core.words import INFLUENCE, Sign, Words, gap_sign, page_language
from loftet.editions.projection_rows import Projection
from loftet.editions.rows import Band, Edition, Indicator, Place, Reading
from loftet.editions.store import EditionStore
from loftet.geography.slugs import slug
from loftet.places.queries import outlines_of
from loftet.status.direction import turned_in
from loftet.status.indicator.chart_queries import (
    FEWEST_IN_BAND,
    ChartChoice,
    ChartData,
    chart_data,
    line_view,
    years_of,
)
from loftet.status.indicator.finding import Pace, among, finding, pace_of
from loftet.status.indicator.place_rows import (
    PlaceFigures,
    Places,
    PlaceTable,
    grouped,
    place_table,
    values_in,
)
from loftet.status.indicator.sentences import across
from loftet.status.municipality.sentences import not_judged
from loftet.status.own_targets import OwnTarget
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition, every_place
from loftet.status.queries.conservative_trend import conservative_trend_readings
from loftet.status.sentences.words import YES_NO
from loftet.status.signs import direction_sign, status_sign


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the full table."""

    slug: str
    name: str
    reading: Reading
    status: Sign
    trend: Sign
    gap: Sign | None
    own: bool
    county: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """All that the page of an indicator shows; `heading` is the finding of the first place chosen.

    Without a place it is about the country. `among` says how that place lies among the others, and
    `no_status` why it has no status.
    """

    indicator: Indicator
    places: tuple[PlaceInEdition, ...]
    heading: str
    among: str
    answer: str
    view: LineView | None
    years: tuple[int, ...]
    table: ChartTable | None
    nearby: PlaceTable
    rows: tuple[PlaceRow, ...]
    every: tuple[PlaceRow, ...]
    peers: int
    no_status: str
    own_targets: Sequence[OwnTarget] = ()

    @property
    def gaps(self) -> int:
        """Count the municipalities without a figure."""
        return sum(row.gap is not None for row in self.every)

    @property
    def influence(self) -> Words:
        """Return how much a municipality can influence the figure."""
        return INFLUENCE.get(self.indicator.influence or "", "")

    @property
    def own(self) -> PlaceInEdition | None:
        """Return the place that the page is about; none where it is about the country."""
        return self.places[0] if self.places else None


def find_indicator(store: EditionStore, edition: Edition, key: str) -> Indicator | None:
    """Find an indicator of an edition by its key."""
    language = page_language()
    return next((one for one in store.indicators(edition, language) if one.key == key), None)


def indicator_page(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    choice: ChartChoice,
    wanted: str = "",
    sort: str = "",
) -> IndicatorPage:
    """Read the page of an indicator: the first place chosen is the strong line, the others beside it.

    `wanted` keeps the rows of the table whose municipality or county it names; empty keeps all.
    """
    newest = store.indicator_table(edition, indicator.key)
    projections = store.projection_reader.projections_everywhere(edition, indicator.key)
    readings = dict(conservative_trend_readings(store, edition, newest, projections))
    band = store.indicator_bands(edition, indicator.key)[0]
    data = chart_data(store, edition, indicator, choice, readings, projections)
    own, known = next(iter(choice.places), None), every_place(edition)
    heading = _heading(own, data, own_pace(data, projections, choice))
    answer = across(indicator, band, None if data.is_total else readings.get(COUNTRY))
    view = line_view(data, choice, heading, answer)
    codes = {one.code for one in choice.places}
    every = tuple(place_rows(store, edition, indicator, readings, band, codes, known))
    around = readings if own is None or not data.is_total else _without_country(readings)
    return IndicatorPage(
        indicator=indicator,
        places=choice.places,
        heading=heading,
        among=among_others(own, data, around),
        answer=answer,
        view=view,
        years=years_of(data, choice),
        table=line_table(view) if view else None,
        nearby=nearby_table(store, edition, data, choice.places, known, around, sort),
        rows=wanted_rows(every, store.places(edition), wanted),
        every=every,
        peers=len(data.peers),
        no_status=not_judged(own.name) if own and data.own and not data.own.judged else "",
        own_targets=data.own_targets,
    )


def _heading(own: PlaceInEdition | None, data: ChartData, pace: Pace) -> str:
    return finding(own.name if own else _("Norway"), data.indicator, data.own, pace)


def _without_country(readings: Mapping[str, Reading]) -> Mapping[str, Reading]:
    return {code: reading for code, reading in readings.items() if code != COUNTRY}


def own_pace(data: ChartData, projections: Iterable[Projection], choice: ChartChoice) -> Pace:
    """Return the pace of the figure beside that of similar municipalities."""
    peers = [one.place for one in data.peers]
    return pace_of(data.projection, peers, projections, turned_since(data, choice))


def turned_since(data: ChartData, choice: ChartChoice) -> int | None:
    """Return the year since which the own figure has gone the other way than its direction."""
    series = data.series.get(choice.places[0].code if choice.places else COUNTRY)
    return turned_in(data.own.trend, series) if data.own is not None and series is not None else None


def among_others(own: PlaceInEdition | None, data: ChartData, readings: Mapping[str, Reading]) -> str:
    """Return how the first place lies among the others, as the heading of the table."""
    indicator = data.indicator
    if own is None or data.own is None or data.own.value is None or indicator.unit in YES_NO:
        return _("The municipalities side by side")
    peers = [readings[one.place].value for one in data.peers if one.place in readings]
    known = [value for value in peers if value is not None]
    middle = median(known) if len(known) >= FEWEST_IN_BAND else None
    return among(own.name, indicator, data.own, readings.get(COUNTRY), middle)


def nearby_table(
    store: EditionStore,
    edition: Edition,
    data: ChartData,
    chosen: tuple[PlaceInEdition, ...],
    known: Mapping[str, PlaceInEdition],
    readings: Mapping[str, Reading],
    sort: str,
) -> PlaceTable:
    """Return the table of the own place and those around it, then and now."""
    neighbours = outlines_of(settings.CATALOGUE).neighbours(chosen[0].code) if chosen else ()
    places = Places(known, chosen, tuple(one.place for one in data.peers), neighbours)
    series = data.series.get(chosen[0].code if chosen else COUNTRY)
    years = [point.year for point in series.comparable if point.value is not None] if series else []
    first = years[0] if len(years) > 1 else None
    figures = PlaceFigures(
        indicator=data.indicator,
        readings=readings,
        then=values_in(store, edition, data.indicator, first),
        first=first,
        band=store.indicator_bands(edition, data.indicator.key)[0],
    )
    return place_table(figures, grouped(places, edition, readings), places, sort)


def place_rows(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    readings: dict[str, Reading],
    band: Band | None,
    own: set[str],
    known: Mapping[str, PlaceInEdition] | None = None,
) -> Iterable[PlaceRow]:
    """Return the ranked places by name: small differences are not dressed up as ranks."""
    known, places = known or every_place(edition), store.places(edition)
    names = {place.code: place.name for place in places}
    order = {code: at for at, code in enumerate(known)}
    for place in sorted(places, key=lambda one: order.get(one.code, len(order))):
        if place.ranked and place.code in readings:
            reading = readings[place.code]
            yield PlaceRow(
                slug=known[place.code].slug if place.code in known else "",
                name=place.name,
                reading=reading,
                status=status_sign(reading, indicator, band),
                trend=direction_sign(reading, indicator),
                gap=gap_sign(reading.status) if reading.value is None else None,
                own=place.code in own,
                county=names.get(place.code[:2], ""),
            )


def wanted_rows(every: Iterable[PlaceRow], places: Iterable[Place], wanted: str) -> tuple[PlaceRow, ...]:
    """Return the rows whose municipality or county is wanted."""
    names = {place.code: place.name for place in places}
    return tuple(row for row in every if is_wanted(row.reading.place, names, wanted))


def is_wanted(code: str, names: Mapping[str, str], wanted: str) -> bool:
    """Check whether each word begins a word of the place's name or of its county's, or its code."""
    if not wanted:
        return True
    said = slug(f"{code} {names[code]} {names.get(code[:2], '')}").split("-")
    return all(any(one.startswith(word) for one in said) for word in slug(wanted).split("-"))
