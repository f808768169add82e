"""Numbers of persons behind a figure, rounded so that nobody can be identified. Plain Python, for pages."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10

FEWEST_SHOWN = 10


class Shown(StrEnum):
    """The amount of detail that may be shown about a number of persons."""

    ABOUT = "about"
    FEW = "few"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Persons:
    """A rounded number of persons where one may be shown, else why there is none.

    `FEW` is fewer than ten (nobody included), `HIDDEN` is that a cell it would rest on is suppressed.
    """

    shown: Shown
    number: int | None = None


def persons(count: float | None, *, hidden: bool = False) -> Persons:
    """Round a number of persons to tens, or return why it is not shown.

    Formula: nothing from a hidden cell; fewer than 10, none included, are only «few»; else half up to tens,
    from a thousand to two digits. Unit: persons. Errors: ValueError for a number below 0.
    Source: the programme's own rule (a share of a small municipality's children can be three of them).

    >>> persons(143.2)
    Persons(shown=<Shown.ABOUT: 'about'>, number=140)
    >>> persons(12_770).number, persons(9.9).shown.value, persons(40.0, hidden=True).shown.value
    (13000, 'few', 'hidden')
    """
    if hidden:
        return Persons(Shown.HIDDEN)
    if count is None:
        return Persons(Shown.UNKNOWN)
    if count < 0:
        raise ValueError(f"{count} is not a number of persons")
    if count < FEWEST_SHOWN:
        return Persons(Shown.FEW)
    unit = 10 ** max(1, floor(log10(count)) - 1)
    return Persons(Shown.ABOUT, unit * floor(count / unit + 0.5))


def persons_between(
    value: float | None, other: float | None, *, per: float, denominator: float | None, hidden: bool = False
) -> Persons:
    """Return how many persons lie between a share or rate and another one, such as its target.

    Formula: |value − other| · denominator / per, said as `persons` says it. Units: `value` and `other` for
    each `per` of the denominator (100 = per cent), the result in persons. Errors: ValueError unless per > 0.

    >>> persons_between(88.0, 95.0, per=100, denominator=410).number
    30
    >>> persons_between(88.0, 95.0, per=100, denominator=60).shown.value
    'few'
    """
    if per <= 0:
        raise ValueError(f"{per} is not a number to count by")
    if value is None or other is None or denominator is None:
        return persons(None, hidden=hidden)
    return persons(abs(value - other) * denominator / per, hidden=hidden)
