"""What nobody should send to the forms of choosing: each is refused at its field, and nothing is changed."""

from datetime import date

import pytest
from django.test import Client

from loftet.challenges.choosing.models import ChosenIndicator, IndicatorSet
from loftet.challenges.focus.models import FocusArea
from loftet.challenges.models import Challenge
from loftet.challenges.targets.models import AdoptedTarget
from loftet.challenges.using.models import IndicatorUse
from loftet.log.models import Entry
from loftet.people.models import RoleKind
from loftet.places.models import Place
from tests.challenges.conftest import hired

LONG = "x" * 5_001
CHOOSE, ADOPT = "/kommuner/gol/velg/", "/kommuner/gol/indikatorer/vedtatt/"
USE, CHANGE_USE = "/kommuner/gol/bruk/ny/", "/bruk/{use}/endre/"
FOCUS, END_FOCUS = "/regioner/hallingdal/satsinger/ny/", "/satsinger/{focus}/avslutt/"
WITHDRAW = "/vedtatte-maltall/{target}/trekk/"
PLAN = {"kind": "plan", "text": "Mindre lekkasje", "link": ""}
AREA = {"title": "Vatn", "text": "Mindre skal lekke ut.", "lead": "{gol}", "challenges": "{challenge}"}


@pytest.fixture
def told(sixty: str) -> dict[str, object]:
    """Return the records that forms are about, by the words that stand for them in addresses and forms."""
    gol, hallingdal = Place.objects.get(slug="gol"), Place.objects.get(slug="hallingdal")
    chosen = ChosenIndicator.objects.create(
        set=IndicatorSet.objects.create(place=gol), indicator="leakage", reason="Røyra er våre", order=0
    )
    planner, analyst = (
        hired(f"{kind}@gol.example", "gol", kind) for kind in (RoleKind.PLANNER, RoleKind.STATISTICS)
    )
    analyst.post("/regioner/hallingdal/utfordringer/velg/", {"about": "indicator", "key": "leakage"})
    focus = FocusArea.objects.create(
        region=hallingdal, title="Vatn", text="Alle vil.", lead=gol, began_on=date(2026, 3, 5)
    )
    focus.members.add(gol)
    target = AdoptedTarget.objects.create(
        place=gol, indicator="leakage", value=20, year=2030, adopted_on=date(2026, 3, 5), decision="8/26"
    )
    return {
        "planner": planner,
        "analyst": analyst,
        "gol": gol.pk,
        "chosen": chosen.pk,
        "challenge": Challenge.objects.get().pk,
        "focus": focus.pk,
        "target": target.pk,
        "use": IndicatorUse.objects.create(chosen=chosen, kind="plan", text="Vassplan").pk,
    }


@pytest.mark.parametrize(
    ("address", "sent", "fields"),
    [
        (CHOOSE, {"version": "1", "velg-noise": "on", "fordi-noise": LONG}, {"fordi-noise"}),
        (CHOOSE, {"version": "1", "velg-noise": "on", "fordi-noise": "\t \n"}, {"fordi-noise"}),
        (CHOOSE, {"version": "1", "ikke-noise": LONG}, {"ikke-noise"}),
        (CHOOSE, {"version": "ny", "velg-noise": "on", "fordi-noise": "Vegen"}, {"version"}),
        (CHOOSE, {"velg-noise": "on", "fordi-noise": "Vegen"}, {"version"}),
        (ADOPT, {"version": "1", "adopted_on": ""}, {"adopted_on"}),
        (ADOPT, {"version": "1", "adopted_on": "5. mars en gang"}, {"adopted_on"}),
        (ADOPT, {"version": "1", "adopted_on": "2999-01-01"}, {"adopted_on"}),
        (ADOPT, {"version": "1", "adopted_on": "2026-03-05", "treatment": "90000"}, {"treatment"}),
        (USE, {"chosen": "{chosen}"} | PLAN | {"text": " "}, {"text"}),
        (USE, {"chosen": "{chosen}"} | PLAN | {"text": LONG}, {"text"}),
        (USE, {"chosen": "{chosen}"} | PLAN | {"kind": "wish"}, {"kind"}),
        (USE, PLAN | {"chosen": "9" * 30}, {"chosen"}),
        (CHANGE_USE, PLAN | {"version": "1", "kind": ""}, {"kind"}),
        (CHANGE_USE, PLAN | {"version": "1", "link": "javascript:alert(1)"}, {"link"}),
        (CHANGE_USE, PLAN | {"version": "-"}, {"version"}),
        (FOCUS, AREA | {"title": ""}, {"title"}),
        (FOCUS, AREA | {"title": LONG, "text": LONG}, {"title", "text"}),
        (FOCUS, AREA | {"challenges": "ingen"}, {"challenges"}),
        (FOCUS, {}, {"title", "text", "challenges", "lead"}),
        (END_FOCUS, {"version": "1", "reason": ""}, {"reason"}),
        (END_FOCUS, {"version": "1", "reason": LONG}, {"reason"}),
        (END_FOCUS, {"version": "1", "reason": "\t\n "}, {"reason"}),
        (WITHDRAW, {"version": "1", "withdrawn_on": "2026-04-01", "reason": ""}, {"reason"}),
        (WITHDRAW, {"version": "1", "withdrawn_on": "i går", "reason": "Ny plan"}, {"withdrawn_on"}),
        (WITHDRAW, {"version": "1", "withdrawn_on": "2026-04-01", "reason": LONG}, {"reason"}),
        (WITHDRAW, {"version": "1", "withdrawn_on": "2999-01-01", "reason": "Ny plan"}, {"withdrawn_on"}),
    ],
)
def test_three_bad_inputs_on_each_form(
    address: str, sent: dict[str, str], fields: set[str], told: dict[str, object]
) -> None:
    browser, before = told["analyst" if "satsinger" in address else "planner"], _stored()
    assert isinstance(browser, Client)
    answer = browser.post(address.format(**told), {name: one.format(**told) for name, one in sent.items()})
    assert answer.status_code == 422, answer.status_code
    assert set(answer.context["form"].errors) == fields
    assert _stored() == before


@pytest.mark.parametrize(
    ("address", "sent", "status"),
    [
        ("/kommuner/gol/velg/legg-til/", {}, 404),
        ("/kommuner/gol/velg/legg-til/", {"set": "../water"}, 404),
        ("/kommuner/gol/velg/legg-til/", {"set": "ukjent"}, 404),
        ("/bruk/0/endre/", PLAN | {"version": "1"}, 404),
        ("/satsinger/{focus}/ukjent/bli-med/", {"version": "1"}, 403),
        ("/satsinger/{focus}/al/bli-med/", {"version": "1"}, 403),
    ],
)
def test_buttons_that_are_pressed_with_something_else(
    address: str, sent: dict[str, str], status: int, told: dict[str, object]
) -> None:
    browser, before = told["planner"], _stored()
    assert isinstance(browser, Client)
    assert browser.post(address.format(**told), sent).status_code == status
    assert _stored() == before


def _stored() -> list[object]:
    """Return what the forms could have changed."""
    tables = (IndicatorSet, ChosenIndicator, IndicatorUse, FocusArea, AdoptedTarget, Entry)
    return [list(one.objects.order_by("pk").values()) for one in tables]
