"""Rows about peers, as the web reads them: who they are, and where a place ranks among them."""

from dataclasses import dataclass
from enum import StrEnum

from loftet.editions.engine import Record
from loftet.editions.rows import Band

EXPECTED_OF_PLACE = "SELECT * FROM {expected} WHERE place = ? ORDER BY indicator"

EXPECTED_EVERYWHERE = "SELECT * FROM {expected} WHERE indicator = ? ORDER BY place"


class Basis(StrEnum):
    """The reason why places are peers: likeness in structure, or a group that is given to them."""

    STRUCTURE = "structure"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer of a place, the nearest with rank 1.

    `distance` is in standard deviations, `most` the characteristic that parts the two the most and `share`
    how much of the distance it makes. `stability` tells how many of other weightings choose the same peer,
    from 0 to 1. None = not known, or a given group chose it.
    """

    place: str
    rank: int
    peer: str
    distance: float | None
    most: str
    share: float | None
    stability: float | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Standing:
    """The position of a place in one indicator among its peers, and against the value expected of it.

    `percentile` tells how many of the peers the place is better than, in per cent, equal ones half. `peers`
    is the middle half of their values. `expected` and its 90 % interval are in raw units.
    """

    place: str
    indicator: str
    percentile: float | None
    peers: Band | None
    peers_with_value: int
    expected: float | None
    low: float | None
    high: float | None

    def beyond_expected(self, value: float | None) -> float:
        """Return how far a value lies outside the interval of what was to be expected; 0 inside, or unknown.

        >>> standing = Standing("3324", "waste", None, None, 0, 400.0, 350.0, 450.0)
        >>> standing.beyond_expected(340.0), standing.beyond_expected(449.0)
        (-10.0, 0.0)
        """
        if value is None or self.low is None or self.high is None:
            return 0.0
        return min(value - self.low, 0.0) + max(value - self.high, 0.0)


def decode_peer(row: Record) -> Peer:
    """Read a row of the table `peers`."""
    return Peer(
        place=row["place"],
        rank=int(row["rank"]),
        peer=row["peer"],
        distance=row["distance"],
        most=row["most"] or "",
        share=row["share"],
        stability=row["stability"],
        basis=Basis(row["basis"]),
    )


def decode_standing(row: Record) -> Standing:
    """Read a row of EXPECTED_OF_PLACE or EXPECTED_EVERYWHERE."""
    low, middle, high = row["peer_low"], row["peer_middle"], row["peer_high"]
    number = int(row["peers"])
    return Standing(
        place=row["place"],
        indicator=row["indicator"],
        percentile=row["percentile"],
        peers=None if middle is None else Band(low, middle, high, number),
        peers_with_value=number,
        expected=row["expected"],
        low=row["expected_low"],
        high=row["expected_high"],
    )
