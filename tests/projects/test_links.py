"""Prices that a joint purchase promised, minutes of a project's meetings, and the measures of a cohort."""

from datetime import time
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.decisions.models import Matter
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Event
from loftet.minutes.models import Minutes
from loftet.needs.actions import write_need
from loftet.needs.models import Need
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind, User
from loftet.people.permissions import Actor
from loftet.pools.models import Pool
from loftet.projects.actions import (
    add_effect,
    add_follow_up,
    change_part,
    change_project,
    start_project,
)
from loftet.projects.models import Benefit, EffectResult, ExpectedEffect, Partner, Project
from loftet.projects.queries import benefits_read_by, bought_together
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire
from tests.programme.conftest import joined, small_programme
from tests.projects.conftest import begun, in_days, plan

pytestmark = pytest.mark.usefixtures("english")
PRICE = {"kind": "price", "what": "Tetting", "amount": 1850, "unit": "meter"}
WHO = {"bears": "Kommunane", "answers": "Innkjøpar"}


@pytest.fixture
def need(project: Project, world: World, writer: Actor) -> Need:
    need = write_need(world.gol, {"title": "Mindre lekkasje", "way": "purchase"}, actor=writer)
    project.needs.add(need)
    return need


def pool_of(world: World, need: Need, people: People, **more: Any) -> Pool:
    told: dict[str, Any] = {"title": "Tetting i lag", "unit": "meter", "joins_until": in_days(9)} | more
    told |= {"region": world.council.place}
    pool = Pool.objects.create(lead=world.gol, written=timezone.now(), written_by=people.writer, **told)
    pool.needs.add(need)
    return pool


# --- promised and paid ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid", "words"),
    [
        (Decimal(1790), "3 % under the promised price"),
        (Decimal(2000), "8 % over the promised price"),
        (Decimal(1850), ""),
        (None, ""),
    ],
)
def test_a_price_that_is_paid_is_held_against_the_promised_one(paid: Any, words: str) -> None:
    price = Benefit(kind="price", amount=Decimal(1850))
    price.realised = paid
    assert price.off_words == words


def test_a_cost_is_not_held_against_its_plan_as_a_price_is() -> None:
    assert Benefit(kind="cost", amount=Decimal(10), realised=Decimal(5)).off_by is None


def test_a_price_needs_its_unit_and_stands_in_the_plan_and_in_no_sum(
    project: Project, people: People, writer: Actor
) -> None:
    with pytest.raises(InvalidInput, match="in which unit"):
        add_follow_up(project, Benefit(), PRICE | WHO | {"unit": "", "due": in_days(9)}, actor=writer)
    add_follow_up(project, Benefit(), PRICE | WHO | {"realised": 1790, "due": in_days(9)}, actor=writer)
    browser = browser_of(people.writer)
    page = " ".join(browser.get(f"/prosjekt/{project.pk}/?lang=en").content.decode().split())
    assert "kr per meter, promised by the joint purchase" in page
    assert "3 % under the promised price" in page
    file = browser.get(f"/prosjekt/{project.pk}/gevinstplan.docx?lang=en")
    document = docx.Document(BytesIO(file.content))
    said = [one.text for one in document.paragraphs]
    assert "What the joint purchase promised, and what is paid" in said
    assert any(one.startswith("Costs 0 kr and saves 0 kr") for one in said)


def test_a_price_is_read_by_those_who_take_part_alone(
    project: Project, need: Need, world: World, people: People, writer: Actor
) -> None:
    add_follow_up(project, Benefit(), PRICE | WHO | {"due": in_days(9)}, actor=writer)
    cost = {"kind": "cost", "what": "Møte", "amount": 4321, "unit": ""}
    add_follow_up(project, Benefit(), cost | WHO | {"due": in_days(9)}, actor=writer)
    begun(project, writer)
    page = f"/prosjekt/{project.pk}/"

    def seen(user: User | None) -> set[bool]:
        browser = browser_of(user)
        shown = browser.get(page).context["benefits"]
        table = browser.get(f"{page}plan.csv").content.decode()
        document = docx.Document(BytesIO(browser.get(f"{page}gevinstplan.docx").content))
        cells = [cell.text for one in document.tables for cell in one._cells]
        assert ("cost" in {one.kind for one in shown}, "4321" in table, "Møte" in cells) == (True,) * 3
        return {len(shown) == 2, "1850" in table, "Tetting" in cells}

    assert (seen(people.writer), seen(people.neighbour), seen(None)) == ({True}, {False}, {False})


def test_a_firm_or_who_is_disqualified_takes_part_without_reading_prices(
    project: Project, need: Need, partner: Partner, firm: Partner, world: World, people: People, writer: Actor
) -> None:
    row = add_follow_up(project, Benefit(), PRICE | WHO | {"due": in_days(9)}, actor=writer)
    pool = pool_of(world, need, people)
    readers = (people.writer, people.neighbour, people.firm, people.far)
    assert [benefits_read_by(project, acting_as(one)) for one in readers] == [[row], [row], [], []]
    for slug in ("plan.csv", "gevinstplan.docx", ""):
        assert browser_of(people.firm).get(f"/prosjekt/{project.pk}/{slug}").status_code == 200
    assert "1850" not in browser_of(people.firm).get(f"/prosjekt/{project.pk}/plan.csv").content.decode()
    declare_disqualified(people.writer, pool, reason="", scope="gol", now=timezone.now())
    assert benefits_read_by(project, acting_as(people.writer)) == []
    with pytest.raises(NotAllowed, match="disqualified"):
        change_part(row, {"realised": 1}, actor=acting_as(people.writer))
    assert browser_of(people.writer).get(f"/prosjekt/{project.pk}/del/gevinst/{row.pk}/").status_code == 403


def test_who_does_not_see_the_prices_of_a_purchase_is_not_asked_to_write_them(
    project: Project, need: Need, world: World, people: People
) -> None:
    pool = pool_of(world, need, people, state="frozen", opened=timezone.now(), frozen=timezone.now())
    assert bought_together(project, acting_as(people.writer)) == [pool]
    assert bought_together(project, acting_as(people.neighbour)) == []


def test_the_form_is_filled_in_from_the_purchase_but_never_with_a_price(
    project: Project, need: Need, world: World, people: People
) -> None:
    pool = pool_of(world, need, people, unit_estimate=Decimal(1850))
    browser, link = browser_of(people.writer), f"/prosjekt/{project.pk}/ny/gevinst/?felles={pool.pk}"
    form = browser.get(link).context["form"]
    assert {name: form.initial.get(name) for name in ("kind", "what", "unit", "amount")} == {
        "kind": "price",
        "what": "Tetting i lag",
        "unit": "meter",
        "amount": None,
    }
    assert link not in browser.get(f"/prosjekt/{project.pk}/").content.decode()  # its buyers are not settled
    assert (
        not browser.get(f"/prosjekt/{project.pk}/ny/gevinst/?felles=999").context["form"].initial.get("what")
    )


# --- minutes ----------------------------------------------------------------------------------------


@pytest.fixture
def held(project: Project, partner: Partner, need: Need, world: World, people: People) -> Event:
    event = Event.objects.create(
        organisation=world.al,
        title="Dialog om lekkasje",
        kind="dialogue",
        day=in_days(-9),
        begins=time(9),
        ends=time(11),
        closes=in_days(-12),
        state="announced",
        announced=timezone.now(),
        changed=timezone.now(),
        written=timezone.now(),
        written_by=people.neighbour,
    )
    event.needs.add(need)
    Minutes.objects.create(event=event, number=1, written=timezone.now(), written_by=people.neighbour)
    return event


def approve(event: Event, people: People) -> None:
    event.minutes.update(approved=timezone.now(), approved_by=people.neighbour)


def test_approved_minutes_of_a_partners_meeting_are_linked_for_those_who_read_them(
    project: Project, held: Event, people: People
) -> None:
    address, link = f"/prosjekt/{project.pk}/", f"/moteplasser/{held.pk}/referat/"
    assert link not in browser_of(people.neighbour).get(address).content.decode()  # a draft
    approve(held, people)
    assert link in browser_of(people.neighbour).get(address).content.decode()
    assert link not in browser_of(people.writer).get(address).content.decode()  # was not registered


def test_a_meeting_of_others_about_the_same_need_is_not_the_projects(
    project: Project, held: Event, world: World, people: People
) -> None:
    approve(held, people)
    Event.objects.filter(pk=held.pk).update(organisation=world.council)
    page = browser_of(people.council).get(f"/prosjekt/{project.pk}/").content.decode()
    assert f"/moteplasser/{held.pk}/referat/" not in page


# --- decisions --------------------------------------------------------------------------------------


def test_the_decision_of_a_project_is_linked_for_those_who_read_the_matter(
    project: Project, world: World, people: People, writer: Actor
) -> None:
    about: dict[str, Any] = {
        "proposal": "Vi er med.",
        "language": "nn",
        "created": timezone.now(),
        "state": "draft",
    }
    about |= {"created_by": people.writer, "acting_for": "Kommunen"}
    own, others = (
        Matter.objects.create(organisation=one, title=f"Sak i {one.name}", **about)
        for one in (world.gol, world.al)
    )
    browser, address = browser_of(people.writer), f"/prosjekt/{project.pk}/"
    form = browser.get(f"{address}endre/").context["form"]
    assert list(form.fields["decision"].queryset) == [own]
    with pytest.raises(InvalidInput, match="no such matter"):
        change_project(project, {"decision": others}, actor=writer)
    sent = {"title": "Lekkasje", "kind": "change", "starts_on": str(in_days(0)), "version": "1"}
    assert browser.post(f"{address}endre/", sent | {"decision": own.pk}).status_code == 302
    link = own.get_absolute_url()
    assert link in browser.get(address).content.decode()
    assert link not in browser_of(people.neighbour).get(address).content.decode()  # a draft of others
    Matter.objects.update(state="public", published=timezone.now())
    assert link in browser_of(people.neighbour).get(address).content.decode()


# --- where a project is seen ------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_measures_of_a_cohort_show_what_projects_were_to_change() -> None:
    programme = small_programme()
    joined(programme)
    gol = programme.house.world.gol
    lead = acting_as(hire("odd@gol.example", gol, RoleKind.BUSINESS_ADVISER))
    expected = {"indicator": "water_leakage", "size": 6, "by_year": 2035}
    for title, effect in (("Mindre lekkasje", expected), ("Nettverk", None), ("Ikkje byrja", expected)):
        project = start_project(gol, plan(title=title), actor=lead)
        if effect is not None:
            add_effect(project, ExpectedEffect(), effect, actor=lead)
        if title != "Ikkje byrja":
            begun(project, lead)
    measures = f"/kull/{programme.cohort.slug}/maling/"
    page = browser_of(None).get(f"{measures}?lang=en").content.decode()
    shown = page[page.index("What the projects were to change") :]
    assert ("Mindre lekkasje" in shown, "The figures are not read yet." in shown) == (True, True)
    assert ("Nettverk" in shown, "Ikkje byrja" in shown) == (False, False)
    said = {"answer": "too_early", "sentence_en": "Too early to say (2028)."}
    frozen = ExpectedEffect.objects.exclude(frozen=None).get()
    EffectResult.objects.create(effect=frozen, edition="new", computed=timezone.now(), **said)
    page = browser_of(None).get(f"{measures}?lang=en").content.decode()
    assert "Too early to say (2028)." in page[page.index("What the projects were to change") :]
