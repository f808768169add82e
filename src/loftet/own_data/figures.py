"""A figure of a municipality's own, and how many years its period covers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from loftet.core.words import GAPS, Words

SPAN = re.compile(r"^(\d{4})–(\d{4}|\d{2})$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one period: how the period is written, a number or why there is none, and the raw cell.

    `cell` is where it stands, as a spreadsheet names it; files that were read before had none.
    """

    period: str
    year: int
    value: Decimal | None
    mark: str
    raw: str
    line: int
    cell: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the figure as it is stored; a number as text keeps its digits."""
        value = None if self.value is None else f"{self.value:f}"
        stored = {"period": self.period, "year": self.year, "value": value}
        return stored | {"mark": self.mark, "raw": self.raw, "line": self.line, "cell": self.cell}

    @property
    def number(self) -> float | None:
        """Return the number as pages write it."""
        return None if self.value is None else float(self.value)

    @property
    def gap(self) -> Words:
        """Return the word for why there is no number."""
        return "" if self.value is not None else GAPS.get(self.mark, GAPS["missing"]).word

    def shown(self, decimals: int) -> Decimal | None:
        """Return the number with the decimals that are shown.

        >>> Figure("2021", 2021, Decimal("12.25"), "", "12,25", 2).shown(1)
        Decimal('12.3')
        """
        return (
            None if self.value is None else self.value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Figure":
        """Return a figure as it was stored."""
        value = stored["value"]
        return cls(**{**stored, "value": None if value is None else Decimal(value)})


def span_of(period: str) -> int:
    """Return how many years a period covers, as it is written.

    >>> span_of("2019–2021"), span_of("2019–21"), span_of("2021")
    (3, 3, 1)
    """
    if match := SPAN.match(period.rstrip("* ")):
        first, last = int(match[1]), int(match[2])
        last += first // 100 * 100 if last < 100 else 0
        return last - first + 1
    return 1


def with_span(figure: Figure, years: int) -> Figure:
    """Return a figure whose period names all the years that it covers, where the file names the last alone.

    >>> with_span(Figure("2021", 2021, None, "missing", "", 1), 3).period
    '2019–2021'
    """
    if years < 2 or figure.period.rstrip("* ") != str(figure.year):
        return figure
    return replace(figure, period=f"{figure.year - years + 1}–{figure.period}")
