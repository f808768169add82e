"""From a frozen pool to the documents of a procurement, in nynorsk, by the buttons of the pages."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from loftet.people.models import RoleKind
from loftet.pools.actions import freeze_pool, open_pool, pledge, specify_pool, start_pool
from loftet.pools.example import OPENED
from loftet.pools.models import Pool
from loftet.pools.queries import buyers_as_read, members_of
from loftet.procurement.models import Procurement
from tests.browser.conftest import reader
from tests.people.partnership import World, acting_as, browser_of, hire, small_partnership

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
BEFORE = 8  # steps of the full path before the announcement


def frozen_pool(world: World) -> Pool:
    """Make a frozen pool of Gol and Ål, for which one buyer acts."""
    day = timezone.localdate() + timedelta(days=30)
    for organisation in (world.gol, world.al):
        user = hire("jonas@gol.example", organisation, RoleKind.PROCUREMENT_OFFICER)
    buyer = acting_as(user)
    terms = {"title": "Tette lekkasjar", "unit": "km", "kind": "goods_services", "joins_until": day}
    pool = start_pool(world.gol, terms, actor=buyer)
    specify_pool(pool, {"text": "Halv lekkasje på tre år.\nIngen stengde vegar."}, actor=buyer)
    pool.refresh_from_db()
    pool = open_pool(pool, OPENED, actor=buyer)
    signed = {"certainty": "committed", "authority": "26/1", "authority_limit": 2_000_000}
    for organisation in (world.gol, world.al):
        part = {"amount": 12, "earliest": day, "latest": day, "max_value": 1_500_000, **signed}
        pledge(pool, organisation, part, 0, actor=buyer)
    pool.refresh_from_db()
    return freeze_pool(pool, {"notice": "2026-123456"}, buyers_as_read(members_of(pool)), actor=buyer)


def take_steps(page: Page) -> None:
    """Take each step before the announcement by the page's filled button; leave the dialogue out."""
    for number in range(BEFORE):
        page.locator(".need-next .ds-button[data-variant=primary]").click()
        if page.get_by_role("heading", level=1).inner_text() == "Snakk med marknaden":
            page.get_by_label("Vi hoppar over det").check()
            page.get_by_label("Om de hoppar over det: kvifor?").fill("Konferansen er halden.")
        else:
            page.get_by_label("Det er gjort").check()
        page.get_by_role("button", name="Lagre").click()
        expect(page.locator("#steps")).to_contain_text(f"{number + 1} av 10 steg")


def test_a_buyer_goes_from_a_pool_to_documents_in_nynorsk(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    world = small_partnership()
    pool = frozen_pool(world)
    buyer = browser_of(pool.written_by)
    with reader(browser, site, buyer, "nn", accept_downloads=True) as context:
        page = context.new_page()
        page.goto(f"{site}{pool.get_absolute_url()}")
        page.get_by_role("link", name="Førebu anskaffinga").click()
        expect(page.get_by_label("Eigen del, kr utan mva.")).to_have_value("1500000")
        page.get_by_label("Kva gjeld innkjøpet?").select_option("water")
        page.get_by_label("Opsjonar og forlengingar, kr").fill("2500000")
        page.get_by_label("Når blir anskaffinga kunngjord?").fill(timezone.localdate().isoformat())
        page.get_by_role("button", name="Sjå kva reglar som gjeld").click()
        expect(page.locator(".need-head")).to_contain_text("Forsyningsforskrifta")
        expect(page.locator("#value")).to_contain_text("5 500 000 kr")
        take_steps(page)
        procurement = Procurement.objects.get()
        page.goto(f"{site}{procurement.get_absolute_url()}kriterier/")
        page.get_by_label("Tildelingskriterium, eitt på kvar linje, med vekt").fill(
            "Pris: 70\nKlima: 29 klima"
        )
        page.get_by_role("button", name="Lagre").click()
        expect(page.locator("form.report")).to_contain_text("Vektene blir 99 til saman")
        page.get_by_label("Tildelingskriterium, eitt på kvar linje, med vekt").fill(
            "Pris: 70\nKlima: 30 klima"
        )
        page.get_by_label("Korleis blir klimaregelen følgd?").select_option("weighted")
        page.get_by_role("button", name="Lagre").click()
        expect(page.locator(".need-aside")).to_contain_text("Klima: 30 %")
        folded = page.locator("details:has(a[href$='/dokument/kriterium.docx'])")
        folded.evaluate_all("all => all.forEach(one => { one.open = true })")
        with page.expect_download() as loading:
            page.locator("a[href$='/dokument/kriterium.docx']").click()
        loading.value.save_as(tmp_path / "document.docx")
        document = docx.Document(BytesIO((tmp_path / "document.docx").read_bytes()))
        assert document.paragraphs[0].text == "Tildelingskriterium og klimaval: Tette lekkasjar"
        assert [one.text for one in document.tables[0].rows[1].cells] == ["Pris", "70 %", "–"]
