"""A panel: the values of places year by year, and the year from which each is treated."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]

NEVER = np.inf


@dataclass(frozen=True)
class Panel:
    """Values without gaps: `values` place × year, `treated_from` place; infinite = never treated.

    Years ascend. A place is treated from `treated_from` on, which need not be a year of the panel.
    """

    places: tuple[str, ...]
    years: Positions
    values: Floats
    treated_from: Floats

    @cached_property
    def never(self) -> Positions:
        """Return the positions of the places that are never treated."""
        return np.flatnonzero(np.isinf(self.treated_from))

    @cached_property
    def treated(self) -> Positions:
        """Return the positions of the treated places, also of those that the panel does not reach."""
        return np.flatnonzero(np.isfinite(self.treated_from))

    @cached_property
    def reached(self) -> Positions:
        """Return the positions of the treated places with at least one treated year in the panel."""
        return np.flatnonzero(self.treated_from <= self.years[-1])

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """Return the first treated years of those places, ascending."""
        return tuple(np.unique(self.treated_from[self.reached]).tolist())

    def starting(self, start: float) -> Positions:
        """Return the positions of the places that are treated from a year on."""
        return np.flatnonzero(self.treated_from == start)

    def before(self, start: float) -> Mask:
        """Return which years come before a start."""
        return np.asarray(self.years < start)

    @cached_property
    def weights(self) -> Floats:
        """Return the share of the treated place-years that each reached place has; the shares sum to 1."""
        counts = np.array([np.sum(self.years >= self.treated_from[at]) for at in self.reached], dtype=float)
        return np.asarray(counts / counts.sum()) if counts.size else counts
