"""What the page of a project says of its next step, and of its thread."""

from loftet.decisions.models import Body, Meeting
from loftet.people.permissions import Actor
from loftet.projects.actions import add_effect, add_part, start_project
from loftet.projects.models import ExpectedEffect, Milestone, Project
from tests.needs.conftest import People, Share, draft, share  # noqa: F401 - fixtures
from tests.next_steps import next_of, thread_of
from tests.people.partnership import World
from tests.projects.conftest import TITLE, begun, finished, in_days, plan

EFFECT = {"indicator": "water_leakage", "size": 6, "by_year": 2035}


def test_one_that_is_planned_says_what_is_to_change_and_then_begins(
    project: Project, people: People, writer: Actor
) -> None:
    first = "Si hvilket tall prosjektet skal flytte"
    assert next_of(project, people.writer) == (first, in_days(0), "du")
    add_effect(project, ExpectedEffect(), EFFECT, actor=writer)
    begin = "Start prosjektet, og frys det dere venter"
    assert next_of(project, people.writer) == (begin, in_days(0), "du")
    assert next_of(project, people.neighbour) == ("Prosjektet begynner", in_days(0), "ikke du: Gol kommune")


def test_one_under_way_reaches_its_first_open_milestone_and_then_its_end(
    project: Project, people: People, writer: Actor
) -> None:
    add_effect(project, ExpectedEffect(), EFFECT, actor=writer)
    for title, days in (("Rapport", 60), ("Målarar", 20)):
        add_part(project, Milestone(), {"title": title, "due": in_days(days)}, actor=writer)
    running = begun(project, writer)
    who = "ikke du: Gol kommune"
    assert next_of(running, people.neighbour) == ("Milepæl: Målarar", in_days(20), who)
    Milestone.objects.filter(title="Målarar").update(done_on=in_days(0))
    assert next_of(running, people.neighbour) == ("Milepæl: Rapport", in_days(60), who)
    Milestone.objects.update(done_on=in_days(0))
    over = "Prosjektet avsluttes, og sier hva som ble lært"
    assert next_of(running, people.neighbour) == (over, None, who)


def test_who_leads_writes_status_before_the_council_meets(
    project: Project, people: People, writer: Actor, world: World
) -> None:
    add_effect(project, ExpectedEffect(), EFFECT, actor=writer)
    running = begun(project, writer)
    body = Body.objects.create(organisation=world.council, kind="regional_council", name="Regionrådet")
    Meeting.objects.create(body=body, day=in_days(9))
    status = "Skriv status i tre linjer, til regionrådet"
    assert next_of(running, people.writer) == (status, in_days(9), "du")


def test_one_that_is_finished_has_no_next_step_and_nothing_to_come(
    project: Project, people: People, writer: Actor
) -> None:
    assert thread_of(project, people.writer) == ["*", "Erfaring kommer"]
    done = finished(project, writer)
    assert next_of(done, people.writer) is None
    assert thread_of(done, people.writer) == ["*"]


def test_the_thread_of_a_need_names_a_project_to_those_who_see_it(
    share: Share,  # noqa: F811
    people: People,
    writer: Actor,
    world: World,
) -> None:
    need = share("public")
    made = start_project(world.gol, plan(), [need], actor=writer)
    assert thread_of(made, people.neighbour) == [f"Behov: {need.title}", "*", "Erfaring kommer"]
    assert thread_of(need, people.neighbour) == ["*", f"Prosjekt: {TITLE}"]
    assert thread_of(need, people.far) == ["*", "Anskaffelse eller prosjekt kommer"]
