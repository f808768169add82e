"""Whom to compare a place with: those nearest to it in structure, and how sure that choice is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.methods.structure import Structure

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

# Enough for a quartile that one place does not move; few enough to be alike.
NEAREST = 15
# A distance rests on two characteristics at least: people alone do not make places alike.
FEWEST_KNOWN = 2
# Stability: how often the characteristics are weighted again, and among how many times `NEAREST` candidates.
DRAWS, CANDIDATES = 200, 8
PLACES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Peers:
    """Pairs of a place and a peer, in the order of places and of rank; all of one length.

    `distance` in standard deviations (NaN = not known), `most` the position of the characteristic that parts
    the pair the most (−1 = none) and `share` how much of the distance it makes. `stability` is the share of
    other weights that choose the same peer; NaN where a given group chose it.
    """

    place: Integers
    rank: Integers
    peer: Integers
    distance: Floats
    most: Integers
    share: Floats
    stability: Floats
    given: Flags


def find_peers(
    structure: Structure, ranked: Flags, groups: NDArray[np.str_], many: int = NEAREST, seed: int = 1
) -> Peers:
    """Find the peers of every place: its given group, or else the nearest in structure.

    Shapes: the structure place × characteristic, `ranked` and `groups` place (empty = no group is given).
    Units: standard deviations.
    Formula: `distance = √(Σ w·d²/Σ w)` over the characteristics that both places have, two at least, d their
    difference. Only ranked places are peers. A given group is taken whole, in the order of distance. The
    stability of a peer is the share of 200 draws in which it is among the nearest though each weight is
    multiplied by its own draw from an exponential distribution. Equal distances: the first place.
    Errors: none; without structure and group a place has no peers.
    Source: Gower (1971), Biometrics 27, 857–871 (gaps); Rubin (1981), Annals of Statistics 9 (the weights).

    >>> numbers = np.array([[0.0, 0.0], [0.1, 0.2], [2.0, 2.0], [0.3, 0.3]])
    >>> structure = Structure(("population", "area"), numbers, np.ones(2))
    >>> found = find_peers(structure, np.array([True] * 4), np.array(["", "", "", ""]), many=2)
    >>> found.peer[found.place == 0], found.distance[:2].round(2), found.most[:2], found.stability[:2]
    (array([1, 3]), array([0.16, 0.3 ]), array([1, 0]), array([1., 1.]))
    """
    weights = np.random.default_rng(seed).exponential(size=(DRAWS, len(structure.names))) * structure.weights
    found = []
    for begin in range(0, len(ranked), PLACES_AT_ONCE):
        places = np.arange(begin, min(begin + PLACES_AT_ONCE, len(ranked)))
        apart = distances(structure, places)
        for place, row in zip(places.tolist(), apart, strict=True):
            others = ranked.copy()
            others[place] = False
            if groups[place]:
                members = np.flatnonzero(others & (groups == groups[place]))
                found.append(_given(structure, place, members, row))
            else:
                row[~others] = np.nan
                found.append(_nearest(structure, place, row, many, weights))
    return Peers(*(np.concatenate([getattr(part, name) for part in found]) for name in Peers.__slots__))


def _given(structure: Structure, place: int, members: Integers, apart: Floats) -> Peers:
    chosen = members[np.argsort(apart[members], kind="stable")]
    return _peers(structure, place, chosen, apart, np.full(len(chosen), np.nan), given=True)


def _nearest(structure: Structure, place: int, apart: Floats, many: int, weights: Floats) -> Peers:
    near = np.argsort(apart, kind="stable")[: many * CANDIDATES]
    near = near[~np.isnan(apart[near])]
    stability = _stability(structure.numbers, place, near, weights, many)
    return _peers(structure, place, near[:many], apart, stability[:many], given=False)


def _peers(
    structure: Structure, place: int, chosen: Integers, apart: Floats, stability: Floats, given: bool
) -> Peers:
    most, share = _what_parts(structure, place, chosen)
    return Peers(
        place=np.full(len(chosen), place),
        rank=np.arange(1, len(chosen) + 1),
        peer=chosen,
        distance=apart[chosen],
        most=most,
        share=share,
        stability=stability,
        given=np.full(len(chosen), given),
    )


def distances(structure: Structure, places: Integers) -> Floats:
    """Return how far some places are from all places.

    Shapes: `places` positions; the result is places × place. Units: standard deviations. Errors: none.
    Formula: `√(Σ w·d²/Σ w)` over the characteristics that both have; NaN where these are fewer than two.

    >>> numbers = np.array([[0.0, 0.0, 0.0], [3.0, 4.0, np.nan], [1.0, np.nan, np.nan]])
    >>> distances(Structure(("a", "b", "c"), numbers, np.array([1.0, 1.0, 1.0])), np.array([0])).round(2)
    array([[0.  , 3.54,  nan]])
    """
    shape = (len(places), len(structure.numbers))
    total, weight, known = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=np.int64)
    for column, own in zip(structure.numbers.T, structure.weights, strict=True):
        squared = np.square(column[places, None] - column[None, :])
        both = ~np.isnan(squared)
        total += np.where(both, own * squared, 0.0)
        weight += own * both
        known += both
    enough = known >= FEWEST_KNOWN
    return np.where(enough, np.sqrt(total / np.where(enough, weight, 1.0)), np.nan)


def _stability(numbers: Floats, place: int, near: Integers, weights: Floats, many: int) -> Floats:
    """Count in how many draws of weights each candidate is among the nearest."""
    if not near.size:
        return np.empty(0)
    squared = np.square(numbers[near] - numbers[place])
    both = ~np.isnan(squared)
    total = np.zeros((len(weights), len(near)))
    weight = np.zeros_like(total)
    # One characteristic at a time: a matrix product may differ in the last digit from machine to machine.
    for at in range(numbers.shape[1]):
        total += weights[:, at, None] * np.where(both[:, at], squared[:, at], 0.0)
        weight += weights[:, at, None] * both[:, at]
    order = np.argsort(total / weight, axis=1, kind="stable")[:, :many]
    return np.bincount(order.ravel(), minlength=len(near)) / len(weights)


def _what_parts(structure: Structure, place: int, chosen: Integers) -> tuple[Integers, Floats]:
    """Return the characteristic that makes most of each distance, and the share that it makes."""
    if not len(structure.names):
        return np.full(len(chosen), -1), np.full(len(chosen), np.nan)
    parts = np.nan_to_num(structure.weights * np.square(structure.numbers[chosen] - structure.numbers[place]))
    total = parts.sum(axis=1)
    share = np.where(total > 0, parts.max(axis=1) / np.where(total > 0, total, 1.0), np.nan)
    return np.where(total > 0, parts.argmax(axis=1), -1), share


def percentile_among(own: Floats, peers: Floats, fewest: int = 5) -> Floats:
    """Return how many of the peers a place is better than, in per cent; equal ones count half.

    Shapes: `own` indicator, `peers` peer × indicator, both higher = better; NaN = no value. Units: 0 to 100.
    Formula: `100·(number worse + ½·number equal)/number with a value`. Errors: none; NaN without a value, or
    where fewer than `fewest` peers have one. Source: mid-ranks, as in Kendall (1945), Biometrika 33, 239–251.

    >>> percentile_among(np.array([3.0]), np.array([[1.0], [3.0], [3.0], [4.0], [2.0]]))
    array([60.])
    """
    number = (~np.isnan(peers)).sum(axis=0)
    behind = (peers < own).sum(axis=0) + (peers == own).sum(axis=0) / 2
    known = (number >= fewest) & ~np.isnan(own)
    return np.where(known, 100 * behind / np.maximum(number, 1), np.nan)


def quartiles_of(peers: Floats, fewest: int = 5) -> Floats:
    """Return the quartiles of the peers' values.

    Shapes: `peers` peer × indicator, NaN = no value; the result is 3 × indicator. Units: those of the values.
    Formula: `numpy.quantile` (linear) at 0.25, 0.5 and 0.75 of the values present, all indicators at once.
    Errors: none; NaN where fewer than `fewest` peers have a value.

    >>> quartiles_of(np.array([[1.0], [2.0], [np.nan], [3.0], [4.0]]), fewest=4).ravel()
    array([1.75, 2.5 , 3.25])
    """
    ascending = np.sort(peers, axis=0)
    number = (~np.isnan(peers)).sum(axis=0)
    found = np.full((3, peers.shape[1]), np.nan)
    many = np.flatnonzero(number >= fewest)
    for row, share in zip(found, (0.25, 0.5, 0.75), strict=True):
        at = share * (number[many] - 1)
        below = np.floor(at).astype(np.int64)
        low, high = ascending[below, many], ascending[np.ceil(at).astype(np.int64), many]
        row[many] = low + (high - low) * (at - below)
    return found
