"""From a shared challenge to a joint purchase that is announced, in nynorsk, through the real pages.

A need is written from what the figures show, checked and read by a second person; others join; a firm that
nobody has invited signs up; the buyers see by their own prices when it pays, and nobody else does.
"""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.template.defaultfilters import floatformat
from django.utils import timezone, translation
from playwright.sync_api import Browser, Page

from loftet.people.actions.organisations import NewOrganisation, add_organisation, appoint
from loftet.people.models import OrganisationKind, RoleKind
from loftet.places.queries import place_by_slug
from loftet.pool_overview.gain import gain_of
from loftet.pools.models import Pool
from loftet.pools.queries import members_of
from tests.browser.story import Story, answer_of, main_of
from tests.browser.test_partnership_story import emptied_log  # noqa: F401 - a fixture
from tests.people.partnership import code_sent

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

SOLVEIG, ELI, ODD = "solveig@demodalen.example", "eli@ovre-demodal.example", "odd@ovre-demodal.example"
LEADERS = {
    "nedre-demodal": ("Nedre Demodal kommune", "kari@nedre-demodal.example"),
    "granasen": ("Granåsen kommune", "per@granasen.example"),
    "fossvang": ("Fossvang kommune", "tora@fossvang.example"),
    "bjorkevoll": ("Bjørkevoll kommune", "gunn@bjorkevoll.example"),
}
JOIN = {"ovre-demodal": (ELI, 48), "nedre-demodal": ("", 61), "granasen": ("", 40), "fossvang": ("", 32)}
ROLF, FIRM_POST = "rolf@demokulde.example", "post@demokulde.example"
NUMBER, MISTYPED, BANKRUPT = "310488674", "310488675", "310486086"
NEED = "Folk i Øvre Demodal skal miste mindre vatn på vegen til springen"
TITLE = "Mindre lekkasje i vassleidningane"
SOLUTION = "Finne lekkasjar med lyd, før det blir grave"
ESTIMATE = 25_000  # each of them is below the threshold by itself, and together they are over it


def days(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


@pytest.fixture
def story(browser: Browser, site: str, axe: str, emptied_log: None) -> Iterator[Story]:  # noqa: F811
    """Return the site with the people of a region."""
    today = timezone.localdate()
    council = NewOrganisation("demodalen", "Regionrådet for Demodalen", OrganisationKind.REGIONAL_COUNCIL)
    made = add_organisation(council, place_by_slug("demodalen"))
    appoint(SOLVEIG, made, RoleKind.FACILITATOR, name="Solveig Demoås", today=today)
    ovre = ("Øvre Demodal kommune", ELI)
    for slug, (name, leader) in {"ovre-demodal": ovre, **LEADERS}.items():
        own = add_organisation(
            NewOrganisation(slug, name, OrganisationKind.MUNICIPALITY), place_by_slug(slug)
        )
        appoint(leader, own, RoleKind.TOP_MANAGEMENT, name=leader.partition("@")[0].title(), today=today)
        if slug == "ovre-demodal":
            appoint(ODD, own, RoleKind.BUSINESS_ADVISER, name="Odd Prøvemo", today=today)
    told = Story(browser, site, axe)
    yield told
    told.end()


def test_from_a_challenge_to_a_purchase_that_is_announced(story: Story) -> None:
    need = a_need_is_written_from_a_challenge_checked_and_read(story)
    pool = a_joint_purchase_is_started_from_it(story, need)
    others_join_and_the_threshold_is_crossed(story, pool)
    a_firm_signs_up(story)
    it_is_confirmed_and_publishes_a_solution(story, need)
    a_buyer_writes_in_own_prices(story, pool)
    the_buyers_alone_see_when_it_pays(story, pool)
    announced_it_is_frozen_and_a_late_joiner_is_refused(story, pool)


def press(page: Page, name: str, role: str = "button") -> None:
    """Press a button, or follow a link."""
    page.get_by_role(role, name=name, exact=True).first.press("Enter")  # type: ignore[arg-type]
    page.wait_for_load_state()


def fill(page: Page, **fields: object) -> None:
    """Fill in fields by their names."""
    for name, value in fields.items():
        field = page.locator(f"main form [name={name}]").last
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))


def advice_of(page: Page) -> dict[str, bool]:
    """Return what a need is checked for, and whether it is met."""
    rows = page.locator(".need-advice li")
    return {
        one.locator("strong").inner_text(): "is-met" in (one.get_attribute("class") or "")
        for one in rows.all()
    }


def a_need_is_written_from_a_challenge_checked_and_read(story: Story) -> str:
    page = story.somebody(SOLVEIG)
    story.go(page, "/regioner/demodalen/utfordringer/")
    page.locator("form", has=page.locator("input[value=water_leakage]")).get_by_role("button").press("Enter")
    page.wait_for_url(re.compile(r"/utfordringer/\d+/"))
    challenge = page.url.removeprefix(story.site)

    page = story.somebody(ELI)
    story.go(page, "/organisasjoner/ovre-demodal/behov/gjennomlesing/")
    page.get_by_label("Ein annan person les kvart behov før det blir delt").check()
    press(page, "Lagre")

    page = story.somebody(ODD)
    story.go(page, challenge)
    story.seen(page, "utfordringa")
    press(page, "Skriv eit behov: Øvre Demodal kommune", "link")
    assert "Laga ut frå utfordringa Lekkasje frå vassleidningar. Tala er fylte ut for deg." in main_of(page)
    fill(page, title="Vi treng nye vassmålarar", way="purchase")
    story.seen(page, "behovet-steg-1")
    press(page, "Neste: kva skal bli annleis")
    assert page.locator("[name=problem]").input_value() != ""  # the numbers of the challenge
    assert advice_of(page)["Verknaden manglar"] is False
    story.seen(page, "behovet-steg-2")
    fill(
        page,
        title=NEED,
        effect="Lekkasjen går ned til 20 prosent på tre år.",
        users="Alle som bur i kommunen, og dei som driv vassverket.",
    )
    press(page, "Neste: mengd og tid")
    assert (advice_of(page)["Verknaden er beskriven"], advice_of(page)["Mengda manglar"]) == (True, False)
    fill(page, volume="48", unit="km leidning", constraints="Vegane skal kunne brukast på dagtid.")
    press(page, "Neste: kven finn det")
    assert set(advice_of(page).values()) == {True}
    fill(page, cpv="45232150", targets="6.4", contact="Sentralbordet")
    press(page, "Sjå behovet")
    page.get_by_role("heading", level=1, name=NEED).wait_for()
    story.seen(page, "behovet-som-kladd")
    assert page.get_by_role("link", name="Del behovet").count() == 0
    press(page, "Send det til gjennomlesing")
    need = page.url.removeprefix(story.site).partition("?")[0]

    page = story.somebody(ELI)
    story.go(page, need)
    press(page, "Del behovet", "link")
    fill(page, audience="public", journal="entered", journal_case="26/311", expires_on=days(180))
    story.seen(page, "del-behovet")
    press(page, "Del behovet")
    assert "Behovet er delt." in main_of(page)
    story.seen(page, "behovet-er-delt")
    return need


def a_joint_purchase_is_started_from_it(story: Story, need: str) -> str:
    page = story.somebody(ODD)
    story.go(page, need)
    press(page, "Start eit felles innkjøp frå dette behovet", "link")
    assert page.locator("[name=unit]").input_value() == "km leidning"
    fill(page, title=TITLE, joins_until=days(40))
    story.seen(page, "start-innkjopet")
    press(page, "Start innkjøpet")
    press(page, "Skriv kva de ber om saman", "link")
    fill(page, text="Lekkasjen skal halverast på tre år. Vegane skal kunne brukast på dagtid.")
    story.seen(page, "kva-de-ber-om")
    press(page, "Lagre som ny versjon")
    press(page, "Opne det for alle", "link")
    fill(page, journal="entered", journal_case="26/312", hidden_basis="fvl-13-1-2")
    story.seen(page, "opne-for-alle")
    press(page, "Opne det for alle")
    page.locator(".more > summary").click()
    press(page, "Anslag og felleskostnad", "link")
    fill(page, least_volume="120", unit_estimate=ESTIMATE, joint_cost="90000")
    story.seen(page, "anslag-og-felleskostnad")
    press(page, "Lagre")
    page.get_by_role("heading", level=1, name=TITLE).wait_for()
    story.seen(page, "innkjopet-ope")
    return page.url.removeprefix(story.site).partition("?")[0]


def others_join_and_the_threshold_is_crossed(story: Story, pool: str) -> None:
    for number, (slug, (email, amount)) in enumerate(JOIN.items()):
        leader = email or LEADERS[slug][1]
        name = "Øvre Demodal" if email else LEADERS[slug][0].removesuffix(" kommune")
        page = story.somebody(leader)
        story.go(page, pool)
        press(page, f"Meld inn mengd for {name}", "link")
        fill(page, amount=amount, earliest=days(60), latest=days(200), certainty="committed")
        fill(page, max_value="1900000", authority=f"26/40{number}", authority_limit="2000000")
        if number == 1:
            story.seen(page, "meld-inn-mengda")
        press(page, "Meld inn mengda")
        assert "Mengda er meld inn." in main_of(page)
    page = story.anybody()
    story.go(page, pool)
    said = main_of(page)
    assert "4 er med, 181 km leidning" in said
    assert "Over EØS-grensa til saman" in said
    assert "Om lag 4 525 000 kr" in said.replace("\xa0", " ")
    assert "Ingen av dei går over åleine." in said
    assert "Kjelde:" in html_of(page)
    story.seen(page, "over-grensa-i-lag")


def a_firm_signs_up(story: Story) -> None:
    page = story.anybody(ROLF)
    story.go(page, "/losninger/")
    press(page, "Meld inn ei bedrift", "link")
    fill(page, email=ROLF)
    story.seen(page, "meld-inn-ei-bedrift")
    press(page, "Send meg ein kode")
    fill(page, code=code_sent(ROLF))
    page.keyboard.press("Enter")
    page.get_by_label("Organisasjonsnummer").wait_for()
    for number, why in ((MISTYPED, "siste sifferet"), (BANKRUPT, "konkurs")):
        fill_number(page, number)
        assert why in main_of(page)
        assert page.get_by_role("button", name="Ja, dette er oss").count() == 0
    fill_number(page, NUMBER)
    assert "DEMOKULDE AS" in main_of(page)
    story.seen(page, "er-dette-dykk")
    press(page, "Ja, dette er oss")
    page.get_by_role("heading", level=1, name="Demokulde AS").wait_for()
    story.seen(page, "ikkje-stadfesta")


def fill_number(page: Page, number: str) -> None:
    page.get_by_label("Organisasjonsnummer").fill(number)
    press(page, "Slå opp")


def it_is_confirmed_and_publishes_a_solution(story: Story, need: str) -> None:
    page = story.anybody(ROLF)
    story.go(page, need)
    press(page, "Demokulde AS kan løyse dette", "link")
    fill(page, title=SOLUTION, problem="Ingen veit kvar det lek.")
    press(page, "Neste: kva ho gjer")
    fill(page, what="Vi lyttar i kummane om natta.", effect="8 prosentpoeng mindre lekkasje på eit år.")
    press(page, "Neste: kven finn det")
    assert page.locator("[name=cpv]").input_value() == "45232150"
    press(page, "Neste: pris og stad")
    fill(page, price_model="unit", contact="post@demokulde.example")
    press(page, "Sjå løysinga")
    assert page.get_by_role("button", name="Publiser løysinga").count() == 0
    story.seen(page, "loysinga-som-kladd")
    draft = page.url.removeprefix(story.site).partition("?")[0]

    story.go(page, "/leverandorer/demokulde-as/")
    press(page, "Send ein kode")
    press(page, "Skriv koden", "link")
    fill(page, code=code_sent(FIRM_POST))
    press(page, "Stadfest bedrifta")
    assert "Bedrifta er stadfesta." in main_of(page)

    story.go(page, draft)
    press(page, "Publiser løysinga")
    story.seen(page, "loysinga-er-publisert")
    reader = story.anybody()
    story.go(reader, need)
    assert SOLUTION in main_of(reader)


def a_buyer_writes_in_own_prices(story: Story, pool: str) -> None:
    page = story.somebody(ELI)
    story.go(page, pool)
    assert "Ingen har skrive inn ein pris frå ein eigen avtale enno." in main_of(page)
    press(page, "Skriv inn prisar frå eigne avtalar", "link")
    fill(page, own_prices="40: 33 719, avtalen vår frå 2023\n150: 23 457, avtalen i Hallingdal frå 2022")
    story.seen(page, "prisar-fra-eigne-avtalar")
    press(page, "Lagre")


def the_buyers_alone_see_when_it_pays(story: Story, pool: str) -> None:
    page = story.somebody(ELI)
    story.go(page, pool)
    said = html_of(page)
    row = Pool.objects.get()
    gain = gain_of(row, members_of(row))
    assert gain is not None
    with translation.override("nn"):
        secret = [
            floatformat(gain.unit_price, "0g"),
            *(floatformat(one.gain, "0g") for one in gain.shares),
        ]
    secret = [one.replace("\xa0", " ") for one in secret]
    assert [one for one in secret if one not in said] == []
    assert "lønner det seg for alle" in page.locator("h1").inner_text()
    story.seen(page, "kjoparane-ser-nar-det-lonner-seg")
    for outside in (story.anybody(), story.somebody(LEADERS["bjorkevoll"][1]), story.anybody(ROLF)):
        story.go(outside, pool)
        found = html_of(outside)
        assert [
            one for one in (*secret, "lønner det seg for alle", "avtalen vår frå 2023") if one in found
        ] == []


def html_of(page: Page) -> str:
    """Return all that a page holds, seen or not, with plain blanks in its numbers."""
    return html.unescape(page.content()).replace("\xa0", " ")


def announced_it_is_frozen_and_a_late_joiner_is_refused(story: Story, pool: str) -> None:
    page = story.somebody(ELI)
    story.go(page, pool)
    press(page, "Kunngjer og frys", "link")
    page.get_by_label("Kjøparar, mengder og maksimalverdiar stemmer").check()
    fill(page, notice="2026-000123")
    story.seen(page, "kunngjer-og-frys")
    press(page, "Frys og kunngjer")
    assert "Det felles innkjøpet er frose. Kjøparane er namngitte." in main_of(page)
    gunn = story.somebody(LEADERS["bjorkevoll"][1])
    story.go(gunn, pool)
    assert gunn.get_by_role("link", name="Meld inn mengd for Bjørkevoll").count() == 0
    story.seen(gunn, "frose")
    refused = gunn.goto(f"{story.site}{pool}mengde/bjorkevoll/")
    assert refused is not None
    assert refused.status == 403
    assert answer_of(gunn) == "Innkjøpet er kunngjort, og ingen kan bli med lenger. Start eit nytt."
