"""A year of the partnership, told by those who take part, in nynorsk, through the real pages.

The coordinator begins a cohort and invites; a director decides by delegation and names two people; a council
votes, and its director says what it means; a comment and an error report travel; a buyer acts for three
municipalities; somebody leaves, and somebody takes over.
"""

import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import Browser, Page

from loftet.decisions.deadlines import paper_deadline
from loftet.decisions.models import CountedIn
from loftet.people.actions.organisations import NewOrganisation, add_organisation, appoint
from loftet.people.models import Organisation, OrganisationKind, RoleKind
from loftet.places.queries import place_by_slug
from tests.browser.story import Story, answer_of, main_of, waiting_of
from tests.letters import letters_sent

ROLES = "details:has(#roles) > summary"

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

SOLVEIG, ELI, ODD = "solveig@demodalen.example", "eli@ovre-demodal.example", "odd@ovre-demodal.example"
RANDI, NILS = "randi@ovre-demodal.example", "nils@ovre-demodal.example"
KARI, INGRID = "kari@nedre-demodal.example", "ingrid@nedre-demodal.example"
JONAS = "jonas@nedre-demodal.example"
READER = "lesar@example.com"
MUNICIPALITIES = {
    "ovre-demodal": ("Øvre Demodal kommune", ELI),
    "nedre-demodal": ("Nedre Demodal kommune", KARI),
    "granasen": ("Granåsen kommune", "per@granasen.example"),
    "fossvang": ("Fossvang kommune", "tora@fossvang.example"),
    "tjernli": ("Tjernli kommune", "berit@tjernli.example"),
    "bjorkevoll": ("Bjørkevoll kommune", "gunn@bjorkevoll.example"),
}
LENDERS = ("granasen", "fossvang", "tjernli")
KULL = "/kull/demodalen-kull-1/"
OVRE, NEDRE = f"{KULL}deltakere/ovre-demodal/", f"{KULL}deltakere/nedre-demodal/"
FIGURE = "water_leakage"
NO_ADVISER = "Næringsutviklar manglar: den som kjenner bedriftene, skal vere med frå starten."
NO_BUYER = "Innkjøpsansvarleg manglar: den som kjøper inn, skal vere med frå starten."
ASKED = "Nokon er invitert og har ikkje svart enno."


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
def story(browser: Browser, site: str, axe: str, emptied_log: None) -> Iterator[Story]:
    """Return the site as its operator leaves it: organisations, their first people, a partnership."""
    today = timezone.localdate()
    region = place_by_slug("demodalen")
    council = NewOrganisation("demodalen", "Regionrådet for Demodalen", OrganisationKind.REGIONAL_COUNCIL)
    appoint(
        SOLVEIG, add_organisation(council, region), RoleKind.FACILITATOR, name="Solveig Demoås", today=today
    )
    for slug, (name, leader) in MUNICIPALITIES.items():
        new = NewOrganisation(slug, name, OrganisationKind.MUNICIPALITY)
        own, called = add_organisation(new, place_by_slug(slug)), leader.partition("@")[0].capitalize()
        appoint(leader, own, RoleKind.TOP_MANAGEMENT, name=f"{called} Prøvehaug", today=today)
    nedre = Organisation.objects.get(slug="nedre-demodal")
    appoint(INGRID, nedre, RoleKind.STATISTICS, name="Ingrid Demolund", today=today)
    call_command("partnership", "demoloftet", "Demoløftet", "--member", "demodalen", "--language", "nn")
    told = Story(browser, site, axe)
    yield told
    told.end()


def test_a_year_of_the_partnership(story: Story) -> None:
    the_coordinator_begins_a_cohort_and_invites(story)
    a_director_decides_by_delegation_and_names_two(story)
    those_who_are_named_say_yes(story)
    a_council_hears_votes_and_its_director_says_what_it_means(story)
    a_comment_and_an_error_report_travel(story)
    a_buyer_acts_for_three_municipalities(story)
    somebody_leaves_and_somebody_takes_over(story)
    the_coordinator_sees_how_all_stand(story)


def in_words(day: date) -> str:
    with translation.override("nn"):
        return date_format(day, "j. F Y")


def today() -> str:
    return in_words(timezone.localdate())


def papers_due() -> str:
    """Return the last day for papers to a meeting today: a day of work, also where today is none."""
    return in_words(paper_deadline(timezone.localdate(), 0, CountedIn.CALENDAR))


def day() -> str:
    return today().rpartition(" ")[0]


def of(what: str, whom: str) -> re.Pattern[str]:
    """Return the name of a button or link that says to those who only listen what it is about."""
    return re.compile(rf"^{re.escape(what)}\s*: {re.escape(whom)}$")


def warnings_of(page: Page) -> list[str]:
    return page.locator(".ds-alert[data-color=warning] p").all_inner_texts()


def the_coordinator_begins_a_cohort_and_invites(story: Story) -> None:
    page = story.somebody(SOLVEIG)
    story.go(page, "/kull/")
    assert answer_of(page) == "Ingen kull har starta enno. Her står kulla når ein region startar eit."
    story.seen(page, "kull-ingen")
    page.get_by_role("link", name="Start eit kull").press("Enter")
    page.get_by_label("Namn").fill("kull 1")
    page.get_by_label("Region").select_option(label="Demodalen")
    page.get_by_label("Byrjar").fill(timezone.localdate().isoformat())
    page.get_by_label("Kva det handlar om").fill("Seks kommunar finn ut kva dei har til felles.")
    story.seen(page, "start-eit-kull")
    page.get_by_role("button", name="Lag kullet og inviter").press("Enter")
    page.get_by_role("heading", name="Inviter kommunar").wait_for()
    assert answer_of(page) == (
        "Seks kommunar i Demodalen kan inviterast. "
        "Kommunedirektøren i kvar kommune får eit brev, og kommunen avgjer sjølv."
    )
    story.seen(page, "inviter")
    page.get_by_role("button", name="Inviter").press("Enter")
    title = "Seks har ikkje avgjort det enno."
    page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
    story.seen(page, "oversyn-ingen-har-avgjort")


def a_director_decides_by_delegation_and_names_two(story: Story) -> None:
    page = story.somebody(ELI)
    story.go(page, "/")
    assert waiting_of(page) == [
        "Avgjer om kommunen skal delta i Demoløftet, kull 1",
    ]
    story.seen(page, "det-som-ventar-pa-direktoren")
    page.get_by_role("link", name="Avgjer om kommunen skal delta i Demoløftet, kull 1").press("Enter")
    page.get_by_role("heading", level=1, name="Øvre Demodal kommune: Demoløftet, kull 1").wait_for()
    assert answer_of(page) == (
        "Øvre Demodal har enno ikkje handsama om kommunen skal delta i Demoløftet, kull 1."
    )
    assert warnings_of(page) == [NO_ADVISER, NO_BUYER, "Peik ut dei som manglar"]
    story.seen(page, "deltaking-for-vedtaket")
    page.get_by_role("link", name="Før inn eit vedtak etter fullmakt").press("Enter")
    page.get_by_label("Kommunen deltek", exact=True).check()
    page.get_by_label("Kva fullmakt byggjer det på?").fill("delegeringsreglementet, § 4")
    page.get_by_label("Ordlyden i vedtaket").fill("Øvre Demodal kommune deltek i Demoløftet, kull 1.")
    page.get_by_label("Saksnummer").fill("D 12/26")
    story.seen(page, "delegert-vedtak")
    page.get_by_role("button", name="Før inn vedtaket").press("Enter")
    page.get_by_role("heading", level=1, name="Øvre Demodal kommune: Demoløftet, kull 1").wait_for()
    page.get_by_role("link", name="Peik ut dei som manglar").press("Enter")
    emails = page.get_by_label("… eller e-postadressa til ein annan, som blir invitert")
    emails.nth(0).fill(ODD)
    emails.nth(1).fill(RANDI)
    page.locator("main form button[type=submit]").first.press("Enter")
    page.get_by_role("heading", level=1, name="Øvre Demodal kommune: Demoløftet, kull 1").wait_for()
    assert answer_of(page) == f"Øvre Demodal deltek i Demoløftet, kull 1, frå {today()} (sak D 12/26)."
    assert warnings_of(page) == [
        f"{NO_ADVISER} {ASKED}",
        f"{NO_BUYER} {ASKED}",
        "Peik ut dei som manglar",
    ]
    story.seen(page, "deltek-etter-fullmakt")
    assert [(one.to, one.subject) for one in letters_sent()[-2:]] == [
        ([ODD], "Invitasjon frå Øvre Demodal kommune til Løftet"),
        ([RANDI], "Invitasjon frå Øvre Demodal kommune til Løftet"),
    ]


def those_who_are_named_say_yes(story: Story) -> None:
    for email, name in ((ODD, "Odd Prøvemo"), (RANDI, "Randi Øvingseng")):
        page = story.somebody(email)
        story.go(page, "/min-side/")
        assert answer_of(page) == "Du har inga rolle enno. Éin invitasjon ventar på svaret ditt."
        story.seen(page, "invitasjon")
        page.get_by_label("Namnet ditt").fill(name)
        page.get_by_role("button", name="Svar ja").press("Enter")
        page.get_by_role("heading", level=1, name=f"Velkomen, {name}").wait_for()
        story.seen(page, "velkomen")
        story.go(page, "/min-side/")
        page.locator(ROLES).press("Enter")
        assert page.locator("main a.is-danger").count() == 1
    page = story.somebody(ELI)
    story.go(page, OVRE)
    assert warnings_of(page) == []
    story.seen(page, "alle-er-med")


def a_council_hears_votes_and_its_director_says_what_it_means(story: Story) -> None:
    page = story.somebody(KARI)
    for kind, name in (("ungdomsråd", "Ungdomsrådet"), ("kommunestyre", "Kommunestyret")):
        add_a_body_that_meets_today(story, page, kind, name)
    story.go(page, NEDRE)
    page.get_by_role("link", name="Saka: Deltakelse i Demoløftet, kull 1").press("Enter")
    page.get_by_role("link", name="Gjer saka offentleg").wait_for()
    story.seen(page, "saka-ventar")
    page.get_by_role("link", name="Gjer saka offentleg").press("Enter")
    page.get_by_label("Saka er journalført").check()
    page.get_by_label("I kva sak eller journalpost?").fill("26/90-2")
    story.seen(page, "skal-dette-journalforast")
    page.locator("main form button[type=submit]").first.press("Enter")
    page.get_by_role("link", name="Planlegg ei handsaming").wait_for()
    assert answer_of(page) == "Ingen har handsama saka, og ingenting er planlagt."
    plan(page, "høyring", "Ungdomsrådet")
    plan(page, "vedtak", "Kommunestyret")
    assert answer_of(page) == (
        f"Ventar på høyring i ungdomsrådet {today()}. Siste frist for papir er {papers_due()}."
    )
    story.seen(page, "planlagt")
    page.get_by_role("link", name=of("Før inn utfallet", "Ungdomsrådet")).press("Enter")
    page.get_by_label("Gav fråsegn").check()
    page.get_by_label("Fråsegna", exact=True).fill("Vi vil at kommunen blir med, og ber om å få se tallene.")
    page.get_by_role("button", name="Før det inn").press("Enter")
    page.get_by_role("link", name=of("Rett vedtaket", "Ungdomsrådet")).wait_for()
    assert answer_of(page) == (
        f"Ventar på vedtak i kommunestyret {today()}. Siste frist for papir er {papers_due()}."
    )
    page.get_by_role("link", name=of("Før inn utfallet", "Kommunestyret")).press("Enter")
    page.get_by_label("Vedteke i samsvar med innstillinga").check()
    page.get_by_label("Saksnummer i møteboka").fill("31/26")
    page.get_by_text("Røystene vart talde").press("Enter")
    page.get_by_label("Røyster for").first.fill("15")
    page.get_by_label("Røyster mot").first.fill("6")
    page.get_by_text("Andre framlegg enn innstillinga").press("Enter")
    motion = page.get_by_role("group", name="Framlegg 1")
    motion.get_by_label("Fremja av").fill("Prøvelista")
    motion.get_by_label("Ordlyd").fill("Kommunen venter ett år.")
    motion.get_by_label("Røyster for").fill("6")
    motion.get_by_label("Røyster mot").fill("15")
    page.get_by_text("Fråsegner", exact=True).press("Enter")
    said = page.get_by_role("group", name="Fråsegn 1")
    said.get_by_label("Sagt av").fill("Representanten fra Demolista")
    said.get_by_label("Fråsegn", exact=True).fill("Vi vil vite hvor mange timer arbeidet tar.")
    story.seen(page, "for-inn-utfallet")
    page.get_by_role("button", name="Før det inn").press("Enter")
    page.get_by_role("heading", name="Deltaking i programmet").wait_for()
    assert answer_of(page) == f"Vedteke av kommunestyret {today()} (sak 31/26)."
    said_there = main_of(page)
    for sentence in (
        "Vedteke i samsvar med innstillinga, sak 31/26, 15 røyster for og 6 mot.",
        "Framlegg frå Prøvelista (ikkje vedteke, 6 røyster for og 15 mot): Kommunen venter ett år.",
        "Fråsegn frå Representanten fra Demolista: Vi vil vite hvor mange timer arbeidet tar.",
        "Vi vil at kommunen blir med, og ber om å få se tallene.",
        f"Nedre Demodal deltek i Demoløftet, kull 1, frå {today()} (sak 31/26).",
    ):
        assert sentence in said_there
    story.go(page, NEDRE)
    assert answer_of(page) == f"Nedre Demodal deltek i Demoløftet, kull 1, frå {today()} (sak 31/26)."
    story.seen(page, "deltek-ved-kommunestyret")


def add_a_body_that_meets_today(story: Story, page: Page, kind: str, name: str) -> None:
    story.go(page, "/organisasjoner/nedre-demodal/organer/ny/")
    page.get_by_label("Kva er det?").select_option(label=kind)
    page.get_by_label("Namn").fill(name)
    page.get_by_label("Papirfrist, så mange dagar før møtet").fill("0")
    story.seen(page, "nytt-organ")
    page.get_by_role("button", name="Legg til").press("Enter")
    page.get_by_role("link", name=name).press("Enter")
    page.get_by_role("link", name="Planlegg møte").press("Enter")
    page.get_by_label("Møtedagar").fill(f"{today()} kl. 17")
    story.seen(page, "planlegg-mote")
    page.get_by_role("button", name="Vis korleis han blir lesen").press("Enter")
    page.get_by_role("button", name="Lagre 1 møte").press("Enter")
    page.get_by_role("heading", level=1, name=name, exact=True).wait_for()
    assert answer_of(page) == f"Siste frist for papir til {day()}: {papers_due().rpartition(' ')[0]}."
    story.seen(page, "organ")


def plan(page: Page, kind: str, body: str) -> None:
    page.get_by_role("link", name="Planlegg ei handsaming").press("Enter")
    page.get_by_label("Kva skal gjerast?").select_option(label=kind)
    where = page.get_by_label("Av kven, og når?")
    found = [one for one in where.locator("option").all_inner_texts() if one.startswith(f"{body}, {today()}")]
    where.select_option(label=found[0])
    page.get_by_role("button", name="Lagre planen").press("Enter")
    page.get_by_role("link", name="Planlegg ei handsaming").wait_for()


def a_comment_and_an_error_report_travel(story: Story) -> None:
    ingrid = story.somebody(INGRID)
    story.go(ingrid, f"/kommuner/nedre-demodal/tall/{FIGURE}/kommentar/")
    assert answer_of(ingrid) == (
        "Det du skriv, står ved talet i alle utgåver, i namnet til kommunen, "
        "til du endrar eller trekkjer det."
    )
    ingrid.get_by_label("Kva seier kommunen?").fill("Vi bytte målarane i fjor.")
    ingrid.get_by_label("Kva språk har du skrive på?").select_option(label="Nynorsk")
    story.seen(ingrid, "kommentar")
    ingrid.get_by_role("button", name="Lagre kommentaren").press("Enter")
    ingrid.get_by_text("Vi bytte målarane i fjor.").first.wait_for()
    story.seen(ingrid, "kommentaren-ved-talet")
    assert ingrid.url.endswith(f"/kommuner/nedre-demodal/baerekraftsmal/6/#{FIGURE}")
    reader, eli = story.anybody(), story.somebody(ELI)
    for page, text, email in ((reader, "Talet er for høgt.", READER), (eli, "Er målarane rette?", "")):
        story.go(page, f"/meld-feil/?indikator={FIGURE}&sted=nedre-demodal")
        page.get_by_label("Kva er feil med talet?").fill(text)
        page.get_by_label("E-postadressa di, om du vil ha svar").fill(email)
        story.seen(page, "meld-feil")
        page.get_by_role("button", name="Send meldinga").press("Enter")
        page.wait_for_url("**/takk/**")
        assert answer_of(page) == (
            "Den som eig talet, les ho. Har du oppgitt ei e-postadresse, kjem svaret dit."
        )
        story.seen(page, "takk")
    story.go(ingrid, "/varsler/")
    assert answer_of(ingrid) == "Éin ting ventar på deg. Tre varsel er ulesne."
    story.seen(ingrid, "varsel")
    for text, reply in (
        ("Talet er for høgt.", "Takk. Vi rettar det i neste utgåve."),
        ("Er målarane rette?", "Ja, frå i år."),
    ):
        story.go(ingrid, "/feilmeldinger/")
        row = ingrid.locator("li.row", has_text=text)
        row.get_by_role("link").first.press("Enter")
        ingrid.get_by_label("Svaret ditt").fill(reply)
        story.seen(ingrid, "svar-pa-feilmelding")
        ingrid.get_by_role("button", name="Send svaret").press("Enter")
        ingrid.get_by_role("heading", name="Svaret").wait_for()
        assert answer_of(ingrid) == f"Nedre Demodal kommune svarte {today()}."
    (letter,) = [one for one in letters_sent() if one.to == [READER]]
    assert letter.subject == "Svar om Lekkasje frå vassleidningar, Nedre Demodal"
    assert "Svar frå Nedre Demodal kommune:\n\nTakk. Vi rettar det i neste utgåve." in letter.body
    story.go(eli, "/varsler/")
    assert "Du har fått svar på feilmeldinga di om Lekkasje frå vassleidningar" in main_of(eli)
    story.seen(eli, "varsel-om-svaret")


def a_buyer_acts_for_three_municipalities(story: Story) -> None:
    kari = story.somebody(KARI)
    story.go(kari, NEDRE)
    kari.get_by_role("link", name="Peik ut dei som manglar").press("Enter")
    emails = kari.get_by_label("… eller e-postadressa til ein annan, som blir invitert")
    emails.nth(1).fill(JONAS)
    story.seen(kari, "peik-ut")
    kari.get_by_role("button", name="Peik dei ut").press("Enter")
    kari.get_by_text("Nokon er invitert").first.wait_for()
    assert warnings_of(kari) == [NO_ADVISER, f"{NO_BUYER} {ASKED}", "Peik ut dei som manglar"]
    for number, slug in enumerate(LENDERS):
        leader = story.somebody(MUNICIPALITIES[slug][1])
        story.go(leader, f"/organisasjoner/{slug}/fullmakt/")
        leader.get_by_label("E-postadressa til den du inviterer").fill(JONAS)
        leader.get_by_label("Rolle").select_option(label="innkjøpsansvarleg")
        leader.get_by_label("Saksnummer, eller kva dokument fullmakta står i").fill(f"26/{number + 201}")
        story.seen(leader, "fullmakt")
        leader.get_by_role("button", name="Tilby fullmakta").press("Enter")
        leader.get_by_role("heading", level=1, name=MUNICIPALITIES[slug][0], exact=True).wait_for()
        assert "Éi rolle er fylt. Éin invitasjon ventar på svar." in main_of(leader)
    jonas = story.somebody(JONAS)
    story.go(jonas, "/min-side/")
    assert answer_of(jonas) == "Du har inga rolle enno. Fire invitasjonar ventar på svaret ditt."
    story.seen(jonas, "fire-invitasjonar")
    jonas.get_by_label("Namnet ditt").first.fill("Jonas Prøvdal")
    for _number in range(4):
        left = jonas.get_by_role("button", name="Svar ja").count()
        jonas.get_by_role("button", name="Svar ja").first.press("Enter")
        jonas.wait_for_function(
            "left => [...document.querySelectorAll('main button[value=yes]')].length < left", arg=left
        )
    story.go(jonas, "/min-side/")
    assert jonas.locator("main a.is-danger").count() == 4  # each role can be ended
    story.seen(jonas, "pa-vegner-av-tre")
    for slug in LENDERS:
        story.go(jonas, f"/organisasjoner/{slug}/saker/ny/")
        jonas.get_by_label("Tittel").fill("Felles rammeavtale om måling av vatn")
        jonas.get_by_label("Framlegg til vedtak").fill("Kommunen går med i ein felles rammeavtale.")
        story.seen(jonas, "skriv-sak-for-ein-annan")
        jonas.get_by_role("button", name="Lagre utkastet").press("Enter")
        jonas.get_by_role("heading", level=1, name="Felles rammeavtale om måling av vatn").wait_for()
        assert answer_of(jonas) == "Ingen har handsama saka, og ingenting er planlagt."
        assert f"{MUNICIPALITIES[slug][0]} · utkast" in main_of(jonas)


def somebody_leaves_and_somebody_takes_over(story: Story) -> None:
    odd = story.somebody(ODD)
    story.go(odd, "/min-side/")
    odd.locator(ROLES).press("Enter")
    odd.get_by_label("Fleire val: Øvre Demodal kommune, næringsutviklar").press("Enter")
    odd.get_by_role("link", name=of("Avslutt rolla", "Øvre Demodal kommune, næringsutviklar …")).press(
        "Enter"
    )
    odd.get_by_role("button", name="Avslutt rolla").wait_for()
    story.seen(odd, "avslutt-rolla")
    odd.get_by_role("button", name="Avslutt rolla").press("Enter")
    odd.get_by_role("button", name=of("Angre", "Øvre Demodal kommune, næringsutviklar")).wait_for()
    assert answer_of(odd) == "Du har inga rolle lenger."
    eli = story.somebody(ELI)
    story.go(eli, OVRE)
    assert warnings_of(eli) == [NO_ADVISER, "Peik ut dei som manglar"]
    story.seen(eli, "naeringsutviklar-manglar")
    story.go(eli, "/min-side/")
    assert "Peik ut ein næringsutviklar" in waiting_of(eli)
    story.go(eli, OVRE)
    eli.get_by_role("link", name="Peik ut dei som manglar").press("Enter")
    eli.get_by_label("… eller e-postadressa til ein annan, som blir invitert").fill(NILS)
    eli.get_by_role("button", name="Peik dei ut").press("Enter")
    eli.get_by_text("Nokon er invitert").first.wait_for()
    assert warnings_of(eli) == [f"{NO_ADVISER} {ASKED}", "Peik ut dei som manglar"]
    nils = story.somebody(NILS)
    story.go(nils, "/min-side/")
    nils.get_by_label("Namnet ditt").fill("Nils Prøvlien")
    nils.get_by_role("button", name="Svar ja").press("Enter")
    nils.get_by_role("heading", level=1, name="Velkomen, Nils Prøvlien").wait_for()
    story.go(eli, OVRE)
    assert warnings_of(eli) == []
    story.go(eli, "/organisasjoner/ovre-demodal/")
    eli.get_by_label("Fleire val: Randi Øvingseng, innkjøpsansvarleg").press("Enter")
    eli.get_by_role("link", name=of("Overlat", "Randi Øvingseng, innkjøpsansvarleg")).press("Enter")
    eli.get_by_label("Nokon som alt deltek").wait_for()
    assert answer_of(eli).startswith("Randi Øvingseng er innkjøpsansvarleg til ")
    eli.get_by_label("Nokon som alt deltek").select_option(label="Nils Prøvlien")
    story.seen(eli, "overlat")
    eli.get_by_role("button", name="Overlat").press("Enter")
    eli.get_by_role("heading", level=1, name="Øvre Demodal kommune").wait_for()
    story.seen(eli, "overlate")
    story.go(eli, OVRE)
    assert warnings_of(eli) == []
    assert main_of(eli).count(f"Nils Prøvlien. Frå {today()}.") == 2  # adviser and buyer


def the_coordinator_sees_how_all_stand(story: Story) -> None:
    page = story.somebody(SOLVEIG)
    story.go(page, f"{KULL}oversikt/")
    assert page.get_by_role("heading", level=1).inner_text() == (
        "To av seks deltek; fire har ikkje avgjort det enno; Nedre Demodal manglar næringsutviklar."
    )
    story.seen(page, "oversyn-til-slutt")
    story.go(page, "/varsler/")
    page.locator("summary", has_text="Finn eit varsel").press("Enter")
    page.get_by_label("Ord (tema eller organisasjon)").fill("teke stilling")
    page.get_by_role("button", name="Vis", exact=True).press("Enter")
    page.wait_for_url("**q=teke*")
    said = main_of(page)
    for name in ("Øvre Demodal kommune", "Nedre Demodal kommune"):
        assert f"{name} har teke stilling til kull 1: deltek." in said
    story.seen(page, "varsel-til-koordinatoren")
