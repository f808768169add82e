"""From drawn values to scores and to the scale 0–3, in place and block by block."""

import numpy as np
from numpy.typing import NDArray

from loftet.methods.colour import BAND_KNOTS, RESCALED_KNOTS, position
from loftet.methods.columns import Floats, running_total
from loftet.methods.rules import Kind, NormaliseRule
from loftet.methods.uncertainty.world import Curve, Tint


def quantity(values: Floats, curve: Curve) -> Floats:
    """Return the scored quantity of drawn values: of a balance, the distance from its ideal range.

    Shapes: place × replicate → the same. Units: raw. Errors: none.
    """
    if curve.ideal is None:
        return values
    low, high = curve.ideal
    return np.maximum(np.maximum(low - values, values - high), 0.0)


def score(x: Floats, curve: Curve, bounds: NDArray[np.int64]) -> Floats:
    """Score drawn quantities with the parameters that the observed ones gave.

    Shapes: `x` place × replicate, `bounds` replicate (which choice); the result is place × replicate.
    Units: those of the kind of score. Formula: that of `Curve`. Errors: none.

    >>> curve = Curve(origin=np.array([0.0]), width=np.array([50.0]))
    >>> score(np.array([[10.0, 60.0]]), curve, np.array([0, 0]))
    array([[ 20., 100.]])
    """
    t = x
    if curve.trim is not None:
        t = np.clip(t, *curve.trim)
    if curve.log is not None:
        low, high = curve.log
        t = np.log(np.maximum(t, low) - low + 0.01 * (high - low))
    t = t * curve.sign if curve.sign != 1 else t
    if curve.ladder is not None:
        t = np.searchsorted(curve.ladder, t, side="left").astype(float)
    choice = bounds if len(curve.origin) > 1 else np.zeros(1, dtype=np.int64)
    t = t - curve.origin[choice]
    t /= curve.width[choice]
    t *= curve.span
    t += curve.base
    if curve.clip:
        np.clip(t, 0.0, 100.0, out=t)
    if curve.decimals is not None:
        unit = 10.0**-curve.decimals
        t = unit * np.floor(t / unit + 0.5) + 0.0
    return t


def rescaled(x: Floats, tint: Tint, bounds: NDArray[np.int64]) -> Floats:
    """Convert quantities to the scale 0–3 that goals are coloured by.

    Shapes: `x` place × replicate, `bounds` replicate; the result is place × replicate. Errors: none.
    """
    choice = bounds if len(tint.lower) > 1 else np.zeros(1, dtype=np.int64)
    lower, upper = tint.lower[choice], tint.upper[choice]
    if tint.bands:
        knots: Floats = np.interp((x - lower) / (upper - lower) * 100, BAND_KNOTS, RESCALED_KNOTS)
        return knots
    sign = tint.sign
    return position(sign * x, sign * lower, sign * tint.red, sign * tint.green, sign * upper)


def observed_curve(observed: Floats, sign: float, rule: NormaliseRule) -> Curve:
    """Compute the parameters of a score that needs no bounds from the values of the ranked places.

    Shapes: `observed` place, sign-adjusted. Units: raw. Formula: as `normalise`. Errors: none; without
    spread every score is NaN.

    >>> curve = observed_curve(np.array([1.0, 5.0]), 1.0, NormaliseRule(kind=Kind.MINMAX))
    >>> score(np.array([[2.0]]), curve, np.array([0])).item()
    25.0
    """
    v = np.sort(observed[~np.isnan(observed)])
    low, high = (float(v[0]), float(v[-1])) if v.size else (np.nan, np.nan)
    origin, width, span, base, ladder = low, high - low, 1.0, 0.0, None
    match rule.kind:
        case Kind.MINMAX:
            span, base = rule.range[1] - rule.range[0], rule.range[0]
        case Kind.ZSCORE:
            origin = float(running_total(v, 0)) / max(v.size, 1)
            squares = float(running_total(np.square(v - origin), 0))
            width = np.sqrt(squares / (v.size - 1)) if v.size > 1 and low != high else 0.0
        case Kind.SCALED:
            origin, width = 0.0, 1.0
        case Kind.FRACTION_OF_MAX:
            origin, width = 0.0, high
        case Kind.RANK | Kind.BORDA | Kind.PERCENTILE_RANK:
            origin, width, ladder = 0.0, 1.0, v
            width = v.size - 1.0 if rule.kind is Kind.PERCENTILE_RANK else 1.0
            base = 1.0 if rule.kind is Kind.RANK else 0.0
    width = width if width else np.nan
    return Curve(np.array([origin]), np.array([width]), span, base, sign, ladder, clip=False)
