"""The figures of a municipality that are unlikely to reach their target in time, as small charts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.charts.mini_projection import Ahead, MiniProjection, mini_projection
from loftet.charts.numbers import number_text
from loftet.charts.scale import common_step
from loftet.editions.projection_rows import Projection
from loftet.editions.rows import IndicatorRow, Series
from loftet.status.sentences.projection import likely
from loftet.status.sentences.words import YES_NO, figure, target_figure
from loftet.ui.numbers import number_style

MOST = 4
UNLIKELY = 0.35


@dataclass(frozen=True, slots=True)
class AheadChart:
    """A small chart of one figure, with its words."""

    key: str
    name: str
    chance: str
    mini: MiniProjection
    now: str
    target: str
    target_value: str
    label: str


def unlikely_targets(
    rows: Iterable[IndicatorRow], projections: Mapping[str, Projection]
) -> tuple[tuple[IndicatorRow, Projection], ...]:
    """Return the figures with the least chance of reaching their target in time, at most four."""
    found = []
    for row in rows:
        one = projections.get(row.indicator.key)
        if one is None or one.p_target is None or one.p_target >= UNLIKELY or one.years_to_target == 0:
            continue
        if row.own.value is None or row.indicator.unit in YES_NO or one.expected is None:
            continue
        if one.expected_low is None or one.expected_high is None:
            continue
        found.append((one.p_target, row, one))
    return tuple((row, one) for _chance, row, one in sorted(found, key=lambda three: three[0])[:MOST])


def ahead_chart(row: IndicatorRow, found: Projection, series: Series) -> AheadChart:
    """Draw a figure with its fan and its target."""
    assert found.expected is not None
    assert found.expected_low is not None
    assert found.expected_high is not None
    indicator = row.indicator
    points = [(point.year, point.value) for point in series.points if point.year <= found.last_year]
    known = [value for _year, value in points if value is not None]
    drawn = mini_projection(
        points,
        Ahead(found.target_year, found.expected, found.expected_low, found.expected_high),
        target=indicator.green,
        breaks=[series.since] if series.since else [],
        years_apart=common_step(year for year, _value in points),
        decimals=indicator.decimals,
    )
    chance = likely(found.p_target or 0.0)
    value = _bare(target_figure(indicator.green or 0.0, indicator), indicator.unit)
    target = _("Target %(value)s") % {"value": value}
    return AheadChart(
        key=indicator.key,
        name=indicator.name,
        chance=chance[:1].upper() + chance[1:],
        mini=drawn,
        now=number_text(known[-1], indicator.decimals, number_style()),
        target=target,
        target_value=value,
        label=_("%(name)s: %(now)s in %(last)s. %(target)s in %(year)s: %(chance)s.")
        % {
            "name": indicator.name,
            "now": figure(known[-1], indicator),
            "last": found.last_year,
            "target": target,
            "year": found.target_year,
            "chance": chance,
        },
    )


def _bare(text: str, unit: str) -> str:
    return text.removesuffix(unit).rstrip("\N{NO-BREAK SPACE}") if unit else text
