"""The pictures of what is explored: for the page in its sizes, and as a slide to take elsewhere."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from loftet.charts import dot_histogram
from loftet.charts.chart import ON_PAGES, Size
from loftet.charts.dot_histogram import HistogramView, histogram_drawing, histogram_svg
from loftet.charts.scatter import Named, ScatterView, scatter_drawing, scatter_svg
from loftet.charts.small_lines import SmallLines, small_lines
from loftet.status.explore import sentences
from loftet.status.explore.queries import Course, Explored, Row
from loftet.status.explore.tables import shown_rows
from loftet.ui.numbers import number_style

MOST_OTHERS = 6  # so many beside the chosen ones are named, for one to find one's way


def scatter_view(explored: Explored) -> ScatterView | None:
    """Return the scatter of a choice; None where no municipality has both figures."""
    points = [(row.across, row.value) for row in _drawn(explored)]
    if not points:
        return None
    across = explored.choice.across
    return ScatterView(
        title=sentences.finding(explored),
        description=sentences.unit_line(explored),
        points=tuple((x, y) for x, y in points if x is not None and y is not None),
        named=tuple(_named(explored)),
        x_words=sentences.axis_words(explored),
        x_is_log=explored.is_log,
        x_decimals=across.decimals if across else 0,
        y_decimals=explored.up.decimals,
        numbers=number_style(),
        line=line_ends(explored),
        line_words=_("the relation in the whole country") if explored.line else "",
        cut_word=_("The axis begins at %s"),
    )


def _drawn(explored: Explored) -> tuple[Row, ...]:
    return explored.both


def line_ends(explored: Explored) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return both ends of a relation that is certain, cut where it would leave the figures."""
    line = explored.line
    xs = sorted(row.across for row in explored.both if row.across is not None)
    if line is None or not xs:
        return None
    low, high = min(explored.values), max(explored.values)
    steps = [xs[0] + (xs[-1] - xs[0]) * at / 400 for at in range(401)]
    if explored.is_log:
        ratio = xs[-1] / xs[0]
        steps = [xs[0] * ratio ** (at / 400) for at in range(401)]
    inside = [
        (x, y)
        for x in steps
        if (at := explored.measure(x)) is not None and low <= (y := line.expected(at)) <= high
    ]
    return (inside[0], inside[-1]) if len(inside) > 1 else None


def _named(explored: Explored) -> list[Named]:
    """Return the chosen municipalities, and those outermost in any direction."""
    both = [row for row in explored.both if explored.counts(row)]
    found = [
        Named(row.place.name, row.across or 0.0, row.value or 0.0) for row in explored.both if row.is_own
    ]
    others: dict[str, Row] = {}
    if both:
        by_x = sorted(both, key=lambda row: row.across or 0.0)
        by_y = sorted(both, key=lambda row: row.value or 0.0)
        by_distance = sorted(both, key=lambda row: abs(explored.distance(row) or 0.0))
        for row in (by_x[-1], by_x[0], by_y[-1], by_distance[-1], by_x[-2:][0], by_y[0], *by_distance[-4:]):
            if not row.is_own:
                others.setdefault(row.place.code, row)
    rest = list(others.values())[:MOST_OTHERS]
    found += [Named(row.place.name, row.across or 0.0, row.value or 0.0, is_strong=False) for row in rest]
    return found


def spread_view(explored: Explored) -> HistogramView | None:
    """Return the distribution of the figure; None where nobody has one."""
    rows = shown_rows(explored)
    if not rows:
        return None
    return HistogramView(
        title=sentences.spread_said(explored),
        description=sentences.spread_about(explored),
        values=tuple(row.value for row in rows if row.value is not None),
        places=tuple(
            dot_histogram.Place(row.place.name, row.value) for row in explored.own if row.value is not None
        ),
        band=explored.half,
        band_words=_("the middle half"),
        unit=explored.up.unit,
        decimals=explored.up.decimals,
        numbers=number_style(),
    )


def draw_scatter(view: ScatterView | None) -> SafeString:
    """Return the scatter in the sizes of pages, one after the other."""
    return _safe("" if view is None else "\n".join(scatter_svg(view, size, "scatter") for size in ON_PAGES))


def draw_spread(view: HistogramView | None) -> SafeString:
    """Return the distribution in the sizes of pages, one after the other."""
    sizes = dot_histogram.ON_PAGES
    return _safe("" if view is None else "\n".join(histogram_svg(view, size, "spread") for size in sizes))


def draw_courses(found: Sequence[Course], country: Mapping[int, float], decimals: int) -> SmallLines | None:
    """Return the small charts of years; None where no member has any."""
    if not any(one.years for one in found):
        return None
    return small_lines([one.years for one in found], country, decimals=decimals)


def slide_of(explored: Explored, *, is_spread: bool) -> ET.Element | None:
    """Return the picture of a slide."""
    if is_spread:
        spread = spread_view(explored)
        return histogram_drawing(spread, Size.SLIDE.value, "spread") if spread else None
    view = scatter_view(explored)
    return scatter_drawing(view, Size.SLIDE, "scatter") if view else None


def _safe(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308 - drawn by us, every text escaped
