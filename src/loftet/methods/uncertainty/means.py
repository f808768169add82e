"""Weighted means of many replicates at once, one term after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loftet.methods.columns import Floats
from loftet.methods.rules import Mean


@dataclass(slots=True)
class RunningMean:
    """The weighted mean of scores in every replicate, built term by term.

    Scores are place × replicate, or place × choice of bounds (`bounds` says which choice each replicate
    made), or one column for all. The order of operations is that of `aggregate.weighted_mean`, so without
    any variation the digits are too.

    >>> mean = RunningMean(Mean.ARITHMETIC, 1, np.array([0, 1]))
    >>> mean.add(np.array([[20.0]]), np.array([1.0, 1.0]))
    >>> mean.add(np.array([[80.0]]), np.array([1.0, 3.0]))
    >>> mean.result()
    array([[50., 65.]])
    """

    mean: Mean
    places: int
    bounds: NDArray[np.int64]
    _sum: Floats = field(init=False)
    _term: Floats = field(init=False)
    _weight: Floats = field(init=False)
    _low: Floats = field(init=False)
    _high: Floats = field(init=False)

    def __post_init__(self) -> None:
        shape = (self.places, len(self.bounds))
        self._sum, self._term, self._weight = np.zeros(shape), np.empty(shape), np.zeros((1, shape[1]))
        self._low, self._high = np.full((self.places, 1), np.inf), np.full((self.places, 1), -np.inf)

    def add(self, scores: Floats, weight: Floats) -> None:
        """Add a term; weights by replicate, NaN scores take no part."""
        missing = np.isnan(scores)
        self._low, self._high = (
            self._wider(np.fmin, self._low, scores),
            self._wider(np.fmax, self._high, scores),
        )
        terms = self._terms(scores)
        if missing.any():
            terms = np.where(missing, 0.0, terms)
            weight = np.where(self._own(missing), 0.0, weight)
        if self.mean is Mean.HARMONIC:
            np.divide(weight, self._own(terms), out=self._term)
        else:
            np.multiply(self._own(terms), weight, out=self._term)
        self._sum += self._term
        self._weight = self._weight + weight

    def _own(self, cells: NDArray[Any]) -> NDArray[Any]:
        """Return for each replicate the column of its own choice."""
        return cells if cells.shape[1] in (1, len(self.bounds)) else np.take(cells, self.bounds, axis=1)

    def _wider(self, extreme: np.ufunc, known: Floats, scores: Floats) -> Floats:
        if known.shape[1] != scores.shape[1] and 1 not in (known.shape[1], scores.shape[1]):
            known, scores = self._own(known), self._own(scores)
        widened: Floats = extreme(known, scores)
        return widened

    def _terms(self, scores: Floats) -> Floats:
        if self.mean is Mean.ARITHMETIC:
            return scores
        positive = np.where(scores > 0, scores, 1.0)
        return np.log(positive) if self.mean is Mean.GEOMETRIC else positive

    def result(self) -> Floats:
        """Return the means; NaN where nothing was present, or where the mean does not allow a score."""
        low, high = self._own(self._low), self._own(self._high)
        with np.errstate(divide="ignore", invalid="ignore"):
            raw = self._weight / self._sum if self.mean is Mean.HARMONIC else self._sum / self._weight
        if self.mean is Mean.GEOMETRIC:
            raw = np.exp(raw)
        if self.mean is not Mean.ARITHMETIC:
            raw = np.where(low < 0, np.nan, np.where(low == 0, 0.0, raw))
        raw = np.minimum(np.maximum(raw, low), np.maximum(low, high))
        raw[np.broadcast_to(np.isinf(low), raw.shape)] = np.nan
        means: Floats = raw
        return means


@dataclass(slots=True)
class ChosenMean:
    """A running mean of each kind that some replicate chose; every replicate takes its own."""

    means: Sequence[Mean]
    chosen: NDArray[np.int64]
    places: int
    bounds: NDArray[np.int64]
    _running: dict[Mean, RunningMean] = field(init=False)

    def __post_init__(self) -> None:
        self._running = {
            mean: RunningMean(mean, self.places, self.bounds) for mean in dict.fromkeys(self.means)
        }

    def add(self, scores: Floats, weight: Floats) -> None:
        """Add a term."""
        for running in self._running.values():
            running.add(scores, weight)

    def result(self) -> Floats:
        """Return every replicate's mean."""
        results = {mean: running.result() for mean, running in self._running.items()}
        if len(results) == 1:
            return next(iter(results.values()))
        own = [results[mean] for mean in self.means]
        return np.choose(np.broadcast_to(self.chosen, own[0].shape), own)
