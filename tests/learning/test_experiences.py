"""Experiences: written from a project or a contract, published, renewed each year, found, and what helped."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from loftet.contracts.models import Contract
from loftet.core.reading import answer
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.learning.actions import (
    change_experience,
    confirm_experience,
    publish_experience,
    say_helped,
    take_back_help,
    write_experience,
)
from loftet.learning.models import Experience, Help, State
from loftet.learning.origins import filled_from
from loftet.learning.personal_data import forget_contacts
from loftet.learning.rules import is_told_by, may_confirm, may_write
from loftet.learning.tasks import experience_tasks
from loftet.needs.models import Need
from loftet.people.actions.own import erase
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.projects.actions import add_part, begin_project, start_project, stop_project
from loftet.projects.models import Partner
from loftet.solutions.models import Solution
from tests.learning.conftest import WRITTEN
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as
from tests.refusals import reason_of

NEW = "/organisasjoner/gol/erfaring/ny/"
SENT = {**WRITTEN, "indicator": ""}  # no edition is published in these tests


def aged(experience: Experience, days: int) -> Experience:
    """Set that an experience was confirmed some days ago."""
    experience.confirmed_on = timezone.localdate() - timedelta(days)
    experience.save(update_fields=["confirmed_on"])
    return experience


def page_of(experience: Experience, user: Any, language: str = "nn") -> str:
    return browser_of(user).get(f"{experience.get_absolute_url()}?lang={language}").content.decode()


def test_a_draft_is_read_by_its_own_people_until_it_is_published(draft: Experience, people: People) -> None:
    def read() -> dict[str, int]:
        users = {"own": people.colleague, "neighbour": people.neighbour, "nobody": None}
        address = draft.get_absolute_url()
        return {name: browser_of(user).get(address).status_code for name, user in users.items()}

    assert read() == {"own": 200, "neighbour": 404, "nobody": 302}
    publish_experience(draft, actor=acting_as(people.writer))
    assert read() == {"own": 200, "neighbour": 200, "nobody": 200}


def test_those_with_a_role_are_told_whom_to_ring_and_others_are_not(
    experience: Experience, people: People
) -> None:
    told = [WRITTEN["contact"] in page_of(experience, user) for user in (people.far, people.firm, None)]
    assert told == [True, True, False]


def test_a_contact_without_a_telephone_number_is_refused_at_its_field(people: People) -> None:
    sent = browser_of(people.writer).post(f"{NEW}?lang=nn", {**SENT, "contact": "Liv på drift"})
    assert "telefonnummer" in sent.content.decode()
    assert sent.status_code == 422
    assert not Experience.objects.exists()


def test_it_is_not_published_without_somebody_to_ring(world: World, writer: Actor) -> None:
    draft = write_experience(world.gol, {**WRITTEN, "contact": ""}, actor=writer)
    with pytest.raises(InvalidInput):
        publish_experience(draft, actor=writer)


def test_a_stopped_project_fills_in_what_was_learnt(world: World, people: People) -> None:
    writer = acting_as(people.writer)
    plan = {"title": "Straumjakt", "kind": "change", "starts_on": writer.today, "text": "Lånte ut målarar."}
    project = start_project(world.gol, plan, actor=writer)
    project = begin_project(project, {"staff": "Drøfta"}, actor=writer)
    project = stop_project(project, {"lesson": "Byrja med dei som bruker mest."}, actor=writer)
    assert filled_from({"project": project}) == {
        "title": "Straumjakt",
        "done": "Lånte ut målarar.",
        "effect": "",
        "failed": "Byrja med dei som bruker mest.",
        "cost": "",
        "indicator": "",
        "outcome": "failed",
    }
    browser = browser_of(people.writer)
    page = browser.get(f"{project.get_absolute_url()}?lang=nn").content.decode()
    assert f"{NEW}?prosjekt={project.pk}" in page
    sent = browser.post(f"{NEW}?prosjekt={project.pk}", SENT)
    made = Experience.objects.get()
    assert (sent.headers["Location"], made.project, made.state) == (
        made.get_absolute_url(),
        project,
        State.DRAFT,
    )


def test_a_page_that_it_is_tied_to_shows_it_and_asks_its_own_people_once(
    world: World, people: People
) -> None:
    writer = acting_as(people.writer)
    plan = {"title": "Straumjakt", "kind": "change", "starts_on": writer.today}
    project = start_project(world.gol, plan, actor=writer)
    project = begin_project(project, {"staff": "Drøfta"}, actor=writer)
    told = write_experience(world.gol, {**WRITTEN, "project": project}, actor=writer)

    def shown() -> list[tuple[bool, bool]]:
        users = (people.writer, people.neighbour, None)
        pages = [browser_of(one).get(project.get_absolute_url()).content.decode() for one in users]
        return [(told.title in page, "erfaring/ny/?prosjekt=" in page) for page in pages]

    assert shown() == [(False, True), (False, False), (False, False)]
    publish_experience(told, actor=writer)
    assert shown() == [(True, False)] * 3


def test_it_is_not_tied_to_what_its_writer_may_not_read(world: World, people: People) -> None:
    hidden = Need.objects.create(
        organisation=world.al, title="Løynd", way="staff", written=timezone.now(), written_by=people.neighbour
    )
    writer = acting_as(people.writer)
    with pytest.raises(InvalidInput):
        write_experience(world.gol, {**WRITTEN, "need": hidden}, actor=writer)
    assert not Experience.objects.exists()


@pytest.mark.both_databases
def test_how_it_went_is_told_by_those_who_did_it(world: World, people: People, contract: Contract) -> None:
    """A project is told by its lead and its partners, a need by its owner, a contract by its buyer."""
    writer, neighbour = acting_as(people.writer), acting_as(people.neighbour)
    plan = {"title": "Straumjakt", "kind": "change", "starts_on": writer.today}
    project = start_project(world.gol, plan, actor=writer)
    project = begin_project(project, {"staff": "Drøfta"}, actor=writer)
    need = Need.objects.create(
        organisation=world.gol,
        title="Jamn varme",
        way="staff",
        written=timezone.now(),
        written_by=people.writer,
        shared=timezone.now(),
        state="open",
        expires_on=timezone.localdate() + timedelta(30),
        audience="public",
    )

    def tellers(record: Any) -> list[bool]:
        return [is_told_by(one, record) for one in (world.gol, world.al)]

    assert [tellers(one) for one in (project, need, contract, Solution())] == [[True, False]] * 3 + [
        [True, True]
    ]
    ties: list[dict[str, Any]] = [{"project": project}, {"need": need}, {"contract": contract}]
    for tie in ties:
        with translation.override("en"), pytest.raises(InvalidInput, match="Another organisation did this"):
            write_experience(world.al, {**WRITTEN, **tie}, actor=neighbour)
    assert not Experience.objects.exists()
    add_part(project, Partner(), {"organisation": world.al}, actor=writer)
    assert write_experience(world.al, {**WRITTEN, "project": project}, actor=neighbour).project == project


def test_a_form_is_not_filled_in_from_what_another_organisation_did(world: World, people: People) -> None:
    writer = acting_as(people.writer)
    plan = {"title": "Straumjakt", "kind": "change", "starts_on": writer.today}
    project = start_project(world.gol, plan, actor=writer)
    project = begin_project(project, {"staff": "Drøfta"}, actor=writer)
    form = browser_of(people.neighbour).get(f"/organisasjoner/al/erfaring/ny/?prosjekt={project.pk}")
    assert (form.status_code, "Straumjakt" in form.content.decode()) == (200, False)


def test_a_page_that_nobody_has_told_of_has_only_the_link(world: World, people: People) -> None:
    writer = acting_as(people.writer)
    plan = {"title": "Straumjakt", "kind": "change", "starts_on": writer.today}
    project = start_project(world.gol, plan, actor=writer)
    address = begin_project(project, {"staff": "Drøfta"}, actor=writer).get_absolute_url()
    pages = [browser_of(one).get(address).content.decode() for one in (people.writer, people.neighbour)]
    assert ['id="experiences"' in page for page in pages] == [True, False]
    section = pages[0].partition('id="experiences"')[2].partition("</section>")[0]
    assert section.count("<p>") == 1


def test_a_draft_is_said_to_be_seen_by_the_organisation_and_asks_nobody_if_it_helped(
    draft: Experience, people: People
) -> None:
    page = page_of(draft, people.colleague)
    assert "Berre dykkar eigen organisasjon ser utkastet" in page
    assert 'id="helped"' not in page
    publish_experience(draft, actor=acting_as(people.writer))
    assert 'id="helped"' in page_of(draft, people.colleague)


def test_once_a_year_all_of_a_municipality_are_one_line(
    experience: Experience, world: World, people: People
) -> None:
    writer = acting_as(people.writer)
    other = publish_experience(write_experience(world.gol, WRITTEN, actor=writer), actor=writer)
    assert list(answer(experience_tasks(writer))) == []
    aged(experience, 340)
    with translation.override("nn"):
        (one,) = answer(experience_tasks(writer))
    assert one.address == experience.get_absolute_url()
    assert one.can_wait
    assert one.due == writer.today + timedelta(days=25)
    aged(other, 400)
    (both,) = answer(experience_tasks(writer))
    assert (both.address, both.due) == ("/erfaringer/", None)  # it is marked by now, and never late
    assert list(answer(experience_tasks(acting_as(people.neighbour)))) == []


def test_one_that_nobody_has_confirmed_for_a_year_says_so_until_it_is(
    experience: Experience, people: People
) -> None:
    words = "Ikkje stadfesta sidan"
    assert words not in page_of(experience, None)
    old = aged(experience, 366)
    assert words in page_of(old, None)
    old.refresh_from_db()
    confirmed = confirm_experience(old, actor=acting_as(people.writer))
    assert confirmed.confirmed_on == timezone.localdate()
    assert words not in page_of(confirmed, None)


def test_changing_what_is_published_confirms_it(experience: Experience, writer: Actor) -> None:
    old = aged(experience, 400)
    changed = change_experience(old, {"cost": "180 000 kr"}, actor=writer)
    assert changed.confirmed_on == writer.today


def test_two_who_change_it_at_once_see_both_texts(experience: Experience, people: People) -> None:
    address = f"{experience.get_absolute_url()}endre/?lang=nn"
    read = str(experience.version)
    change_experience(experience, {"cost": "180 000 kr"}, actor=acting_as(people.colleague))
    sent = browser_of(people.writer).post(address, {**SENT, "cost": "Ei veke", "version": read})
    page = sent.content.decode()
    assert (sent.status_code, "180 000 kr" in page, "Ei veke" in page) == (409, True, True)
    experience.refresh_from_db()
    assert experience.cost == "180 000 kr"


def test_an_organisation_says_once_that_it_helped_and_takes_it_back(
    experience: Experience, world: World, people: People
) -> None:
    neighbour = acting_as(people.neighbour)
    say_helped(experience, world.al, "I anbodet", actor=neighbour)
    helped = say_helped(experience, world.al, "I anbodet om vassmålarar", actor=neighbour)
    assert [one.used_in for one in Help.objects.all()] == ["I anbodet om vassmålarar"]
    assert "I anbodet om vassmålarar" in page_of(experience, None)
    with pytest.raises(NotAllowed):
        take_back_help(helped, actor=acting_as(people.far))
    take_back_help(helped, actor=neighbour)
    assert not Help.objects.exists()


def test_ones_own_experience_does_not_help_oneself(
    experience: Experience, world: World, people: People
) -> None:
    with pytest.raises(NotAllowed):
        say_helped(experience, world.gol, "Hos oss", actor=acting_as(people.writer))
    with pytest.raises(NotAllowed):
        say_helped(experience, world.gol, "Hos dei", actor=acting_as(people.neighbour))


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("q=lyttebil", True),
        ("q=varmepumpe", False),
        ("gikk=failed", True),
        ("gikk=worked", False),
        ("region=hallingdal", True),
        ("region=ingen", False),
    ],
)
def test_it_is_found_by_words_outcome_and_region(experience: Experience, query: str, found: bool) -> None:
    page = browser_of(None).get(f"/erfaringer/?{query}").content.decode()
    assert (experience.title in page) is found


def test_the_file_of_all_names_nobody(experience: Experience) -> None:
    file = browser_of(None).get("/erfaringer/?format=csv").content.decode()
    assert experience.failed in file
    assert WRITTEN["contact"] not in file


def test_the_list_asks_as_many_questions_of_many_as_of_one(
    experience: Experience, world: World, people: People, django_assert_max_num_queries: Any
) -> None:
    writer = acting_as(people.writer)
    for _number in range(60):
        publish_experience(write_experience(world.gol, WRITTEN, actor=writer), actor=writer)
    for user, most in ((None, 5), (people.writer, 12)):
        browser = browser_of(user)
        browser.get("/om/")  # counts what waits for the menu, once a minute
        with django_assert_max_num_queries(most):
            browser.get("/erfaringer/")
    browser = browser_of(people.neighbour)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(12):
        browser.get(experience.get_absolute_url())


def test_a_name_and_a_number_go_after_two_years_without_a_yes(
    experience: Experience, world: World, writer: Actor
) -> None:
    young = write_experience(world.gol, WRITTEN, actor=writer)
    aged(experience, 731)
    assert forget_contacts(timezone.now()) == 1
    experience.refresh_from_db()
    young.refresh_from_db()
    assert (experience.contact, young.contact) == ("", WRITTEN["contact"])


@pytest.mark.both_databases
def test_an_erased_person_is_no_longer_whom_to_ring(experience: Experience, people: People) -> None:
    def contact_after(user: User, name: str) -> str:
        user.name = name
        user.save(update_fields=["name"])
        erase(user, now=timezone.now(), today=timezone.localdate())
        experience.refresh_from_db()
        return experience.contact

    assert contact_after(people.neighbour, "Liv") == WRITTEN["contact"]  # another Liv, elsewhere
    assert contact_after(people.politician, "Li") == WRITTEN["contact"]
    assert contact_after(people.writer, "Liv") == ""
    assert experience.done == WRITTEN["done"]


def test_a_firm_has_no_experiences_here(world: World, people: People) -> None:
    assert reason_of(may_write(acting_as(people.firm), world.firm)).startswith("Experiences are those of")
    assert may_write(acting_as(people.writer), world.gol)


def test_a_draft_is_published_before_it_is_said_to_hold_still(draft: Experience, writer: Actor) -> None:
    assert reason_of(may_confirm(writer, draft)) == "It is a draft. Publish it first."
