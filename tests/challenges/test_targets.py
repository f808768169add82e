"""Targets that a municipality has adopted: who may, where they are shown, what is refused, and withdrawn."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from loftet.challenges.targets.models import AdoptedTarget
from loftet.decisions.models import Matter, Treatment
from loftet.log.models import Entry
from loftet.people.models import Organisation, RoleKind, User
from tests.challenges.conftest import hired

Text = Callable[[HttpResponseBase], str]
LIST = "/kommuner/gol/vedtatte-maltall/"
NEW = f"{LIST}nytt/"
FIGURE, GOAL = "/indikatorer/leakage/?sted=gol&lang=nn", "/kommuner/gol/baerekraftsmal/6/?lang=nn"
TODAY = timezone.localdate()
YEAR = TODAY.year + 4
SAID = f"Vårt mål: 20 % i {YEAR}"
SENT = {
    "indicator": "leakage",
    "value": "20 %",
    "year": str(YEAR),
    "decision": "vedtak 88/26",
    "adopted_on": (TODAY - timedelta(days=30)).isoformat(),
}


@pytest.fixture
def planner(sixty: str) -> Client:
    """Return the browser of Gol's planner."""
    return hired("anne@gol.example", "gol", RoleKind.PLANNER)


def adopt(browser: Client, **changes: str) -> AdoptedTarget:
    answer = browser.post(NEW, SENT | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return AdoptedTarget.objects.latest("pk")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def refused(browser: Client, **changes: str) -> dict[str, list[str]]:
    answer = browser.post(f"{NEW}?lang=en", SENT | changes)
    assert answer.status_code == 422
    assert not AdoptedTarget.objects.exists()
    with translation.override("en"):
        return {name: list(map(str, told)) for name, told in answer.context["form"].errors.items()}


# --- where it is shown ----------------------------------------------------------------------------


def test_an_adopted_target_is_shown_with_year_and_decision_where_the_figure_is(
    planner: Client, text_of: Text
) -> None:
    adopt(planner)
    for address in (FIGURE, GOAL):
        shown = plain(text_of(Client().get(address)))
        assert f"{SAID} vedtak 88/26," in shown, address
    shown = plain(text_of(Client().get(f"{LIST}?lang=nn")))
    assert "Gol har vedteke 1 måltal." in shown
    assert f"Lekkasje 20 % i {YEAR}. I 2024 var talet 50 %. Vedtak 88/26," in shown


def test_the_chart_draws_the_own_target_beside_the_national_one(planner: Client) -> None:
    adopt(planner)
    drawn = plain(Client().get(FIGURE).content.decode())
    assert f"Vårt mål i {YEAR}:" in drawn
    assert "stroke-p1" in drawn
    assert f"Vårt mål i {YEAR}:" not in plain(Client().get("/indikatorer/leakage/?sted=al").content.decode())


def test_a_target_is_no_part_of_the_edition_and_changes_no_colour(planner: Client, text_of: Text) -> None:
    before = Client().get("/kommuner/gol.csv").content
    adopt(planner, value="5")
    assert Client().get("/kommuner/gol.csv").content == before
    assert "Vårt mål" not in text_of(Client().get("/kommuner/al/baerekraftsmal/6/?lang=nn"))


def test_adopting_is_logged_on_behalf_of_the_municipality(planner: Client) -> None:
    adopt(planner)
    entry = Entry.objects.get(action="target.adopted")
    assert (entry.scope, entry.acting_for, entry.details) == ("gol", "Gol-rådet", {"year": YEAR})


def test_a_decision_that_is_here_gives_its_day_and_its_matter(planner: Client, text_of: Text) -> None:
    gol, user = Organisation.objects.get(slug="gol"), User.objects.get(email="anne@gol.example")
    now = timezone.now()
    spoken = {"acting_for": "Gol kommune", "created": now, "created_by": user}
    texts = {"title": "Klimaplan", "proposal": "Planen blir vedteken.", "language": "nn"}
    matter = Matter.objects.create(organisation=gol, state="public", published=now, **texts, **spoken)
    made = Treatment.objects.create(
        matter=matter,
        kind="decision",
        decided_by="Kommunedirektøren",
        document="24/1",
        day=date(2026, 3, 5),
        case_number="12/26",
        outcome="adopted",
        wording="Vedteke.",
        recorded=now,
        recorded_by=user,
        acting_for="Gol kommune",
    )
    one = adopt(planner, treatment=str(made.pk), decision="", adopted_on="")
    assert (one.adopted_on, one.treatment) == (date(2026, 3, 5), made)
    assert "Kommunedirektøren 12/26" in text_of(Client().get(LIST))
    assert f"/saker/{matter.pk}/" in Client().get(LIST).content.decode()
    elsewhere = hired("ola@al.example", "al", RoleKind.PLANNER)
    assert "Klimaplan" not in elsewhere.get("/kommuner/al/vedtatte-maltall/nytt/").content.decode()


# --- who may, and what is refused -----------------------------------------------------------------


def test_only_the_municipality_itself_records_its_targets(sixty: str) -> None:
    neighbour = hired("ola@al.example", "al", RoleKind.TOP_MANAGEMENT)
    assert neighbour.post(NEW, SENT).status_code == 403
    assert not AdoptedTarget.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("value", "25 kr", "The indicator is counted in %. Write the target so."),
        ("value", "mye", "Write a number, such as 0,5 or 12."),
        ("value", "-1", "No municipality has a figure below 0, and none can have one."),
        ("value", "101", "No municipality has more than 100 %, and none can have it."),
        ("year", "2020", "The year is over. Write a year to come."),
        ("decision", "", "Name the decision, such as «vedtak 88/26»."),
        ("adopted_on", "", "Say on which day."),
        ("adopted_on", "2199-01-01", "A target is recorded when it is adopted."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(planner: Client, field: str, value: str, told: str) -> None:
    assert refused(planner, **{field: value}) == {field: [told]}


def test_an_indicator_that_the_edition_does_not_have_is_refused(planner: Client) -> None:
    assert set(refused(planner, indicator="ukjent")) == {"indicator"}


def test_a_target_that_is_weaker_than_today_is_asked_about_once(planner: Client) -> None:
    told = refused(planner, value="60")
    assert [plain(one) for one in told["meant"]] == [
        "The figure is 50 % today, which is better than the target. Tick if it is meant so."
    ]
    assert adopt(planner, value="60", meant="on").value == 60


def test_one_target_stands_for_an_indicator_and_a_year(planner: Client) -> None:
    adopt(planner)
    answer = planner.post(f"{NEW}?lang=en", SENT)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"year"}
    adopt(planner, year=str(YEAR + 1))
    assert AdoptedTarget.objects.count() == 2


# --- withdrawn ------------------------------------------------------------------------------------


def test_a_withdrawn_target_leaves_the_figure_and_stays_in_the_list_with_its_reason(
    planner: Client, text_of: Text
) -> None:
    one = adopt(planner)
    address = f"/vedtatte-maltall/{one.pk}/trekk/"
    sent = {"version": "1", "withdrawn_on": TODAY.isoformat(), "reason": "Ny plan, vedtak 12/27."}
    early = sent | {"withdrawn_on": "2020-01-01"}
    assert planner.post(address, early).status_code == 422
    assert planner.post(address, sent).status_code == 302
    assert "Vårt mål" not in text_of(Client().get(FIGURE))
    assert "Ny plan, vedtak 12/27." in text_of(Client().get(LIST))
    assert planner.post(address, sent | {"version": "2"}).status_code == 403
    adopt(planner)


def test_targets_cost_a_bounded_number_of_queries(
    planner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for more in range(5):
        adopt(planner, year=str(YEAR + more))
    with django_assert_max_num_queries(8):
        Client().get(LIST)
    with django_assert_max_num_queries(22):
        planner.get(NEW)
