"""The page of an indicator: its finding, its line chart, every municipality's value, its definition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.charts.line import Break, LineView, Target, line_table
from loftet.charts.line import Line as ChartLine
from loftet.charts.line import Point as ChartPoint
from loftet.charts.scale import common_step
from loftet.core.templatetags.loftet import number_style
from loftet.core.words import INFLUENCE, Sign, Words, gap_sign
from loftet.editions.rows import Band, Edition, Indicator, Reading, Series, Yardstick
from loftet.editions.store import EditionStore
from loftet.geography.slugs import slug
from loftet.indicators import sentences
from loftet.indicators.queries.chosen import COUNTRY, PlaceInEdition, every_place
from loftet.indicators.queries.conservative_trend import conservative_trend_readings
from loftet.indicators.status import direction_sign, status_sign


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
    """All that the page of an indicator shows; `own` tells of the first place chosen, empty without one.

    `own_is_judged` is False where that place is given no status, so that nothing ranks it in its first line.
    """

    indicator: Indicator
    own: str
    own_is_judged: bool
    answer: str
    heading: str
    view: LineView | None
    table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] | None
    rows: tuple[PlaceRow, ...]
    every: tuple[PlaceRow, ...]
    country: Reading | None
    band: Band | None
    gaps: int
    influence: Words


def find_indicator(store: EditionStore, edition: Edition, key: str) -> Indicator | None:
    """Find an indicator of an edition by its key."""
    language = translation.get_language() or "nb"
    return next((one for one in store.indicators(edition, language) if one.key == key), None)


def indicator_page(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    chosen: Sequence[PlaceInEdition],
    wanted: str = "",
) -> IndicatorPage:
    """Read the page of an indicator: the first place chosen is the strong line, the others its peers.

    `wanted` keeps the rows of the table whose municipality or county it names; empty keeps all.
    """
    newest = store.indicator_table(edition, indicator.key)
    projection = store.projection_reader.projections_everywhere(edition, indicator.key)
    readings = dict(conservative_trend_readings(store, edition, newest, projection))
    country, band = readings.get(COUNTRY), store.indicator_bands(edition, indicator.key)[0]
    lines = store.series(edition, indicator.key, [COUNTRY, *(place.code for place in chosen)])
    answer = sentences.across(indicator, band, country)
    heading = chart_heading(indicator, chosen, readings, lines)
    view = line_view(indicator, heading, answer, lines, chosen)
    table = line_table(view) if view else None
    codes = {place.code for place in chosen}
    every = tuple(place_rows(store, edition, indicator, readings, band, codes))
    names = {place.code: place.name for place in store.places(edition)}
    return IndicatorPage(
        indicator=indicator,
        own=own_answer(indicator, chosen, readings, band),
        own_is_judged=all(readings[place.code].judged for place in chosen[:1] if place.code in readings),
        answer=answer,
        heading=heading,
        view=view,
        table=(table.header, table.rows) if table else None,
        rows=tuple(row for row in every if is_wanted(row.reading.place, names, wanted)),
        every=every,
        country=country,
        band=band,
        gaps=sum(row.gap is not None for row in every),
        influence=INFLUENCE.get(indicator.influence or "", ""),
    )


def own_answer(
    indicator: Indicator,
    chosen: Sequence[PlaceInEdition],
    readings: Mapping[str, Reading],
    band: Band | None,
) -> str:
    """Return how the first place chosen stands: figure, year and word; nothing where none is chosen."""
    if not chosen or chosen[0].code not in readings:
        return ""
    own = readings[chosen[0].code]
    return sentences.of_place(chosen[0].name, indicator, own, status_sign(own, indicator, band))


def chart_heading(
    indicator: Indicator,
    chosen: Sequence[PlaceInEdition],
    readings: Mapping[str, Reading],
    lines: Iterable[Series],
) -> str:
    """Return what the line chart shows: of the first place chosen, else of the country."""
    country, of = readings.get(COUNTRY), {one.place: one for one in lines}
    own = chosen[0] if chosen else None
    if own and own.code in readings:
        return sentences.heading(own.name, indicator, readings[own.code], country, of.get(own.code))
    return sentences.heading_of_country(indicator, country, of.get(COUNTRY))


def place_rows(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    readings: dict[str, Reading],
    band: Band | None,
    own: set[str],
) -> Iterable[PlaceRow]:
    """Return the ranked places in the order of codes: small differences are not dressed up as ranks."""
    known, places = every_place(edition), store.places(edition)
    names = {place.code: place.name for place in places}
    for place in places:
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


def is_wanted(code: str, names: Mapping[str, str], wanted: str) -> bool:
    """Check whether each word begins a word of the place's name or of its county's, or its code."""
    if not wanted:
        return True
    said = slug(f"{code} {names[code]} {names.get(code[:2], '')}").split("-")
    return all(any(one.startswith(word) for one in said) for word in slug(wanted).split("-"))


# --- the chart ------------------------------------------------------------------------------------


def line_view(
    indicator: Indicator,
    heading: str,
    description: str,
    series: Iterable[Series],
    chosen: Sequence[PlaceInEdition],
) -> LineView | None:
    """Return what the line chart shows; nothing where no series has a value."""
    found = {one.place: one for one in series}
    country = chart_line(_("The country"), found.get(COUNTRY))
    peers = [chart_line(place.name, found.get(place.code)) for place in chosen]
    if peers:
        own, rest, dashed = peers[0], tuple(peers[1:]), country
    else:
        own, rest, dashed = country, (), None
    drawn = [own, *rest, *([dashed] if dashed else [])]
    view = LineView(
        title=heading,
        description=description,
        unit=indicator.unit,
        decimals=indicator.decimals,
        numbers=number_style(),
        year_word=_("Year"),
        own=own,
        peers=rest,
        country=dashed,
        target=chart_target(indicator),
        breaks=chart_breaks(indicator),
        years_apart=common_step(point.year for line in drawn for point in line.points),
    )
    return None if view.is_empty else view


def chart_line(name: str, series: Series | None) -> ChartLine:
    """Return a place's series as a line; what is not there carries its mark."""
    points = series.points if series else ()
    return ChartLine(
        name,
        tuple(
            ChartPoint(
                point.year,
                point.value,
                point.low,
                point.high,
                mark=gap_sign(point.status).symbol if point.value is None else "",
            )
            for point in points
        ),
    )


def chart_breaks(indicator: Indicator) -> tuple[Break, ...]:
    """Return the mark of a series that has replaced another one."""
    if indicator.series_from is None:
        return ()
    return (Break(indicator.series_from, indicator.series_note or _("New series")),)


def chart_target(indicator: Indicator) -> Target | None:
    """Return the target's line; a mere comparison has no target to draw."""
    if indicator.yardstick is not Yardstick.TARGET or indicator.green is None:
        return None
    return Target(
        indicator.green,
        _("Target: %(value)s") % {"value": sentences.target_figure(indicator.green, indicator)},
    )
