"""The year reminds the roles that it concerns, in municipalities that take part."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from loftet.core.reading import answer
from loftet.core.registry import Task
from loftet.people.actor import Actor
from loftet.programme.calendar.queries import year_ahead
from loftet.programme.calendar.tasks import year_tasks
from loftet.programme.measures.tasks import baseline_tasks
from loftet.programme.queries.waiting import own_participations
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, actor, joined

MAY = date(2027, 5, 20)


def year_of(who: Actor) -> list[Task]:
    return list(year_tasks(who, answer(own_participations(who.permissions, who.today))))


def test_the_roles_of_those_who_take_part_are_reminded_in_good_time(programme: Programme) -> None:
    joined(programme)
    house = programme.house
    asked = year_of(actor(house.director, MAY))
    assert [(one.address.partition("#")[2], one.organisation, one.due) for one in asked] == [
        ("kostra_revised", "Gol kommune", date(2027, 6, 15))
    ]
    assert year_of(actor(house.neighbour, MAY)) == []  # Ål has decided nothing
    assert year_of(actor(house.editor, MAY)) == []  # not an editor's
    early, late = date(2027, 5, 1), date(2027, 6, 16)
    assert year_of(actor(house.director, early)) == []
    assert year_of(actor(house.director, late)) == []


def test_who_runs_a_cohort_is_asked_for_baselines_once_a_municipality_takes_part(
    programme: Programme, in_english: None
) -> None:
    runner, first = programme.house.facilitator, timezone.localdate()
    assert not answer(baseline_tasks(actor(runner, first)))  # nobody takes part yet
    joined(programme)
    asked = [str(one.what) for one in answer(baseline_tasks(actor(runner, first)))]
    assert asked == ["Say where kull 1 began: 8 baselines lack"]
    before = programme.cohort.begins - timedelta(days=1)
    assert not answer(baseline_tasks(actor(runner, before)))


def test_reminders_ask_a_bounded_number_of_questions(
    large: Programme, django_assert_max_num_queries: object
) -> None:
    who = actor(large.house.director, MAY)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len([*year_of(who), *answer(baseline_tasks(who))]) == 1


def test_the_page_begins_with_what_is_next_and_names_its_sources(programme: Programme) -> None:
    months = year_ahead(programme.cohort, date(2027, 4, 1))
    keys = [line.entry.key for _month, lines in months for line in lines]
    assert keys == [
        "kostra_revised",
        "budget",
        "kostra_first",
    ]  # what nobody has read in its source is left out
    address = reverse("cohort_year", args=[programme.cohort.slug])
    assert "kommuneloven §§ 14-3 og 14-4" in browser_of(None).get(address, {"lang": "nb"}).content.decode()
