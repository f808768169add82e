"""Every kind of page for everybody: no barrier in any language, scheme or width, nothing lost when enlarged.

The pages are those of `loftet.site.urls`: a new address needs an example here, or stands among those that
show no page. A page is loaded once in each language; schemes and widths change while it is open. The site's
own policy holds, and what the browser complains of fails the test. No other test looks for barriers, for what
scrolls sideways or for what is hard to hit: a page that shows other things elsewhere stands among `FACES`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from loftet.challenges.models import Challenge
from loftet.editions.pointer import published
from loftet.indicators.actions.comments import NOT_WRITTEN, Said, comment_on_figure
from loftet.indicators.actions.reports import Complaint, Reply, answer_report, report_error
from loftet.indicators.meant import Meant
from loftet.notices.actions.telling import follow
from loftet.notices.signed import letter_word
from loftet.people.models import Organisation, RoleKind, User
from loftet.places.models import Place
from tests.access_table import TABLE
from tests.people.partnership import World, browser_of, hire, small_partnership

Scheme = Literal["light", "dark"]
LANGUAGES = ("nb", "nn")
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (1280, 390, 320)

# Examples by the name of their address; in braces stands what `Kari` has made.
PAGES: Mapping[str, str] = {
    "front": "/?q=hallingdal",
    "about": "/om/",
    "privacy": "/personvern/",
    "accessibility": "/tilgjengelighet/",
    "sign_in": "/logg-inn/",
    "sign_in_code": "/logg-inn/kode/",
    "signed_out": "/logget-ut/",
    "municipalities": "/kommuner/?q=hallingdal",
    "municipality": "/kommuner/gol/?sted=hemsedal&sted=al",
    "municipality_figures": "/kommuner/gol/tall/?sted=al&sted=hemsedal",
    "municipality_goal": "/kommuner/gol/baerekraftsmal/6/?sted=al",
    "goals": "/baerekraftsmal/",
    "goal": "/baerekraftsmal/3/?q=buskerud",
    "indicators": "/indikatorer/?maal=6&paavirkning=much",
    "indicator": "/indikatorer/water_leakage/?sted=hemsedal&q=buskerud",
    "indicator_figure": "/indikatorer/water_leakage/figur/?sted=al",
    "indicator_map_figure": "/indikatorer/water_leakage/figur/kart/",
    "regions": "/regioner/?q=gol",
    "region": "/regioner/hallingdal/?maal=6",
    "comparison": "/sammenlign/?sted=gol&sted=al&sted=hol&finn=hall",
    "coverage": "/datagrunnlag/?sted=gol",
    "whats_new": "/nytt/",
    "method": "/metode/",
    "error_report": "/meld-feil/?indikator=water_leakage&sted=gol",
    "error_report_kept": "/meld-feil/takk/",
    "challenges": "/regioner/hallingdal/utfordringer/",
    "comparison_challenges": "/sammenlign/utfordringer/?sted=gol&sted=al",
    "challenge": "/utfordringer/{reported}/",
    "letter_off": "/varsler/avmelding/{word}/",
}
SIGNED_IN: Mapping[str, str] = {
    "my_page": "/min-side/",
    "erase_me": "/min-side/slett/",
    "organisation": "/organisasjoner/gol/",
    "invite": "/organisasjoner/gol/inviter/",
    "delegate": "/organisasjoner/gol/fullmakt/",
    "organisation_log": "/logg/gol/",
    "report_challenge": "/regioner/hallingdal/utfordringer/meld/",
    "inbox": "/varsler/",
    "notice_settings": "/varsler/innstillinger/",
    "figure_comment": "/kommuner/gol/tall/water_leakage/kommentar/",
    "reports": "/feilmeldinger/",
    "report": "/feilmeldinger/{report}/",
}
# More than one face of an address, and pages that have none of their own.
FACES: Mapping[str, str] = {
    "a small municipality": "/kommuner/fla/",
    "a goal of a small municipality": "/kommuner/fla/baerekraftsmal/8/",
    "an indicator of few": "/indikatorer/neet/?sted=fla",
    "challenges of fifty": "/regioner/viken/utfordringer/",
    "fifty members": "/regioner/viken/?maal=3",
    "nothing to compare": "/sammenlign/",
    "coverage of a goal": "/datagrunnlag/?maal=17",
    "not found": "/finnes-ikke/",
    "not understood": "/kommuner/gol/?utgave=nei",
}
FACES_SIGNED_IN: Mapping[str, str] = {
    "a reported challenge of one's own": "/utfordringer/{reported}/",
    "a picked challenge of one's own": "/utfordringer/{picked}/",
    "challenges to pick": "/regioner/demodalen/utfordringer/",
    "front, where something waits": "/",
    "goal with comment and answer": "/kommuner/gol/baerekraftsmal/6/",
    "report that is answered": "/feilmeldinger/{answered}/",
}
MISSING = frozenset({"not found", "not understood"})
SAID_OF_MISSING = "Failed to load resource: the server responded with a status of 404 (Not Found)"
# What is only sent answers by leading on, or to a script: a face of the page that has the button is shown.
BUTTONS = {name for name, lines in TABLE.items() if all(line.method == "POST" for line in lines)}
# Files, and what a site has that has fetched what the demo lacks.
FILES = frozenset({"robots", "my_data", "indicator_metadata"})
ELSEWHERE = {
    "indicator_map": "the demo has no outlines; tests/indicators/test_outline_map.py",
    "sign_in_outside": "leads to another site; tests/people/test_outside.py",
    "outside_answer": "leads on; tests/people/test_outside.py",
    "hand_over": "needs a role to hand over; tests/people/test_roles.py",
}
FOR_ALL, FOR_KARI = {**PAGES, **FACES}, {**SIGNED_IN, **FACES_SIGNED_IN}
PARTS = 4  # the processes of a run share them
FILE_ENDINGS = ("_csv", "_xlsx", "_json", "_zip", "_svg")

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
# All of axe's rules, and that a target is 24 px. The dark changes colours alone, which
# tests/charts/test_colours.py holds: there axe runs its rules of colour.
RUN_AXE = """async colours => (await axe.run({
    resultTypes: ["violations"], preload: false,
    ...(colours ? {runOnly: ["color-contrast", "link-in-text-block"]}
        : {rules: {"target-size": {enabled: true}}})
})).violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])"""
LOW = """() => [...document.querySelectorAll("button, select, textarea, summary, "
    + "input:not([type=hidden], [type=checkbox], [type=radio], [tabindex]), .ds-button, .rooms a, "
    + ".hits a, .languages a, .path a, h3 a, .matrix thead a, .actions a")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
    .map(one => one.outerHTML.slice(0, 120))"""


def part_of(pages: Mapping[str, str], part: int) -> Mapping[str, str]:
    """Give every so manieth page, beginning at a part's own."""
    return dict(list(pages.items())[part::PARTS])


def names_of(resolver: URLResolver) -> Iterator[str]:
    """Give the names of all addresses."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern} has no name"
            yield pattern.name


@dataclass
class Found:
    """What stood in the way, by page and way of looking; what the browser said; how many were looked at."""

    barriers: dict[tuple[object, ...], object] = field(default_factory=dict)
    sideways: dict[tuple[object, ...], int] = field(default_factory=dict)
    low: dict[tuple[object, ...], list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    looked: int = 0

    def look(self, page: Page, name: str, language: str, axe: str) -> None:
        """Look at an open page in both schemes and all widths."""
        page.evaluate(OPEN_ALL)
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                if faults := page.evaluate(RUN_AXE, scheme == "dark"):
                    self.barriers[name, language, scheme, width] = faults
                self.looked += 1
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                self.sideways[name, language, width] = wide
            if low := page.evaluate(LOW):
                self.low[name, language, width] = low


@dataclass(frozen=True, slots=True)
class Kari:
    """Who leads Gol and speaks for two regions, and what she has made, as addresses name it."""

    user: User
    made: Mapping[str, object]


@pytest.fixture
def kari(site: str) -> Kari:
    """Make Kari, who has reported a challenge of Hallingdal's and picked one that was found in Demodalen."""
    world = small_partnership()
    demodalen = Organisation.objects.create(
        slug="demodalen",
        name="Regionrådet for Demodalen",
        kind="regional_council",
        place=Place.objects.get(slug="demodalen"),
    )
    hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    hire("kari@gol.example", demodalen, RoleKind.FACILITATOR)
    user = hire("kari@gol.example", world.council, RoleKind.FACILITATOR)
    found = {"about": "indicator", "key": "sick_leave_municipality"}
    browser_of(user).post("/regioner/demodalen/utfordringer/velg/", found)
    picked = Challenge.objects.get().pk
    reported = Challenge.objects.create(
        region=Place.objects.get(slug="hallingdal"),
        origin="reported",
        title="Hjelp til demente i helgene",
        text="Alle de seks kommunene mangler folk i helgene.",
        said_by="helselederne",
        language="nb",
        picked=datetime(2026, 11, 24, tzinfo=UTC),
        picked_by=user,
        acting_for="Regionrådet for Hallingdal",
    ).pk
    follow(user, world.council, "/organisasjoner/hallingdal/", automatic=True, now=timezone.now())
    word = letter_word(user.pk)
    return Kari(user, {"reported": reported, "picked": picked, "word": word, **made_of_figures(world, user)})


def made_of_figures(world: World, user: User) -> Mapping[str, object]:
    """Make two reports on a figure of Gol, of which one is answered, and a comment on it."""
    now, today = timezone.now(), timezone.localdate()
    meant = Meant(str(published(settings.DATA)), "water_leakage", world.gol.place, 2024)
    complaint = Complaint("Talet er frå 2021, og mykje av det vi lekte, er tetta.", "nn")
    waiting, answered = (report_error(meant, complaint, now=now, today=today) for _number in range(2))
    reply = Reply("Takk. Vi melder rett tal til KOSTRA i mars.", "nn", shown=True)
    answer_report(answered, 1, reply, meant, by=user, now=now, today=today)
    said = Said("Vi skiftar to kilometer røyr i 2027.", "nn")
    comment_on_figure(meant, said, NOT_WRITTEN, by=user, now=now, today=today)
    return {"report": waiting.pk, "answered": answered.pk}


def reader(browser: Browser, site: str, language: str, client: Client) -> BrowserContext:
    """Give the browser of a reader of a language, with what a client has been given to keep."""
    context = browser.new_context()
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    kept[settings.LANGUAGE_COOKIE_NAME] = language
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in kept.items()])
    return context


def test_every_address_has_an_example_or_shows_no_page() -> None:
    names = {name for name in names_of(get_resolver()) if not name.endswith(FILE_ENDINGS)}
    declared = set(PAGES) | set(SIGNED_IN) | BUTTONS | FILES | set(ELSEWHERE)
    assert names == declared


def test_every_page_is_in_one_part() -> None:
    parts = [part_of(pages, part) for pages in (FOR_ALL, FOR_KARI) for part in range(PARTS)]
    assert sorted(name for part in parts for name in part) == sorted([*FOR_ALL, *FOR_KARI])
    assert len({*FOR_ALL, *FOR_KARI}) == len(PAGES) + len(SIGNED_IN) + len(FACES) + len(FACES_SIGNED_IN)


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_barrier_scrolls_sideways_or_is_hard_to_hit(
    browser: Browser, site: str, axe: str, kari: Kari, language: str, part: int
) -> None:
    found = Found()
    stranger = Client()
    stranger.post("/logg-inn/", {"email": "ola@gol.example"})  # who waits for a code is asked for it
    for client, pages in ((stranger, FOR_ALL), (browser_of(kari.user), FOR_KARI)):
        context = reader(browser, site, language, client)
        page = context.new_page()
        page.on("console", lambda message: found.said.append(message.text))
        page.on("pageerror", lambda error: found.said.append(str(error)))
        for name, address in part_of(pages, part).items():
            path = address.format_map(kari.made)
            page.set_viewport_size({"width": 1280, "height": 900})
            page.emulate_media(color_scheme="light")
            answer = page.goto(site + path)
            assert answer is not None
            assert page.url == site + path
            assert answer.status == (404 if name in MISSING else 200), name
            assert page.locator("html").get_attribute("lang") == language
            found.look(page, name, language, axe)
        context.close()
    assert found.barriers == {}
    assert found.sideways == {}
    assert found.low == {}
    missing = MISSING & part_of(FOR_ALL, part).keys()
    assert found.said == [SAID_OF_MISSING] * len(missing)
    pages_looked_at = len(part_of(FOR_ALL, part)) + len(part_of(FOR_KARI, part))
    assert found.looked == pages_looked_at * len(WIDTHS) * len(SCHEMES)
