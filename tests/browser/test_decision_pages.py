"""Bodies and matters as a browser shows them: barriers, widths, both forms, and without scripts."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.follow_ups import ToDo, add_follow_up
from loftet.decisions.actions.leading import lead_out
from loftet.decisions.actions.matters import publish_matter, write_matter
from loftet.decisions.actions.treatments import (
    Moved,
    Planned,
    Result,
    Said,
    plan_treatment,
    record_outcome,
)
from loftet.decisions.models import Journalled, Matter, Outcome, TreatmentKind
from tests.decisions.conftest import House, done_by, draft, small_house

pytestmark = pytest.mark.browser
RUN_AXE = "async () => (await axe.run()).violations.map(one => [one.id, one.nodes.map(node => node.html)])"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def emptied_log(site: str) -> Iterator[None]:
    """Empty the log behind a test that commits: no test after it could clear what refuses to be removed."""
    yield
    triggers = import_module("loftet.log.migrations.0002_append_only")
    with connection.schema_editor() as schema:
        triggers.open_again(None, schema)
        schema.execute("DELETE FROM log_entry")
        triggers.close(None, schema)


@pytest.fixture
def addresses(site: str, emptied_log: None) -> tuple[dict[str, str], dict[str, str]]:
    """Give the pages of a matter that has been through everything, and the cookies of who works there."""
    house = small_house()
    matter = write_matter(
        house.world.gol,
        draft(case_number="26/301", restricted="Løyndom.", legal_basis="offl-13"),
        **done_by(house.editor),
    )
    _treat(house, matter)
    begun = f"/saker/{write_matter(house.world.gol, draft(), **done_by(house.editor)).pk}/"
    regional = write_matter(house.world.council, draft(), **done_by(house.facilitator))
    journal = Journal(Journalled.WILL_BE)
    lead_out(
        *(regional, draft(title="[kommune] deltek"), [house.world.gol, house.world.al], journal),
        **done_by(house.facilitator),
    )
    waits = regional.derived.get(organisation=house.world.gol)
    row, own = matter.treatments.filter(outcome="").get(), f"/saker/{matter.pk}/"
    body, first = f"/organer/{house.council.pk}/", house.council.meetings.earliest("day")
    pages = {
        "bodies": "/organisasjoner/gol/organer/",
        "new body": "/organisasjoner/gol/organer/ny/",
        "body": body,
        "plan": f"{body}moter/",
        "meeting": f"{body}moter/{first.pk}/",
        "matters": "/organisasjoner/gol/saker/",
        "new matter": "/organisasjoner/gol/saker/ny/",
        "matter": own,
        "waits": f"/saker/{waits.pk}/",
        "write": f"{begun}skriv/",
        "publish": f"{begun}publiser/",
        "access": f"{own}innsyn/",
        "journal": f"{own}journal/",
        "treatment": f"{own}behandlinger/{row.pk}/",
        "new treatment": f"{own}behandlinger/ny/",
        "outcome": f"{own}behandlinger/{row.pk}/utfall/",
        "delegated": f"{own}delegert/",
        "follow-up": f"{own}oppfolging/",
        "organisation": "/organisasjoner/gol/",
    }
    regional_pages = {
        "tracking": f"/saker/{regional.pk}/kommunene/",
        "lead out": f"/saker/{regional.pk}/led-ut/",
    }
    clients = Client(), Client()
    clients[0].force_login(house.director)
    clients[1].force_login(house.facilitator)
    name = settings.SESSION_COOKIE_NAME
    cookies = [one.cookies[name].value for one in clients]
    found = dict.fromkeys(pages, cookies[0]) | dict.fromkeys(regional_pages, cookies[1])
    return pages | regional_pages, found


def _treat(house: House, matter: Matter) -> None:
    """Let a matter be heard, decided with changes, followed up, and planned again."""
    who = done_by(house.editor)
    hearing = plan_treatment(
        matter, Planned(TreatmentKind.HEARING, house.youth, house.meeting(-9, house.youth)), **who
    )
    record_outcome(hearing, 1, Result(Outcome.HEARD, statements=(Said("Ungdomsrådet", "Ja."),)), **who)
    decided = plan_treatment(matter, Planned(TreatmentKind.DECISION, house.council, house.meeting(-1)), **who)
    amended = Result(
        *(Outcome.AMENDED, "Gol kommune deltek i eitt år."),
        case_number="PS 26/114",
        votes_for=12,
        votes_against=9,
        motions=(Moved("Senterpartiet", "Eitt år.", 12, 9, adopted=True), Moved("Høgre", "Nei.", 9, 12)),
    )
    record_outcome(decided, 1, amended, **who)
    plan_treatment(matter, Planned(TreatmentKind.ORIENTATION, house.council, house.meeting(3)), **who)
    due = timezone.localdate() + timedelta(days=20)
    add_follow_up(matter, ToDo("Vel kontaktperson", "kommunedirektør", due), **who)
    publish_matter(matter, 1, Journal(Journalled.YES, "26/301-2"), **done_by(house.director))


def test_there_is_no_barrier_and_nothing_is_wider_than_the_window(
    browser: Browser, site: str, axe: str, addresses: tuple[dict[str, str], dict[str, str]]
) -> None:
    pages, cookies = addresses
    wrong = {}
    for language, scheme, width in (("nb", "light", 1280), ("nn", "dark", 390)):
        for name, address in pages.items():
            # The site's policy forbids scripts that are not its own; only for axe it is set aside.
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                bypass_csp=True,
            )
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookies[name], "url": site}])
            page = context.new_page()
            response = page.goto(f"{site}{address}?lang={language}")
            assert response is not None
            assert response.status == 200, address
            page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
            page.evaluate(axe)
            found = page.evaluate(RUN_AXE), page.evaluate(TOO_WIDE)
            if found != ([], 0):
                wrong[name, language, width] = found
            context.close()
    assert wrong == {}


def test_a_plan_is_pasted_by_keys_alone_and_without_scripts(
    browser: Browser, site: str, addresses: tuple[dict[str, str], dict[str, str]]
) -> None:
    pages, cookies = addresses
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookies["plan"], "url": site}])
    page = context.new_page()
    page.goto(f"{site}{pages['plan']}?lang=nn")
    page.get_by_label("Møtedagar").focus()
    page.keyboard.type("18.12.2099 kl. 10, 22.1.2100")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    read = page.locator("main").inner_text()
    context.close()
    assert "Møta står i planen." in read
    assert "fredag 18. desember 2099 kl. 10:00" in read
