"""An hour for a small municipality: what is done is read from the records; the next step has the button."""

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.challenges.choosing.models import ChosenIndicator, IndicatorSet
from loftet.core import registry
from loftet.needs.models import Need
from loftet.people.models import Organisation, RoleKind, User
from loftet.places.models import Place
from loftet.report_content.kinds import ReportKind
from loftet.reports.models import PlaceReport
from tests.challenges.conftest import hired

Text = Callable[[HttpResponseBase], str]
HOUR = "/kommuner/gol/time/"


@pytest.fixture
def planner(sixty: str) -> Client:
    """Return the browser of Gol's planner."""
    return hired("anne@gol.example", "gol", RoleKind.PLANNER)


def choose(count: int) -> None:
    chosen = IndicatorSet.objects.create(place=Place.objects.get(slug="gol"))
    for number in range(count):
        ChosenIndicator.objects.create(set=chosen, indicator=f"i{number}", reason="Vi kan.", order=number)


def write_need() -> None:
    gol, user = Organisation.objects.get(slug="gol"), User.objects.get(email="anne@gol.example")
    texts = {"title": "Røyr", "problem": "Vi mistar vatn.", "effect": "Halvparten."}
    Need.objects.create(organisation=gol, way="purchase", written=timezone.now(), written_by=user, **texts)


def states(browser: Client) -> list[tuple[int, bool, bool]]:
    """Return the minutes of each step, and whether it is done and the next one."""
    found = browser.get(HOUR).context["steps"]
    return [(one.minutes, one.state.done, one.is_next) for one in found]


def test_the_first_step_is_next_where_nothing_is_recorded(planner: Client, text_of: Text) -> None:
    assert states(planner) == [
        (8, False, True),
        (8, False, False),
        (12, False, False),
        (12, False, False),
        (10, False, False),
        (5, False, False),
    ]
    assert "0 of 6 steps are done; 55 minutes are left." in text_of(planner.get(f"{HOUR}?lang=en"))


def test_what_is_done_is_read_from_the_records(planner: Client) -> None:
    choose(4)
    assert [done for _minutes, done, _next in states(planner)] == [True, True, False, False, False, False]
    IndicatorSet.objects.all().delete()
    choose(10)
    write_need()
    assert [done for _minutes, done, _next in states(planner)] == [True] * 5 + [False]


def test_one_button_is_filled_and_leads_to_the_next_step(planner: Client) -> None:
    choose(3)
    page = planner.get(HOUR).content.decode()
    assert page.count('data-variant="primary"') == 1
    assert 'href="/kommuner/gol/velg/"' in page.partition('data-variant="primary"')[2][:80]


def test_the_paper_leads_to_the_reports_and_is_done_when_one_is_made(planner: Client) -> None:
    choose(10)
    write_need()
    last = planner.get(HOUR).context["steps"][-1]
    assert (last.state.address, last.is_next) == ("/kommuner/gol/rapporter/", True)
    user, now = User.objects.get(email="anne@gol.example"), timezone.now()
    gol = Place.objects.get(slug="gol")
    about = {"place": gol, "edition": "2026-11-24-x", "language": "nn", "ordered": now, "ordered_by": user}
    paper = PlaceReport.objects.create(kind=ReportKind.CASE_PAPER, **about)
    PlaceReport.objects.create(kind=ReportKind.ONE_PAGE, made=now, **about)
    assert [done for _minutes, done, _next in states(planner)] == [True] * 5 + [False]
    PlaceReport.objects.filter(pk=paper.pk).update(made=now)
    assert [done for _minutes, done, _next in states(planner)] == [True] * 6


def test_a_site_without_reports_says_so_and_has_no_dead_link(
    planner: Client, text_of: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(registry._APPS, "reports")
    choose(10)
    write_need()
    answer = planner.get(f"{HOUR}?lang=en")
    assert "This site does not have this step yet." in text_of(answer)
    assert "rapporter" not in answer.content.decode()
    assert 'data-variant="primary"' not in answer.content.decode()


@pytest.mark.parametrize("kind", [RoleKind.PLANNER, RoleKind.POLITICIAN])
def test_every_link_of_the_hour_leads_somewhere(sixty: str, kind: RoleKind) -> None:
    browser = hired("anne@gol.example", "gol", kind)
    for one in browser.get(HOUR).context["steps"]:
        if one.state.address:
            address = one.state.address.partition("#")[0]
            assert browser.get(address).status_code == 200, address


def test_the_hour_is_for_those_who_work_for_the_municipality(sixty: str) -> None:
    assert hired("ola@al.example", "al", RoleKind.TOP_MANAGEMENT).get(HOUR).status_code == 403
    assert Client().get(HOUR).status_code == 302


def test_the_hour_costs_a_bounded_number_of_queries(
    planner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    choose(25)
    planner.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(15):
        planner.get(HOUR)
