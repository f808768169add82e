"""What else is refused of a project: classes of fields, steps out of their turn, rows of others."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from loftet.editions.rows import Influence
from loftet.effects import baseline
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.projects.actions import (
    add_effect,
    add_follow_up,
    add_money,
    add_part,
    begin_project,
    change_part,
    change_project,
    finish_project,
    remove_part,
    report_status,
    start_project,
    stop_project,
)
from loftet.projects.models import (
    Application,
    Benefit,
    ExpectedEffect,
    Milestone,
    Money,
    Partner,
    Project,
    StatusReport,
)
from loftet.reuse.actions import name_adopter_abroad, write_reuse
from loftet.reuse.models import ReusePage
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as
from tests.projects.conftest import STAFF, begun, finished, in_days, plan
from tests.projects.test_refused import BENEFIT, EFFECT, OFFER, reason

pytestmark = pytest.mark.usefixtures("english")
LONG = "x" * 10_000_000
LEADS = "Those who act for the organisation that leads the project do this."
OVER = "The project is over, and stands as it is."
OUT_OF_TURN = "This cannot be done now: something has changed since you opened the page. Load it again."
APPLIED = {"scheme": "klimasats", "applicant": "Gol", "amount": 1}


# --- a class of field each --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"title": ""}, "title: This field cannot be blank."),
        ({"title": "x" * 161}, "title: Ensure this value has at most 160 characters (it has 161)."),
        ({"title": "<script>x</script>"}, "title: Write plain text, without code such as «<script>»."),
        ({"title": "Gоl"}, "title: «о» is a letter of another alphabet. Write it again."),
        ({"text": LONG}, "text: Ensure this value has at most 2000 characters (it has 10000000)."),
        ({"kind": "party"}, "kind: Value 'party' is not a valid choice."),
        ({"starts_on": None}, "starts_on: This field cannot be null."),
        (
            {"starts_on": "i morgon"},
            "starts_on: “i morgon” value has an invalid date format. It must be in YYYY-MM-DD format.",
        ),
        ({"papers": "javascript:alert(1)"}, "papers: Enter a valid URL."),
        ({"rights": "x" * 401}, "rights: Ensure this value has at most 400 characters (it has 401)."),
    ],
    ids=lambda one: str(one)[:40],
)
def test_a_value_of_the_project_is_refused_at_its_field(
    world: World, writer: Actor, written: dict[str, Any], said: str
) -> None:
    assert reason(lambda: start_project(world.gol, plan(**written), actor=writer)) == said
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("model", "written", "said"),
    [
        (Partner, {"name": "Fag", "share": "mykje"}, "share: “mykje” value must be a decimal number."),
        (Milestone, {"title": "Målarar", "due": None}, "due: This field cannot be null."),
        (ExpectedEffect, EFFECT | {"size": "mykje"}, "size: “mykje” value must be a decimal number."),
        (ExpectedEffect, EFFECT | {"size": -6}, "size: Write a number above 0."),
        (
            ExpectedEffect,
            EFFECT | {"direction": "sidelengs"},
            "direction: Value 'sidelengs' is not a valid choice.",
        ),
        (Money, {"planned": -1}, "planned: Write a number above 0."),
        (Money, {"year": 1999}, "year: Ensure this value is greater than or equal to 2000."),
        (Money, {"kind": "gull"}, "kind: Value 'gull' is not a valid choice."),
        (Money, {"used": -1}, "used: Write a number above 0."),
        (Benefit, BENEFIT | {"due": None}, "due: This field cannot be null."),
        (
            Benefit,
            BENEFIT | {"due": date(2030, 1, 1), "realised": -1},
            "realised: Ensure this value is greater than or equal to 0.",
        ),
        (Application, APPLIED | {"amount": -5}, "amount: Write a number above 0."),
        (Application, APPLIED | {"state": "kanskje"}, "state: Value 'kanskje' is not a valid choice."),
        (
            Application,
            APPLIED | {"note": "x" * 201},
            "note: Ensure this value has at most 200 characters (it has 201).",
        ),
        (StatusReport, {"signal": "greitt", "why": "Bra"}, "signal: Value 'greitt' is not a valid choice."),
        (StatusReport, {"signal": "on_track", "why": ""}, "why: This field cannot be blank."),
        (ReusePage, OFFER | {"price": "gratis"}, "price: Value 'gratis' is not a valid choice."),
        (ReusePage, OFFER | {"failed": ""}, "failed: This field cannot be blank."),
        (
            ReusePage,
            OFFER | {"contract": LONG},
            "contract: Ensure this value has at most 2000 characters (it has 10000000).",
        ),
    ],
    ids=lambda one: str(one)[:40],
)
def test_a_value_of_a_row_is_refused_at_its_field(
    project: Project, writer: Actor, model: Any, written: dict[str, Any], said: str
) -> None:
    lead = project.partners.get()
    if model in (StatusReport, ReusePage):
        step = begun if model is StatusReport else finished
        project = step(project, writer)
    call = {
        Partner: lambda: add_part(project, Partner(), written, actor=writer),
        Milestone: lambda: add_part(project, Milestone(), written, actor=writer),
        ExpectedEffect: lambda: add_effect(project, ExpectedEffect(), written, actor=writer),
        Money: lambda: add_money(
            project, Money(), {"partner": lead, "year": in_days(0).year, "planned": 1} | written, actor=writer
        ),
        Benefit: lambda: add_follow_up(project, Benefit(), written, actor=writer),
        Application: lambda: add_follow_up(project, Application(), written, actor=writer),
        StatusReport: lambda: report_status(project, written, actor=writer),
        ReusePage: lambda: write_reuse(project, written, 0, actor=writer),
    }[model]
    assert reason(call) == said
    assert model.objects.count() == (1 if model is Partner else 0)


def test_money_is_of_a_partner_of_the_same_project(project: Project, world: World, writer: Actor) -> None:
    other = start_project(world.gol, plan(title="Eit anna"), actor=writer)
    written = {"partner": other.partners.get(), "year": in_days(0).year, "planned": 1}
    assert reason(lambda: add_money(project, Money(), written, actor=writer)) == (
        "partner: It is no partner of this project."
    )


def test_an_effect_is_expected_of_no_background_figure(
    project: Project, writer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"inhabitants": Influence.LITTLE, "water_leakage": Influence.MUCH}
    shown = {key: SimpleNamespace(influence=one) for key, one in known.items()}
    monkeypatch.setattr(baseline, "indicators_now", lambda: shown)
    said = "indicator: The figure is background: no project of a municipality can move it."
    written = EFFECT | {"indicator": "inhabitants"}
    assert reason(lambda: add_effect(project, ExpectedEffect(), written, actor=writer)) == said
    effect = add_effect(project, ExpectedEffect(), EFFECT, actor=writer)
    assert reason(lambda: change_part(effect, {"indicator": "inhabitants"}, actor=writer)) == said


# --- what is not open -------------------------------------------------------------------------------


def test_a_project_comes_from_nothing_that_is_hidden(world: World, people: People, writer: Actor) -> None:
    abroad = people.far.roles.get().organisation
    told: dict[str, Any] = {"lead": abroad, "region": abroad.place, "written_by": people.far}
    day, now = timezone.localdate(), timezone.now()
    hidden = Project.objects.create(title="Løynd", starts_on=day, written=now, **told)
    need = Need.objects.create(organisation=abroad, title="Løynd", written=now, written_by=people.far)
    assert reason(lambda: start_project(world.gol, plan(builds_on=hidden), actor=writer)) == (
        "builds_on: The project that it builds on is not open to you."
    )
    assert reason(lambda: start_project(world.gol, plan(), [need], actor=writer)) == (
        "A need that it is made from is not open to you."
    )
    assert browser_of(people.writer).get(hidden.get_absolute_url()).status_code == 404
    assert Client().get(f"{hidden.get_absolute_url()}plan.csv").status_code in (302, 404)


# --- steps out of their turn, and rows of others ----------------------------------------------------


def test_a_step_is_taken_in_its_turn_and_once(project: Project, writer: Actor) -> None:
    assert reason(lambda: finish_project(project, {"result": "X"}, actor=writer)) == OUT_OF_TURN
    running = begun(project, writer)
    assert reason(lambda: begin_project(running, STAFF, actor=writer)) == OUT_OF_TURN
    done = finish_project(running, {"result": "Det lek mindre."}, actor=writer)
    assert reason(lambda: stop_project(done, {"lesson": "X"}, actor=writer)) == OUT_OF_TURN
    assert reason(lambda: begin_project(done, STAFF, actor=writer)) == OUT_OF_TURN
    for call in (
        lambda: change_project(done, {"title": "X"}, actor=writer),
        lambda: add_part(done, Milestone(), {"title": "X", "due": in_days(1)}, actor=writer),
        lambda: add_money(done, Money(), {}, actor=writer),
    ):
        assert reason(call) == OVER
    assert reason(lambda: report_status(done, {"signal": "on_track", "why": "Bra"}, actor=writer)) == (
        "Status is written of projects that are under way."
    )


def test_a_partner_writes_neither_plan_nor_follow_up_nor_offer(
    project: Project, partner: Partner, people: People, writer: Actor
) -> None:
    neighbour = acting_as(people.neighbour)
    named = add_part(project, Partner(), {"name": "Fagforbundet", "kind": "employees"}, actor=writer)
    row = add_part(project, Milestone(), {"title": "Målarar", "due": in_days(9)}, actor=writer)
    hours = {"partner": named, "year": in_days(0).year, "planned": 1}
    for call in (
        lambda: add_part(project, Milestone(), {"title": "X", "due": in_days(9)}, actor=neighbour),
        lambda: change_part(row, {"title": "X"}, actor=neighbour),
        lambda: remove_part(row, actor=neighbour),
        lambda: add_effect(project, ExpectedEffect(), EFFECT, actor=neighbour),
        lambda: add_follow_up(project, Application(), APPLIED, actor=neighbour),
        lambda: begin_project(project, STAFF, actor=neighbour),
        lambda: add_money(project, Money(), hours, actor=neighbour),
    ):
        assert reason(call) == LEADS
    running = begun(project, writer)
    assert (
        reason(lambda: report_status(running, {"signal": "on_track", "why": "Bra"}, actor=neighbour)) == LEADS
    )
    done = finish_project(Project.objects.get(), {"result": "Ja."}, actor=writer)
    assert reason(lambda: write_reuse(done, OFFER, 0, actor=neighbour)) == LEADS
    assert reason(lambda: name_adopter_abroad(done, {"abroad": "Provby"}, actor=neighbour)) == LEADS
    write_reuse(done, OFFER, 0, actor=writer)
    done = Project.objects.get()
    assert reason(lambda: name_adopter_abroad(done, {"abroad": "<i>Provby</i>"}, actor=writer)) == (
        "abroad: Write plain text, without code such as «<i>»."
    )
    both = {"abroad": "Provby", "place": project.region}
    assert reason(lambda: name_adopter_abroad(done, both, actor=writer)) == (
        "place: Choose a municipality, or write a place abroad."
    )


def test_a_milestone_was_not_reached_on_a_day_still_to_come(project: Project, writer: Actor) -> None:
    tomorrow = {"title": "Målarar", "due": in_days(9), "done_on": in_days(1)}
    said = "done_on: The day is still to come."
    assert reason(lambda: add_part(project, Milestone(), tomorrow, actor=writer)) == said
    part = add_part(project, Milestone(), tomorrow | {"done_on": in_days(0)}, actor=writer)
    assert reason(lambda: change_part(part, {"done_on": in_days(1)}, actor=writer)) == said
