"""A coordinator alone runs a dialogue conference about a joint purchase, in nynorsk, through the real pages.

The year is planned; a team of each municipality and six firms register, of which one waits; the firms ask,
the timetable is solved, released and printed; somebody falls ill; a note, the summary, the log, the outcome.
What the coordinator presses and types is counted. Wishes both ways: `test_meeting_story.py`.
"""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from loftet.background import work
from loftet.background.outbox import send_due
from loftet.evaluations.models import Outcome
from loftet.meetings.models import Event, State, Team
from loftet.meetings.signed import team_word
from loftet.one_to_one.models import OneToOne, Talk
from loftet.people.models import Organisation, RoleKind, User
from loftet.pools.actions import open_pool, specify_pool, start_pool
from loftet.pools.example import OPENED
from loftet.pools.models import Pool
from loftet.programme.example import cohort_with
from loftet.timetables.models import PlannedMeeting
from tests.browser.story import Story, main_of
from tests.letters import letters_sent
from tests.people.partnership import World, acting_as, browser_of, hire, small_partnership

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
FIRMS = ("Røyr", "Lytt", "Grav", "Måling", "Ventil", "Pumpe")
TITLE = "Lekkasjar: møt kommunane"
MOST_PRESSED, MOST_TYPED = 12, 8  # by the coordinator, until the conference is announced with its meetings
SECONDS_PRESSED, SECONDS_TYPED, MINUTES = 15, 45, 10  # somebody who reads each page, and thinks


def in_days(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


class Coordinator:
    """The coordinator's browser, with how often a button or link is pressed and a field is typed in."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.typed = page, 0, 0

    def press(self, name: str) -> None:
        """Press what has a name, button or link."""
        found = self.page.locator("main").get_by_role("button", name=name, exact=True)
        found = found.or_(self.page.locator("main").get_by_role("link", name=name, exact=True))
        found.or_(self.page.locator("main summary", has_text=name)).first.click()
        self.page.wait_for_load_state()
        self.pressed += 1

    def choose(self, *ticked: str, **chosen: str) -> None:
        """Tick boxes, and choose in lists."""
        for one in ticked:
            self.page.locator(f"form.report {one}").check()
        for name, value in chosen.items():
            self.page.locator(f"form.report [name={name}]").select_option(value)
        self.pressed += len(ticked) + len(chosen)

    def type(self, **values: str) -> None:
        """Fill fields in by their names."""
        for name, value in values.items():
            self.page.locator(f"form.report [name={name}]").fill(value)
        self.typed += len(values)


@pytest.fixture
def story(browser: Browser, site: str, axe: str) -> Iterator[Story]:
    told = Story(browser, site, axe)
    yield told
    told.end()


def signed_in(story: Story, user: User, browser: str) -> Page:
    """Return the page of a browser in which somebody has signed in, after whoever used it before."""
    page = story.anybody(browser)
    cookie = browser_of(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": story.site}])
    return page


def open_purchase(world: World) -> Pool:
    """Make an open joint purchase that Gol leads."""
    buyer = acting_as(hire("jonas@gol.example", world.gol, RoleKind.PROCUREMENT_OFFICER))
    day = timezone.localdate() + timedelta(days=90)
    terms = {"title": "Tette lekkasjar", "unit": "km", "kind": "works", "joins_until": day}
    pool = start_pool(world.gol, terms, actor=buyer)
    specify_pool(pool, {"text": "Mindre lekkasje."}, actor=buyer)
    pool.refresh_from_db()
    return open_pool(pool, OPENED, actor=buyer)


def test_a_coordinator_runs_a_conference_from_the_year_plan_to_what_came_of_it(
    story: Story, tmp_path: Path
) -> None:
    world = small_partnership()
    pool = open_purchase(world)
    user = hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR)
    cohort = cohort_with(world.gol, acting_as(user), world.council).cohort
    lead = Coordinator(signed_in(story, user, "leiaren"))
    the_year_is_planned(story, lead, cohort.slug)
    event = a_conference_is_set_up(story, lead, pool)
    firms = teams_register_and_one_waits(story, world, event)
    firms_ask(story, firms)
    the_timetable_is_solved_released_and_printed(story, lead, event)
    somebody_falls_ill(story, lead, event)
    a_note_is_confirmed(story, lead, event)
    the_summary_is_open_and_the_log_is_one_document(story, lead, event, tmp_path)
    what_came_of_it(story, lead, event)


def the_year_is_planned(story: Story, lead: Coordinator, cohort: str) -> None:
    story.go(lead.page, f"/kull/{cohort}/samlinger/")
    story.seen(lead.page, "aaret")
    lead.press("Lagre året")
    assert Event.objects.filter(kind="gathering", state=State.DRAFT).count() == 4


def a_conference_is_set_up(story: Story, lead: Coordinator, pool: Pool) -> Event:
    story.go(lead.page, pool.get_absolute_url())
    lead.pressed = lead.typed = 0
    lead.press("Planlegg eit møte med bedrifter om dette")
    story.seen(lead.page, "planlegg")
    lead.type(title=TITLE, day=in_days(40), where="Kulturhuset, Gol")
    lead.press("Gå vidare")
    event = Event.objects.exclude(kind="gathering").get()
    assert (event.kind, list(event.pools.all())) == ("dialogue_conference", [pool])
    story.seen(lead.page, "kladden")
    lead.press("Meir")
    lead.press("Plassar og påmelding")
    lead.type(seats="7")
    lead.press("Lagre")
    lead.press("Kunngjer møtet")
    story.seen(lead.page, "kunngjer")
    lead.press("Kunngjer møtet")
    lead.press("Éin-til-éin-møte")
    lead.press("Set opp éin-til-éin-møte")
    story.seen(lead.page, "oppsett")
    lead.type(day=in_days(40), tables="2", guide="Kva hindrar dykk?")
    lead.press("Lagre")
    assert OneToOne.objects.get().tables == 2
    assert lead.pressed <= MOST_PRESSED
    assert lead.typed <= MOST_TYPED
    assert lead.pressed * SECONDS_PRESSED + lead.typed * SECONDS_TYPED <= MINUTES * 60
    event.refresh_from_db()
    return event


def teams_register_and_one_waits(story: Story, world: World, event: Event) -> list[Team]:
    """Register two municipalities and six firms for seven places; who leaves makes a place for who waits."""
    address = f"{event.get_absolute_url()}meld-pa/"
    public = (world.gol, world.al)
    people = [(one, hire(f"odd@{one.slug}.example", one, RoleKind.BUSINESS_ADVISER)) for one in public]
    for number, name in enumerate(FIRMS):
        firm = Organisation.objects.create(
            slug=f"f{number}", name=f"{name} AS", kind="supplier", place=world.gol.place
        )
        people.append((firm, hire(f"sal@f{number}.example", firm, RoleKind.TOP_MANAGEMENT)))
    for organisation, user in people:
        page = signed_in(story, user, "laga")
        story.go(page, address)
        story.seen(page, "meld-pa")
        page.locator("form.report [name=name_n0]").fill(f"Person frå {organisation.name}")
        page.get_by_role("button", name="Meld på laget").click()
        page.wait_for_load_state()
    assert "Du ventar på plass." in main_of(page)
    story.seen(page, "paameldinga")
    teams = list(event.teams.filter(side="market").order_by("pk"))
    leaves, waits = teams[0], teams[-1]
    link = story.anybody("lenkja")
    story.go(link, f"/pamelding/{team_word(leaves.pk)}/")
    (person,) = leaves.attendees.all()
    link.locator(f"form.report [name=way_p{person.pk}]").select_option("away")
    link.get_by_role("button", name="Lagre endringa").click()
    link.wait_for_load_state()
    send_due(timezone.now())
    assert waits.attendees.get().seated is not None
    told = [one.subject.partition(":")[0] for one in letters_sent() if one.to == [waits.email]]
    assert told[-1] == "De har plass"
    return teams[1:]


def firms_ask(story: Story, firms: list[Team]) -> None:
    """Let each firm ask for both municipalities, by its link."""
    link = story.anybody("lenkja")
    for firm in firms:
        story.go(link, f"/pamelding/{team_word(firm.pk)}/en-til-en/")
        story.seen(link, "oenske")
        for box in link.locator("form.report input[name=wanted]").all():
            box.check()
        link.get_by_role("button", name="Lagre det vi ber om").click()
        link.wait_for_load_state()
    OneToOne.objects.update(wishes_by=timezone.localdate() - timedelta(days=1))


def plan_of(frame: OneToOne) -> dict[int, tuple[int, int]]:
    """Return slot and table of each meeting of the newest timetable."""
    rows = PlannedMeeting.objects.filter(timetable=frame.timetables.first())
    return {one.wish_id: (one.slot, one.table) for one in rows}


def the_timetable_is_solved_released_and_printed(story: Story, lead: Coordinator, event: Event) -> None:
    story.go(lead.page, f"{event.get_absolute_url()}en-til-en/")
    lead.press("Lag timeplanen")
    lead.press("Lag timeplanen")
    assert work.do_all(timezone.now()) == 1
    story.go(lead.page, f"{event.get_absolute_url()}en-til-en/")
    assert "10 av " in main_of(lead.page)
    story.seen(lead.page, "timeplanen")
    lead.press("Legg ut timeplanen")
    lead.press("Legg ut timeplanen")
    send_due(timezone.now())
    story.go(lead.page, f"{event.get_absolute_url()}en-til-en/papir/")
    story.seen(lead.page, "papir")
    printed = pypdf.PdfReader(BytesIO(lead.page.pdf(format="A4"))).pages
    assert len(printed) == 10  # as the file, without the list of who comes
    assert "Skriv ut" not in "".join(one.extract_text() for one in printed)
    with lead.page.expect_download() as loading:
        lead.press("Alt i éin PDF")
    paper = pypdf.PdfReader(BytesIO(Path(loading.value.path()).read_bytes()))
    text = [page.extract_text() for page in paper.pages]
    assert len(text) == 11  # the door, who comes, seven teams, two tables
    assert "Ved døra" in text[0]


def somebody_falls_ill(story: Story, lead: Coordinator, event: Event) -> None:
    frame = OneToOne.objects.get()
    before, told = plan_of(frame), len(letters_sent())
    ill = PlannedMeeting.objects.filter(timetable=frame.timetables.first(), slot=1).select_related("wish")[0]
    story.go(lead.page, f"{event.get_absolute_url()}en-til-en/")
    lead.press("Nokon kan ikkje kome")
    story.seen(lead.page, "nokon-er-sjuk")
    lead.choose("input[name=away][value='1']", team=str(ill.wish.firm_id))
    lead.press("Lag ein ny timeplan")
    assert "1 møte kan ikkje haldast slik det er planlagt" in main_of(lead.page)
    story.looked_at.remove("/moteplasser/0/en-til-en/")
    story.seen(lead.page, "timeplanen-med-aatvaring")
    lead.page.get_by_role("link", name="Flytt møtet").click()
    story.seen(lead.page, "flytt")
    assert work.do_all(timezone.now()) == 1
    after = plan_of(frame)
    moved = {wish for wish in before if before[wish] != after.get(wish)}
    assert after.keys() == before.keys()
    assert ill.wish_id in moved
    assert len(moved) == 1  # there is room in the last slots: one meeting moves, and no other
    story.go(lead.page, f"{event.get_absolute_url()}en-til-en/")
    lead.press("Legg ut timeplanen")
    lead.press("Legg ut timeplanen")
    send_due(timezone.now())
    assert {one.to[0] for one in letters_sent()[told:]} == {ill.wish.firm.email, ill.wish.buyer.email}


def a_note_is_confirmed(story: Story, lead: Coordinator, event: Event) -> None:
    today = timezone.localdate()
    OneToOne.objects.update(day=today)
    Event.objects.filter(pk=event.pk).update(day=today, closes=today)
    talk = Talk.objects.select_related("wish").order_by("pk")[0]
    story.go(lead.page, f"{event.get_absolute_url()}en-til-en/notat/{talk.wish_id}/")
    story.seen(lead.page, "notatet")
    lead.type(note="Dei kan levere i mai.", next_step="Synfaring")
    lead.press("Lagre")
    link = story.anybody("lenkja")
    story.go(link, f"/pamelding/{team_word(talk.wish.firm_id)}/")
    link.get_by_role("link", name="Les og stadfest").first.click()
    story.seen(link, "stadfest")
    link.get_by_role("button", name="Stadfest").click()
    link.wait_for_load_state()
    talk.refresh_from_db()
    assert talk.confirmed is not None


def the_summary_is_open_and_the_log_is_one_document(
    story: Story, lead: Coordinator, event: Event, folder: Path
) -> None:
    story.go(lead.page, f"{event.get_absolute_url()}oppsummering/")
    story.seen(lead.page, "oppsummeringa")
    lead.type(text="Dei fleste kan levere frå 100 km.")
    lead.press("Opne det for alle")
    stranger = story.anybody("lenkja")
    story.go(stranger, f"{event.get_absolute_url()}likt-for-alle/")
    assert "Dei fleste kan levere frå 100 km." in main_of(stranger)
    story.seen(stranger, "likt-for-alle")
    story.go(lead.page, f"{event.get_absolute_url()}informasjonslogg/")
    story.seen(lead.page, "informasjonsloggen")
    lead.choose(journalled="yes")
    with lead.page.expect_download() as loading:
        lead.press("Lag fila")
    with ZipFile(loading.value.path()) as file:
        page = next(name for name in file.namelist() if name.endswith(".html"))
        log = file.read(page).decode()
    for said in ("Lytt AS – Gol kommune", "Dei fleste kan levere frå 100 km.", "Kva hindrar dykk?"):
        assert said in log, said
    assert "Dei kan levere i mai." not in log


def what_came_of_it(story: Story, lead: Coordinator, event: Event) -> None:
    past = timezone.localdate() - timedelta(days=20)
    Event.objects.filter(pk=event.pk).update(day=past, closes=past)
    team = event.teams.filter(side="market").order_by("pk")[1]
    link = story.anybody("lenkja")
    story.go(link, f"/pamelding/{team_word(team.pk)}/etterpa/")
    story.seen(link, "etterpaa")
    for one in ("input[name=useful][value='5']", "input[name=result][value=pilot]"):
        link.locator(f"form.report {one}").check()
    link.get_by_role("button", name="Send svaret").click()
    link.wait_for_load_state()
    assert Outcome.objects.get().result == "pilot"
    story.go(lead.page, f"{event.get_absolute_url()}etterpa/")
    story.seen(lead.page, "kva-det-blei-til")
    assert "Det er blitt 1 prøve eller avtale" in main_of(lead.page)
