"""Focus areas of a region: begun on picked challenges, joined by each municipality itself, ended."""

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loftet.challenges.focus.models import FocusArea
from loftet.challenges.models import Challenge
from loftet.log.models import Entry
from loftet.people.models import RoleKind
from loftet.places.models import Place
from tests.challenges.conftest import hired

Text = Callable[[HttpResponseBase], str]
PAGE = "/regioner/hallingdal/utfordringer/"
NEW = "/regioner/hallingdal/satsinger/ny/"


@pytest.fixture
def leader(sixty: str) -> Client:
    """Return the browser of Gol's analyst, who has picked a challenge for the region."""
    browser = hired("kari@gol.example", "gol", RoleKind.STATISTICS)
    browser.post(f"{PAGE}velg/", {"about": "indicator", "key": "leakage"})
    return browser


def begin(browser: Client, **changes: str) -> FocusArea:
    answer = browser.post(NEW, sent(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return FocusArea.objects.get()


def sent(**changes: str) -> dict[str, str]:
    gol, challenge = Place.objects.get(slug="gol"), Challenge.objects.get()
    told = {"title": "Vatn og varme", "text": "Mindre skal lekke ut."}
    return told | {"challenges": str(challenge.pk), "lead": str(gol.pk)} | changes


def press(browser: Client, focus: FocusArea, step: str, place: str = "al") -> int:
    focus.refresh_from_db()
    address = f"/satsinger/{focus.pk}/{place}/{step}/"
    return browser.post(address, {"version": str(focus.version)}).status_code


def members(focus: FocusArea) -> set[str]:
    return set(focus.members.values_list("slug", flat=True))


def test_a_focus_area_is_shown_with_its_challenges_and_who_leads(leader: Client, text_of: Text) -> None:
    begin(leader)
    shown = text_of(Client().get(f"{PAGE}?lang=nn"))
    assert "Vatn og varme Mindre skal lekke ut. Gol (leier) Byggjer på: Lekkasje" in shown
    entry = Entry.objects.get(action="focus.begun")
    assert (entry.scope, entry.acting_for) == ("hallingdal", "Gol-rådet")


def test_each_municipality_joins_and_leaves_by_itself(leader: Client) -> None:
    focus = begin(leader)
    neighbour = hired("ola@al.example", "al", RoleKind.TOP_MANAGEMENT)
    assert press(leader, focus, "bli-med") == 403
    assert members(focus) == {"gol"}
    assert press(neighbour, focus, "bli-med") == 302
    assert members(focus) == {"gol", "al"}
    assert press(neighbour, focus, "tre-ut") == 302
    assert members(focus) == {"gol"}


def test_the_municipality_that_leads_stays(leader: Client) -> None:
    focus = begin(leader)
    press(leader, focus, "tre-ut", "gol")
    assert members(focus) == {"gol"}


def test_nobody_names_another_municipality_as_the_lead(leader: Client) -> None:
    al = Place.objects.get(slug="al")
    answer = leader.post(NEW, sent(lead=str(al.pk)))
    assert set(answer.context["form"].errors) == {"lead"}
    council = hired("sol@hallingdal.example", "hallingdal")
    assert begin(council, lead=str(al.pk)).lead == al


def test_it_builds_on_challenges_of_the_region(leader: Client) -> None:
    answer = leader.post(NEW, sent(challenges="0"))
    assert set(answer.context["form"].errors) == {"challenges"}
    assert hired("eva@oslo.example", "oslo").get(NEW).status_code == 403


def test_it_is_ended_for_a_reason_by_those_who_lead(leader: Client, text_of: Text) -> None:
    focus = begin(leader)
    address, told = f"/satsinger/{focus.pk}/avslutt/", {"version": "1", "reason": "Vi er i mål."}
    assert hired("ola@al.example", "al", RoleKind.TOP_MANAGEMENT).post(address, told).status_code == 403
    assert leader.post(address, told | {"reason": ""}).status_code == 422
    assert leader.post(address, told).status_code == 302
    assert "Vatn og varme" not in text_of(Client().get(PAGE))
    assert press(leader, focus, "bli-med") == 403


def test_many_focus_areas_cost_no_more_queries(
    leader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    focus = begin(leader)
    for number in range(8):
        again = {"title": f"Nr. {number}", "text": "Meir", "lead": focus.lead, "began_on": focus.began_on}
        FocusArea.objects.create(region=focus.region, **again).members.add(focus.lead)
    leader.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(20):
        leader.get(PAGE)
