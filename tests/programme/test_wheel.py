"""The year reminds the roles that it concerns, in municipalities that take part."""

from datetime import date, timedelta

from django.urls import reverse

from loftet.programme.calendar.tasks import year_tasks
from loftet.programme.calendar.wheel import year_page
from loftet.programme.measures.tasks import baseline_tasks
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, actor, joined

MAY = date(2027, 5, 20)


def test_the_roles_of_those_who_take_part_are_reminded_in_good_time(programme: Programme) -> None:
    joined(programme)
    house = programme.house
    asked = list(year_tasks(actor(house.director, MAY)))
    assert [(one.address.partition("#")[2], one.organisation, one.due) for one in asked] == [
        ("kostra_revised", "Gol kommune", date(2027, 6, 15))
    ]
    assert list(year_tasks(actor(house.neighbour, MAY))) == []  # Ål has decided nothing
    assert list(year_tasks(actor(house.editor, MAY))) == []  # not an editor's
    early, late = date(2027, 5, 1), date(2027, 6, 16)
    assert list(year_tasks(actor(house.director, early))) == []
    assert list(year_tasks(actor(house.director, late))) == []


def test_whoever_runs_a_cohort_is_asked_for_baselines_from_its_first_day(
    programme: Programme, in_english: None
) -> None:
    runner, first = programme.house.facilitator, programme.cohort.begins
    asked = [str(one.what) for one in baseline_tasks(actor(runner, first))]
    assert asked == ["Say where kull 1 began: 6 baselines lack"]
    before = first - timedelta(days=1)
    assert list(baseline_tasks(actor(runner, before))) == []


def test_reminders_ask_a_bounded_number_of_questions(
    large: Programme, django_assert_max_num_queries: object
) -> None:
    who = actor(large.house.director, MAY)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len([*year_tasks(who), *baseline_tasks(who)]) == 1


def test_the_page_begins_with_what_is_next_and_says_what_is_not_checked(programme: Programme) -> None:
    page = year_page(programme.cohort, date(2027, 4, 1))
    assert page.next is not None
    assert page.next.key == "kostra_revised"
    keys = [line.key for month in page.months for line in month.lines]
    assert keys == ["kostra_revised", "region_august", "budget", "kostra_first", "planning_strategy"]
    assert not any(line.is_verified for month in page.months for line in month.lines)
    address = reverse("cohort_year", args=[programme.cohort.slug])
    answer = browser_of(None).get(address, {"lang": "en"}).content.decode()
    assert "The day has not been checked against the source yet." in answer
