"""A matter through its pages, without scripts: written, treated, decided, handed out, and closed to some."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from loftet.core.submissions import new_word
from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.matters import publish_matter, write_matter
from loftet.decisions.models import (
    Departure,
    FollowUp,
    Matter,
    MatterState,
    Outcome,
    Treatment,
    TreatmentKind,
)
from loftet.decisions.queries.case_file import case_file
from loftet.decisions.treatments.actions import (
    Planned,
    Result,
    call_off_treatment,
    plan_treatment,
    record_outcome,
)
from loftet.log.models import Entry
from loftet.notices.actions.notifications import followers
from loftet.notices.models import Notice
from loftet.openness.journal import Journalled
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind, User
from tests.decisions.conftest import House, actor, draft, prepared, read_at, written
from tests.parameters import by_night
from tests.people.partnership import browser_of, hire

Read = Callable[[HttpResponseBase], str]
SECRET = "Ordføraren sin bror søkjer støtte."
TEXTS = {
    "title": "Deltaking i Bærekraftsløftet",
    "language": "nn",
    "case_number": "26/301",
    "facts": "Regionrådet tok saka til orientering.\n\nGol har vore med før.",
    "assessment": "Kommunen har nytte av å delta.",
    "economy": "Inga avgift.",
    "proposal": "1. Gol kommune deltek.\n2. Saka blir følgd opp.",
    "restricted": "",
    "legal_basis": "",
}
JOURNALLED = {"is_journalled": "on", "entry": "26/301-2"}


def public(house: House, **changed: str) -> Matter:
    matter = written(house, **changed)
    return publish_matter(read_at(matter, 1), Journal(Journalled.WILL_BE), actor=actor(house.director))


def test_a_matter_is_written_planned_decided_and_followed_up(house: House, text_of: Read) -> None:
    editor, director = browser_of(house.editor), browser_of(house.director)
    assert editor.post("/organisasjoner/gol/saker/ny/", TEXTS).status_code == 302
    matter, meeting = Matter.objects.get(), house.meeting(0)
    page = f"/saker/{matter.pk}/"
    planned = {"kind": "decision", "where": f"{house.council.pk}:{meeting.pk}"}
    assert editor.post(f"{page}behandlinger/ny/", planned).status_code == 302
    row = Treatment.objects.get()
    assert "Handsaminga vart planlagd etter siste frist for papir" in text_of(editor.get(page))
    outcome = {
        "outcome": "amended",
        "case_number": "PS 26/114",
        "wording": "Gol kommune deltek i eitt år.",
        "votes_for": "12",
        "votes_against": "9",
        "version": "1",
        "motion-TOTAL_FORMS": "2",
        "motion-INITIAL_FORMS": "0",
        "motion-0-moved_by": "Senterpartiet",
        "motion-0-wording": "Eitt år.",
        "motion-0-votes_for": "12",
        "motion-0-votes_against": "9",
        "motion-0-adopted": "on",
        "motion-1-wording": "",
        "statement-TOTAL_FORMS": "1",
        "statement-INITIAL_FORMS": "0",
        "statement-0-said_by": "Ungdomsrådet",
        "statement-0-text": "Vi vil vere med.",
    }
    for half in ({"motion-0-wording": ""}, {"motion-0-moved_by": ""}, {"statement-0-text": ""}):
        refused = editor.post(f"{page}behandlinger/{row.pk}/utfall/", outcome | half)
        assert (refused.status_code, "id_" + next(iter(half)) in refused.content.decode()) == (422, True)
        assert refused.content.decode().count('aria-invalid="true"') == 1
    assert editor.post(f"{page}behandlinger/{row.pk}/utfall/", outcome).status_code == 302
    assert editor.post(f"{page}behandlinger/{row.pk}/utfall/", outcome).status_code == 409
    assert editor.post(f"{page}oppfolging/", {"text": "Vel kontaktperson"}).status_code == 302
    follow_up = {"text": "Vel kontaktperson", "is_done": "on", "version": "1"}
    assert editor.post(f"{page}oppfolging/{FollowUp.objects.get().pk}/", follow_up).status_code == 302
    assert director.post(f"{page}publiser/", {"version": "1", **JOURNALLED}).status_code == 302
    read = text_of(Client().get(page))
    for words in (
        "Vedteke med endringar av Gol kommunestyre",
        "(sak PS 26/114).",
        "12 røyster for og 9 mot",
        "Framlegg frå Senterpartiet (vedteke, 12 røyster for og 9 mot): Eitt år.",
        "Fråsegn frå Ungdomsrådet: Vi vil vere med.",
        "Saksopplysingar",
        "Framlegg til vedtak Gol kommune deltek. Saka blir følgd opp.",
        "Gjort",
    ):
        assert words in read


@pytest.mark.parametrize("first", ["decided", "published"])
def test_a_day_is_told_in_the_order_in_which_it_was_written(house: House, text_of: Read, first: str) -> None:
    """A matter that is made public on the day of its decision: after it, or before it, as it was."""
    matter, by = written(house), actor(house.director)
    row = plan_treatment(matter, Planned(TreatmentKind.DECISION, house.council, house.meeting(0)), actor=by)

    def decide() -> object:
        return record_outcome(
            read_at(row, 1), Result(Outcome.ADOPTED, matter.proposal), actor=actor(house.director)
        )

    def publish() -> object:
        now = Matter.objects.get(pk=matter.pk)
        return publish_matter(now, Journal(Journalled.WILL_BE), actor=actor(house.director))

    for step in (decide, publish) if first == "decided" else (publish, decide):
        step()
    said = text_of(browser_of(house.editor).get(f"/saker/{matter.pk}/"))
    made_public = said.index("gjorde saka offentleg")
    assert (made_public > said.index("Vedtak, Gol kommunestyre")) == (first == "decided")


def test_a_text_too_long_is_refused_once(house: House) -> None:
    matter = written(house)
    sent = {"version": "1", "is_journalled": "on", "entry": "x" * 201}
    refused = browser_of(house.director).post(f"/saker/{matter.pk}/publiser/", sent)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert (page.count('href="#id_entry"'), "201" in page, "Skriv i kva sak" in page) == (1, True, False)


def test_the_second_of_two_who_write_sees_both_texts(house: House, text_of: Read) -> None:
    matter = written(house)
    page = f"/saker/{matter.pk}/skriv/"
    browser = browser_of(house.editor)
    assert browser.post(page, TEXTS | {"facts": "Det fyrste.", "version": "1"}).status_code == 302
    stale = browser.post(page, TEXTS | {"facts": "Det andre.", "version": "1"})
    assert stale.status_code == 409
    assert "Det fyrste." in text_of(stale)
    assert "Det andre." in text_of(stale)
    assert 'name="version" value="2"' in stale.content.decode()
    matter.refresh_from_db()
    assert matter.facts == "Det fyrste."
    assert browser.post(page, TEXTS | {"facts": "Det andre.", "version": "2"}).status_code == 302


def test_what_was_sent_and_refused_is_not_lost(house: House, text_of: Read) -> None:
    browser = browser_of(house.editor)
    refused = browser.post("/organisasjoner/gol/saker/ny/", TEXTS | {"proposal": "", "facts": "Langt svar."})
    assert (refused.status_code, Matter.objects.count()) == (422, 0)
    assert "Langt svar." in text_of(refused)
    assert "Skriv kva som er framlegget." in text_of(refused)


def test_that_a_hearing_body_cannot_decide_is_told_in_the_form(house: House, text_of: Read) -> None:
    matter = written(house)
    sent = {"kind": "decision", "where": f"{house.youth.pk}:"}
    refused = browser_of(house.editor).post(f"/saker/{matter.pk}/behandlinger/ny/", sent)
    assert refused.status_code == 422
    assert "Organet er eit høyringsorgan" in text_of(refused)


def test_a_director_decides_by_delegation(house: House, text_of: Read) -> None:
    matter, browser = prepared(house), browser_of(house.director)
    page = f"/saker/{matter.pk}/"
    sent = {
        "decided_by": "kommunedirektør",
        "document": "Delegeringsreglementet pkt. 3.2",
        "day": timezone.localdate().isoformat(),
        "outcome": "adopted",
        "wording": "Gol kommune deltek.",
        "case_number": "DS 26/9",
    }
    assert browser.post(f"{page}delegert/", sent).status_code == 302  # it need not be taken up first
    read = text_of(browser.get(page))
    assert "Vedteke av kommunedirektøren" in read
    assert "(sak DS 26/9)" in read
    again = browser_of(house.director).get(f"/saker/{written(house).pk}/delegert/").content.decode()
    assert 'value="Delegeringsreglementet pkt. 3.2"' in again
    assert "Delegeringsreglementet pkt. 3.2" in read


def test_what_is_prepared_by_others_waits_on_the_page(house: House, text_of: Read) -> None:
    page = f"/saker/{prepared(house).pk}/"
    for user, may in ((house.director, True), (house.editor, False), (house.facilitator, False)):
        read = text_of(browser_of(user).get(page))
        assert "Saka ventar på kommunedirektøren." in read
        assert ("Planlegg ei handsaming" in read) is may


def test_a_draft_of_another_municipality_is_shown_to_nobody_else(house: House) -> None:
    matter = written(house)
    for address in ("", "skriv/", "publiser/", "innsyn/", "behandlinger/ny/", "kommunene/"):
        page = f"/saker/{matter.pk}/{address}"
        none = page.replace(f"/{matter.pk}/", "/90000/")
        assert browser_of(house.neighbour).get(page).status_code == 404
        assert browser_of(house.neighbour).get(none).status_code == 404
        for one in (page, none):
            assert Client().get(one).headers["Location"].startswith("/logg-inn/?neste=")
    assert "Deltaking" not in Client().get("/organisasjoner/gol/saker/").content.decode()
    assert browser_of(house.editor).get(f"/saker/{matter.pk}/").status_code == 200


# --- closed, withheld, handed out -----------------------------------------------------------------


def test_whoever_is_disqualified_is_shut_out_of_every_form_and_told_why(house: House, text_of: Read) -> None:
    matter = written(house, restricted=SECRET, legal_basis="offl-13")
    row = plan_treatment(
        matter, Planned(TreatmentKind.DECISION, house.council, house.meeting(0)), actor=actor(house.editor)
    )
    browser, page = browser_of(house.director), f"/saker/{matter.pk}/"
    User.objects.filter(pk=house.director.pk).update(name="Eli Direktør")
    reason = "Broren min søkjer."
    assert browser.post(f"{page}inhabil/", {"reason": reason}).status_code == 302
    read = text_of(browser.get(page))
    assert "Du har meldt" in read
    assert "Skriv ho om" not in read
    assert SECRET not in browser.get(page).content.decode()
    for address in (
        *("skriv/", "publiser/", "trekk/", "journal/", "innsyn/", "delegert/", "oppfolging/"),
        *("behandlinger/ny/", f"behandlinger/{row.pk}/flytt/", f"behandlinger/{row.pk}/utfall/"),
    ):
        denied = browser.get(f"{page}{address}")
        assert denied.status_code == 403, address
        assert "inhabil" in text_of(denied), address
    colleague = text_of(browser_of(house.editor).get(f"{page}behandlinger/{row.pk}/"))
    assert "Desse har meldt seg inhabile: Eli Direktør." in colleague
    assert reason not in colleague
    Matter.objects.filter(pk=matter.pk).update(state=MatterState.PUBLIC)
    for outsider in (Client(), browser_of(house.neighbour)):
        for address in (page, f"{page}behandlinger/{row.pk}/"):
            assert "Eli Direktør" not in outsider.get(address).content.decode()


def test_a_case_that_is_handed_out_by_two_presses_leaves_once(house: House) -> None:
    matter = public(house, case_number="26/301")
    before = Departure.objects.count()
    browser, address = browser_of(house.editor), f"/saker/{matter.pk}/innsyn.zip"
    word = {"submission": new_word("access_zip")}
    sent = {"receiver": "ein journalist", "journalled": "will_be", "entry": ""} | word
    files = [browser.post(address, sent) for _each in range(2)]
    assert [one.headers["Content-Type"] for one in files] == ["application/zip"] * 2
    assert Departure.objects.count() == before + 1
    browser.post(address, sent | {"receiver": "ein annan"})
    assert Departure.objects.count() == before + 2


def test_a_case_is_handed_out_without_what_is_withheld(house: House) -> None:
    matter = public(house, restricted=SECRET, legal_basis="offl-13", case_number="26/301")
    row = plan_treatment(
        matter, Planned(TreatmentKind.DECISION, house.council, house.meeting(-1)), actor=actor(house.editor)
    )
    record_outcome(row, Result(Outcome.ADOPTED), actor=actor(house.editor))
    browser, address = browser_of(house.editor), f"/saker/{matter.pk}/innsyn.zip"
    assert browser.get(address).status_code == 405
    assert browser.post(address, {"receiver": "ein journalist"}).status_code == 422
    answer = browser.post(address, {"receiver": "ein journalist", "journalled": "will_be", "entry": ""})
    assert answer.headers["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as whole:
        name = f"sak-{matter.pk}/sak-{matter.pk}"
        assert whole.namelist() == [f"{name}.html", f"{name}.json"]
        page, data = whole.read(f"{name}.html").decode(), json.loads(whole.read(f"{name}.json"))
    assert SECRET not in page + json.dumps(data, ensure_ascii=False)
    assert "Unnateke offentlegheit, jf. offentleglova § 13" in page
    assert (data["withheld"], data["case_number"], data["version"]) == ("offentleglova § 13", "26/301", 2)
    assert [one["outcome"] for one in data["treatments"]] == ["adopted"]
    assert [one.get("receiver", "") for one in data["departures"]] == ["alle", ""]
    assert [one["what"] for one in data["log"]][:1] == ["skreiv ei sak"]
    assert len(data["log"]) == Entry.objects.filter(scope="gol").count()
    assert Departure.objects.filter(receiver="ein journalist").count() == 1


def test_a_case_file_names_no_private_person_who_asked_before(house: House) -> None:
    matter = written(house)
    browser, address = browser_of(house.editor), f"/saker/{matter.pk}/innsyn.zip"
    journal = {"journalled": "yes", "entry": "26/301-4, krav frå Per"}
    browser.post(address, journal | {"receiver": "Per Privatperson"})
    browser.post(
        address,
        {"journalled": "yes", "entry": "26/301-5", "receiver": "Hol kommune", "to_organisation": "on"},
    )
    answer = browser.post(address, journal | {"receiver": "Annan Person"})
    with ZipFile(BytesIO(answer.content)) as whole:
        texts = {name.rpartition(".")[2]: whole.read(name).decode() for name in whole.namelist()}
    assert [one for one in ("Per", "Annan") if any(one in text for text in texts.values())] == []
    told = [
        {name: one[name] for name in one if name not in ("when", "by")}
        for one in json.loads(texts["json"])["departures"]
    ]
    left = {"what": "Innsyn i saka", "journalled": "yes"}
    assert told == [left, left | {"receiver": "Hol kommune", "entry": "26/301-5"}, left]
    assert "Hol kommune" in texts["html"]


def test_a_case_file_tells_of_a_treatment_that_was_called_off(house: House) -> None:
    matter, other, who = written(house), written(house), actor(house.editor)
    for one in (matter, other):
        row = plan_treatment(one, Planned(TreatmentKind.POLL, house.council), actor=who)
        call_off_treatment(row, actor=who)
    about = "Gol kommune: Deltaking i Bærekraftsløftet"
    with translation.override("en"):
        assert [(str(one.what), one.about) for one in case_file(matter, timezone.now()).log] == [
            ("wrote a matter", about),
            ("planned a treatment", f"{about} (poll)"),
            ("called a treatment off", f"{about} (poll)"),
        ]


def answers(
    browser: Client, matter: Matter, row: Treatment, house: House, languages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Ask for everything about a matter that can be asked for, in every way."""
    page, body = f"/saker/{matter.pk}/", f"/organer/{house.council.pk}/"
    for address in (
        *(page, f"{page}behandlinger/{row.pk}/", f"{page}kommunene/", f"{page}kommunene.csv"),
        *(f"{page}skriv/", f"{page}publiser/", f"{page}innsyn/", f"{page}journal/", f"{page}trekk/"),
        *("/organisasjoner/gol/saker/", "/organisasjoner/gol/saker.csv"),
        *("/organisasjoner/gol/saker/?q=bror", "/organisasjoner/gol/saker.csv?q=Ordf"),
        *(body, f"{body}moter.ics", f"{body}moter.csv", "/organisasjoner/gol/organer/"),
        *("/organisasjoner/gol/moter.ics", "/organisasjoner/gol/moter.csv"),
        *("/min-side/", "/min-side/data.json", "/organisasjoner/gol/", "/logg/gol/"),
    ):
        for language in languages:
            mark = "&" if "?" in address else "?"
            yield address, browser.get(f"{address}{mark}lang={language}").content.decode()
    sent = {"receiver": "X", "journalled": "will_be", "version": "1", "title": "X", "reason": ""}
    for address in ("innsyn.zip", "skriv/", "publiser/", "trekk/", "inhabil/", "journal/"):
        answer = browser.post(f"{page}{address}", sent)
        if answer.headers["Content-Type"] == "application/zip":
            with ZipFile(BytesIO(answer.content)) as whole:
                yield address, " ".join(whole.read(name).decode() for name in whole.namelist())
        else:
            yield address, answer.content.decode()


@pytest.mark.parametrize("languages", [("nn",), *by_night(("nb", "en"))])
def test_what_is_withheld_reaches_no_outsider_by_any_answer_log_or_notice(
    house: House, text_of: Read, languages: Sequence[str]
) -> None:
    matter = public(house, restricted=SECRET, legal_basis="fvl-13-1-2")
    row = plan_treatment(
        matter, Planned(TreatmentKind.DECISION, house.council, house.meeting(5)), actor=actor(house.editor)
    )
    elsewhere = hire("x@varme.example", house.world.firm, RoleKind.TOP_MANAGEMENT)
    nobody = User.objects.create_user("ingen@example.no")
    outsiders = (None, nobody, house.neighbour, house.facilitator, elsewhere)
    leaks = [
        (user, address)
        for user in outsiders
        for address, text in answers(browser_of(user), matter, row, house, languages)
        if SECRET in text or SECRET.encode("unicode_escape").decode() in text
    ]
    assert leaks == []
    rows = [*Entry.objects.values_list(), *Notice.objects.values_list(), *Departure.objects.values_list()]
    assert [one for one in rows if SECRET in str(one)] == []
    page = f"/saker/{matter.pk}/"
    basis = "Unnateke offentlegheit, jf. offentleglova § 13, jf. forvaltningslova § 13 første ledd nr. 2"
    assert basis in text_of(Client().get(page))
    assert SECRET in text_of(browser_of(house.editor).get(page))  # the search above can find it


def test_a_shared_draft_asks_about_the_journal(house: House, text_of: Read) -> None:
    matter, browser = written(house), browser_of(house.editor)
    page = f"/saker/{matter.pk}/journal/"
    assert "Skal dette journalførast?" in text_of(browser.get(page))
    sent = {"what": "Utkastet", "receiver": "Hol kommune", "journalled": "no", "entry": ""}
    assert browser.post(page, sent).status_code == 422
    assert browser.post(page, sent | {"entry": "Berre ei avklaring."}).status_code == 302
    assert Departure.objects.get().entry == "Berre ei avklaring."


# --- the list -------------------------------------------------------------------------------------


def test_the_list_is_found_by_words_and_by_how_it_stands(house: House) -> None:
    public(house, title="Straum til hytter", case_number="26/7")
    planned = public(house, title="Kollektivtrafikk")
    plan_treatment(planned, Planned(TreatmentKind.DECISION, house.council), actor=actor(house.editor))
    address = "/organisasjoner/gol/saker.csv"

    def titles(query: str) -> list[str]:
        lines = Client().get(f"{address}?{query}").content.decode("utf-8-sig").splitlines()[1:]
        return [line.partition(";")[0] for line in lines]

    assert titles("") == ["Kollektivtrafikk", "Straum til hytter"]
    assert titles("q=26/7") == ["Straum til hytter"]
    assert titles("tilstand=planned") == ["Kollektivtrafikk"]
    assert titles("q=finst+ikkje") == []
    page = Client().get("/organisasjoner/gol/saker/?tilstand=planned&lang=nb").content.decode()
    assert "/organisasjoner/gol/saker.csv?tilstand=planned" in page


def test_a_list_of_500_matters_asks_few_questions(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    when = timezone.now()
    made = {"language": "nn", "created": when, "created_by": house.editor, "acting_for": "Gol kommune"}
    matters = Matter.objects.bulk_create(
        Matter(organisation=house.world.gol, state="public", title=f"Sak {one}", proposal="Y", **made)
        for one in range(500)
    )
    meeting = house.meeting(40)
    recorded = {"recorded": when, "recorded_by": house.editor, "acting_for": "Gol kommune"}
    Treatment.objects.bulk_create(
        Treatment(matter=one, kind=kind, body=house.council, meeting=meeting, **recorded)
        for one in matters
        for kind in ("discussion", "decision")
    )
    browser = browser_of(house.editor)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    for address in ("/organisasjoner/gol/saker/", "/organisasjoner/gol/saker.csv"):
        with django_assert_max_num_queries(12):
            assert browser.get(address).status_code == 200
    with django_assert_max_num_queries(24):  # each app with a panel asks two or three
        assert browser.get(f"/saker/{matters[0].pk}/").status_code == 200
    with django_assert_max_num_queries(26):  # each app with a panel asks two or three
        assert browser.get("/organisasjoner/gol/").status_code == 200


def test_a_page_is_in_the_official_form_of_its_municipality(house: House) -> None:
    matter = public(house)
    for address in (f"/saker/{matter.pk}/", f"/organer/{house.council.pk}/", "/organisasjoner/gol/saker/"):
        assert Client().get(address).headers["Content-Language"] == "nn"
        assert Client().get(f"{address}?lang=nb").headers["Content-Language"] == "nb"
    partner = hire("lise@ks.example", house.world.partner, RoleKind.EDITOR)
    own = write_matter(house.world.partner, draft(), actor=actor(partner))
    assert browser_of(partner).get(f"/saker/{own.pk}/").headers["Content-Language"] == "nb"


def test_a_matter_is_followed_from_its_page_by_whoever_may_read_it(house: House) -> None:
    matter = public(house)
    address = f"/saker/{matter.pk}/"
    assert 'name="thing"' not in Client().get(address).content.decode()
    browser = browser_of(house.neighbour)
    word = re.search(r'name="thing" value="([^"]*)"', browser.get(address).content.decode())
    assert word
    answer = browser.post("/varsler/folg/", {"thing": word[1], "do": "follow"})
    assert answer.headers["Location"] == address
    assert house.neighbour in followers(matter)
    declare_disqualified(house.neighbour, matter, reason="", scope="gol", now=timezone.now())
    assert 'name="thing"' not in browser.get(address).content.decode()
