"""The programme in a browser: barriers, widths, words, and a decision recorded by the keyboard alone."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from itertools import product

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext

from loftet.decisions.models import Body, BodyKind, Meeting, Outcome, TreatmentKind
from loftet.people.models import User
from loftet.programme.actions.participation import use_matter
from loftet.programme.actions.phases import close_phase, open_phase, tick
from loftet.programme.models import ParticipationDecision
from tests.decisions.conftest import written
from tests.programme.conftest import Programme, clerk, joined, small_programme, treated

pytestmark = pytest.mark.browser
KULL = "/kull/hallingdal-kull-1/"
PAGES = {
    "partnership": ("facilitator", "/partnerskap/baerekraftsloftet/"),
    "cohorts": ("facilitator", "/kull/"),
    "new": ("facilitator", "/kull/nytt/"),
    "cohort": ("facilitator", KULL),
    "change": ("facilitator", f"{KULL}endre/"),
    "invite": ("facilitator", f"{KULL}inviter/"),
    "overview": ("facilitator", f"{KULL}oversikt/"),
    "for_all": ("facilitator", f"{KULL}for-alle/"),
    "phases": ("facilitator", f"{KULL}faser/"),
    "gol": ("director", f"{KULL}deltakere/gol/"),
    "decide": ("director", f"{KULL}deltakere/gol/vedtak/"),
    "name": ("director", f"{KULL}deltakere/gol/roller/"),
    "al": ("neighbour", f"{KULL}deltakere/al/"),
    "decide_al": ("neighbour", f"{KULL}deltakere/al/vedtak/"),
}
WAYS = (("nb", "light", 1280), ("nn", "dark", 390), ("nn", "light", 320))
RUN_AXE = "async () => (await axe.run()).violations.map(one => [one.id, one.nodes.map(node => node.html)])"
SMALL = (
    "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)"
    ".map(one => one.outerHTML.slice(0, 80))"
)


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
def running(site: str, emptied_log: None) -> Programme:
    """Give a cohort at work: Gol takes part, Ål waits for its council, phases are open and closed."""
    programme = small_programme("join")
    house, today = programme.house, timezone.localdate()
    joined(programme, days_ago=3)
    matter = written(house)
    use_matter(programme.gol, matter, clerk=clerk(house.director))
    treated(matter, house.council, TreatmentKind.ORIENTATION, Outcome.NOTED, days_ago=2)
    treated(matter, house.council, TreatmentKind.DECISION, Outcome.AMENDED, days_ago=1)
    council = Body.objects.create(organisation=house.world.al, kind=BodyKind.COUNCIL, name="Ål kommunestyre")
    Meeting.objects.create(body=council, day=today + timedelta(24))
    runner = clerk(house.facilitator)
    first = open_phase(programme.cohort, "understand", "", clerk=runner)
    tick(first, programme.gol, "read_status", "I leiarmøtet", clerk=clerk(house.director))
    close_phase(first, first.version, clerk=runner)
    open_phase(programme.cohort, "understand", "Nye tal i juni", clerk=runner)
    open_phase(programme.cohort, "meet", "", clerk=runner)
    open_phase(programme.cohort, "act", "", programme.gol, clerk=runner)
    return programme


def signed_in(browser: Browser, site: str, user: User, **options: object) -> BrowserContext:
    """Give a browser in which somebody has signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    return context


def test_there_is_no_barrier(browser: Browser, site: str, axe: str, running: Programme) -> None:
    found = {}
    for (name, (who, address)), (language, scheme, width) in product(PAGES.items(), WAYS):
        # The site's policy forbids scripts that are not its own; only for axe it is set aside.
        context = signed_in(
            browser,
            site,
            getattr(running.house, who),
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            bypass_csp=True,
        )
        page = context.new_page()
        answer = page.goto(f"{site}{address}?lang={language}")
        assert answer is not None
        assert answer.status == 200, address
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        page.evaluate(axe)
        found[name, language, width] = (
            page.evaluate(RUN_AXE),
            page.evaluate("document.documentElement.scrollWidth"),
            page.locator(
                "main button, main input:not([type=hidden]):not([type=checkbox]), main summary, main select"
            ).evaluate_all(SMALL),
        )
        context.close()
    assert {way: said for way, said in found.items() if said != ([], way[2], [])} == {}
    assert len(found) == len(PAGES) * len(WAYS)


def test_a_decision_is_recorded_without_scripts_by_the_keyboard(
    browser: Browser, site: str, running: Programme
) -> None:
    context = signed_in(browser, site, running.house.neighbour, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{KULL}deltakere/al/?lang=nn")
    page.get_by_role("link", name="Før inn eit vedtak etter fullmakt").press("Enter")
    page.get_by_label("Kva vart vedteke?").select_option("takes_part")
    page.get_by_label("Av kva funksjon?").fill("kommunedirektør")
    page.get_by_label("Kva fullmakt byggjer det på?").fill("delegeringsreglementet § 4")
    page.get_by_label("Ordlyden i vedtaket").fill("Ål kommune deltek.")
    page.get_by_label("Saksnummer").fill("14/27")
    page.get_by_label("… eller e-postadressa til ein annan, som blir invitert").first.fill("na@al.example")
    page.get_by_role("button", name="Før inn vedtaket").press("Enter")
    assert page.locator(".answer").inner_text().startswith("Ål deltek i Bærekraftsløftet, kull 1, frå ")
    assert page.locator(".answer").inner_text().endswith("(sak 14/27).")
    context.close()
    assert ParticipationDecision.objects.get(participation=running.al).state == "takes_part"
