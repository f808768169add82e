"""One refused case for each rule and field of a project, each with its reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
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
from loftet.projects.forms import ProjectForm, StatusForm
from loftet.projects.models import (
    Application,
    Benefit,
    ExpectedEffect,
    Milestone,
    Money,
    Part,
    Partner,
    Project,
)
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as
from tests.projects.conftest import STAFF, begun, in_days, plan

pytestmark = pytest.mark.usefixtures("english")
EFFECT = {"indicator": "water_leakage", "size": 6, "by_year": 2035}
BENEFIT = {"kind": "saving", "what": "Straum", "amount": 1, "bears": "Skulane", "answers": "Rektor"}
OFFER = {"specification": "Steng.", "failed": "Plakatar.", "price": "small", "contact": "Rektor"}


def reason(call: Callable[[], object]) -> str:
    """Return the reason for which a call is refused, with the field where it has one."""
    with pytest.raises((InvalidInput, NotAllowed)) as refused:
        call()
    if isinstance(refused.value, NotAllowed):
        return str(refused.value)
    assert isinstance(refused.value, InvalidInput)
    problem = refused.value.problems[0]
    return f"{problem.field}: {problem.cause}" if problem.field else problem.cause


ADDS: list[tuple[Any, type[Part], dict[str, Any], str]] = [
    (add_part, Partner, {}, "name: Choose an organisation, or write the name of another."),
    (
        add_part,
        Partner,
        {"name": "Fagforbundet", "share": 120},
        "share: Ensure this value is less than or equal to 100.",
    ),
    (
        add_part,
        Partner,
        {"name": "Fagforbundet", "share": -1},
        "share: Ensure this value is greater than or equal to 0.",
    ),
    (add_part, Partner, {"name": "<b>Fag</b>"}, "name: Write plain text, without code such as «<b>»."),
    (
        add_part,
        Milestone,
        {"title": "Мål", "due": date(2030, 1, 1)},
        "title: «М» is a letter of another alphabet. Write it again.",
    ),
    (add_effect, ExpectedEffect, EFFECT | {"size": 0}, "size: Write a number above 0."),
    (
        add_effect,
        ExpectedEffect,
        EFFECT | {"by_year": 2001},
        "by_year: The project has not begun in that year.",
    ),
    (add_follow_up, Benefit, BENEFIT | {"kind": "other"}, "unit: Say in which unit it is counted."),
    (add_follow_up, Benefit, BENEFIT | {"amount": 0}, "amount: Write a number above 0."),
    (
        add_follow_up,
        Application,
        {"scheme": "lotto", "applicant": "Gol", "amount": 1},
        "scheme: There is no such scheme.",
    ),
    (
        add_follow_up,
        Application,
        {"scheme": "klimasats", "applicant": "Gol", "amount": 1, "state": "granted"},
        "granted: Say how much was granted.",
    ),
    (
        add_follow_up,
        Application,
        {"scheme": "klimasats", "applicant": "Gol", "amount": 1, "granted": 1},
        "granted: Only what is granted has a sum here.",
    ),
    (
        add_follow_up,
        Application,
        {"scheme": "klimasats", "applicant": "Gol", "amount": 1, "granted": 2, "state": "granted"},
        "granted: It is more than was applied for.",
    ),
    (
        add_follow_up,
        Application,
        {"scheme": "klimasats", "applicant": "Gol", "amount": 1, "reported_on": date(2026, 1, 1)},
        "reported_on: Only a grant is reported on.",
    ),
]


@pytest.mark.parametrize(("add", "model", "written", "said"), ADDS, ids=[one[3][:40] for one in ADDS])
def test_a_row_that_cannot_be_is_refused(
    project: Project, writer: Actor, add: Any, model: type[Part], written: dict[str, Any], said: str
) -> None:
    assert reason(lambda: add(project, model(), written, actor=writer)) == said
    rows: Any = model.objects  # type: ignore[attr-defined]
    assert rows.count() == (1 if model is Partner else 0)  # the lead alone


def test_shares_stop_at_a_hundred_percent(
    project: Project, partner: Partner, world: World, writer: Actor
) -> None:
    more = {"organisation": world.firm, "share": 61}
    said = "share: The shares would be over 100 % together: 60 % is left."
    assert reason(lambda: add_part(project, Partner(), more, actor=writer)) == said
    again = {"organisation": world.al}
    assert (
        reason(lambda: add_part(project, Partner(), again, actor=writer))
        == "organisation: It is a partner already."
    )
    assert add_part(project, Partner(), more | {"share": 60}, actor=writer)


def test_a_project_does_not_build_on_itself(project: Project, world: World, writer: Actor) -> None:
    later = start_project(world.gol, plan(builds_on=project), actor=writer)
    said = "builds_on: A project cannot build on itself, also not by others."
    assert reason(lambda: change_project(project, {"builds_on": later}, actor=writer)) == said
    assert reason(lambda: change_project(project, {"builds_on": project}, actor=writer)) == said


def test_days_are_in_order(project: Project, world: World, writer: Actor) -> None:
    said = "ends_on: It cannot end before it begins."
    assert reason(lambda: start_project(world.gol, plan(ends_on=in_days(-1)), actor=writer)) == said
    assert reason(lambda: begin_project(project, {"starts_on": in_days(1), **STAFF}, actor=writer)) == (
        "starts_on: The day is still to come. Begin it then."
    )


def test_the_employees_are_asked_before_it_begins(project: Project, writer: Actor) -> None:
    said = "staff: Say when and with whom it was talked over, or why it does not touch anybody’s work."
    assert reason(lambda: begin_project(project, {"staff": " "}, actor=writer)) == said
    project.refresh_from_db()
    assert not project.is_public


def test_what_is_expected_is_said_before_the_start(project: Project, writer: Actor) -> None:
    effect = add_effect(project, ExpectedEffect(), EFFECT, actor=writer)
    said = "indicator: An effect on this indicator is expected already."
    assert reason(lambda: add_effect(project, ExpectedEffect(), EFFECT, actor=writer)) == said
    begun(project, writer)
    stands = "What is expected is said before the project begins, and stands."
    assert reason(lambda: add_effect(project, ExpectedEffect(), EFFECT, actor=writer)) == stands
    effect.refresh_from_db()
    assert reason(lambda: change_part(effect, {"size": 1}, actor=writer)) == stands
    assert reason(lambda: remove_part(effect, actor=writer)) == stands


def test_money_is_written_by_the_partner_itself(
    project: Project, partner: Partner, firm: Partner, people: People, writer: Actor, firm_actor: Actor
) -> None:
    written = {"partner": firm, "year": in_days(0).year, "kind": "hours", "planned": 10}
    said = "What a partner gives is written by its own people."
    assert reason(lambda: add_money(project, Money(), written, actor=writer)) == said
    row = add_money(project, Money(), written, actor=firm_actor)
    assert reason(lambda: change_part(row, {"planned": 99}, actor=writer)) == said
    assert reason(lambda: change_part(row, {"partner": partner}, actor=firm_actor)) == said
    assert reason(lambda: add_money(project, Money(), written, actor=firm_actor)) == (
        "year: There is such a row of the partner already. Change that one."
    )
    assert reason(lambda: add_money(project, Money(), written | {"year": 2001}, actor=firm_actor)) == (
        "year: The project has not begun in that year."
    )
    assert reason(lambda: add_money(project, Money(), written, actor=acting_as(people.far))) == (
        "This is for those who take part in the project."
    )


def test_a_partner_with_money_stays(
    project: Project, firm: Partner, writer: Actor, firm_actor: Actor
) -> None:
    add_money(project, Money(), {"partner": firm, "year": in_days(0).year, "planned": 10}, actor=firm_actor)
    assert reason(lambda: remove_part(firm, actor=writer)) == (
        "What the partner gives is written in the plan. Take that out first."
    )
    first = project.partners.get(organisation=project.lead)
    assert reason(lambda: remove_part(first, actor=writer)) == "The one that leads is always a partner."


def test_others_do_not_lead(project: Project, partner: Partner, people: People, world: World) -> None:
    neighbour, firm = acting_as(people.neighbour), acting_as(people.firm)
    lead = "Those who act for the organisation that leads the project do this."
    assert reason(lambda: change_project(project, {"title": "X"}, actor=neighbour)) == lead
    assert reason(lambda: stop_project(project, {"lesson": "X"}, actor=neighbour)) == lead
    assert reason(lambda: start_project(world.firm, plan(), actor=firm)) == (
        "Projects are led by municipalities, counties and regional councils here."
    )
    assert reason(lambda: start_project(world.gol, plan(), actor=acting_as(people.politician))) == (
        "Projects are started by those who plan, buy, advise or manage in the organisation."
    )


def test_an_end_says_what_came_of_it(project: Project, writer: Actor) -> None:
    assert reason(lambda: report_status(project, {"signal": "on_track", "why": "Bra"}, actor=writer)) == (
        "Status is written of projects that are under way."
    )
    running = begun(project, writer)
    assert reason(lambda: report_status(running, {"signal": "at_risk", "why": "Sein"}, actor=writer)) == (
        "needed: Say what is needed, so that somebody can help."
    )
    assert reason(lambda: finish_project(running, {"result": ""}, actor=writer)) == (
        "result: Say in a sentence what came of it."
    )
    assert reason(lambda: stop_project(running, {"lesson": ""}, actor=writer)) == (
        "lesson: Say what was learnt: that is what others can use."
    )
    assert reason(lambda: change_project(running, {"starts_on": in_days(-9)}, actor=writer)) == (
        "starts_on: The project has begun, so this day stands."
    )
    stopped = stop_project(Project.objects.get(), {"lesson": "Byrja mindre."}, actor=writer)
    over = "The project is over, and stands as it is."
    assert reason(lambda: change_project(stopped, {"title": "X"}, actor=writer)) == over
    assert reason(lambda: add_follow_up(stopped, Benefit(), BENEFIT, actor=writer)) == (
        "The project was stopped, and stands as it is."
    )


def test_a_form_tells_all_its_faults_at_once() -> None:
    form = ProjectForm(
        {"title": "", "kind": "innovation", "starts_on": "2026-05-02", "ends_on": "2026-05-01"}
    )
    assert set(form.errors) == {"title", "ends_on"}


def test_a_field_that_is_refused_has_its_own_fault_alone() -> None:
    status = StatusForm({"signal": "at_risk", "why": "", "needed": "x" * 5000})
    assert set(status.errors) == {"why", "needed"}
    assert len(status.errors["needed"]) == 1


def test_a_day_that_is_missing_is_no_fault_of_another() -> None:
    form = ProjectForm({"title": "Vatn", "kind": "innovation", "starts_on": "", "ends_on": "2026-05-01"})
    assert set(form.errors) == {"starts_on"}
