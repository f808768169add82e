"""Scales on which a line cannot leave what is possible: no share above all, no count below nothing."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# What a share is a share of, where its unit says so.
WHOLE = {"%": 100.0}


class Bounded(IntEnum):
    """The range of values that a quantity can have; arrays carry the number."""

    FREE = 0
    NOT_NEGATIVE = 1
    SHARE = 2


def bounded(values: Floats, whole: Floats) -> NDArray[np.int8]:
    """Return how each indicator is bounded, from its unit and from all that was ever observed.

    Shapes: `values` place × indicator × year (NaN = no value), `whole` indicator: what a share is a share of
    (100 where the unit is per cent; NaN = it is none); the result is indicator. Units: raw.
    Formula: a share where `whole` is known and every value lies from 0 to it; else not negative where no
    value is below 0; else free. Errors: none; an indicator without values is free.

    >>> values = np.array([[[20.0, 30.0], [104.0, 98.0], [-2.0, 1.0]]])
    >>> bounded(values, np.array([100.0, 100.0, np.nan])).tolist()
    [2, 1, 0]
    """
    cells = np.moveaxis(values, 1, 0).reshape(values.shape[1], -1)
    known = ~np.isnan(cells)
    least = np.min(cells, axis=1, where=known, initial=np.inf)
    most = np.max(cells, axis=1, where=known, initial=-np.inf)
    found = known.any(axis=1)
    share = found & (least >= 0) & (most <= np.where(np.isnan(whole), -np.inf, whole))
    kind = np.where(share, Bounded.SHARE, np.where(found & (least >= 0), Bounded.NOT_NEGATIVE, Bounded.FREE))
    return kind.astype(np.int8)


def to_line(values: Floats, kind: NDArray[np.int8], whole: Floats) -> Floats:
    """Convert values to the scale on which lines are drawn.

    Shapes: `values`, `kind` and `whole` broadcast against each other. Units: raw in; on the scale of a share
    radians, of what is not negative the root of the unit. Formula: arcsin √(x/whole) for a share, √x for what
    is not negative, else x. Both even out how much counts vary, and neither needs a trick for nothing and
    for all, as logarithms do. Errors: none; what lies outside is moved to the end.
    Source: M. S. Bartlett (1947), Biometrics 3, 39–52.

    >>> kind = np.array([Bounded.SHARE, Bounded.NOT_NEGATIVE, Bounded.FREE], dtype=np.int8)
    >>> to_line(np.array([100.0, 9.0, -4.0]), kind, np.array([100.0, np.nan, np.nan])).round(4).tolist()
    [1.5708, 3.0, -4.0]
    """
    share = np.arcsin(np.sqrt(np.clip(values / whole, 0.0, 1.0)))
    root = np.sqrt(np.maximum(values, 0.0))
    return np.where(kind == Bounded.SHARE, share, np.where(kind == Bounded.NOT_NEGATIVE, root, values))


def from_line(scaled: Floats, kind: NDArray[np.int8], whole: Floats) -> Floats:
    """Convert values back from the scale of lines; beyond an end of the scale they stay at that end.

    Shapes: `scaled`, `kind` and `whole` broadcast against each other. Units: raw.
    Formula: whole · sin²(z), z from 0 to π/2; z², z from 0; z. Errors: none.

    >>> kind = np.array([Bounded.SHARE, Bounded.NOT_NEGATIVE, Bounded.FREE], dtype=np.int8)
    >>> from_line(np.array([1.8, -0.5, -4.0]), kind, np.array([100.0, np.nan, np.nan])).tolist()
    [100.0, 0.0, -4.0]
    """
    share = whole * np.square(np.sin(np.clip(scaled, 0.0, np.pi / 2)))
    root = np.square(np.maximum(scaled, 0.0))
    return np.where(kind == Bounded.SHARE, share, np.where(kind == Bounded.NOT_NEGATIVE, root, scaled))
