"""Periods that are no plain year: how many years they cover, and a year that is written as its period."""

import re

INTERVAL = re.compile(r"(?P<first>\d{4})(?:/\d{2,4})?[-–_](?P<last>\d{4})(?:/\d{2,4})?")
SCHOOL_YEAR_OR_PART = re.compile(r"\d{4}/\d{2}|\d{4}[KM]\d{1,2}")  # 2023/24, 2023K4, 2023M12


def years_covered(period: str) -> int:
    """Return how many years a period covers, as far as its name tells.

    >>> [years_covered(period) for period in ("2004-2010", "2016/17-2018/19", "2023-01-01", "2024", "")]
    [7, 3, 1, 1, 1]
    """
    found = INTERVAL.fullmatch(period.strip())
    return max(int(found["last"]) - int(found["first"]) + 1, 1) if found else 1


class PeriodYear(int):
    """The year that a period counts as: it compares as a year, and is written as the period.

    A mean of three years is thus never shown as one year, nor a school year or a quarter as a calendar year,
    wherever its year is written.

    >>> year = PeriodYear(2024, "2022–2024")
    >>> str(year), f"{year}", "%s" % year, year == 2024, year - 1
    ('2022–2024', '2022–2024', '2022–2024', True, 2023)
    """

    period: str

    def __new__(cls, year: int, period: str) -> "PeriodYear":
        """Return the year with how it is written."""
        made = super().__new__(cls, year)
        made.period = period
        return made

    def __str__(self) -> str:
        return self.period

    def __reduce__(self) -> tuple[type["PeriodYear"], tuple[int, str]]:
        return PeriodYear, (int(self), self.period)


def years_in(year: int) -> int:
    """Return how many years a year stands for.

    >>> years_in(2024), years_in(PeriodYear(2024, "2022–2024"))
    (1, 3)
    """
    return years_covered(year.period) if isinstance(year, PeriodYear) else 1


def year_of(year: int | float, period: str | None) -> int:
    """Return a year: where its period is no plain year, one that is written as that period.

    >>> [str(year_of(2024, period)) for period in ("2022-2024", "2016/17_2018/19", "2024", None)]
    ['2022–2024', '2016/17–2018/19', '2024', '2024']
    >>> [str(year_of(2024, period)) for period in ("2023/24", "2024K4", "2024-01-01")]
    ['2023/24', '2024K4', '2024']
    """
    told = (period or "").strip()
    if years_covered(told) == 1 and not SCHOOL_YEAR_OR_PART.fullmatch(told):
        return int(year)
    return PeriodYear(int(year), re.sub("[-_]", "–", told))
