"""One figure of several places: their counts added up, never their percentages averaged. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from loftet.methods.comparison import Measured
from loftet.methods.exact import exact_rate_interval, exact_share_interval

FEWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Part:
    """The counts of one place: how many among how many; None = not known, `hidden` = suppressed."""

    count: float | None
    denominator: float | None
    hidden: bool = False


def too_few(count: float, denominator: float | None = None, fewest: float = FEWEST_SHOWN) -> bool:
    """Check whether a count must not be shown, because it could point at somebody.

    Formula: fewer than 5 are counted, none included; of a share also where fewer than 5 are the rest.
    Unit: persons or events. Errors: none. Source: the practice of Statistics Norway for municipal figures.

    >>> too_few(4), too_few(12), too_few(38, 40)
    (True, False, True)
    """
    return count < fewest or (denominator is not None and denominator - count < fewest)


def pooled_measure(parts: Iterable[Part], *, per: float, share: bool) -> Measured | None:
    """Return the figure of several places together, with its exact interval at 95 %.

    Formula: per · Σk/Σn, as `exact_share_interval` or `exact_rate_interval`. Nothing where one of the places
    is hidden or not known: the sum would be that of other places, and could be turned back into the hidden
    count. Nothing either where the sum is too few to be shown.
    Unit: events for each `per` of the denominator. Errors: ValueError for counts that are no share or rate.

    >>> flaa, gol = Part(6.0, 40.0), Part(24.0, 210.0)
    >>> pooled_measure([flaa, gol], per=100, share=True).value
    12.0
    >>> pooled_measure([flaa, Part(None, None, hidden=True)], per=100, share=True) is None
    True
    """
    count = denominator = 0.0
    for part in parts:
        if part.hidden or part.count is None or part.denominator is None:
            return None
        count, denominator = count + part.count, denominator + part.denominator
    if denominator <= 0 or too_few(count, denominator if share else None):
        return None
    low, high = (exact_share_interval if share else exact_rate_interval)(count, denominator)
    return Measured(per * count / denominator, per * low, per * high)
