"""What chosen indicators are used for, and ready text with permanent links for a municipality's documents."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.challenges.choosing.models import ChosenIndicator, IndicatorSet
from loftet.challenges.targets.models import AdoptedTarget
from loftet.challenges.using.models import IndicatorUse
from loftet.log.models import Entry
from loftet.own_data.models import OwnFile, OwnSeries
from loftet.people.models import RoleKind, User
from loftet.places.models import Place
from tests.challenges.conftest import hired

Text = Callable[[HttpResponseBase], str]
USES, TEXTS = "/kommuner/gol/bruk/", "/kommuner/gol/tekst/"
OWN_DATA = ("Straumbruk", "Straum kostar", "Spare straum")
PLAN = {"kind": "plan", "text": "Vi skal miste mindre vatn", "link": "https://gol.example/plan"}


@pytest.fixture
def planner(sixty: str) -> Client:
    """Return the browser of the planner of Gol, which has chosen two indicators."""
    gol = Place.objects.get(slug="gol")
    chosen = IndicatorSet.objects.create(place=gol)
    for order, (key, why) in enumerate((("leakage", "Røyra er våre"), ("noise", "Vegen går gjennom"))):
        ChosenIndicator.objects.create(set=chosen, indicator=key, reason=why, order=order)
    AdoptedTarget.objects.create(
        place=gol, indicator="leakage", value=20, year=2030, adopted_on=date(2026, 3, 5), decision="sak 8/26"
    )
    return hired("anne@gol.example", "gol", RoleKind.PLANNER)


def tie(browser: Client, key: str = "leakage", **changes: str) -> IndicatorUse:
    chosen = ChosenIndicator.objects.get(indicator=key)
    answer = browser.post(f"{USES}ny/", {"chosen": str(chosen.pk), **PLAN, **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    return IndicatorUse.objects.latest("pk")


def written(browser: Client, kind: str) -> str:
    answer = browser.get(f"{TEXTS}{kind}.txt?lang=en")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="gol-{kind}.txt"'
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_chosen_indicator_is_tied_changed_and_removed(planner: Client, text_of: Text) -> None:
    one = tie(planner)
    assert "1 of 2 chosen indicators are tied" in text_of(planner.get(f"{USES}?lang=en"))
    changed = {"version": "1", "kind": "budget", "text": "Nye røyr, linje 340", "link": ""}
    assert planner.post(f"/bruk/{one.pk}/endre/", changed).status_code == 302
    assert "Budget line: Nye røyr, linje 340" in text_of(planner.get(f"{USES}?lang=en"))
    planner.post(f"/bruk/{one.pk}/fjern/", {"version": "2"})
    assert not IndicatorUse.objects.exists()
    assert list(Entry.objects.order_by("pk").values_list("action", "acting_for")) == [
        ("indicator_use.made", "Gol-rådet"),
        ("indicator_use.changed", "Gol-rådet"),
        ("indicator_use.removed", "Gol-rådet"),
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://gol.example/plan", "plan"])
def test_a_link_leads_to_a_page_of_the_web(planner: Client, link: str) -> None:
    chosen = ChosenIndicator.objects.get(indicator="leakage")
    answer = planner.post(f"{USES}ny/", {"chosen": str(chosen.pk), **PLAN, "link": link})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"link"}


def test_only_indicators_that_the_municipality_has_chosen_can_be_tied(planner: Client) -> None:
    al = IndicatorSet.objects.create(place=Place.objects.get(slug="al"))
    theirs = ChosenIndicator.objects.create(set=al, indicator="leakage", reason="Røyr", order=0)
    answer = planner.post(f"{USES}ny/", {"chosen": str(theirs.pk), **PLAN})
    assert set(answer.context["form"].errors) == {"chosen"}
    neighbour = hired("ola@al.example", "al", RoleKind.PLANNER)
    assert neighbour.post(f"{USES}ny/", {**PLAN}).status_code == 403


def test_the_text_is_in_the_official_form_with_a_permanent_link_to_each_figure(
    planner: Client, sixty: str
) -> None:
    tie(planner)
    tie(planner, kind="measure", text="To kilometer røyr i året", link="")
    at = f"http://testserver/indikatorer/{{}}/?sted=gol&utgave={sixty}"
    assert written(planner, "arsmelding") == (
        "Slik går det med det Gol styrer etter\n\n"
        "Gol – Lekkasje: 50 % (2024). I 2023 var talet 50 %. "
        "Måltalet til kommunen er 20 % i 2030 (sak 8/26). "
        "Eige tiltak: To kilometer røyr i året. "
        f"Kjelde: SSB, tabell 11787. {at.format('leakage')}\n\n"
        "Gol – Støy: 42 dB (2024). I 2023 var talet 42 dB. "
        f"Kjelde: SSB. {at.format('noise')}\n"
    )
    plan = written(planner, "plan")
    assert "Vi følgjer dette fordi: Røyra er våre. Mål i ein plan: Vi skal miste mindre vatn." in plan


def test_a_budget_tells_of_those_alone_that_are_tied_to_it(planner: Client, text_of: Text) -> None:
    tie(planner)
    told = "Tie an indicator to a budget line or a measure, and the text comes here."
    assert told in text_of(planner.get(f"{TEXTS}?lang=en"))
    tie(planner, "noise", kind="budget", text="Støyskjerm, linje 12", link="")
    budget = written(planner, "budsjett")
    assert "Budsjettlinje: Støyskjerm, linje 12." in budget
    assert "Lekkasje" not in budget


def test_the_permanent_link_leads_to_the_figure(planner: Client) -> None:
    address = written(planner, "arsmelding").split("http://testserver")[1].split()[0]
    assert Client().get(address).status_code == 200


def test_a_draft_is_read_by_its_own_people_and_a_published_set_by_all(planner: Client) -> None:
    stranger = hired("ola@al.example", "al", RoleKind.PLANNER)
    assert [stranger.get(one).status_code for one in (USES, TEXTS, f"{TEXTS}plan.txt")] == [403] * 3
    IndicatorSet.objects.update(published=timezone.now())
    assert [stranger.get(one).status_code for one in (USES, TEXTS, f"{TEXTS}plan.txt")] == [200] * 3
    assert stranger.get(f"{TEXTS}roman.txt").status_code == 404


def test_own_data_that_was_withdrawn_is_not_published_again(planner: Client, text_of: Text) -> None:
    gol, by = Place.objects.get(slug="gol"), User.objects.get(email="anne@gol.example")
    now, series = timezone.now(), OwnSeries.objects.create(place=gol)
    about = {"title": "Straumbruk", "unit": "MWh", "source": "Eigedom", "acting_for": "Gol kommune"}
    file = OwnFile.objects.create(series=series, number=1, kept=now, added=now, added_by=by, **about)
    OwnSeries.objects.filter(pk=series.pk).update(current=file, state="shown")
    chosen = IndicatorSet.objects.get()
    one = ChosenIndicator.objects.create(set=chosen, series=series, reason="Straum kostar.", order=2)
    IndicatorUse.objects.create(chosen=one, kind="plan", text="Spare straum")
    IndicatorSet.objects.update(published=now)
    read = text_of(Client().get(USES)) + Client().get(f"{TEXTS}plan.txt").content.decode()
    assert [word in read for word in OWN_DATA] == [True] * 3
    OwnSeries.objects.filter(pk=series.pk).update(state="withdrawn", reason="Feil.")
    for at in (USES, TEXTS, f"{TEXTS}plan.txt"):
        told = Client().get(at).content.decode()
        assert [word for word in OWN_DATA if word in told] == [], at


def test_an_old_address_leads_on_to_the_same_document(planner: Client) -> None:
    answer = planner.get("/kommuner/3324/tekst/plan.txt")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/kommuner/gol/tekst/plan.txt")


def test_uses_and_texts_cost_a_bounded_number_of_queries(
    planner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        tie(planner, text=f"Mål {number}")
    for address in (USES, TEXTS):
        planner.get(address)  # what a process reads once is read: the kinds of records
        with django_assert_max_num_queries(18):
            planner.get(address)
