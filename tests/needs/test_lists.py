"""The list of needs, who shares one, and the calendar of agreements."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from loftet.agreements.actions import record_agreement
from loftet.core.folding import fill_search_text
from loftet.core.registry import tasks_for
from loftet.needs.actions import change_need
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as

ROWS = 10_000


def many(world: World, people: People, number: int, **more: Any) -> None:
    now, day = timezone.now(), timezone.localdate()
    common = {
        "written": now,
        "written_by": people.writer,
        "shared": now,
        "state": "open",
        "audience": "public",
    }
    common |= {"expires_on": day + timedelta(days=60), "effect": "Mindre vatn skal leke ut. " * 10} | more
    for at, organisation in enumerate((world.gol, world.al)):
        rows = (
            Need(organisation=organisation, title=f"Behov {one}", cpv="45232", targets=["6.4"], **common)
            for one in range(at, number, 2)
        )
        Need.objects.bulk_create(rows, batch_size=2_000)


def test_a_long_list_asks_few_questions(
    world: World, people: People, django_assert_max_num_queries: Any
) -> None:
    many(world, people, ROWS)
    browser = browser_of(people.neighbour)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(12):
        page = browser.get("/behov/?q=behov 77&side=2").content.decode()
    assert page.count('<th scope="row">') == 20


@pytest.mark.parametrize(
    ("rows", "query", "folded"),
    [
        (9, "", True),
        (9, "?lang=nb&side=1", True),
        (10, "", False),
        (9, "?q=behov", False),
        (9, "?slag=", True),
    ],
)
def test_the_filters_of_a_short_list_are_folded_until_one_is_used(
    world: World, people: People, rows: int, query: str, folded: bool
) -> None:
    many(world, people, rows)
    page = browser_of(people.neighbour).get(f"/behov/{query}").content.decode()
    form = page[page.index('<form method="get"') :]
    first = form[form.index(">") + 1 :].lstrip()
    assert first.startswith("<details") is folded
    assert form[: form.index("</form>")].count('name="q"') == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=behov+3", 1),
        ("hvem=al", 5),
        ("cpv=4523", 10),
        ("cpv=9", 0),
        ("maal=6", 0),
        ("tilstand=open", 10),
        ("tilstand=expired", 0),
        ("tilstand=tull", 0),
    ],
)
def test_the_list_is_filtered_in_the_address(world: World, people: People, query: str, number: int) -> None:
    many(world, people, 10)
    page = browser_of(None).get(f"/behov/?{query}").content.decode()
    assert page.count('<th scope="row">') == number


@pytest.mark.both_databases
def test_words_are_found_in_the_texts_as_they_were_saved_last(
    world: World, people: People, draft: Need, writer: Actor
) -> None:
    change_need(draft, {"title": "Ærleg ØYKART", "effect": "Færre feil."}, actor=writer)
    browser = browser_of(people.writer)
    words = ("ÆRLEG øykart", "færre kart", "hemmeleg", "kart færre feil", "100%", "øykart_")
    found = [
        word
        for word in words
        if '<th scope="row">' in browser.get(f"/behov/?q={quote(word)}").content.decode()
    ]
    assert found == ["ÆRLEG øykart", "færre kart", "kart færre feil"]


@pytest.mark.both_databases
def test_the_migration_folds_the_texts_that_are_there(world: World, people: People) -> None:
    many(world, people, 3)
    Need.objects.update(search_text="")
    fill_search_text("needs", "Need", "search_text")(apps, connection.schema_editor())
    assert Need.objects.filter(search_text__startswith="behov").count() == 3


def test_ones_own_come_first_and_what_has_run_out_last(world: World, people: People, writer: Actor) -> None:
    many(world, people, 4)
    Need.objects.filter(title="Behov 0").update(expires_on=writer.today - timedelta(days=1))
    page = browser_of(people.writer).get("/behov/?format=csv").content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in page.splitlines()[1:]] == [
        "Behov 2",
        "Behov 1",
        "Behov 3",
        "Behov 0",
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("number", "shown"), [("1", slice(0, 20)), ("9", slice(40, 51)), ("x", slice(0, 20))]
)
def test_a_visitor_meets_what_runs_out_first_on_the_first_page(
    world: World, people: People, number: str, shown: slice
) -> None:
    many(world, people, 51)
    for at, one in enumerate(Need.objects.order_by("-title")):
        Need.objects.filter(pk=one.pk).update(expires_on=timezone.localdate() + timedelta(days=at))
    page = browser_of(None).get(f"/behov/?side={number}").content.decode()
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]+)', page)
    assert rows == sorted((f"Behov {one}" for one in range(51)), reverse=True)[shown]


def test_the_workbook_holds_all_that_the_list_finds(world: World, people: People) -> None:
    many(world, people, 120)
    book = openpyxl.load_workbook(BytesIO(browser_of(None).get("/behov/?hvem=al&format=xlsx").content))
    assert len(list(book.worksheets[0].values)) == 61


def test_who_shares_a_need_is_set_side_by_side(world: World, people: People) -> None:
    many(world, people, 4)
    page = browser_of(None).get("/behov/felles/?lang=nn").content.decode()
    assert "CPV 4523" in page
    assert "Gol kommune, Ål kommune" in " ".join(page.split())


def test_needs_that_have_several_things_in_common_are_set_side_by_side_once(
    world: World, people: People
) -> None:
    many(world, people, 4)
    Need.objects.update(targets=["6.4"])
    page = browser_of(None).get("/behov/felles/?lang=nn").content.decode()
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["CPV 4523"]
    assert "Gol kommune, Ål kommune · 6.4 " in page


def test_agreements_stand_in_the_order_in_which_they_run_out(
    world: World, people: People, writer: Actor
) -> None:
    day = writer.today
    common = {"supplier": "Demorør AS", "source": "26/1", "options_until": None}
    for title, days in (("Sist", 90), ("Først", 30), ("Forbi", -1)):
        written = common | {"title": title, "ends_on": day + timedelta(days=days)}
        record_agreement(world.gol, written, actor=writer)
    page = browser_of(None).get("/behov/avtaler/").content.decode()
    assert (page.index("Først") < page.index("Sist"), "Forbi" in page) == (True, False)


def test_agreements_that_run_out_are_one_line_for_a_buyer(world: World, people: People) -> None:
    buyer = acting_as(people.neighbour)
    common = {"supplier": "Demorør AS", "source": "26/1", "ends_on": buyer.today + timedelta(days=90)}
    for title in ("Røyr", "Mat", "Køyring"):
        record_agreement(world.al, common | {"title": title}, actor=buyer)
    lines = [one for one in tasks_for(buyer) if "avtaler" in one.address]
    assert [(one.address, one.due) for one in lines] == [("/behov/avtaler/?hvem=al", common["ends_on"])]


def test_needs_that_run_out_are_one_line_for_an_organisation(
    world: World, people: People, writer: Actor
) -> None:
    many(world, people, 8, expires_on=writer.today + timedelta(days=10))
    lines = [one for one in tasks_for(writer) if one.address.startswith("/behov/")]
    assert [one.address for one in lines] == ["/behov/?hvem=gol"]
