"""The pages of a pool: both faces, the picture, the forms, and the way from start to announcement."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from loftet.agreements.actions import record_agreement
from loftet.needs.actions import change_need, write_need
from loftet.needs.models import Need
from loftet.people.models import RoleKind, User
from loftet.people.permissions import Actor
from loftet.pools.example import OPENED
from loftet.pools.models import Pledge, PledgeChange, Pool, Specification
from loftet.pools.picture import bars, growth
from loftet.pools.queries import (
    buyers_as_read,
    could_join,
    could_pledge_for,
    first_pledge,
    members_of,
    overview,
)
from loftet.suppliers.example import confirmed
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire
from tests.pools.conftest import PRICES, TITLE, Join, announce, in_days, part, signed

SENT = {"title": "Røyr", "unit": "km", "kind": "works", "joins_until": in_days(30).isoformat()}


def page_of(pool: Pool, user: User | None = None) -> str:
    return browser_of(user).get(f"{pool.get_absolute_url()}?lang=nb").content.decode()


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


def test_the_buyers_see_when_it_pays_and_what_they_gain_their_own_first(people: People, priced: Pool) -> None:
    Pool.objects.update(least_volume=80)
    inside, outside = page_of(priced, people.neighbour), page_of(priced)
    assert "lønner det seg for alle" in inside
    assert all(one in inside for one in ("Gol 2023", "Av dette felleskostnad", "Alene"))
    table = inside.partition('id="gain-table"')[2]
    assert table.index("Ål kommune") < table.index("Gol kommune")
    assert not any(one in outside for one in ("lønner det seg", "Gol 2023", "felleskostnad"))
    assert "Streken står ved 80 km: Derfra går kjøperne videre." in outside


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (0, "Ingen har skrevet inn en pris fra en egen avtale ennå."),
        (1, "Én pris er skrevet inn. Det trengs én til, ved en annen mengde."),
    ],
)
def test_without_own_prices_the_page_says_what_is_missing_and_who_can_write_it(
    people: People, priced: Pool, kept: int, told: str
) -> None:
    Pool.objects.update(own_prices=PRICES[:kept])
    page = " ".join(page_of(priced, people.writer).split())
    assert told in page
    assert "Gol kommune, Ål kommune." in page
    assert "gain-table" not in page
    assert "lønner det seg" not in page


def test_a_page_has_at_most_one_filled_button(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    filled = {
        role: page_of(open_one, user).count('data-variant="primary"')
        for role, user in (
            ("colleague", people.colleague),
            ("neighbour", people.neighbour),
            ("politician", people.politician),
            ("firm", people.firm),
            ("nobody", None),
        )
    }
    assert filled == {"colleague": 1, "neighbour": 1, "politician": 0, "firm": 0, "nobody": 0}


def test_together_they_cross_a_threshold_that_none_crosses_alone(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    join(world.gol, people.colleague, part(61))
    assert "til sammen</h2>" not in page_of(open_one)
    join(world.al, people.neighbour, part(48))
    page = page_of(open_one)
    assert "Over EØS-grensen til sammen" in page
    assert "Ingen av dem går over alene." in page
    # Only those who choose a procedure are asked to check the amount.
    assert "Usikker" not in page
    assert "Usikker" in page_of(open_one, people.colleague)


@pytest.mark.parametrize(
    ("each", "heading"),
    [
        (45_900, "Over EØS-grensen for forsyning til sammen</h2>"),  # 5 003 100 kr
        (45_800, "Over den nedre grensen i anskaffelsesloven</h2>"),  # 4 992 200 kr
    ],
)
def test_what_serves_drinking_water_is_held_against_the_threshold_of_utilities(
    world: World, people: People, open_one: Pool, join: Join, each: int, heading: str
) -> None:
    join(world.gol, people.colleague, part(61))
    join(world.al, people.neighbour, part(48))
    Pool.objects.update(kind="utilities", unit_estimate=each)
    page = page_of(open_one)
    assert heading in page
    assert "<p>Forsyningsforskriften.</p>" in page
    Pool.objects.update(kind="goods_services")
    page = page_of(open_one)
    assert "Over EØS-grensen</h2>" in page
    assert "Forsyningsforskriften" not in page


def test_who_could_join_is_told_to_the_buyers_alone(
    world: World, people: People, pool: Pool, writer: Actor
) -> None:
    now = timezone.now()
    need = Need.objects.create(
        organisation=world.al,
        title="Mindre vatn bort",
        state="open",
        audience="region",
        shared=now,
        expires_on=in_days(60),
        cpv="45232150",
        volume=26,
        unit="km",
        written=now,
        written_by=people.neighbour,
    )
    Pool.objects.update(cpv="45232")
    pool.refresh_from_db()
    found = could_join(pool, members_of(pool), writer)
    with translation.override("en"):
        assert [(one.organisation, one.amount) for one in found] == [(world.al, need.volume)]
    assert "Mindre vatn bort" in page_of(pool, people.writer)
    assert "Mindre vatn bort" not in page_of(pool, people.council)
    assert overview(pool, acting_as(people.council)).possible == ()


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


@pytest.mark.parametrize(
    ("rows", "others", "found"),
    [
        ([], [], ([], [])),
        ([], [50.0], ([], [100.0])),
        ([("a", 30.0), ("b", 10.0)], [20.0], ([(0.0, 75.0), (75.0, 25.0)], [50.0])),
    ],
)
def test_each_bar_begins_where_the_last_one_ended(rows: Any, others: list[float], found: Any) -> None:
    assert bars(rows, others) == found


def test_the_sum_grows_by_the_days(world: World, people: People, pool: Pool, join: Join) -> None:
    join(world.gol, people.colleague, part(60))
    join(world.al, people.neighbour, signed(40))
    assert growth(pool, in_days(0)) is None
    first = PledgeChange.objects.get(pledge__organisation=world.gol)
    PledgeChange.objects.filter(pk=first.pk).update(when=first.when - timedelta(days=10))
    found = growth(pool, in_days(10))
    assert found is not None
    assert (int(found.most), found.areas) == (
        100,
        (
            ("interested", "M0 100H0.0V40.0H500.0V0.0H1000V100Z"),
            ("intention", "M0 100H0.0V40.0H500.0V0.0H1000V100Z"),
            ("committed", "M0 100H0.0V100.0H500.0V60.0H1000V100Z"),
        ),
    )


def test_own_prices_are_written_as_lines_and_shown_again(people: People, priced: Pool) -> None:
    browser, address = browser_of(people.neighbour), f"{priced.get_absolute_url()}prisar/"
    sent = {"own_prices": "10: 48 713,50, avtalen frå 2023\n200: 31877; Ål 2024"}
    version = {"version": str(priced.version)}
    assert browser.post(address, sent | version).status_code == 302
    row = Pool.objects.get()
    assert row.own_prices == [["10", "48713.50", "avtalen frå 2023"], ["200", "31877", "Ål 2024"]]
    assert "10: 48713,50, avtalen frå 2023" in browser.get(address).content.decode()
    late = browser.post(f"{address}?lang=nb", {"own_prices": "10: 5, Nes"} | version)
    assert (late.status_code, "200: 31877, Ål 2024" in late.content.decode()) == (409, True)
    wrong = {"own_prices": "10: 5, Gol\n5: 6, Ål", "version": str(row.version)}
    again = browser.post(f"{address}?lang=nb", wrong)
    assert (again.status_code, "minste mengden først" in again.content.decode()) == (422, True)


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
