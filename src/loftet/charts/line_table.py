"""The numbers of a line chart as a table: a row a year, the newest first, a column a series."""

from collections.abc import Iterator

from loftet.charts.chart import ChartTable
from loftet.charts.line import LineView, Point
from loftet.charts.numbers import number_text


def line_table(view: LineView) -> ChartTable:
    """Write the chart's numbers as a table; the projected year is the first row.

    >>> from loftet.charts.line import Line
    >>> from loftet.charts.numbers import NumberStyle
    >>> own = Line("Gol", (Point(2023, 4.25), Point(2024, None, mark=":")))
    >>> view = LineView("", "", "%", 1, NumberStyle.NORWEGIAN, "År", own)
    >>> line_table(view)
    ChartTable(header=('År', 'Gol'), rows=(('2024', ':'), ('2023', '4,3')))
    """
    columns = [{point.year: point for point in line.points} for line in view.lines]
    years = sorted({year for column in columns for year in column}, reverse=True)
    band = {one.year: one for one in view.band.years} if view.band else {}
    rows = [
        (
            str(year),
            *(_cell(column.get(year), view) for column in columns),
            *([_span(band[year].low, band[year].high, view) if year in band else ".."] if band else []),
        )
        for year in years
    ]
    heads = (
        view.year_word,
        *(line.name for line in view.lines),
        *([view.band.column] if view.band and band else []),
    )
    return ChartTable(heads, (*_ahead(view, len(heads)), *rows))


def _ahead(view: LineView, cells: int) -> Iterator[tuple[str, ...]]:
    """Return the row of the projected year: only the own place has a value there."""
    if view.projection is not None:
        low, high = view.projection.most
        value = number_text(view.projection.value, view.decimals, view.numbers)
        yield (str(view.projection.year), f"{value} ({_span(low, high, view)})", *[""] * (cells - 2))


def _cell(point: Point | None, view: LineView) -> str:
    """Write a value with its interval, or the mark that stands for it; a year not given is missing."""
    if point is None or point.value is None:
        return ".." if point is None else point.mark
    value = number_text(point.value, view.decimals, view.numbers)
    if point.low is None or point.high is None:
        return value
    return f"{value} ({_span(point.low, point.high, view)})"


def _span(low: float, high: float, view: LineView) -> str:
    return "–".join(number_text(n, view.decimals, view.numbers) for n in (low, high))
