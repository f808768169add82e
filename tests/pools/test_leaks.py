"""Nothing that is computed from what the buyers pay leaves them: walked by role.

Each role reads everything twice, with other prices in between: what nobody but the buyers may know is the
same both times, letter for letter.
"""

import json
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client

from loftet.core.registry import apps, tasks_for
from loftet.log.models import Entry
from loftet.needs.actions import write_need
from loftet.notices.actions.digests import send_weekly_letters
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Notice
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind, User
from loftet.people.permissions import Actor
from loftet.pool_overview.actions import price_pool
from loftet.pools.access import purchases_of
from loftet.pools.actions import open_pool, specify_pool
from loftet.pools.example import OPENED
from loftet.pools.models import Pool
from tests.found_by import documents
from tests.letters import letters_sent
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of, hire
from tests.pools.conftest import PRICES, Join, announce, signed

OTHER = [["1", "900", "Nes 2021"], ["300", "500", "Nes 2022"]]
OUTSIDE = ("nobody", "politician", "council", "far", "firm", "disqualified", "adviser")
BUYERS = ("writer", "colleague", "neighbour")
BOOK = "/felles-innkjop/?format=xlsx"
POOLS = ("/felles-innkjop/", "/felles-innkjop/?format=csv", BOOK, "/sok/?q=lekkasjar", "/min-side/")
ADDRESSES = (
    *POOLS,
    *("/", "/felles-innkjop/?q=lekkasjar", "/felles-innkjop/?tilstand=open", "/behov/", "/behov/felles/"),
    *("/felles-innkjop/?hvem=gol&format=csv", "/organisasjoner/gol/", "/organisasjoner/al/", "/logg/gol/"),
    *("/logg/varme/", "/min-side/opplysninger/", "/min-side/data.json", "/varsler/", "/varsler.csv"),
    *("/varsler/innstillinger/", "/varsler/folger.csv", "/api/ocds/"),
)
PAGES = (
    "",
    "endre/",
    "kostnad/",
    "krav/",
    "kunngjor/",
    "steg/end/",
    "mengde/gol/",
    "trekk/gol/",
    "prisar/",
    "inhabil/",
    "innsyn/",
)
NIGHTLY = pytest.mark.nightly
EVERY_DAY = (("nobody", POOLS), ("firm", POOLS[:3]), ("disqualified", POOLS[:1]))
WALKS = [
    *EVERY_DAY,
    *(pytest.param(one, ADDRESSES, marks=NIGHTLY, id=f"{one}-everywhere") for one in OUTSIDE),
]
CHANGING = re.compile(r'<input type="hidden"[^>]*>|"[^"]*nonce[^"]*"|"(?:session|made|now)[^,]*,')


@pytest.fixture
def persons(world: World, people: People, priced: Pool, writer: Actor) -> dict[str, User | None]:
    """Return everybody who asks, also one who is disqualified, and one who also works in a firm."""
    close = hire("nils@gol.example", world.gol, RoleKind.PROCUREMENT_OFFICER)
    declare_disqualified(close, priced, reason="", scope="gol", now=writer.now)
    adviser = hire("rita@gol.example", world.gol, RoleKind.BUSINESS_ADVISER)
    hire("rita@gol.example", world.firm, RoleKind.EDITOR)
    named = {role: getattr(people, role) for role in (*BUYERS, "politician", "council", "far", "firm")}
    return {**named, "nobody": None, "disqualified": close, "adviser": adviser}


def cells_of(book: bytes) -> str:
    """Return the cells of a workbook, which itself holds when it was made."""
    return str([list(row) for row in openpyxl.load_workbook(BytesIO(book)).worksheets[0].values])


def read_by(browser: Client, addresses: Iterable[str]) -> dict[str, str]:
    """Return all that somebody is shown: the pages, the files and the headers."""
    found = {}
    for address in addresses:
        answer = browser.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        text = cells_of(content) if address == BOOK else content.decode()
        headers = {name: one for name, one in answer.headers.items() if name in ("Location", "Content-Type")}
        found[address] = f"{answer.status_code} {headers} {CHANGING.sub('', text)}"
    return found


def read_twice(user: User | None, addresses: Sequence[str]) -> set[str]:
    """Return the addresses that show something else when the prices are other ones."""
    Pool.objects.update(own_prices=PRICES)
    browser = browser_of(user)
    before = read_by(browser, addresses)
    Pool.objects.update(own_prices=OTHER)
    after = read_by(browser, addresses)
    return {address for address in before if before[address] != after[address]}


@pytest.mark.parametrize(("role", "addresses"), WALKS)
def test_prices_change_nothing_for_anybody_outside(
    persons: dict[str, User | None], priced: Pool, role: str, addresses: Sequence[str]
) -> None:
    pages = tuple(f"{priced.get_absolute_url()}{page}" for page in PAGES)
    assert read_twice(persons[role], (*addresses, *pages)) == set()


@pytest.mark.parametrize("role", [BUYERS[2], *(pytest.param(one, marks=NIGHTLY) for one in BUYERS[:2])])
def test_prices_change_the_page_of_the_pool_for_its_buyers_alone(
    persons: dict[str, User | None], priced: Pool, role: str
) -> None:
    page = priced.get_absolute_url()
    assert read_twice(persons[role], (page, *POOLS)) == {page}


def test_of_a_frozen_pool_the_buyers_alone_see_prices(
    world: World, people: People, persons: dict[str, User | None], priced: Pool, join: Join, writer: Actor
) -> None:
    join(world.gol, people.colleague, signed(61))
    join(world.al, people.neighbour, signed(48))
    announce(priced, writer)
    page = (priced.get_absolute_url(),)
    seeing = {role for role, user in persons.items() if read_twice(user, page)}
    assert seeing == set(BUYERS)


def test_a_municipality_that_has_left_sees_no_prices(
    people: People, persons: dict[str, User | None], priced: Pool
) -> None:
    priced.pledges.filter(organisation__slug="al").update(withdrawn=acting_as(people.neighbour).now)
    assert read_twice(people.neighbour, (priced.get_absolute_url(),)) == set()


def test_no_price_is_in_the_log_in_a_notice_in_a_task_in_a_letter_or_in_search(
    people: People, priced: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    for user in (people.writer, people.far, people.firm):
        follow(user, priced, priced.get_absolute_url(), now=acting_as(user).now)
    price_pool(priced, {"own_prices": PRICES}, actor=acting_as(people.neighbour))
    browser_of(people.writer).get(priced.get_absolute_url())
    today = acting_as(people.writer).today
    send_weekly_letters(today, today.isoweekday())
    told: list[Any] = list(Entry.objects.values()) + list(Notice.objects.values())
    told += [vars_of(task) for user in User.objects.all() for task in tasks_for(acting_as(user))]
    told += [vars_of(one) for one in documents()]
    told += [(letter.subject, letter.body, str(letter.message())) for letter in letters_sent()]
    text = json.dumps(told, default=str) + caplog.text
    assert not [secret for secret in ("48713", "31877", "Gol 2023") if secret in text]
    entries = Entry.objects.filter(action="pool.priced").values_list("scope", "acting_for", "details")
    assert {(scope, by, str(details)) for scope, by, details in entries} == {("gol", "Ål kommune", "{}")}


def vars_of(row: Any) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in row.__dataclass_fields__}


def test_a_pool_hands_nothing_to_the_api() -> None:
    assert next(one for one in apps() if one.label == "pools").api is None


def test_open_contracting_data_name_the_buyers_once_the_pool_is_frozen(
    world: World, people: People, priced: Pool, join: Join, writer: Actor
) -> None:
    def told() -> dict[str, Any]:
        [release] = browser_of(None).get("/api/ocds/").json()["releases"]
        return release  # type: ignore[no-any-return]

    before = told()
    assert [one["name"] for one in before["parties"]] == ["Gol kommune"]
    assert "quantity" not in before["tender"]["items"][0]
    join(world.gol, people.colleague, signed(61))
    join(world.al, people.neighbour, signed(48))
    announce(priced, writer)
    after = told()
    assert [one["name"] for one in after["parties"]] == ["Gol kommune", "Ål kommune"]
    assert (after["tender"]["status"], after["tender"]["items"][0]["quantity"]) == ("planned", 109)
    assert before["id"] != after["id"]
    numbers = ("48713", "31877", "52000", "30000", "100000", "1600000", "26/14", "Gol 2023")
    assert [one for one in numbers if one in str(before) + str(after)] == []


def test_a_pool_that_is_being_agreed_on_is_in_no_open_contracting_data(people: People, pool: Pool) -> None:
    for user in (people.writer, people.neighbour, None):
        assert browser_of(user).get("/api/ocds/").json()["releases"] == []


# --- a pool that is not open yet ---------------------------------------------------------------------


def test_a_pool_that_is_being_agreed_on_is_seen_in_the_region_alone(people: People, pool: Pool) -> None:
    roles = ("writer", "politician", "neighbour", "council", "far", "firm")
    seeing = set()
    for role, user in {**{one: getattr(people, one) for one in roles}, "nobody": None}.items():
        browser = browser_of(user)
        texts = [browser.get(f"/felles-innkjop/{page}").content.decode() for page in ("", "?format=csv")]
        texts.append(cells_of(browser.get(BOOK).content))
        texts.append(browser.get(pool.get_absolute_url()).content.decode())
        if any(pool.title in text for text in texts):
            seeing.add(role)
    assert seeing == {"writer", "politician", "neighbour", "council"}
    assert browser_of(people.far).get(pool.get_absolute_url()).status_code == 404
    assert browser_of(None).get(pool.get_absolute_url()).headers["Location"].startswith("/logg-inn/")
    assert not [one for one in documents() if one.kind == "pool"]
    assert pool.title not in str(list(Entry.objects.values()))


def test_what_is_handed_out_on_an_access_request_holds_no_price(people: People, priced: Pool) -> None:
    address, sent = f"{priced.get_absolute_url()}innsyn/?lang=nb", {"journalled": "yes"}
    sent["basis"] = priced.hidden_basis or "fvl-13-1-2"
    browser = browser_of(people.writer)
    with ZipFile(BytesIO(browser.post(address, sent).content)) as whole:
        texts = {name[-4:]: whole.read(name).decode() for name in whole.namelist()}
    found = texts["html"].replace("\xa0", "") + texts["json"]
    secret = ("48713", "31877", "52000", "Gol 2023", "own_prices", "joint_cost")
    assert [one for one in secret if one in found] == []
    assert [
        one
        for one in ("Gol kommune", "Halv lekkasje på tre år.", "forvaltningsloven § 13")
        if one not in found
    ] == []
    assert browser_of(people.far).post(address, sent).status_code == 403


def test_a_need_is_handed_out_with_the_purchases_that_everybody_reads(pool: Pool, writer: Actor) -> None:
    need = write_need(pool.lead, {"title": "Mindre lekkasje"}, actor=writer)
    pool.needs.add(need)
    assert purchases_of(need).lines == []
    specify_pool(pool, {"text": "Halv lekkasje på tre år."}, actor=writer)
    pool.refresh_from_db()
    open_pool(pool, OPENED, actor=writer)
    assert [one.name for one in purchases_of(need).lines] == [f"Gol kommune: {pool.title}"]
