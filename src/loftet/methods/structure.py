"""Structure of places, on one scale: size, density, area, centrality and the like."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# How heavy a difference weighs beside the others. Two forms of a language are as far apart as places get,
# and would otherwise decide most pairs.
WEIGHTS = {"language": 0.25}


@dataclass(frozen=True, slots=True)
class Structure:
    """Characteristics of places: place × characteristic in standard deviations, NaN = not known."""

    names: tuple[str, ...]
    numbers: Floats
    weights: Floats


def structure(people: Floats, area: Floats, others: Mapping[str, Floats], ranked: Flags) -> Structure:
    """Build comparable columns from the known structure of the places.

    Shapes: `people`, `area` and each of `others` place, `ranked` place. Units: people, square kilometres and
    any; the result is in standard deviations of the ranked places.
    Formula: log₁₀ of people, of people per square kilometre and of area, and the others as they are, less
    their mean over the standard deviation of the ranked places. A characteristic that the ranked places do
    not differ in is left out. Errors: none; nobody, or no area, is not known.

    >>> people, area = np.array([100.0, 1000.0, 10000.0]), np.array([10.0, 10.0, np.nan])
    >>> found = structure(people, area, {"centrality": np.array([5.0, 5.0, 5.0])}, np.array([True] * 3))
    >>> found.names, found.numbers.round(2).tolist()
    (('population', 'density'), [[-1.22, -1.0], [0.0, 1.0], [1.22, nan]])
    """
    own = {
        "population": _logarithm(people),
        "density": _logarithm(people / np.where(area > 0, area, np.nan)),
        "area": _logarithm(area),
        **others,
    }
    kept = {name: scaled for name, column in own.items() if (scaled := _scaled(column, ranked)) is not None}
    numbers = np.stack(list(kept.values()), axis=1) if kept else np.empty((len(people), 0))
    return Structure(tuple(kept), numbers, np.array([WEIGHTS.get(name, 1.0) for name in kept]))


def _logarithm(column: Floats) -> Floats:
    return np.log10(np.where(column > 0, column, np.nan))


def _scaled(column: Floats, ranked: Flags) -> Floats | None:
    among = column[ranked & ~np.isnan(column)]
    if not among.size or among.min() == among.max():
        return None
    scaled: Floats = (column - among.mean()) / among.std()
    return scaled
