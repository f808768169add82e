"""A solution from a need to its publishing, through the pages; lists, files and panels."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from loftet.core.registry import tasks_for
from loftet.needs.actions import share_need, write_need
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.solutions.models import Solution
from loftet.suppliers.actions.suppliers import confirm_supplier
from loftet.suppliers.models import Supplier
from tests.people.partnership import World, acting_as, browser_of
from tests.solutions.drafts import WHOLE, Publish
from tests.suppliers.conftest import People

NEW = "/organisasjoner/varme/losninger/ny/"
ROWS = 10_000


@pytest.fixture
def need(world: World, people: People) -> Need:
    buyer = acting_as(people.buyer)
    told = {"title": "Mindre lekkasje", "cpv": "45232150", "targets": ["6.4"], "goals": ["6"]}
    day = timezone.localdate() + timedelta(days=60)
    shared = {"audience": "public", "expires_on": day, "journal": "not_needed", "journal_case": ""}
    return share_need(write_need(world.gol, told, actor=buyer), shared, actor=buyer)


def test_a_solution_is_written_for_a_need_step_by_step(
    people: People, supplier: Supplier, need: Need, boss: Actor
) -> None:
    browser = browser_of(people.boss)
    page = browser.get(need.get_absolute_url()).content.decode()
    assert f"{NEW}?behov={need.pk}" in page
    answer = browser.post(f"{NEW}?behov={need.pk}", {"title": "Lytte", "problem": "Ingen veit kvar det lek."})
    solution = Solution.objects.get()
    at = solution.get_absolute_url()
    assert answer.headers["Location"] == f"{at}hva/"
    assert (solution.need, solution.cpv, solution.targets) == (need, "45232150", ["6.4"])
    what = {"title": "Lytte", "problem": "Ingen veit.", "effect": "Mindre."}
    what |= {"evidence": "1", "maturity": "ready"}
    assert browser.post(f"{at}hva/", what | {"version": "1"}).headers["Location"] == f"{at}merker/"
    tags = {"cpv": "45232150", "goals": ["6"], "targets": "6.4, 9.4", "version": "2"}
    assert browser.post(f"{at}merker/", tags).headers["Location"] == f"{at}vilkar/"
    terms = {"price_model": "unit", "delivers": ["hallingdal"], "languages": ["nn", "nb"], "version": "3"}
    assert browser.post(f"{at}vilkar/", terms).headers["Location"] == at
    assert "må stadfestast" in browser.get(f"{at}?lang=nn").content.decode()
    confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))
    browser.post(f"{at}steg/publish/", {"version": "4"})
    solution.refresh_from_db()
    assert (solution.state, solution.delivers, solution.targets) == ("open", ["hallingdal"], ["6.4", "9.4"])
    for address in (need.get_absolute_url(), "/leverandorer/varme/", "/losninger/"):
        assert f'href="{at}"' in browser_of(None).get(address).content.decode()


def test_a_firm_without_an_account_finds_where_it_begins(
    people: People, supplier: Supplier, need: Need
) -> None:
    begin = "/leverandorer/konto/?neste=/leverandorer/ny/"
    for address in (need.get_absolute_url(), "/leverandorer/"):
        assert begin in browser_of(None).get(address).content.decode()
        assert begin not in browser_of(people.boss).get(address).content.decode()


def test_two_who_change_a_solution_at_once_are_told(people: People, draft: Solution) -> None:
    browser = browser_of(people.writer)
    at = f"{draft.get_absolute_url()}vilkar/"
    assert browser.post(at, {"price_model": "unit", "version": "1"}).status_code == 302
    assert browser.post(at, {"price_model": "fixed", "version": "1"}).status_code == 409


def test_the_home_of_a_firm_shows_what_runs_out(
    people: People, publish: Publish, need: Need, boss: Actor
) -> None:
    solution = publish(expires_on=boss.today + timedelta(days=10))
    page = browser_of(people.boss).get("/organisasjoner/varme/?lang=nb").content.decode()
    assert solution.get_absolute_url() in page
    lines = [one for one in tasks_for(boss) if one.address == solution.get_absolute_url()]
    assert [one.due for one in lines] == [solution.expires_on]


def test_an_organisation_without_a_profile_is_led_to_it(people: People) -> None:
    page = browser_of(people.boss).get("/organisasjoner/varme/").content.decode()
    assert "/organisasjoner/varme/leverandor/" in page


def test_every_page_has_at_most_one_filled_button(
    people: People, publish: Publish, supplier: Supplier
) -> None:
    filled = 'data-variant="primary"'
    assert browser_of(people.boss).get("/leverandorer/varme/").content.decode().count(filled) == 1
    assert browser_of(people.facilitator).get("/leverandorer/varme/").content.decode().count(filled) == 1
    solution = publish()
    for user, number in ((people.boss, 0), (people.buyer, 0), (None, 0)):
        assert browser_of(user).get(solution.get_absolute_url()).content.decode().count(filled) == number
    Solution.objects.update(expires_on=timezone.localdate())
    assert browser_of(people.boss).get(solution.get_absolute_url()).content.decode().count(filled) == 1


def test_withdrawing_asks_first(people: People, publish: Publish) -> None:
    solution = publish()
    browser = browser_of(people.boss)
    at = f"{solution.get_absolute_url()}steg/withdraw/"
    assert browser.get(at).status_code == 200
    browser.post(at, {"version": solution.version})
    solution.refresh_from_db()
    assert solution.state == "withdrawn"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lytting", True),
        ("q=lytting+finst+ikkje", False),
        ("hvem=varme", True),
        ("hvem=gol", False),
        ("cpv=4523", True),
        ("cpv=9", False),
        ("bevis=1", True),
        ("bevis=2", False),
        ("trinn=1", False),
        ("sted=gol", True),
        ("sted=hallingdal", True),
        ("sted=oslo", False),
        ("sted=atlantis", False),
        ("tilstand=draft", False),
        ("tilstand=tull", False),
    ],
)
def test_the_list_is_filtered_in_the_address(publish: Publish, query: str, found: bool) -> None:
    publish(delivers=["hallingdal"])
    page = browser_of(None).get(f"/losninger/?{query}").content.decode()
    assert ('<th scope="row">' in page) == found


def test_the_files_hold_every_column_and_no_formula(publish: Publish) -> None:
    publish(title="=1+1", markets="@SUM(A1)")
    text = browser_of(None).get("/losninger/?format=csv").content.decode("utf-8-sig")
    header, line = text.splitlines()[:2]
    assert header.split(";")[:5] == ["title", "organisation", "evidence", "rung", "used_in"]
    assert not any(cell.lstrip('"').startswith(("=", "@")) for cell in line.split(";"))
    book = openpyxl.load_workbook(BytesIO(browser_of(None).get("/losninger/?format=xlsx").content))
    rows = list(book.worksheets[0].values)
    assert (len(rows), len(rows[0])) == (2, 19)


def many(world: World, people: People, number: int) -> None:
    now, day = timezone.now(), timezone.localdate()
    common: dict[str, Any] = {"written": now, "written_by": people.boss, "published": now, "state": "open"}
    common |= WHOLE | {"expires_on": day + timedelta(days=60), "problem": "Vatnet lek ut. " * 20}
    rows = (
        Solution(organisation=world.firm, **common | {"title": f"Løysing {one}"}) for one in range(number)
    )
    Solution.objects.bulk_create(rows, batch_size=500)


@pytest.mark.parametrize("rows", [60, pytest.param(ROWS, marks=pytest.mark.nightly)])
def test_a_long_list_asks_few_questions(
    world: World, people: People, publish: Publish, rows: int, django_assert_max_num_queries: Any
) -> None:
    publish()
    many(world, people, rows)
    browser = browser_of(people.neighbour)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(12):
        page = browser.get("/losninger/?q=løysing&side=1").content.decode()
    assert page.count('<th scope="row">') == 20


@pytest.mark.parametrize("rows", [60, pytest.param(ROWS, marks=pytest.mark.nightly)])
def test_a_need_with_many_answers_asks_few_questions(
    world: World, people: People, publish: Publish, need: Need, rows: int, django_assert_max_num_queries: Any
) -> None:
    publish()
    many(world, people, rows)
    browser = browser_of(people.neighbour)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(35):  # six of matches, three of procurements, one of experiences
        page = browser.get(need.get_absolute_url()).content.decode()
    assert need.title in page


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_supplier_is_listed_with_its_number_and_its_solutions(publish: Publish, language: str) -> None:
    publish()
    page = browser_of(None).get(f"/leverandorer/?q=varme&lang={language}").content.decode()
    assert "310482013" in page
    assert browser_of(None).get("/leverandorer/?naering=99").content.decode().count("310482013") == 0


def test_a_firm_reads_at_home_what_it_answered_and_what_came_of_it(
    world: World, publish: Publish, people: People
) -> None:
    now = timezone.now()
    need = Need.objects.create(
        organisation=world.al,
        title="Mindre vatn bort",
        state="closed",
        audience="public",
        outcome="bought",
        shared=now,
        written=now,
        written_by=people.neighbour,
    )
    publish(need=need)
    page = browser_of(people.writer).get("/organisasjoner/varme/?lang=en").content.decode()
    assert ("What you answered, and what came of it" in page, "It was bought" in page) == (True, True)
    Need.objects.update(audience="own")
    assert "Mindre vatn bort" not in browser_of(people.writer).get("/organisasjoner/varme/").content.decode()
