"""A check that the years of a figure bear out the word for its direction, judged from all of them."""

from loftet.editions.rows import Point, Series, Trend

LEAST_CHANGE = 5.0  # points of 100: a smaller one is no news


def first_and_last(series: Series) -> tuple[Point, Point]:
    """Return the first and the last year with a figure, of those that compare with one another."""
    known = [point for point in series.comparable if point.value is not None]
    return known[0], known[-1]


def shows_its_direction(trend: Trend | None, series: Series) -> bool:
    """Check whether the first and the last figure show the direction.

    Two figures that hardly differ, or that point the other way, would make nonsense of its word.
    """
    first, last = first_and_last(series)
    if first.score is None or last.score is None:
        return False
    moved = last.score - first.score
    return moved <= -LEAST_CHANGE if trend is Trend.WORSENING else moved >= LEAST_CHANGE


def turned_in(trend: Trend | None, series: Series) -> int | None:
    """Return the year since which a figure has gone the other way, at least two years running.

    The direction of ten years can be «the wrong way» when the last three years are the right one: a
    heading that keeps silent about it contradicts the chart below it.
    """
    if trend not in (Trend.WORSENING, Trend.IMPROVING, Trend.ON_TRACK):
        return None
    other_way = 1.0 if trend is Trend.WORSENING else -1.0
    known = [(point.year, other_way * point.score) for point in series.comparable if point.score is not None]
    start = len(known) - 1
    while start > 0 and known[start - 1][1] < known[start][1]:
        start -= 1
    steps = len(known) - 1 - start
    turned = steps >= 2 and known[-1][1] - known[start][1] >= LEAST_CHANGE
    return known[start][0] if turned else None
