"""The marks of an edition's figures and the words of its goals, decided once, when the edition is built."""

from types import MappingProxyType

import numpy as np

from loftet.editions.build import Status
from loftet.editions.cells import TableReader
from loftet.editions.frames import Column, Floats, Frame, doubles, integers, text
from loftet.editions.scale import IndicatorScale
from loftet.methods.marks import (
    UNKNOWN,
    Flags,
    Kinds,
    Limits,
    compose,
    mark_steps,
    mark_words,
)
from loftet.methods.values import distance_from_ideal

Interval = tuple[Floats, Floats]


def frames_with_marks(status: Status) -> tuple[Frame, Frame]:
    """Return the tables of indicators' and goals' scores with their marks, counts and words."""
    known = status.computed
    steps = mark_steps_of(status)
    marks = mark_words(steps, known.arrays.comparison.values)
    found = compose(steps, known.arrays.membership.values)
    counts = {name: integers(getattr(found, name)) for name in ("strong", "level", "weak", "unknown")}
    return (
        _extended(status.indicator_scores, {"mark": text(marks.ravel())}),
        _extended(
            status.goal_scores,
            {
                **counts,
                "word": text(found.word.ravel()),
                "share": doubles(found.share),
                "order": doubles(found.order),
            },
        ),
    )


def _extended(frame: Frame, columns: dict[str, Column]) -> Frame:
    return Frame(frame.name, MappingProxyType({**frame.columns, **columns}))


def mark_steps_of(status: Status) -> Kinds:
    """Compute the marks of a status as numbers, place × indicator; see `methods.marks.mark_steps`."""
    known = status.computed
    arrays, thresholds = known.arrays, known.colours.thresholds
    sign = arrays.direction.values.astype(float)
    red, middle, green = (sign * cut.values for cut in (thresholds.red, thresholds.yellow, thresholds.green))
    limits = Limits(red, middle, green, arrays.comparison.values)
    colour = known.colours.indicator.values
    low, high = _oriented(status, sign)
    steps = mark_steps(colour, low, high, limits, _alike(status))
    coloured = (thresholds.red.notnull() & thresholds.green.notnull()).values
    gap = arrays.applies.values & coloured & np.isnan(known.indicators.used.value.values)
    steps[gap] = UNKNOWN
    return steps


def _alike(status: Status) -> Flags:
    """Return which compared figures are written the same as the middle and an end of the middle half.

    Where half of the places have 100 per cent, or say yes, one more that does is not better than most.
    """
    known = status.computed
    decimals = np.nan_to_num(TableReader(status.study.indicators.table).numbers("decimals")).astype(int)
    ten = 10.0**decimals
    x, cuts = known.indicators.x.values, known.colours.thresholds
    middle = cuts.yellow.values
    alike = np.zeros(x.shape, dtype=bool)
    for end in (cuts.red.values, cuts.green.values):
        written = [np.round(part * ten) for part in (x, middle, end)]
        spread = np.fmax(np.fmax(x, middle), end) - np.fmin(np.fmin(x, middle), end)
        alike |= (written[0] == written[1]) & (written[1] == written[2]) & (spread * ten <= 1.01)
    compared: Flags = alike & known.arrays.comparison.values
    return compared


def _oriented(status: Status, sign: Floats) -> Interval:
    """Return the intervals of the scored quantity, both ends rising with what is better.

    Of a balance that may lie in its ideal range the better end is there.
    """
    scored, arrays = status.computed.indicators, status.computed.arrays
    low, high = _intervals(status)
    ideal = arrays.ideal_low, arrays.ideal_high
    ends = [distance_from_ideal(scored.x.copy(data=end), *ideal).values for end in (low, high)]
    may_be_ideal = (low <= ideal[1].values) & (high >= ideal[0].values)
    near, far = np.where(may_be_ideal, 0.0, np.fmin(*ends)), np.fmax(*ends)
    known = ~np.isnan(far)
    worse, better = np.fmin(sign * near, sign * far), np.fmax(sign * near, sign * far)
    x = sign * scored.x.values
    return np.where(known, worse, x), np.where(known, better, x)


def _intervals(status: Status) -> Interval:
    """Return the interval at 95 % of every value in use, place × indicator; NaN where none is known."""
    study, used = status.study, status.computed.indicators.used.year.values
    rows = study.observations
    reader = TableReader(rows.table)
    low, high = np.full(used.shape, np.nan), np.full(used.shape, np.nan)
    cells = [reader.numbers(name) for name in ("value_low", "value_high", "count", "denominator")]
    wanted = np.flatnonzero(
        (used[rows.place, rows.indicator] == rows.year) & ~(np.isnan(cells[0]) & np.isnan(cells[2]))
    )
    scales = _scales(status)
    for row in wanted.tolist():
        four = [None if np.isnan(cell[row]) else float(cell[row]) for cell in cells]
        found = scales[rows.indicator[row]].value_interval(*four)
        if found[0] is not None and found[1] is not None:
            low[rows.place[row], rows.indicator[row]], high[rows.place[row], rows.indicator[row]] = found
    return low, high


def _scales(status: Status) -> list[IndicatorScale]:
    table = status.study.indicators.table
    per = TableReader(table).numbers("per")
    return [
        IndicatorScale(None if np.isnan(one) else float(one), draw or None)
        for one, draw in zip(per, table.column("draw"), strict=True)
    ]
