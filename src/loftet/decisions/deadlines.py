"""The last day for papers to a meeting.

The rule: the deadline is the last day that lies N days before the meeting. In calendar days, it is moved
earlier when it falls on a weekend or a public holiday; in working days, only working days are counted.
Christmas Eve and New Year's Eve are no public holidays in Norway, so a body that is closed then says so at
the meeting itself.
"""

from datetime import date

from loftet.core.working_days import ONE_DAY, back_to_working_day
from loftet.decisions.models import CountedIn, Meeting


def paper_deadline(meeting: date, days: int, counted_in: CountedIn) -> date:
    """Return the last day for papers to a meeting on a day.

    >>> paper_deadline(date(2026, 12, 18), 10, CountedIn.CALENDAR)
    datetime.date(2026, 12, 8)
    >>> paper_deadline(date(2027, 3, 31), 3, CountedIn.WORKING)  # after Easter
    datetime.date(2027, 3, 23)
    """
    if counted_in == CountedIn.CALENDAR:
        return back_to_working_day(meeting - days * ONE_DAY)
    day = meeting
    for _number in range(days):
        day = back_to_working_day(day - ONE_DAY)
    return back_to_working_day(day)


def deadline_of(meeting: Meeting) -> date:
    """Return the last day for papers to a meeting: what it says itself, or else by its body's rule."""
    if meeting.paper_deadline is not None:
        return meeting.paper_deadline
    return paper_deadline(meeting.day, meeting.body.paper_days, CountedIn(meeting.body.counted_in))
