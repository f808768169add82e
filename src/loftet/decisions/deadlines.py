"""The last day for papers to a meeting.

The rule: the deadline is the last day that lies N days before the meeting. In calendar days, it is moved
earlier when it falls on a weekend or a public holiday; in working days, only working days are counted.
Christmas Eve and New Year's Eve are no public holidays in Norway, so a body that is closed then says so at
the meeting itself.
"""

from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

from loftet.decisions.models import Body, CountedIn, Meeting

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


def paper_deadline(meeting: date, days: int, counted_in: CountedIn) -> date:
    """Return the last day for papers to a meeting on a day.

    >>> paper_deadline(date(2026, 12, 18), 10, CountedIn.CALENDAR)
    datetime.date(2026, 12, 8)
    >>> paper_deadline(date(2027, 3, 31), 3, CountedIn.WORKING)  # after Easter
    datetime.date(2027, 3, 23)
    """
    if counted_in == CountedIn.CALENDAR:
        return _back_to_working_day(meeting - days * ONE_DAY)
    day = meeting
    for _number in range(days):
        day = _back_to_working_day(day - ONE_DAY)
    return _back_to_working_day(day)


def _back_to_working_day(day: date) -> date:
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def deadline_of(meeting: Meeting, body: Body | None = None) -> date:
    """Return the last day for papers to a meeting: what it says itself, or else by its body's rule."""
    if meeting.paper_deadline is not None:
        return meeting.paper_deadline
    body = body or meeting.body
    return paper_deadline(meeting.day, body.paper_days, CountedIn(body.counted_in))
