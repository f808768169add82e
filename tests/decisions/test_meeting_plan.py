"""A meeting plan as it is pasted: all of it is read, or none, with the line of each fault."""

from datetime import date, time

import pytest

from loftet.decisions.meeting_plan import MOST_MEETINGS, PlannedDay, read_plan
from loftet.invalid_input import InvalidInput

pytestmark = pytest.mark.usefixtures("in_english")


def test_a_years_plan_is_read_in_the_ways_that_people_write_it() -> None:
    text = """18.12.2026 kl. 10, 22.1.2027; 2027-02-12 09:30
    12. mars 2027, kl. 10.15

    9. 4. 2027 klokka 18
    7. Mai 2027.
    """
    assert read_plan(text) == (
        PlannedDay(1, date(2026, 12, 18), time(10)),
        PlannedDay(1, date(2027, 1, 22), None),
        PlannedDay(1, date(2027, 2, 12), time(9, 30)),
        PlannedDay(2, date(2027, 3, 12), time(10, 15)),
        PlannedDay(4, date(2027, 4, 9), time(18)),
        PlannedDay(5, date(2027, 5, 7), None),
    )


@pytest.mark.parametrize(
    "text",
    [
        *("torsdag 10. juni 2027 kl 18:00", "torsdag, 10. juni 2027 kl 18:00–21:00", "10/6 2027 kl. 18"),
        *("10.6.27 18.00", "10/6-27 kl 18", "tors. 10. jun. 2027, kl. 18.00", "Torsdag den 10.6 2027 18:00"),
    ],
)
def test_a_day_is_read_in_the_ways_that_municipalities_write_it(text: str) -> None:
    assert read_plan(text) == (PlannedDay(1, date(2027, 6, 10), time(18)),)


def test_a_day_that_is_another_day_of_the_week_is_told() -> None:
    with pytest.raises(InvalidInput, match="another day of the week: Thursday 10"):
        read_plan("fredag 10. juni 2027")


def test_each_bad_line_is_told_by_its_number() -> None:
    text = "18.12.2026\nonsdag\n30.2.2027\n18.12.2026 kl. 25\n18. desember 2026\n1.1.1999\n12. brumaire 2027"
    with pytest.raises(InvalidInput) as refused:
        read_plan(text)
    told = [(one.line, one.cause) for one in refused.value.problems]
    assert told == [
        (2, "«onsdag» is not a day. Write 18.12.2026, or 18.12.2026 kl. 10."),
        (3, "«30.2.2027» is not in any calendar"),
        (4, "«18.12.2026 kl. 25» is not in any calendar"),
        (5, "«18. desember 2026» stands here twice"),
        (6, "«1.1.1999» lies too far away"),
        (7, "«12. brumaire 2027» is not in any calendar"),
    ]


@pytest.mark.parametrize("text", ["", " \n , ;", "\n"])
def test_a_plan_without_days_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="no day here"):
        read_plan(text)


def test_a_plan_of_too_many_days_is_refused() -> None:
    first = date(2027, 1, 1).toordinal()
    days = "\n".join(date.fromordinal(first + one).isoformat() for one in range(MOST_MEETINGS + 1))
    with pytest.raises(InvalidInput, match="more than 200"):
        read_plan(days)
