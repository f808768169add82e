"""The line chart of an indicator: what it shows of an edition, as a reader has chosen it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from django.utils.translation import gettext as _

from loftet.charts.line import Band, BandYear, Break, Event, LineView, Projection, Target
from loftet.charts.line import Line as ChartLine
from loftet.charts.line import Point as ChartPoint
from loftet.charts.scale import common_step
from loftet.core.words import gap_sign
from loftet.editions import projection_rows
from loftet.editions.periods import years_in
from loftet.editions.projection_rows import Heading
from loftet.editions.rows import Band as MiddleHalf
from loftet.editions.rows import Edition, Indicator, Reading, Series, Yardstick
from loftet.editions.store import EditionStore
from loftet.status.indicator.events import events_of
from loftet.status.own_targets import OwnTarget, own_targets_of
from loftet.status.queries.beside import is_total
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.queries.likeness import nearest_by
from loftet.status.sentences.projection import is_too_wide
from loftet.status.sentences.words import YES_NO, target_figure
from loftet.ui.numbers import number_style

FEWEST_IN_BAND = 5  # fewer places have no middle half to speak of
MOST_PEERS = 15
MUNICIPAL = 4  # digits of a municipality's code
MIDDLE_HALVES = """
    SELECT year, quantile_cont(value, 0.25), quantile_cont(value, 0.75)
    FROM {observations} o JOIN {places} p USING (place)
    WHERE ranked = 1 AND indicator = ? AND value IS NOT NULL AND year >= ?
    GROUP BY year HAVING count(value) >= ? ORDER BY year
"""
# Of an interval at 95 %, so much is the interval at 50 and at 80 %, where errors are normal.
HALF, MOST = 0.344, 0.654


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """The choices of a reader: places, the first the own; the years shown, and what is left out.

    `likeness` are the characteristics that count for who is similar; empty = those of the edition.
    """

    places: tuple[PlaceInEdition, ...]
    first: int | None = None
    last: int | None = None
    has_country: bool = True
    has_band: bool = True
    likeness: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """The figures that a chart is drawn from.

    `band` is the middle half of similar municipalities in each year, or of all where the place has none such;
    `spread` is that of all municipalities in the newest year. `is_total`: the country's figure is their sum.
    """

    indicator: Indicator
    own: Reading | None
    series: Mapping[str, Series]
    peers: tuple[Series, ...]
    band: Band | None
    projection: projection_rows.Projection | None
    spread: MiddleHalf | None
    is_total: bool
    own_targets: Sequence[OwnTarget] = ()
    events: tuple[Event, ...] = ()


def chart_data(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    choice: ChartChoice,
    readings: Mapping[str, Reading],
    projections: Iterable[projection_rows.Projection],
) -> ChartData:
    """Read what the chart shows: two questions to the edition, for the places and for their peers."""
    own = choice.places[0].code if choice.places else None
    peers = peers_of(store, edition, own, choice.likeness) if own else ()
    codes = dict.fromkeys([COUNTRY, *(place.code for place in choice.places), *peers])
    found = {one.place: one for one in store.series(edition, indicator.key, list(codes))}
    country = readings[COUNTRY].value if COUNTRY in readings else None
    values = [one.value for code, one in readings.items() if len(code) == MUNICIPAL and one.value is not None]
    total = is_total(country, values)
    of_peers = tuple(found[code] for code in peers if code in found)
    return ChartData(
        indicator=indicator,
        own=readings.get(own or COUNTRY),
        series=found,
        peers=of_peers,
        band=_band(store, edition, indicator, own, of_peers, total),
        projection=next((one for one in projections if one.place == own), None),
        spread=store.indicator_bands(edition, indicator.key)[0],
        is_total=total,
        own_targets=own_targets_of(choice.places[0].slug).get(indicator.key, ()) if choice.places else (),
        events=events_of(indicator.key, choice.places[0].slug) if choice.places else (),
    )


def _band(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    own: str | None,
    peers: Sequence[Series],
    total: bool,
) -> Band | None:
    """Return the band of the chart; none beside a country that is the sum of what the band would hold."""
    if own and peers:
        return band_of_peers(peers)
    return None if total and own is None else band_of_all(store, edition, indicator)


def peers_of(store: EditionStore, edition: Edition, code: str, likeness: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of similar municipalities, as the edition or the reader weighs likeness."""
    if likeness and (found := nearest_by(store, edition, code, likeness)):
        return found
    return tuple(one.peer for one in store.peers(edition, code))[:MOST_PEERS]


def line_view(data: ChartData, choice: ChartChoice, title: str, description: str) -> LineView | None:
    """Return what the line chart shows; nothing where no series has a value in the years chosen."""
    country = chart_line(_("The country"), data.series.get(COUNTRY))
    places = [chart_line(place.name, data.series.get(place.code)) for place in choice.places]
    own, others = (places[0], tuple(places[1:])) if places else (country, ())
    is_beside = bool(places) and choice.has_country and not data.is_total
    dashed = country if is_beside and country.known else None
    drawn = [own, *others, *([dashed] if dashed else [])]
    if not any(line.known for line in drawn):
        return None
    indicator = data.indicator
    view = LineView(
        title=title,
        description=description,
        unit=indicator.unit,
        decimals=indicator.decimals,
        numbers=number_style(),
        year_word=_("Year"),
        own=own,
        others=others,
        country=dashed,
        band=data.band if choice.has_band and indicator.unit not in YES_NO else None,
        target=chart_target(data),
        own_target=own_chart_target(data.own_targets, indicator),
        projection=chart_projection(data, own.name) if own.known else None,
        breaks=chart_breaks(indicator),
        events=data.events,
        years_apart=common_step(point.year for line in drawn for point in line.points),
        year_names=year_names([point.year for line in drawn for point in line.known]),
        years_in_one=max((years_in(point.year) for line in drawn for point in line.known), default=1),
        cut_word=_("The axis begins at %s"),
    )
    first, last = view.years
    if choice.first is None and choice.last is None:
        return view
    shown = view.within(choice.first or first, choice.last or last)
    return None if shown.is_empty else shown


def year_names(years: Iterable[int]) -> dict[int, str]:
    """Return how years are written that are school years or parts of a year; spans are `years_in_one`."""
    return {int(year): str(year) for year in years if str(year) != str(int(year)) and years_in(year) == 1}


def years_of(data: ChartData, choice: ChartChoice) -> tuple[int, ...]:
    """Return the years that a reader may choose between: those in which any place shown has a value."""
    codes = [COUNTRY, *(place.code for place in choice.places)]
    found = (data.series[code].points for code in codes if code in data.series)
    return tuple(sorted({p.year for points in found for p in points if p.value is not None}))


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


def band_of_peers(peers: Sequence[Series]) -> Band | None:
    """Return the middle half of similar municipalities, year by year, where enough of them have a value."""
    values: dict[int, list[float]] = {}
    for series in peers:
        for point in series.comparable:
            if point.value is not None:
                values.setdefault(point.year, []).append(point.value)
    years = []
    for year, found in sorted(values.items()):
        if len(found) >= FEWEST_IN_BAND:
            low, _middle, high = quantiles(found, n=4, method="inclusive")
            years.append(BandYear(year, low, high))
    return Band(_("Middle of similar ones"), _("Similar"), tuple(years)) if years else None


def band_of_all(store: EditionStore, edition: Edition, indicator: Indicator) -> Band | None:
    """Return the middle half of all municipalities, year by year."""
    asked = [indicator.key, indicator.series_from or 0, FEWEST_IN_BAND]
    years = tuple(BandYear(*row) for row in store.rows(edition, MIDDLE_HALVES, asked))
    return Band(_("Middle of the municipalities"), _("Municipalities"), years) if years else None


def chart_breaks(indicator: Indicator) -> tuple[Break, ...]:
    """Return the mark of a series that has replaced another one."""
    if indicator.series_from is None:
        return ()
    return (Break(indicator.series_from, indicator.series_note or _("New series")),)


def chart_target(data: ChartData) -> Target | None:
    """Return the target's line and its year; an example is called so, a mere comparison has none to draw."""
    indicator = data.indicator
    year = data.projection.target_year if data.projection else None
    if indicator.yardstick is Yardstick.TARGET and indicator.green is not None:
        value, words = indicator.green, _("Target in %(year)s:") if year else _("Target:")
    elif indicator.example_target is not None:
        value = indicator.example_target
        words = _("Example of a target in %(year)s:") if year else _("Example of a target:")
    else:
        return None
    return Target(value, words % {"year": year}, target_figure(value, indicator, with_unit=False), year)


def own_chart_target(found: Sequence[OwnTarget], indicator: Indicator) -> Target | None:
    """Return the target that the own place has adopted: the last one, where there are several years."""
    if not found:
        return None
    last, words = found[-1], _("Our target in %(year)s:") % {"year": found[-1].year}
    return Target(last.value, words, target_figure(last.value, indicator, with_unit=False), last.year)


def chart_projection(data: ChartData, name: str) -> Projection | None:
    """Return where the own figure may lie in the target year; nothing where that is too uncertain to draw."""
    found, own = data.projection, data.own
    if found is None or own is None or own.value is None or data.indicator.unit in YES_NO:
        return None
    if found.state in (None, Heading.TOO_SHORT) or found.expected is None:
        return None
    if found.expected_low is None or found.expected_high is None:
        return None
    if is_too_wide(found, data.indicator, data.spread):
        return None
    below, above = found.expected - found.expected_low, found.expected_high - found.expected
    if below < 0 or above < 0:
        return None
    return Projection(
        year=found.target_year,
        value=found.expected,
        half=(found.expected - HALF * below, found.expected + HALF * above),
        most=(found.expected - MOST * below, found.expected + MOST * above),
        label=_("%(place)s, expected:") % {"place": name},
        short=_("expected:"),
    )
