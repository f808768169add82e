"""Days on which people work in Norway: neither in a weekend nor a public holiday."""

from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def _holidays() -> HolidayBase:
    """Return the public holidays of Norway; years are added to it as they are asked for."""
    return country_holidays("NO")


def is_working_day(day: date) -> bool:
    """Check whether a day is neither in a weekend nor a public holiday.

    >>> is_working_day(date(2027, 5, 17)), is_working_day(date(2026, 12, 24))
    (False, True)
    """
    return day.weekday() < SATURDAY and day not in _holidays()


def back_to_working_day(day: date) -> date:
    """Return the last working day until a day."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day
