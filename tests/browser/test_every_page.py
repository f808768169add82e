"""Every kind of page for everybody: no barrier in any language, scheme or width.

The pages are those of `loftet.site.urls`: a new address needs an example here or in `work.py`, or stands
among those that show no page. How they are looked at stands in `barriers.py`. No other test looks for
barriers, for what scrolls sideways or for what is hard to hit: a page that shows other things elsewhere
stands among `FACES`.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from loftet.challenges.models import Challenge
from loftet.core.models import JobRun, OutboxLetter
from loftet.core.testing import patterns
from loftet.editions.pointer import published
from loftet.indicators.comments.actions import NOT_WRITTEN, Written, write_comment
from loftet.indicators.figure_ref import FigureRef
from loftet.indicators.reports.actions import Complaint, Reply, answer_report, report_error
from loftet.notices.actions.notifications import follow_all
from loftet.notices.signed import letter_word
from loftet.people.actions.invitations import Terms, invite
from loftet.people.actor import actor_at
from loftet.people.letters import INVITATION
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import NOBODY
from loftet.places.models import Place
from tests.access_table import methods_by_name
from tests.browser import work
from tests.browser.barriers import (
    LANGUAGES,
    SAID_OF_MISSING,
    Look,
    Made,
    Pages,
    Shown,
    look_at,
    names_twice,
    quick_look,
    shown_to,
    thorough_look,
)
from tests.people.partnership import World, acting_as, browser_of, hire, small_partnership

# Examples by the name of their address; in braces stands what Kari has made.
PAGES = {
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
    "municipality_sheet": "/kommuner/gol/ark/",
    "municipality_goal": "/kommuner/gol/baerekraftsmal/6/?sted=al",
    "goals": "/baerekraftsmal/",
    "goal": "/baerekraftsmal/3/?q=buskerud",
    "indicators": "/indikatorer/?maal=6&paavirkning=much",
    "indicator": "/indikatorer/water_leakage/?sted=hemsedal&sted=hallingdal&q=buskerud",
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
SIGNED_IN = {
    "my_page": "/min-side/",
    "my_record": "/min-side/opplysninger/",
    "erase_me": "/min-side/slett/",
    "operations": "/drift/",
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
FACES = {
    "a small municipality": "/kommuner/fla/",
    "a goal of a small municipality": "/kommuner/fla/baerekraftsmal/8/",
    "an indicator of few": "/indikatorer/neet/?sted=fla&q=hallingdal",
    "challenges of fifty": "/regioner/viken/utfordringer/",
    "fifty members": "/regioner/viken/?maal=3",
    "nothing to compare": "/sammenlign/",
    "coverage of a goal": "/datagrunnlag/?maal=17",
}
FACES_SIGNED_IN = {
    "a reported challenge of one's own": "/utfordringer/{reported}/",
    "a picked challenge of one's own": "/utfordringer/{picked}/",
    "challenges to pick": "/regioner/demodalen/utfordringer/",
    "front, where something waits": "/",
    "goal with comment and answer": "/kommuner/gol/baerekraftsmal/6/",
    "report that is answered": "/feilmeldinger/{answered}/",
}
MISSING = {
    "not found": Shown("stranger", "/finnes-ikke/", 404),
    "not understood": Shown("stranger", "/kommuner/gol/?utgave=nei", 404),
}
# What is only sent answers by leading on, or to a script: a face of the page that has the button is shown.
BUTTONS = {name for name, methods in methods_by_name().items() if methods == {"POST"}}
# Files, and what a site has that has fetched what the demo lacks.
FILES = frozenset({"robots", "my_data", "indicator_metadata", "organisation_calendar", "body_calendar"})
ELSEWHERE = {
    "indicator_map": "the demo has no outlines; tests/indicators/test_outline_map.py",
    "sign_in_outside": "leads to another site; tests/people/test_oidc.py",
    "outside_answer": "leads on; tests/people/test_oidc.py",
    "hand_over": "needs a role to hand over; tests/people/test_roles.py",
}
FILE_ENDINGS = ("_csv", "_xlsx", "_json", "_zip", "_svg", "_ics")


def kari_and_a_stranger() -> Made:
    """Make Kari, who leads Gol and speaks for two regions, and a stranger who waits for a code.

    Kari has reported a challenge of Hallingdal's and picked one that was found in Demodalen.
    """
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
    found = {"about": "indicator", "key": "water_leakage"}
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
    follow_all([(user, world.council, "/organisasjoner/hallingdal/")], now=timezone.now())
    words = {"reported": reported, "picked": picked, "word": letter_word(user.pk)}
    stranger = Client()
    stranger.post("/logg-inn/", {"email": "ola@gol.example"})
    letters_in_the_outbox(world, user)
    return Made({"kari": browser_of(user), "stranger": stranger}, words | made_of_figures(world, user))


def letters_in_the_outbox(world: World, user: User) -> None:
    """Invite two people, by a letter that waits and one that was given up; let a job have failed."""
    now = timezone.now()
    for email in ("siv@gol.example", "per@gol.example"):
        invite(world.gol, email, Terms(RoleKind.EDITOR), language="nn", actor=acting_as(user, now))
    waits, given_up = OutboxLetter.objects.filter(kind=INVITATION).order_by("pk").values_list("pk", flat=True)
    OutboxLetter.objects.filter(pk=waits).update(tries=1, last_error="ConnectionRefusedError")
    ended = {"state": "given_up", "closed": now, "next_try": None, "last_error": "SMTPRecipientsRefused 550"}
    OutboxLetter.objects.filter(pk=given_up).update(tries=26, **ended)
    JobRun.objects.create(name="forget", next_run=now, last_run=now, last_error="OperationalError")


def made_of_figures(world: World, user: User) -> dict[str, int]:
    """Make two reports on a figure of Gol, of which one is answered, and a comment on it."""
    actor, edition = actor_at(user, timezone.now(), timezone.localdate()), str(published(settings.DATA))
    figure = FigureRef(edition, "water_leakage", world.gol.place, 2024)
    complaint = Complaint("Talet er frå 2021, og mykje av det vi lekte, er tetta.", "nn")
    reader = replace(actor, user=None, permissions=NOBODY)
    waiting, answered = (report_error(figure, complaint, actor=reader) for _number in range(2))
    reply = Reply("Takk. Vi melder rett tal til KOSTRA i mars.", "nn", shown=True)
    answer_report(answered, reply, actor=actor)
    written = Written(edition, "water_leakage", "Vi skiftar to kilometer røyr i 2027.", "nn")
    write_comment(Place.objects.get(slug="gol"), written, NOT_WRITTEN, actor=actor)
    return {"report": waiting.pk, "answered": answered.pk}


FIGURES = {
    **shown_to("stranger", PAGES | FACES),
    **shown_to("kari", SIGNED_IN | FACES_SIGNED_IN),
    **MISSING,
}
ALL = {
    "figures": Pages(FIGURES, kari_and_a_stranger, parts=4),
    "work": Pages({**work.PAGES, **work.FACES}, work.at_work, parts=4),
}
# The processes of a run share the parts.
PARTS = [(name, part) for name, pages in ALL.items() for part in range(pages.parts)]


def test_every_address_has_an_example_or_shows_no_page() -> None:
    assert [str(one) for one in patterns() if not one.name] == []
    names = {str(one.name) for one in patterns()}
    examples = {*PAGES, *SIGNED_IN, *work.PAGES}
    no_pages = {name for name in names if name.endswith(FILE_ENDINGS)} | BUTTONS | FILES | set(ELSEWHERE)
    assert names == examples | no_pages
    assert examples & no_pages == set()


def test_every_page_is_in_one_part() -> None:
    parts = {name: [pages.part(part) for part in range(pages.parts)] for name, pages in ALL.items()}
    assert {name: sorted(one for part in own for one in part) for name, own in parts.items()} == {
        name: sorted(pages.shown) for name, pages in ALL.items()
    }
    tables = [*(shown_to("", one) for one in (PAGES, SIGNED_IN, FACES, FACES_SIGNED_IN)), MISSING]
    assert names_twice([*tables, work.PAGES, work.FACES]) == set()


def assert_no_barriers(
    browser: Browser, site: str, axe: str, name: str, part: int, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check a part of the pages in one look."""
    monkeypatch.setattr(settings, "OPERATOR", "Gol kommune")
    made, pages = ALL[name].make(), ALL[name].part(part)
    found = look_at(browser, site, axe, look, made, pages)
    assert found.answers == {
        name: (one.address.format_map(made.words), one.answer, look.language) for name, one in pages.items()
    }
    assert found.barriers == {}
    assert found.sideways == {}
    assert found.low == {}
    missing = [name for name, one in pages.items() if one.answer == 404]
    assert found.said == [(name, SAID_OF_MISSING) for name in missing]
    assert found.axe_runs == len(pages) * sum(map(len, look.schemes.values()))


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize(("name", "part"), PARTS)
def test_no_page_has_a_barrier_in_the_look_whose_turn_it_is(
    browser: Browser, site: str, axe: str, name: str, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_no_barriers(browser, site, axe, name, part, quick_look(part), monkeypatch)


@pytest.mark.browser
@pytest.mark.nightly
@pytest.mark.parametrize(("name", "part"), PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_barrier_in_any_language_or_scheme(
    browser: Browser,
    site: str,
    axe: str,
    language: str,
    name: str,
    part: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert_no_barriers(browser, site, axe, name, part, thorough_look(language), monkeypatch)
