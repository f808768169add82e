"""Classes of places that are alike in size and centrality, so that like is compared with like."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

NOWHERE = -1
# In a smaller class two or three places would decide what is usual.
FEWEST = 25


def strata(size: Floats, centrality: Floats, fewest: int = FEWEST) -> Places:
    """Group places into classes of like size and, inside each, of like centrality.

    Shapes: both place; the result is place, with numbers from 0, and −1 where the size is not known.
    Units: any that order the places. Formula: as many classes of size as leave `fewest` places in each,
    three at the most, of equal numbers; each of them is split in two by centrality where both halves keep
    `fewest` places. Equal values stay together. A place without centrality counts as the least central.
    Errors: none. Source: our own; stratified permutation as in Good (2005), Permutation Tests, ch. 3.

    >>> strata(np.array([1.0, 2.0, 3.0, 4.0]), np.array([5.0, 9.0, 1.0, 2.0]), fewest=2)
    array([0, 0, 1, 1])
    >>> strata(np.array([1.0, 2.0, 3.0, np.nan]), np.array([5.0, 9.0, 1.0, 2.0]), fewest=2)
    array([ 0,  0,  0, -1])
    """
    classes = np.full(size.shape, NOWHERE, dtype=np.int64)
    known = np.flatnonzero(~np.isnan(size))
    central = np.where(np.isnan(centrality), -np.inf, centrality)
    number = 0
    for members in _parts(known, size, fewest, most=3):
        for part in _parts(members, central, fewest, most=2):
            classes[part] = number
            number += 1
    return classes


def _parts(members: Places, by: Floats, fewest: int, most: int) -> list[Places]:
    """Cut places into the largest number of parts in which each has enough; ties are not cut."""
    for parts in range(min(most, len(members) // fewest), 1, -1):
        ordered = np.sort(by[members])
        cuts = ordered[[len(members) * part // parts for part in range(1, parts)]]
        inside = np.searchsorted(cuts, by[members], side="right")
        found = [members[inside == part] for part in range(parts)]
        if min(map(len, found)) >= fewest:
            return found
    return [members] if len(members) else []
