"""Weights on the simplex: the mix of donors nearest to a place, and among equals the most even one."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

TINY = 1e-15  # of the longest distance times that of the mix: what rounding alone may give
PERFECT = 1e-10  # of a usual distance: the place is a mix of its donors
SAME = 1e-9  # of the distance: as near as the nearest
FACE = 1e-9  # of a usual distance, squared: a donor lies on the face of the optimum
CLOSE = 1e-11
RANK = 1e-14  # of the longest side: what is shorter is rounding
SOLVE_RANK = 1e-12  # the same where equations are solved: equal donors differ by rounding alone
ROUNDS, NEWTON_STEPS, HALVINGS, REFINEMENTS = 10_000, 60, 30, 2


def simplex_weights(donors: Floats, place: Floats) -> Floats:
    """Return the weights of donors whose mix is nearest to a place; among optima the most even ones.

    Shapes: `donors` donor × year, `place` year; the result is donor. Units: shares, at least 0, sum 1.
    Formula: min over w of Σ_t (y_t − Σ_j w_j x_jt)²; the mix Σ w_j x_j of all optima is one point, and of the
    weights that reach it those with the smallest Σ w_j² are returned. Errors: ValueError without a donor.
    Source: Abadie, Diamond, Hainmueller (2010), JASA 105, 493–505; the point by Wolfe (1976), Mathematical
    Programming 11, 128–149; the even weights by Newton's method on the dual of their quadratic programme.

    >>> simplex_weights(np.array([[1.0, 2], [3, 4], [9, 0]]), np.array([2.5, 3.5])).round(6).tolist()
    [0.25, 0.75, 0.0]
    >>> simplex_weights(np.array([[1.0], [1.0], [9.0]]), np.array([0.0])).round(6).tolist()
    [0.5, 0.5, 0.0]
    """
    if not len(donors):
        raise ValueError("there is no donor")
    apart = donors - place
    distances = np.abs(apart).max(axis=1, initial=0.0)
    scale = float(np.median(distances)) or float(distances.max())
    points = apart / scale if scale else apart
    weights = nearest_mix(points)
    mix = weights @ points
    face = _face(points, mix, weights)
    even = np.zeros_like(weights)
    even[face] = even_weights(points[face], weights[face])
    far, least = np.linalg.norm(even @ points), np.linalg.norm(mix)
    return even if far <= least * (1 + SAME) + CLOSE / 100 else weights


def _face(points: Floats, mix: Floats, weights: Floats) -> Positions:
    """Return the donors that may have a weight in some optimum: all of them where the fit is perfect."""
    size = float(np.sqrt(mix @ mix))
    if size <= PERFECT:
        return np.arange(len(points))
    above = points @ mix - size * size
    return np.flatnonzero((above <= FACE * size) | (weights > 0))


def nearest_mix(points: Floats) -> Floats:
    """Return weights of points whose mix is nearest to the origin.

    Shapes: `points` point × coordinate, at least one; the result is point. Units: shares, sum 1.
    Errors: none. Source: Wolfe (1976), Mathematical Programming 11, 128–149: a finite active set.

    >>> nearest_mix(np.array([[1.0, 1.0], [1.0, -1.0], [3.0, 0.0]])).tolist()
    [0.5, 0.5, 0.0]
    """
    lengths = np.einsum("ij,ij->i", points, points)
    largest = float(lengths.max())
    chosen = [int(lengths.argmin())]
    shares = np.ones(1)
    for _ in range(ROUNDS):
        mix = shares @ points[chosen]
        size = float(mix @ mix)
        reached = points @ mix
        enters = int(reached.argmin())
        if size - reached[enters] <= TINY * np.sqrt(largest * size) or enters in chosen:
            break
        chosen, shares = _shrunk(points, [*chosen, enters], np.append(shares, 0.0))
        after = shares @ points[chosen]
        if after @ after >= size:
            break
    weights = np.zeros(len(points))
    weights[chosen] = shares
    return weights


def _shrunk(points: Floats, chosen: list[int], shares: Floats) -> tuple[list[int], Floats]:
    """Move to the nearest mix of the chosen points, and drop those that it would give less than nothing."""
    while True:
        aim = _affine(points[chosen])
        falls = (aim <= 0) & (aim < shares)
        if not falls.any():
            return _kept(chosen, aim)
        ways = np.where(falls, shares / np.where(falls, shares - aim, 1.0), np.inf)
        at = int(ways.argmin())
        shares = shares + min(1.0, float(ways[at])) * (aim - shares)
        shares[at] = 0.0
        chosen, shares = _kept(chosen, shares)


def _kept(chosen: list[int], shares: Floats) -> tuple[list[int], Floats]:
    """Return the points with a share, and their shares."""
    stays = shares > 0
    return [one for one, kept in zip(chosen, stays, strict=True) if kept], shares[stays] / shares[stays].sum()


def _affine(points: Floats) -> Floats:
    """Return the factors, with sum 1 and of any sign, whose mix is nearest to the origin."""
    near = int(np.einsum("ij,ij->i", points, points).argmin())
    ways = points - points[near]
    lengths = np.sqrt(np.einsum("ij,ij->i", ways, ways))
    lengths[lengths == 0] = 1.0
    shares = np.asarray(np.linalg.lstsq((ways / lengths[:, None]).T, -points[near], rcond=None)[0] / lengths)
    shares[near] = 0.0
    shares[near] = 1 - shares.sum()
    return shares


def even_weights(points: Floats, weights: Floats) -> Floats:
    """Return weights of the same mix with the smallest sum of squares.

    Shapes: `points` point × coordinate, `weights` point; the result is point. Units: shares; the sum stays.
    Formula: min Σ w² where Σ w_j p_j and Σ w stay and w ≥ 0. By Newton's method on the dual: w = max(0, A'λ).
    Where the dual has no optimum, by an active set on the weights themselves. Errors: none.

    >>> even_weights(np.array([[0.0], [1.0], [2.0]]), np.array([0.0, 1.0, 0.0])).round(9).tolist()
    [0.333333333, 0.333333333, 0.333333333]
    """
    _, sizes, sides = np.linalg.svd(np.vstack([points.T, np.ones(len(points))]), full_matrices=False)
    sides = sides[sizes > RANK * sizes[0]]  # the same demands, at right angles to each other
    aim = sides @ weights
    found = _by_dual(sides, aim)
    if found is None:
        found = _by_active_set(sides, weights)
    return found if found @ found <= weights @ weights else weights


def _by_dual(sides: Floats, aim: Floats) -> Floats | None:
    """Find the weights by their multipliers; None where they do not settle."""
    multipliers = np.asarray(np.linalg.lstsq(sides @ sides.T, aim, rcond=SOLVE_RANK)[0], dtype=float)
    for _ in range(NEWTON_STEPS):
        raw = multipliers @ sides
        weights = np.maximum(raw, 0.0)
        off = aim - sides @ weights
        held = sides[:, raw > 0]
        if not held.size:
            return None
        if np.abs(off).max() <= CLOSE:
            return _refined(sides, aim, weights)
        step = np.asarray(np.linalg.lstsq(held @ held.T, off, rcond=SOLVE_RANK)[0], dtype=float)
        length = _length(sides, aim, multipliers, step, float(off @ step))
        if length == 0.0:
            return None
        multipliers = multipliers + length * step
    return None


def _refined(sides: Floats, aim: Floats, weights: Floats) -> Floats:
    """Remove what rounding has left of the distance to the aim."""
    free = weights > 0
    for _ in range(REFINEMENTS):
        step = np.linalg.lstsq(sides[:, free], aim - sides[:, free] @ weights[free], rcond=SOLVE_RANK)[0]
        weights[free] = np.maximum(weights[free] + step, 0.0)
    return weights


def _length(sides: Floats, aim: Floats, multipliers: Floats, step: Floats, rise: float) -> float:
    """Return a step, halved until the dual rises enough; 0 where it never does."""
    now = _dual(sides, aim, multipliers)
    length = 1.0
    for _ in range(HALVINGS):
        if _dual(sides, aim, multipliers + length * step) >= now + 1e-4 * length * rise:
            return length
        length /= 2
    return 0.0


def _dual(sides: Floats, aim: Floats, multipliers: Floats) -> float:
    held = np.maximum(multipliers @ sides, 0.0)
    return float(aim @ multipliers - held @ held / 2)


def _by_active_set(sides: Floats, weights: Floats) -> Floats:
    """Move from weights that reach the aim to the most even ones, one bound at a time."""
    now = weights.copy()
    free = now > 0
    for _ in range(ROUNDS):
        multipliers = np.linalg.lstsq(sides[:, free].T, now[free], rcond=SOLVE_RANK)[0]
        wanted = np.zeros_like(now)
        wanted[free] = multipliers @ sides[:, free]
        move = wanted - now
        blocks = free & (wanted < -CLOSE)
        if blocks.any():
            ways = np.where(blocks, now / np.where(blocks, -move, 1.0), np.inf)
            at = int(ways.argmin())
            now = np.maximum(now + float(ways[at]) * move, 0.0)
            now[at] = 0.0
            free[at] = False
            continue
        now = np.where(free, np.maximum(wanted, 0.0), 0.0)
        gains = np.where(free, 0.0, multipliers @ sides)
        enters = int(gains.argmax())
        if gains[enters] <= CLOSE:
            return now
        free[enters] = True
    return now
