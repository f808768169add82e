"""The pages of a pool: the list, the forms, and the way from start to announcement."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loftet.agreements.actions import record_agreement
from loftet.needs.actions import change_need, write_need
from loftet.people.models import RoleKind
from loftet.people.permissions import Actor
from loftet.pools.example import OPENED
from loftet.pools.models import Pledge, Pool, Specification
from loftet.pools.queries import buyers_as_read, could_pledge_for, first_pledge, members_of
from loftet.suppliers.example import confirmed
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire
from tests.pools.conftest import TITLE, Join, announce, in_days, page_of, part, signed

SENT = {"title": "Røyr", "unit": "km", "kind": "works", "joins_until": in_days(30).isoformat()}


def test_from_start_to_announcement_by_forms_alone(world: World, people: People) -> None:
    lead, other = browser_of(people.colleague), browser_of(people.neighbour)
    lead.post("/organisasjoner/gol/felles-innkjop/nytt/", SENT)
    pool = Pool.objects.get()
    address = pool.get_absolute_url()
    lead.post(f"{address}krav/", {"text": "Halv lekkasje.", "version": "1"})
    lead.post(f"{address}opne/", OPENED | {"version": "2"})
    days = {"earliest": in_days(50).isoformat(), "latest": in_days(60).isoformat(), "version": "0"}
    within = {
        "certainty": "committed",
        "max_value": "1 600 000",
        "authority": "26/1",
        "authority_limit": "2000000",
    }
    assert lead.post(f"{address}mengde/gol/", {"amount": "61,5", **days, **within}).status_code == 302
    assert other.post(f"{address}mengde/al/", {"amount": "48", **days, **within}).status_code == 302
    sent = {"version": "3", "buyers": buyers_as_read(members_of(pool))}
    assert lead.post(f"{address}kunngjor/", sent).status_code == 422
    assert lead.post(f"{address}kunngjor/", {**sent, "sure": "on", "notice": "1"}).status_code == 302
    pool.refresh_from_db()
    assert (pool.state, pool.notice, Specification.objects.get().number) == ("frozen", "1", 1)
    page = page_of(pool)
    assert "2 er med, 109,50 km" in page
    assert "Ål kommune" in page.partition("Kjøperne")[2]
    assert other.get(f"{address}mengde/al/").status_code == 403


def test_a_new_pledge_begins_with_what_the_own_need_says(people: People, pool: Pool, writer: Actor) -> None:
    for unit in ("tonn", "km"):
        need = write_need(pool.lead, {"title": unit, "volume": "48", "unit": unit}, actor=writer)
        change_need(need, {"needed_by": in_days(200)}, actor=writer)
        pool.needs.add(need)
    known = {"earliest": pool.joins_until, "latest": in_days(200), "amount": Decimal("48.00")}
    assert first_pledge(pool, pool.lead) == known
    need.delete()
    assert first_pledge(pool, pool.lead) == {"earliest": pool.joins_until, "latest": in_days(200)}
    page = browser_of(people.colleague).get(f"{pool.get_absolute_url()}mengde/gol/").content.decode()
    assert f'value="{in_days(200).isoformat()}"' in page


def test_the_announcement_shows_buyers_that_have_changed_meanwhile(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    join(world.gol, people.colleague, signed(61))
    join(world.al, people.neighbour, signed(48))
    lead, address = browser_of(people.colleague), f"{open_one.get_absolute_url()}kunngjor/?lang=nb"
    read = buyers_as_read(members_of(open_one))
    assert f'value="{read}"' in lead.get(address).content.decode()
    join(world.al, people.neighbour, signed(4800))
    sent = {"version": str(open_one.version), "buyers": read, "sure": "on"}
    answer, now = lead.post(address, sent), buyers_as_read(members_of(open_one))
    page = answer.content.decode()
    assert (answer.status_code, f'value="{now}"' in page, f'value="{read}"' in page) == (409, True, False)
    assert ("4\N{NO-BREAK SPACE}800" in page, "checked" in page) == (True, False)
    assert lead.post(address, sent | {"buyers": now}).status_code == 302


def test_who_may_not_commit_is_told_at_the_field(people: People, pool: Pool) -> None:
    sent = {
        **signed(10),
        "earliest": in_days(5).isoformat(),
        "latest": in_days(6).isoformat(),
        "version": "0",
    }
    answer = browser_of(people.writer).post(f"{pool.get_absolute_url()}mengde/gol/?lang=nb", sent)
    assert (answer.status_code, 'id="id_certainty_error"' in answer.content.decode()) == (422, True)
    assert not Pledge.objects.exists()


def test_two_who_change_a_pledge_at_once_are_told(
    world: World, people: People, pool: Pool, join: Join
) -> None:
    join(world.al, people.neighbour, part(48))
    browser, sent = browser_of(people.neighbour), {**part(50), "version": "0"}
    sent |= {"earliest": in_days(5).isoformat(), "latest": in_days(6).isoformat()}
    answer = browser.post(f"{pool.get_absolute_url()}mengde/al/", sent)
    assert (answer.status_code, int(Pledge.objects.get().amount)) == (409, 48)


def test_whom_somebody_may_pledge_for_takes_as_many_queries_for_two_as_for_one(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    join(world.gol, people.colleague, part(61))
    counts = []
    for place in (world.al, None):
        if place:
            hire(people.colleague.email, place, RoleKind.PROCUREMENT_OFFICER, document="26/14")
        actor = acting_as(people.colleague)
        with CaptureQueriesContext(connection) as asked:
            found = could_pledge_for(actor, open_one)
        counts.append((len(found), len(asked)))
        people.colleague.roles.exclude(organisation=world.gol).delete()
    (many, asked_of_many), (one, asked_of_one) = counts
    assert (many, one, asked_of_many) == (2, 1, asked_of_one)


def test_a_municipality_that_did_not_commit_is_not_shown_in_what_is_announced(
    world: World, people: People, open_one: Pool, join: Join, writer: Actor
) -> None:
    join(world.gol, people.colleague, signed(61))
    join(world.al, people.neighbour, signed(48))
    announce(open_one, writer)
    link, address = f'href="{open_one.get_absolute_url()}"', "/organisasjoner/al/"
    assert link in browser_of(people.neighbour).get(address).content.decode()
    Pledge.objects.filter(organisation=world.al).update(certainty="interested")
    assert link not in browser_of(people.neighbour).get(address).content.decode()


@pytest.mark.parametrize("rows", [500, pytest.param(10_000, marks=pytest.mark.nightly)])
def test_the_list_asks_few_questions_however_long_it_is(
    world: World, people: People, rows: int, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    place = world.council.place
    row = {"lead": world.gol, "region": place, "unit": "km", "joins_until": in_days(9), "written": now}
    Pool.objects.bulk_create(
        Pool(title=f"Innkjøp {at}", state="open", opened=now, written_by=people.writer, **row)
        for at in range(rows)
    )
    browser = browser_of(people.writer)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(18):
        page = browser.get("/felles-innkjop/?q=innkjøp 4&side=2").content.decode()
    assert page.count('<th scope="row">') == 20


@pytest.mark.parametrize("address", ["/felles-innkjop/", "/behov/avtaler/", "/leverandorer/"])
def test_a_list_is_handed_out_as_a_workbook(
    world: World, people: People, open_one: Pool, address: str
) -> None:
    confirmed(world.firm, "310482013", people.firm)
    record_agreement(
        world.gol,
        {"title": TITLE, "supplier": "Røyr AS", "source": "26/1", "ends_on": in_days(90)},
        actor=acting_as(people.colleague),
    )
    answer = browser_of(people.colleague).get(f"{address}?format=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    assert None not in header
    assert {TITLE, "Varme AS"} & {cell for row in rows for cell in row}


def test_the_files_hold_what_is_pledged_and_no_formula(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    join(world.gol, people.colleague, part(61))
    join(world.al, people.neighbour, signed(48))
    Pool.objects.update(title="=1+1")
    browser = browser_of(None)
    text = browser.get("/felles-innkjop/?format=csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].split(";")[:7] == ["'=1+1", "Gol kommune", "Åpent", "2", "48,00", "61,00", ""]
    book = openpyxl.load_workbook(BytesIO(browser.get("/felles-innkjop/?format=xlsx&tilstand=open").content))
    rows = [list(row) for row in book.worksheets[0].values]
    assert [row[3:7] for row in rows[1:]] == [[2, 48, 61, None]]
    assert book.worksheets[0]["A2"].data_type == "s"
