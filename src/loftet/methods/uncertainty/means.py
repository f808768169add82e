"""Weighted means of many replicates at once, one term after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from loftet.methods.columns import Floats
from loftet.methods.rules import Mean


@dataclass(slots=True)
class RunningMean:
    """Takes scores term by term (place × replicate, or one column for all), and gives their weighted mean.

    The order of operations is that of `aggregate.weighted_mean`, so without any variation the digits are too.

    >>> mean = RunningMean(Mean.ARITHMETIC, (1, 2))
    >>> mean.add(np.array([[20.0]]), np.array([1.0, 1.0]))
    >>> mean.add(np.array([[80.0]]), np.array([1.0, 3.0]))
    >>> mean.result()
    array([[50., 65.]])
    """

    mean: Mean
    shape: tuple[int, int]
    _sum: Floats = field(init=False)
    _term: Floats = field(init=False)
    _weight: Floats = field(init=False)
    _low: Floats = field(init=False)
    _high: Floats = field(init=False)

    def __post_init__(self) -> None:
        self._sum, self._term = np.zeros(self.shape), np.empty(self.shape)
        self._weight = np.zeros((1, self.shape[1]))
        self._low, self._high = np.full((self.shape[0], 1), np.inf), np.full((self.shape[0], 1), -np.inf)

    def add(self, scores: Floats, weight: Floats) -> None:
        """Add a term; weights by replicate, NaN scores take no part."""
        missing = np.isnan(scores)
        terms = self._terms(scores)
        if missing.any():
            terms, weight = np.where(missing, 0.0, terms), np.where(missing, 0.0, weight)
            self._low = np.fmin(self._low, scores)
            self._high = np.fmax(self._high, scores)
        else:
            self._low = np.minimum(self._low, scores)
            self._high = np.maximum(self._high, scores)
        if self.mean is Mean.HARMONIC:
            np.divide(weight, terms, out=self._term)
        else:
            np.multiply(terms, weight, out=self._term)
        self._sum += self._term
        self._weight = self._weight + weight

    def _terms(self, scores: Floats) -> Floats:
        if self.mean is Mean.ARITHMETIC:
            return scores
        positive = np.where(scores > 0, scores, 1.0)
        return np.log(positive) if self.mean is Mean.GEOMETRIC else positive

    def result(self) -> Floats:
        """Give the means; NaN where nothing was present, or where the mean does not allow a score."""
        with np.errstate(divide="ignore", invalid="ignore"):
            raw = self._weight / self._sum if self.mean is Mean.HARMONIC else self._sum / self._weight
        if self.mean is Mean.GEOMETRIC:
            raw = np.exp(raw)
        if self.mean is not Mean.ARITHMETIC:
            raw = np.where(self._low < 0, np.nan, np.where(self._low == 0, 0.0, raw))
        clipped = np.clip(raw, self._low, np.maximum(self._low, self._high))
        return np.where(np.isinf(self._low), np.nan, clipped)


@dataclass(slots=True)
class ChosenMean:
    """A running mean of each kind that some replicate chose; every replicate takes its own."""

    means: Sequence[Mean]
    chosen: NDArray[np.int64]
    shape: tuple[int, int]
    _running: dict[Mean, RunningMean] = field(init=False)

    def __post_init__(self) -> None:
        self._running = {mean: RunningMean(mean, self.shape) for mean in dict.fromkeys(self.means)}

    def add(self, scores: Floats, weight: Floats) -> None:
        """Add a term."""
        for running in self._running.values():
            running.add(scores, weight)

    def result(self) -> Floats:
        """Give every replicate's mean."""
        results = {mean: running.result() for mean, running in self._running.items()}
        if len(results) == 1:
            return next(iter(results.values()))
        own = [results[mean] for mean in self.means]
        return np.choose(np.broadcast_to(self.chosen, self.shape), own)
