"""The last day for papers: calendar days, working days, weekends and public holidays."""

from datetime import date

import pytest

from loftet.core.working_days import is_working_day
from loftet.decisions.deadlines import deadline_of, paper_deadline
from loftet.decisions.models import Body, CountedIn, Meeting

CALENDAR, WORKING = CountedIn.CALENDAR, CountedIn.WORKING


@pytest.mark.parametrize(
    ("meeting", "days", "counted_in", "deadline"),
    [
        # An ordinary week before Christmas
        ("2026-12-18", 10, CALENDAR, "2026-12-08"),
        ("2026-12-18", 5, WORKING, "2026-12-11"),
        # A deadline on a Sunday is moved to the Friday before
        ("2026-12-16", 10, CALENDAR, "2026-12-04"),
        # Christmas: the 25th is a Friday, the 26th a Saturday; Christmas Eve is a working day
        ("2026-12-30", 5, CALENDAR, "2026-12-24"),
        ("2026-12-30", 3, WORKING, "2026-12-24"),
        ("2027-01-04", 3, CALENDAR, "2026-12-31"),
        ("2027-01-04", 1, WORKING, "2026-12-31"),
        # Easter 2027: Maundy Thursday 25 March, Good Friday 26, Easter Monday 29
        ("2027-03-31", 5, CALENDAR, "2027-03-24"),
        ("2027-03-31", 3, WORKING, "2027-03-23"),
        ("2027-03-30", 1, WORKING, "2027-03-24"),
        ("2027-04-05", 7, CALENDAR, "2027-03-24"),
        # 1 May 2027 is a Saturday; Ascension Day is 6 May; 17 May is Whit Monday, too
        ("2027-05-20", 3, CALENDAR, "2027-05-14"),
        ("2027-05-20", 3, WORKING, "2027-05-14"),
        ("2027-05-07", 1, WORKING, "2027-05-05"),
        # On the day itself, unless it is a holiday
        ("2027-05-19", 0, WORKING, "2027-05-19"),
        ("2027-05-17", 0, CALENDAR, "2027-05-14"),
    ],
)
def test_the_deadline_is_the_last_day_that_lies_so_many_days_before(
    meeting: str, days: int, counted_in: CountedIn, deadline: str
) -> None:
    assert paper_deadline(date.fromisoformat(meeting), days, counted_in) == date.fromisoformat(deadline)


def test_a_deadline_is_always_a_working_day_and_never_after_the_meeting() -> None:
    for number in range(366):
        meeting = date.fromordinal(date(2027, 1, 1).toordinal() + number)
        for counted_in in CountedIn:
            for days in (0, 1, 7, 10):
                deadline = paper_deadline(meeting, days, counted_in)
                assert is_working_day(deadline)
                assert deadline <= meeting


def test_a_meeting_may_state_its_own_last_day() -> None:
    body = Body(paper_days=10, counted_in=CALENDAR)
    stated = Meeting(body=body, day=date(2026, 12, 18), paper_deadline=date(2026, 12, 1))
    by_rule = Meeting(body=body, day=date(2026, 12, 18))
    assert (deadline_of(stated), deadline_of(by_rule)) == (date(2026, 12, 1), date(2026, 12, 8))
