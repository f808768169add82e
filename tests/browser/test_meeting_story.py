"""In nynorsk, in a browser: wishes both ways, a timetable on paper, a note confirmed, and what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from loftet.background import work
from loftet.evaluations.models import Outcome
from loftet.meetings.actions.teams import Person, register_team
from loftet.meetings.example import announced_event
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.one_to_one.models import OneToOne, Talk, Wish
from loftet.people.models import RoleKind, User
from loftet.timetables.models import PlannedMeeting
from tests.browser.test_project_story import page_of
from tests.people.partnership import World, acting_as, hire, small_partnership

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


def in_days(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def conference(world: World) -> tuple[Event, User, Team, Team]:
    """Make a matchmaking of Gol with a municipality and a firm."""
    odd = hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER)
    sigrid = hire("sigrid@varme.example", world.firm, RoleKind.TOP_MANAGEMENT)
    event = announced_event(acting_as(odd), world.gol, kind="matchmaking")
    teams = [
        register_team(
            event,
            organisation,
            {"email": user.email},
            [Person(None, user.name or user.email, "", "physical", "")],
            actor=acting_as(user),
        )
        for organisation, user in ((world.gol, odd), (world.firm, sigrid))
    ]
    return event, odd, teams[0], teams[1]


def send(page: Page, *ticked: str, **filled: str) -> str:
    """Tick and fill a form in, send it, and return what the next page says."""
    for one in ticked:
        page.locator(f"form.report {one}").check()
    for name, value in filled.items():
        page.locator(f"form.report [name={name}]").fill(value)
    page.locator("form.report button[type=submit]").last.click()
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def test_from_wishes_to_what_came_of_it(browser: Browser, site: str) -> None:
    event, odd, gol, firm = conference(small_partnership())
    lead, asks, meets = (page_of(browser, site, odd), *(_without_sign_in(browser) for _one in range(2)))
    place = f"{site}{event.get_absolute_url()}en-til-en/"
    lead.goto(f"{place}oppsett/")
    days = {"wishes_by": in_days(5), "day": in_days(30)}
    assert "Det er lagra" in send(lead, **days, begins="10:00", guide="Kva hindrar dykk?")
    of_firm, of_gol = (f"{site}/pamelding/{team_word(one.pk)}/" for one in (firm, gol))
    asks.goto(f"{of_firm}en-til-en/?lang=nn")
    assert "ønskjer å møte" in asks.locator("main").inner_text()
    send(asks, f"input[name=wanted][value='{gol.pk}']")
    wish = Wish.objects.get()
    meets.goto(f"{of_gol}?lang=nn")
    assert "Kven som vil møte dykk" in meets.locator("main").inner_text()
    meets.get_by_role("link", name="Svar").click()
    assert "Skriv med nokre ord kvifor" in send(meets, "input[name=answer][value=no]")
    send(meets, "input[name=answer][value=yes]")
    OneToOne.objects.update(wishes_by=timezone.localdate() - timedelta(days=4))
    lead.goto(place)
    lead.get_by_role("link", name="Lag timeplanen").click()
    send(lead)
    assert work.do_all(timezone.now()) == 1
    move_by_mouse_and_by_keys(lead, place)
    lead.goto(f"{place}slepp/")
    send(lead)
    assert "1 av 1 ønske er møtt" in lead.locator("main").inner_text()
    lead.goto(f"{place}papir/")
    paper = lead.locator("main").inner_text()
    assert ("Ved døra" in paper, "Kva hindrar dykk?" in paper) == (True, True)
    OneToOne.objects.update(day=timezone.localdate())
    lead.goto(f"{place}notat/{wish.pk}/")
    send(lead, note="Dei kan levere i mai.", next_step="Synfaring")
    meets.goto(f"{of_firm}?lang=nn")
    meets.get_by_role("link", name="Les og stadfest").click()
    assert "Dei kan levere i mai." in meets.locator("main").inner_text()
    send(meets)
    assert Talk.objects.get().confirmed is not None
    Event.objects.update(day=timezone.localdate() - timedelta(days=20), closes=event.closes - timedelta(60))
    asks.goto(f"{of_firm}etterpa/?lang=nn")
    send(asks, "input[name=useful][value='5']", "input[name=result][value=pilot]")
    assert Outcome.objects.get().result == "pilot"
    lead.goto(f"{site}{event.get_absolute_url()}etterpa/")
    assert "Det er blitt 1 prøve eller avtale" in lead.locator("main").inner_text()
    for page in (lead, asks, meets):
        page.context.close()


def move_by_mouse_and_by_keys(lead: Page, place: str) -> None:
    """Drag the meeting to a free place of the grid; then move it by the link of the list on a phone."""
    lead.goto(place)
    lead.set_viewport_size({"width": 1280, "height": 800})
    assert "Dra eit møte til ein ledig plass" in lead.locator("main").inner_text()
    lead.locator("[data-move]").drag_to(lead.locator("td[data-place='2-3']"))
    lead.get_by_text("Møtet er flytta").wait_for()
    assert PlannedMeeting.objects.values_list("slot", "table").get() == (2, 3)
    lead.set_viewport_size({"width": 390, "height": 800})
    assert lead.locator(".one-to-one-grid").is_hidden()
    lead.get_by_role("link", name="Flytt").focus()
    lead.keyboard.press("Enter")
    lead.locator("[name=place]").select_option("4-1")
    lead.get_by_role("button", name="Flytt møtet").press("Enter")
    lead.get_by_text("Møtet er flytta").wait_for()
    assert PlannedMeeting.objects.values_list("slot", "table").get() == (4, 1)


def _without_sign_in(browser: Browser) -> Page:
    return browser.new_context(locale="nn-NO", viewport={"width": 390, "height": 800}).new_page()
