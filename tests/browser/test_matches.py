"""The swimming hall and the shower: found, read and answered by both sides, in three languages.

A council writes of the bill for power, a firm of heat in water from showers. They must find each other, see
why, and answer; what one of them finds interesting stands in the other's letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from loftet.matches.finding import find_all, has_model
from loftet.matches.models import Match, MatchAnswer
from loftet.needs.models import Audience, Need
from loftet.needs.models import State as NeedState
from loftet.notices.actions.digests import send_weekly_letters
from loftet.notices.letters import weekly_letter
from loftet.notices.models import Digest
from loftet.people.actions.organisations import NewOrganisation, add_organisation, appoint
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.places.queries import place_by_slug
from loftet.solutions.models import Solution, State
from loftet.suppliers.example import confirmed
from tests.browser.story import HEIGHT, NARROW, Story, main_of
from tests.browser.test_partnership_story import emptied_log  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
BUYER, FIRM = "odd@ovre-demodal.example", "sigrid@varme.example"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language that the pages are read by."""

    who: str
    why: str
    interesting: str
    known: str
    answered: str
    told: str
    waits: str


SAID = {
    "nb": Words(
        "Hvem kan løse dette?",
        "Hvorfor, for kjøperen",
        "Interessant",
        "Kjent fra før",
        "Dere svarte",
        "Den andre parten synes dette er interessant.",
        "synes treffet er interessant",
    ),
    "nn": Words(
        "Kven kan løyse dette?",
        "Kvifor, for kjøparen",
        "Interessant",
        "Kjend frå før",
        "De svarte",
        "Den andre parten synest dette er interessant.",
        "synest treffet er interessant",
    ),
    "en": Words(
        "Who can solve this?",
        "Why, for the buyer",
        "Interesting",
        "Known before",
        "You answered on",
        "The other side finds this interesting.",
        "finds your match interesting",
    ),
}


@pytest.fixture
def story(browser: Browser, site: str, axe: str, emptied_log: None) -> Iterator[Story]:  # noqa: F811
    """Return the site with the need of a municipality and the solution of a firm, which are matched."""
    today, now = timezone.localdate(), timezone.now()
    own = add_organisation(
        NewOrganisation("ovre-demodal", "Øvre Demodal kommune", OrganisationKind.MUNICIPALITY),
        place_by_slug("ovre-demodal"),
    )
    appoint(BUYER, own, RoleKind.BUSINESS_ADVISER, name="Odd Prøvemo", today=today)
    firm = Organisation.objects.create(slug="varme", name="Bergen Varme AS", kind="supplier")
    appoint(FIRM, firm, RoleKind.TOP_MANAGEMENT, name="Sigrid Prøvedal", today=today)
    user = User.objects.get(email=BUYER)
    confirmed(firm, "310488674", user)
    about = {"expires_on": today + timedelta(days=90), "written": now, "written_by": user}
    Need.objects.create(
        organisation=own,
        title="Straumrekninga for symjehallen er skyhøg",
        problem="Strømrekninga for symjehallen er skyhøg, og det er det varme vatnet som kostar mest.",
        effect="Vi vil halvere straumen til varmt vatn.",
        targets=["7.3"],
        audience=Audience.PUBLIC,
        state=NeedState.OPEN,
        shared=now,
        **about,
    )
    Solution.objects.create(
        organisation=firm,
        title="Varmegjenvinning fra dusjvann",
        problem="Varmt vann fra dusjene i svømmehaller går rett i sluket.",
        effect="Strømmen til varmt vann går ned 40 prosent.",
        targets=["7.3"],
        state=State.OPEN,
        published=now,
        **about,
    )
    find_all(today, now)
    told = Story(browser, site, axe)
    yield told
    told.end()


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard."""
    page.get_by_role("button", name=name, exact=True).first.press("Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize("language", SAID)
def test_both_find_each_other_see_why_and_answer(story: Story, language: str) -> None:
    words, need, match = SAID[language], Need.objects.get(), Match.objects.get()
    User.objects.update(language=language)
    buyer = story.somebody(BUYER)
    story.go(buyer, f"/behov/{need.pk}/?lang={language}")
    assert words.who in main_of(buyer)
    story.seen(buyer, f"behov-{language}")
    buyer.get_by_role("link", name="Varmegjenvinning fra dusjvann").last.press("Enter")
    buyer.wait_for_load_state()
    the_match_shows_both_texts_and_why(buyer, match, words)
    the_answers_are_in_reach_on_a_phone(buyer, words)
    story.seen(buyer, f"treff-{language}")
    press(buyer, words.interesting)
    assert words.answered in main_of(buyer)
    the_letter_of_the_firm_says_so(words)
    seller = story.somebody(FIRM)
    story.go(seller, f"/treff/{match.pk}/?lang={language}")
    assert words.told in main_of(seller)
    press(seller, words.known)
    answers = MatchAnswer.objects.order_by("side").values_list("side", "answer")
    assert list(answers) == [("need", "interesting"), ("solution", "known")]
    story.go(seller, f"/losninger/{match.solution_id}/?lang={language}")
    story.seen(seller, f"losning-{language}")
    story.go(seller, f"/treff/?lang={language}")
    assert words.known in main_of(seller)
    story.seen(seller, f"alle-treff-{language}")


def the_match_shows_both_texts_and_why(page: Page, match: Match, words: Words) -> None:
    quotes = page.locator("blockquote").all_inner_texts()
    assert quotes == [f"«{match.need_quote}»", f"«{match.solution_quote}»"]
    assert words.why in main_of(page)
    assert "%" not in page.locator("h1").inner_text()
    if has_model():
        assert match.model


def the_answers_are_in_reach_on_a_phone(page: Page, words: Words) -> None:
    """Check that the answers are seen without scrolling past both quotes."""
    wide = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    box = page.get_by_role("button", name=words.interesting, exact=True).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= HEIGHT
    assert box["height"] >= 44
    assert wide is not None
    page.set_viewport_size(wide)


def the_letter_of_the_firm_says_so(words: Words) -> None:
    today = timezone.localdate()
    send_weekly_letters(today, today.isoweekday())
    digest = Digest.objects.get(user__email=FIRM)
    letter = weekly_letter(digest.pk, "", timezone.now())
    assert letter is not None
    assert words.waits in letter.body
    Digest.objects.all().delete()
