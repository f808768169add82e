"""Probabilities of the colours of a goal."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from loftet.methods.colour import colour_of
from loftet.methods.columns import Floats
from loftet.methods.rules import ColourRule, GoalColour
from loftet.methods.verdicts import Colour

SHOWN = (Colour.GREEN, Colour.YELLOW, Colour.ORANGE, Colour.RED)


@dataclass(slots=True)
class GoalTint:
    """A counter of the replicates in each colour, fed with the rescaled values of a goal's indicators.

    `printed` is the colour of each place's goal; where it is grey or none, no colour has a probability.
    """

    printed: NDArray[np.int8]
    bounds: NDArray[np.int64]
    rule: ColourRule
    _values: list[Floats] = field(default_factory=list)

    def add(self, values: Floats) -> None:
        """Add an indicator: place × replicate, × choice of bounds, or one column; NaN = does not count."""
        self._values.append(values)

    def shares(self) -> Floats:
        """Return the shares: place × the colours of `SHOWN`."""
        widest = max((values.shape[1] for values in self._values), default=1)
        if widest == 1:
            colours, counts = self.printed[:, None], np.array([1])
        elif widest == len(self.bounds):
            colours, counts = self._colours(widest), np.ones(widest, dtype=np.int64)
        else:
            colours, counts = self._colours(widest), np.bincount(self.bounds, minlength=widest)
        shares = np.stack([((colours == colour) * counts).sum(axis=1) for colour in SHOWN], axis=1)
        known = self.printed[:, None] >= Colour.RED
        return np.where(known, shares / counts.sum(), np.nan)

    def _colours(self, width: int) -> NDArray[np.int8]:
        shape = (len(self.printed), width)
        worst, second = np.full(shape, np.inf), np.full(shape, np.inf)
        total, number = np.zeros(shape), np.zeros((len(self.printed), 1))
        for given in self._values:
            values = given if given.shape[1] in (1, width) else given[:, self.bounds]
            here = ~np.isnan(values[:, :1])
            low = np.where(here, values, np.inf)
            second = np.minimum(second, np.maximum(worst, low))
            worst = np.minimum(worst, low)
            if self.rule.goal is GoalColour.MEAN:
                total += np.where(here, values, 0.0)
                number += here
        second = np.where(np.isinf(second), worst, second)
        level = (worst + second) / 2
        if self.rule.goal is GoalColour.MEAN:
            level = total / np.maximum(number, 1)
        return colour_of(worst, second, level, self.rule)
