"""Models for evaluating tenders: points of price and quality, the winner, and how firm that is.

>>> tenders = [Tender(100.0, (6.0,)), Tender(120.0, (8.4,))]
>>> evaluate((60.0, 40.0), tenders, Formula.LINEAR).winners
(0,)
>>> [move.winners for move in moves_that_matter((60.0, 40.0), tenders, Formula.PROPORTIONAL)]
[(1,)]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

FULL = 10.0  # points
STEP = 5.0  # points of weight that are moved
ALIKE = 1e-9


class Formula(StrEnum):
    """The way in which a price becomes points."""

    LINEAR = "linear"
    PROPORTIONAL = "proportional"
    KRONER = "kroner"


@dataclass(frozen=True, slots=True)
class Tender:
    """A price above 0, and the points from 0 to 10 of each criterion besides the price."""

    price: float
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The result of each tender, and the places of those that win; of kroner the lowest, else the highest."""

    results: tuple[float, ...]
    winners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A move of five points of weight between two criteria, and who wins then; 0 is the price."""

    to: int
    taken_from: int
    winners: tuple[int, ...]


def evaluate(weights: Sequence[float], tenders: Sequence[Tender], formula: Formula) -> Evaluated:
    """Return the result of each tender by weights of which the first is that of the price.

    Formula: linear: 10 (1 - (p - least) / least), not below 0; proportional: 10 least / p; each weighed and
    added. Kroner: p minus, of each criterion, its points / 10 of what full points are worth, which is its
    weight / that of the price, times the least price. Shapes: weights one more than points. Units: kroner,
    points, percent. Source: DFØ, evaluation models. Errors: none.
    """
    least = min(one.price for one in tenders)
    if formula is Formula.KRONER:
        results = tuple(_in_kroner(weights, one, least) for one in tenders)
        best = min(results)
    else:
        results = tuple(_in_points(weights, one, least, formula) for one in tenders)
        best = max(results)
    winners = tuple(at for at, one in enumerate(results) if abs(one - best) <= ALIKE * max(1.0, abs(best)))
    return Evaluated(results, winners)


def _in_points(weights: Sequence[float], tender: Tender, least: float, formula: Formula) -> float:
    if formula is Formula.LINEAR:
        price = max(FULL * (1 - (tender.price - least) / least), 0.0)
    else:
        price = FULL * least / tender.price
    points = (price, *tender.points)
    return sum(weight * one for weight, one in zip(weights, points, strict=True)) / sum(weights)


def _in_kroner(weights: Sequence[float], tender: Tender, least: float) -> float:
    worth = (
        weight / weights[0] * least * one / FULL
        for weight, one in zip(weights[1:], tender.points, strict=True)
    )
    return tender.price - sum(worth)


def moves_that_matter(
    weights: Sequence[float], tenders: Sequence[Tender], formula: Formula
) -> Iterator[Move]:
    """Return each move of five points between two criteria after which another tender wins.

    Formula: every pair in both directions, where five points are there to move and the price keeps a weight.
    Shapes: as of `evaluate`. Units: percent. Source: none, a test of how firm a choice is. Errors: none.
    """
    before = evaluate(weights, tenders, formula).winners
    for to in range(len(weights)):
        for source in range(len(weights)):
            left = weights[source] - STEP
            if to == source or left < 0 or (source == 0 and left == 0):
                continue
            moved = [*weights]
            moved[to], moved[source] = moved[to] + STEP, left
            after = evaluate(moved, tenders, formula).winners
            if after != before:
                yield Move(to, source, after)
