"""From a wall of indicators to papers that a council has adopted, in nynorsk, through the real pages.

An adviser chooses fifteen indicators with the guide, and the clicks and minutes are counted; both papers are
made, approved, sent, treated and adopted; the mayor reads the one page on a phone; a new edition comes, and
what was adopted keeps its figures.
"""

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from pytest_django import Settings

from loftet.background.work import do_all
from loftet.decisions.models import Body, BodyKind, Meeting
from loftet.editions.folder import build_edition
from loftet.editions.pointer import POINTER, publish
from loftet.people.actions.organisations import NewOrganisation, add_organisation, appoint
from loftet.people.models import OrganisationKind, RoleKind
from loftet.places.queries import place_by_slug
from loftet.reports.models import PlaceReport
from tests.browser.story import NARROW, Story, answer_of, main_of
from tests.browser.test_need_to_pool import fill, press
from tests.browser.test_partnership_story import emptied_log, plan  # noqa: F401 - a fixture
from tests.letters import letters_sent

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
Rows = list[dict[str, str]]

ELI, ODD, MARIT = "eli@ovre-demodal.example", "odd@ovre-demodal.example", "marit@ovre-demodal.example"
SLUG, CODE = "ovre-demodal", "9901"
CHOOSE, SET = f"/kommuner/{SLUG}/velg/", f"/kommuner/{SLUG}/indikatorer/"
REPORTS = f"/kommuner/{SLUG}/rapporter/"
FIGURE, NEW_FIGURE = "water_leakage", "11"
STARTER, WANTED = "Vatn", 15
REASON = "Dette styrer vi sjølve, og det står i økonomiplanen vår."
OWN_REASONS = 4
KINDS = ("saksframlegg", "kunnskapsgrunnlag", "one-page")
MATTER = "Indikatorar og status for Øvre Demodal"
# How fast somebody reads, writes, and finds a button and presses it: slow, as on a Friday afternoon.
WORDS_A_MINUTE, LETTERS_A_MINUTE, CLICKS_A_MINUTE = 180, 120, 15
MOST_CLICKS, MOST_MINUTES = 30, 30


@pytest.fixture
def editions(settings: Settings, site: str, demo_root: Path, tmp_path: Path) -> Path:
    """Serve the demo's edition from a folder in which the test can publish another one."""
    folder = tmp_path / "editions"
    folder.mkdir()
    for one in (demo_root / "editions").iterdir():
        if one.is_dir():
            (folder / one.name).symlink_to(one)
    shutil.copy(demo_root / "editions" / POINTER, folder / POINTER)
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def story(browser: Browser, site: str, editions: Path, axe: str, emptied_log: None) -> Iterator[Story]:  # noqa: F811
    """Return the site with a municipality, its people, and a council that meets today."""
    today = timezone.localdate()
    new = NewOrganisation(SLUG, "Øvre Demodal kommune", OrganisationKind.MUNICIPALITY)
    own = add_organisation(new, place_by_slug(SLUG))
    appoint(ELI, own, RoleKind.TOP_MANAGEMENT, name="Eli Prøvehaug", today=today)
    appoint(ODD, own, RoleKind.PLANNER, name="Odd Prøvemo", today=today)
    appoint(MARIT, own, RoleKind.POLITICIAN, name="Marit Øvingsbakk", today=today)
    council = Body.objects.create(organisation=own, kind=BodyKind.COUNCIL, name="Kommunestyret", paper_days=0)
    Meeting.objects.create(body=council, day=today)
    told = Story(browser, site, axe)
    yield told
    told.end()


@dataclass
class Effort:
    """What choosing takes: presses of a button or a box, words that are read, letters that are written."""

    clicks: int = 0
    words: int = 0
    letters: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def minutes(self) -> float:
        """Return how long it takes somebody who is slow."""
        return self.words / WORDS_A_MINUTE + self.letters / LETTERS_A_MINUTE + self.clicks / CLICKS_A_MINUTE

    def reads(self, page: Page) -> None:
        """Count the words of the lines that are new on the page and open to be read."""
        lines = set(page.locator("main").inner_text().splitlines()) - self.seen
        self.seen |= lines
        self.words += sum(len(one.split()) for one in lines)

    def writes(self, page: Page, name: str, text: str) -> None:
        """Write a text into a field in place of what stands there."""
        page.locator(f"[name='{name}']").fill(text)
        self.letters += len(text)


def test_from_the_guide_to_papers_that_are_adopted(
    story: Story, editions: Path, demo_study: Path, tmp_path: Path
) -> None:
    effort = an_adviser_chooses_fifteen_indicators(story)
    reports = the_papers_are_made_approved_and_sent(story)
    matter = the_council_treats_them(story)
    they_are_adopted(story, reports, matter)
    the_mayor_reads_the_one_page_on_a_phone(story, reports["one-page"])
    a_new_edition_changes_nothing_of_them(story, reports, newer(demo_study, editions, tmp_path))
    print(f"{WANTED} indicators: {effort.clicks} clicks, {effort.minutes:.0f} minutes")  # noqa: T201
    assert effort.clicks <= MOST_CLICKS
    assert effort.minutes <= MOST_MINUTES


def an_adviser_chooses_fifteen_indicators(story: Story) -> Effort:
    page, effort = story.somebody(ODD), Effort()
    story.go(page, f"/kommuner/{SLUG}/time/")
    story.seen(page, "timen-for-det-byrjar")
    effort.reads(page)
    story.go(page, CHOOSE)
    effort.clicks += 1
    story.seen(page, "vel-for-noko-er-valt")
    effort.reads(page)
    page.locator("button", has_text=re.compile(f"^{STARTER}")).first.press("Enter")
    page.locator("#chosen").wait_for()
    effort.clicks += 1
    story.seen(page, "vel-med-eit-ferdig-sett")
    effort.reads(page)
    begun = page.locator(".is-chosen > .choice").count()
    page.locator("#suggested ~ details.more-rows > summary").click()
    effort.clicks += 1
    boxes = page.locator("#suggested ~ :is(ol, details.more-rows) .choice input[type=checkbox]")
    for at in range(WANTED - begun):
        boxes.nth(at).check()
        effort.clicks += 1
        key = (boxes.nth(at).get_attribute("name") or "").removeprefix("velg-")
        written = page.locator(f"[name='fordi-{key}']")
        if at < OWN_REASONS or not written.input_value():
            effort.writes(page, f"fordi-{key}", REASON)
            effort.clicks += 1
    story.seen(page, "vel-kryssa-av")
    press(page, "Lagre valet")
    effort.clicks += 1
    assert page.locator(".is-chosen > .choice").count() == WANTED
    story.seen(page, "valet-er-lagra")
    press(page, "Sjå settet, vis det til alle, før opp at det er vedteke", "link")
    effort.clicks += 1
    story.seen(page, "settet")
    press(page, "Vis det til alle")
    effort.clicks += 1
    assert f"{WANTED} indikatorar er valde" in main_of(page)
    story.seen(page, "settet-er-vist")
    room = story.anybody("room")
    story.go(room, "/regioner/demodalen/velg/")
    story.seen(room, "ved-projektoren")
    return effort


def the_papers_are_made_approved_and_sent(story: Story) -> dict[str, str]:
    page, found = story.somebody(ODD), {}
    for kind in KINDS:
        story.go(page, REPORTS)
        fill(page, kind=kind)
        if kind == KINDS[0]:
            story.seen(page, "bestill-ein-rapport")
        press(page, "Lag rapporten")
        page.wait_for_url(re.compile(r"/rapporter/.+/\d+/"))
        found[kind] = page.url.removeprefix(story.site).partition("?")[0]
    story.seen(page, "rapporten-blir-laga")
    assert do_all(timezone.now()) == len(KINDS)
    page.get_by_text("ventar på at Øvre Demodal godkjenner").wait_for()  # the page has looked by itself
    story.seen(page, "rapporten-er-laga")
    eli = story.somebody(ELI)
    story.go(eli, "/min-side/")
    assert "Godkjenn 3 rapportar" in main_of(eli)
    for kind, address in found.items():
        story.go(eli, address)
        press(eli, "Godkjenn og vis for alle")
        if kind == "one-page":
            continue
        press(eli, "Send han til postmottaket", "link")
        fill(eli, journal="entered", journal_case="26/301")
        story.seen(eli, f"send-{kind}")
        press(eli, "Send han")
        assert "postmottak@ovre-demodal.example" in main_of(eli)
        story.seen(eli, f"sendt-{kind}")
    letters = [one for one in letters_sent() if one.to == ["postmottak@ovre-demodal.example"]]
    assert [len(one.attachments) for one in letters] == [2, 1]
    return found


def the_council_treats_them(story: Story) -> str:
    page = story.somebody(ELI)
    story.go(page, f"/organisasjoner/{SLUG}/saker/ny/")
    fill(page, title=MATTER, facts="Sjå saksframlegget.", proposal="Settet med 15 indikatorar er vedteke.")
    story.seen(page, "skriv-saka")
    page.locator("main form button[type=submit]").first.press("Enter")
    page.wait_for_url(re.compile(r"/saker/\d+/$"))
    matter = page.url.removeprefix(story.site)
    press(page, "Gjer saka offentleg", "link")
    page.get_by_label("Saka er journalført").check()
    page.get_by_label("I kva sak eller journalpost?").fill("26/301-3")
    page.locator("main form button[type=submit]").first.press("Enter")
    page.get_by_role("link", name="Planlegg ei handsaming").wait_for()
    plan(page, "vedtak", "Kommunestyret")
    page.get_by_role("link", name=re.compile("^Før inn utfallet")).first.press("Enter")
    page.get_by_label("Vedteke i samsvar med innstillinga").check()
    page.get_by_label("Saksnummer i møteboka").fill("41/26")
    page.get_by_role("button", name="Før det inn").press("Enter")
    page.get_by_text("sak 41/26").first.wait_for()
    return matter


def they_are_adopted(story: Story, reports: dict[str, str], matter: str) -> None:
    page = story.somebody(ELI)
    story.go(page, SET)
    press(page, "Før opp at settet er vedteke", "link")
    fill(page, adopted_on=timezone.localdate().isoformat())
    choose_first(page, "treatment")
    story.seen(page, "settet-blir-vedteke")
    press(page, "Før det inn")
    assert "Dei er vedtekne" in main_of(page)
    story.seen(page, "settet-er-vedteke")
    for kind in KINDS[:2]:
        story.go(page, reports[kind])
        press(page, "Før inn at han er vedteken", "link")
        choose_first(page, "decision")
        story.seen(page, f"vedtaket-om-{kind}")
        press(page, "Før inn vedtaket")
        assert answer_of(page).startswith("Vedteken ")
        story.seen(page, f"vedteken-{kind}")
    story.go(page, matter)
    assert "Saksframlegg: Øvre Demodal" in main_of(page)
    story.seen(page, "saka-med-rapportane")


def choose_first(page: Page, name: str) -> None:
    page.locator(f"main form [name={name}]").select_option(index=1)


def the_mayor_reads_the_one_page_on_a_phone(story: Story, report: str) -> None:
    page = story.somebody(MARIT)
    page.set_viewport_size({"width": NARROW, "height": 844})
    story.go(page, report)
    assert text_of(page, report).startswith("Oppdikta tal\nKorleis står det til i Øvre Demodal?")
    story.seen(page, "ordforaren-med-telefonen")
    page.set_viewport_size({"width": NARROW, "height": 844})
    page.set_viewport_size({"width": NARROW, "height": 844})
    words = page.locator("article.report-words")
    assert "Lekkasje frå vassleidningar: 64 %" in words.inner_text().replace("\xa0", " ")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW


def newer(study: Path, data: Path, folder: Path) -> str:
    """Build a newer edition, in which the leakage of the municipality is another one; return its name."""

    def change(rows: Rows) -> None:
        own = [one for one in rows if (one["place"], one["indicator"]) == (CODE, FIGURE)]
        max(own, key=lambda one: one["year"])["value"] = NEW_FIGURE

    return publish_changed(study, data, folder, change)


def publish_changed(study: Path, data: Path, folder: Path, change: Callable[[Rows], None]) -> str:
    """Build and publish a newer edition of a study whose rows are changed; return its name."""
    changed = folder / "study"
    shutil.copytree(study, changed)
    file = changed / "observations.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    built = build_edition(changed, data, date(2026, 12, 1))
    publish(data, built)
    return built


def a_new_edition_changes_nothing_of_them(story: Story, reports: dict[str, str], edition: str) -> None:
    page = story.anybody()
    story.go(page, f"/kommuner/{SLUG}/baerekraftsmal/6/")
    assert f"{NEW_FIGURE} %" in main_of(page).replace("\xa0", " ")
    for kind in KINDS[:2]:
        report = PlaceReport.objects.get(kind=kind)
        story.go(page, reports[kind])
        assert "Det finst ei nyare utgåve" in main_of(page)
        told = text_of(page, reports[kind])
        assert report.edition in told
        assert edition not in told
        assert f"Lekkasje frå vassleidningar: {NEW_FIGURE} %" not in told
        story.seen(page, f"ny-utgave-{kind}")


def text_of(page: Page, report: str) -> str:
    """Return the text of a report's PDF, as its readers get it."""
    site = re.match(r"https?://[^/]+", page.url)
    assert site is not None
    answer = page.request.get(f"{site[0]}{report.rstrip('/')}.pdf")
    assert answer.status == 200
    return "\n".join(one.extract_text() for one in PdfReader(BytesIO(answer.body())).pages)
