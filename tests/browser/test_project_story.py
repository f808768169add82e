"""In nynorsk, in a browser: from a challenge to a project, its effect read on three pages, and an adopter."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from loftet.background import work
from loftet.challenges.models import Challenge, FocusArea
from loftet.people.models import Organisation, RoleKind, User
from loftet.places.models import Place
from loftet.projects.actions import add_effect, begin_project, start_project
from loftet.projects.models import EffectResult, ExpectedEffect, Project
from loftet.projects.readings import ask_for_new
from tests.browser.test_choose_and_adopt import Rows, editions, publish_changed  # noqa: F401 - a fixture
from tests.browser.test_enlarged_and_keys import press_to
from tests.people.partnership import acting_as, browser_of, hire

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
SLUGS = ("nedre-demodal", "ovre-demodal", "fossvang", "tjernli", "bjorkevoll")
CODES = ("9901", "9902", "9904", "9905")  # of the four in which the made-up figures fall
SAID = "enn venta ut frå liknande kommunar"
EFFECT = {"indicator": "household_waste", "size": 30, "by_year": 2035}
KEYS = {
    "nb": {
        "finish": "Avslutt prosjektet",
        "offer": "La andre ta det i bruk",
        "file": "Last ned alle (Excel)",
    },
    "nn": {
        "finish": "Avslutt prosjektet",
        "offer": "La andre ta det i bruk",
        "file": "Last ned alle (Excel)",
    },
}


def people() -> tuple[User, User, Challenge]:
    """Make five municipalities, who writes in two of them, and a focus area with a challenge."""
    places = {slug: Place.objects.get(slug=slug) for slug in SLUGS}
    made = {
        slug: Organisation.objects.create(
            slug=slug, name=f"{one.name} kommune", kind="municipality", place=one
        )
        for slug, one in places.items()
    }
    lars = hire("lars@nedre-demodal.example", made["nedre-demodal"], RoleKind.BUSINESS_ADVISER)
    gunn = hire("gunn@bjorkevoll.example", made["bjorkevoll"], RoleKind.BUSINESS_ADVISER)
    region = Place.objects.get(slug="demodalen")
    told = {"title": "Mykje avfall", "text": "Vi kastar mykje.", "said_by": "Renovasjonen", "language": "nn"}
    challenge = Challenge.objects.create(
        region=region,
        origin="reported",
        picked=timezone.now(),
        picked_by=lars,
        acting_for="Regionrådet",
        **told,
    )
    focus = {"title": "Mindre avfall", "text": "Mindre skal kastast.", "began_on": date(2026, 1, 5)}
    area = FocusArea.objects.create(region=region, lead=places["nedre-demodal"], **focus)
    area.challenges.add(challenge)
    area.members.add(*places.values())
    return lars, gunn, challenge


def page_of(browser: Browser, site: str, user: User) -> Page:
    """Return a page in which somebody has signed in."""
    cookie = browser_of(user).cookies["sessionid"].value
    context = browser.new_context(locale="nn-NO", viewport={"width": 390, "height": 800})
    context.add_cookies(
        [
            {"name": name, "value": value, "url": site}
            for name, value in (("sessionid", cookie), ("language", "nn"))
        ]
    )
    return context.new_page()


def keep(page: Page, **filled: str) -> None:
    """Fill a form in, and send it."""
    for name, value in filled.items():
        field = page.locator(f"form.report [name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("form.report button[data-variant=primary]").click()
    page.wait_for_load_state()


def text_of(page: Page) -> str:
    """Return what the main part of a page says."""
    return page.locator("main").inner_text()


def test_from_a_focus_area_to_an_adopter(
    browser: Browser,
    site: str,
    editions: Path,  # noqa: F811
    demo_study: Path,
    tmp_path: Path,
) -> None:
    lars, gunn, challenge = people()
    page = page_of(browser, site, lars)
    project = a_project_is_started_from_a_focus_area(page, site, challenge)
    address = f"{site}{project.get_absolute_url()}"
    four_municipalities_and_the_employees_take_part(page, address, project)
    money_is_found(page, address)
    the_baseline_is_frozen(page, address, project)
    assert work.do_all(timezone.now()) == 1
    found = EffectResult.objects.get()
    assert (found.answer, found.estimate is not None) == ("found", True)
    for shown in (address, f"{site}/kommuner/fossvang/", f"{site}/utfordringer/{challenge.pk}/"):
        page.goto(shown)
        assert SAID in text_of(page), shown
    publish_changed(demo_study, editions, tmp_path, undo(found.estimate or 0))
    a_new_edition_answers_and_the_earlier_answer_stays(page, address)
    a_project_is_stopped_with_its_lesson(page, site)
    it_is_finished_and_offered(page, address)
    other = page_of(browser, site, gunn)
    a_municipality_takes_it_over(other, page, address)
    page.context.close()
    other.context.close()


def a_project_is_started_from_a_focus_area(page: Page, site: str, challenge: Challenge) -> Project:
    page.goto(f"{site}/regioner/demodalen/utfordringer/")
    focus = page.locator("section", has=page.get_by_role("heading", name="Mindre avfall"))
    focus.get_by_role("link", name="Mykje avfall").last.click()
    page.get_by_role("link", name="Start eit prosjekt for Nedre Demodal kommune").click()
    keep(page, title="Mindre mat i søpla", kind="change", starts_on="2023-01-16")
    project = Project.objects.get()
    assert project.focus_area is not None
    assert project.challenge == challenge
    page.get_by_role("link", name="Sei kva som skal endre seg").click()
    keep(page, indicator="household_waste", size="30", by_year="2025")
    return project


def four_municipalities_and_the_employees_take_part(page: Page, address: str, project: Project) -> None:
    for slug, share in (("ovre-demodal", "25"), ("fossvang", "25"), ("tjernli", "20")):
        page.goto(f"{address}ny/partner/")
        keep(page, organisation=str(Organisation.objects.get(slug=slug).pk), share=share)
    page.goto(f"{address}ny/partner/")
    keep(page, name="Fagforbundet", kind="employees", share="31")
    assert "30 % er att" in text_of(page)
    keep(page, share="30")
    assert project.partners.count() == 5


def money_is_found(page: Page, address: str) -> None:
    """Find a scheme that fits, with its reasons, and write down an application."""
    page.goto(address)
    page.get_by_role("link", name="Kva ordningar passar?").click()
    fits = page.locator(".project-schemes").first
    assert "Klimasats" in fits.inner_text()
    assert "Fristen pleier å vere" in fits.inner_text()
    page.get_by_role("link", name=re.compile("Skriv ned ein søknad.*Klimasats")).click()
    assert page.locator("form.report [name=scheme]").input_value() == "klimasats"
    keep(page, amount="400000")
    assert "Klimasats" in (page.get_by_role("complementary").text_content() or "")


def the_baseline_is_frozen(page: Page, address: str, project: Project) -> None:
    page.goto(f"{address}start/")
    keep(page, starts_on="2023-01-16", staff="Drøfta med dei tillitsvalde")
    assert "Tala blir lesne no" in text_of(page)
    effect = project.effects.get()
    frozen = unfolded(page, "Tala bak")
    expect(frozen).to_contain_text(f"Utgåve {effect.edition}")
    assert (frozen.text_content() or "").count("(2022)") == 4


def unfolded(page: Page, words: str) -> Locator:
    """Open what is folded below some words, and return it."""
    page.locator("summary", has_text=words).press("Enter")
    folded = page.locator("details[open]", has=page.locator("summary", has_text=words))
    folded.wait_for()
    return folded


def undo(effect: float) -> Callable[[Rows], None]:
    """Return what takes an effect out of the figures of the four municipalities again."""

    def change(rows: Rows) -> None:
        for one in rows:
            if one["indicator"] == "household_waste" and one["place"] in CODES and one["year"] >= "2023":
                one["value"] = str(float(one["value"]) - effect)

    return change


def a_new_edition_answers_and_the_earlier_answer_stays(page: Page, address: str) -> None:
    before = EffectResult.objects.get()
    assert ask_for_new(timezone.now()) == 1
    assert work.do_all(timezone.now()) == 1
    page.goto(address)
    assert "Skilnaden kan ikkje førast attende til prosjektet" in text_of(page)
    earlier = unfolded(page, "Tala bak")
    expect(earlier).to_contain_text(SAID)
    expect(earlier).to_contain_text(before.edition)
    assert Project.objects.get().effects.get().edition == before.edition  # the baseline is not read again


def a_project_is_stopped_with_its_lesson(page: Page, site: str) -> None:
    page.goto(f"{site}/organisasjoner/nedre-demodal/prosjekt/nytt/")
    keep(page, title="Måle straum heime", kind="change", starts_on="2023-03-01")
    address = page.url.partition("?")[0]
    page.goto(f"{address}start/")
    keep(page, starts_on="2023-03-01", staff="Rører ikkje arbeidet til nokon")
    more = page.locator("main").get_by_text("Meir", exact=True)
    before = more.bounding_box()
    more.click()
    assert more.bounding_box() == before  # a menu opens, and no button moves
    page.get_by_role("link", name="Stans prosjektet").click()
    page.locator("form.report button[type=submit]").last.click()
    assert "Måle straum heime" not in page.title()  # nothing is said yet, and the form is shown again
    page.locator("form.report [name=lesson]").fill("Byrja med dei som bruker mest.")
    page.locator("form.report button[type=submit]").last.click()
    page.wait_for_url(address)
    assert "Lært: Byrja med dei som bruker mest." in text_of(page)
    page.goto(f"{site}/prosjekt/?tilstand=stopped")
    assert "Måle straum heime" in text_of(page)


def it_is_finished_and_offered(page: Page, address: str) -> None:
    page.goto(f"{address}ferdig/")
    keep(page, result="Kjøkena kjøper mindre inn.")
    page.get_by_role("link", name="La andre ta det i bruk").click()
    offer = {
        "specification": "Veg maten.",
        "failed": "Plakatar.",
        "price": "nothing",
        "contact": "Rådgivaren",
    }
    keep(page, **offer)


def a_municipality_takes_it_over(other: Page, page: Page, address: str) -> None:
    other.goto(f"{address}gjenbruk/")
    other.get_by_role("button", name="Vi vil ha dette i Bjørkevoll").click()
    other.wait_for_url("**/hva/")
    page.goto(f"{address}gjenbruk/")
    assert "Bjørkevoll" in page.get_by_label("Kven elles").inner_text()


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_keys_alone_lead_from_the_list_to_what_others_take_over(
    browser: Browser, site: str, language: str
) -> None:
    """Walk by keys: each stop is marked, seen and in the order of the page."""
    lars, _gunn, challenge = people()
    actor = acting_as(lars)
    written = {"title": "Mindre mat i søpla", "starts_on": actor.today, "challenge": challenge}
    project = start_project(Organisation.objects.get(slug="nedre-demodal"), written, actor=actor)
    add_effect(project, ExpectedEffect(), EFFECT, actor=actor)
    project = begin_project(Project.objects.get(), {"staff": "Drøfta"}, actor=actor)
    words = KEYS[language]
    page = page_of(browser, site, lars)
    page.goto(f"{site}/prosjekt/?lang={language}")
    press_to(page, "Mindre mat i søpla")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{project.get_absolute_url()}")
    press_to(page, words["finish"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/ferdig/")
    page.locator("form.report [name=result]").focus()
    page.keyboard.type("Kjøkena kjøper mindre inn.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{project.get_absolute_url()}")
    press_to(page, words["offer"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/gjenbruk/skriv/")
    page.goto(f"{site}{project.get_absolute_url()}midler/?lang={language}")
    press_to(page, page.locator("main summary").inner_text())
    page.keyboard.press("Enter")
    assert page.locator("details[open] .project-schemes li").count() > 1
    page.goto(f"{site}/prosjekt/ordninger/?lang={language}")
    press_to(page, words["file"])
    page.context.close()
