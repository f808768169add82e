"""An error report reaches the owner of the figure, and the answer comes back."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from loftet.core.testing import untold_pointers
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.notices.tasks import tasks_for
from loftet.people.actions.roles import end_now
from loftet.people.actor import actor_at
from loftet.people.models import Role, RoleKind, User
from loftet.people.queries.own import own_data
from loftet.places.models import Place
from loftet.status.app import APP
from loftet.status.models import ErrorReport
from tests.letters import letters_sent
from tests.people.partnership import World, browser_of, county_of, hire, small_partnership

GOAL, ADDRESS = "/kommuner/gol/baerekraftsmal/6/", "/meld-feil/?indikator=leakage&sted=gol"
NOW, TODAY = timezone.now(), timezone.localdate()


@pytest.fixture
def world(small_site: object) -> World:
    return small_partnership()


@pytest.fixture
def analyst(world: World) -> User:
    return hire("stat@gol.example", world.gol, RoleKind.STATISTICS)


def reported(
    by: User | None = None, address: str = ADDRESS, text: str = "Talet er frå 2021.", reply_to: str = ""
) -> ErrorReport:
    browser_of(by).post(f"{address}&lang=nn", {"text": text, "reply_to": reply_to})
    return ErrorReport.objects.latest("pk")


def notified(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("user__email", flat=True))


def waits(user: User) -> list[tuple[str, str]]:
    with translation.override("nn"):
        return [(str(one.what), one.address) for one in tasks_for(actor_at(user, timezone.now(), TODAY))]


def answer(user: User, report: ErrorReport, **more: str) -> tuple[int, str]:
    sent = {"text": "Takk! Det er retta i neste utgåve.", "language": "nn", "version": str(report.version)}
    got = browser_of(user).post(f"/feilmeldinger/{report.pk}/svar/", sent | more)
    return got.status_code, got.content.decode()


def pass_on(user: User, report: ErrorReport, to: str) -> int:
    sent = {"to": to, "version": str(report.version)}
    return browser_of(user).post(f"/feilmeldinger/{report.pk}/send-videre/", sent).status_code


LETTER = """Du melde om feil i eit tal: Lekkasje, Gol.

Svar frå Gol kommune:

Takk! Det er retta i neste utgåve.

Du skreiv:

Talet er frå 2021.

E-postadressa di er no sletta frå Løftet. Ei utgåve som er publisert, blir aldri endra: er talet feil, \
blir det retta i den neste.
"""


def test_a_report_waits_for_the_analysts_and_the_answer_goes_to_the_address_which_is_forgotten(
    world: World, analyst: User
) -> None:
    hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    report = reported(reply_to="ola@example.no")
    page = f"/feilmeldinger/{report.pk}/"
    assert notified("report.received") == ["stat@gol.example"]
    assert waits(analyst) == [("Svar på feilmeldinga om Lekkasje, Gol", page)]
    inbox = browser_of(analyst).get("/varsler/?lang=nn").content.decode()
    assert "Nokon melder om feil i eit tal: Lekkasje<" in inbox
    assert "Du får vite dette på grunn av rolla di." in inbox

    shown = browser_of(analyst).get(f"{page}?lang=nn").content.decode()
    assert "30 % (2024)" in shown
    assert f"?utgave={report.edition}&amp;sted=gol" in shown
    assert "ola@example.no" not in shown
    assert answer(analyst, report)[0] == 302
    (letter,) = letters_sent()
    report.refresh_from_db()
    assert (report.reply_to, report.answered_for, report.answered_by) == ("", "Gol kommune", analyst)
    assert (letter.to, letter.subject, letter.body) == (["ola@example.no"], "Svar om Lekkasje, Gol", LETTER)
    assert waits(analyst) == []
    (entry,) = Entry.objects.filter(action="report.answered")
    assert (entry.scope, entry.acting_for, entry.subject_label) == ("gol", "Gol kommune", "Gol: leakage")


def test_a_reporter_who_was_signed_in_is_notified_and_reads_the_answer(world: World, analyst: User) -> None:
    reader = hire("ola@al.example", world.al, RoleKind.PLANNER)
    report = reported(reader)
    assert report.reporter == reader
    address = f"/feilmeldinger/{report.pk}/"
    mine = browser_of(reader).get(f"{address}?lang=nn")
    assert "Ho ventar på svar." in mine.content.decode()
    assert "/svar/" not in mine.content.decode()
    answer(analyst, report)
    assert notified("report.answered") == ["ola@al.example"]
    assert letters_sent() == []
    inbox = browser_of(reader).get("/varsler/?lang=nb").content.decode()
    assert "Du har fått svar på feilmeldingen din om Lekkasje" in inbox
    assert "Takk! Det er retta i neste utgåve." in browser_of(reader).get(address).content.decode()


def test_where_nobody_knows_the_figures_the_next_is_notified(world: World) -> None:
    boss = hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    hire("pol@gol.example", world.gol, RoleKind.POLITICIAN)  # or the boss is asked to invite somebody
    reported()
    assert notified("report.received") == ["boss@gol.example"]
    assert len(waits(boss)) == 1
    editor = hire("ed@gol.example", world.gol, RoleKind.EDITOR)
    reported()
    assert notified("report.received") == ["boss@gol.example", "ed@gol.example"]
    assert waits(boss) == []  # who is asked is who was notified
    assert [one for one, _address in waits(editor)] == [
        "Svar på feilmeldinga om Lekkasje, Gol"
    ]  # one line for both


@pytest.mark.parametrize("where", ["nobody", "no place", "county"])
def test_a_report_that_no_municipality_answers_is_the_partners(world: World, where: str) -> None:
    keeper = hire("ks@ks.example", world.partner, RoleKind.FACILITATOR)
    hire("reg@hallingdal.example", world.council, RoleKind.FACILITATOR)
    hire("al@al.example", world.al, RoleKind.STATISTICS)
    hire("plan@gol.example", world.gol, RoleKind.PLANNER)
    place = {"nobody": "&sted=gol", "no place": "", "county": "&sted=buskerud-fylke"}[where]
    report = reported(address=f"/meld-feil/?indikator=leakage{place}")
    assert notified("report.received") == ["ks@ks.example"]
    assert len(waits(keeper)) == 1
    assert answer(keeper, report)[0] == 302
    assert ErrorReport.objects.get().answered_for == "KS"


def test_nobody_answers_reads_or_passes_on_what_is_another_municipalitys(world: World, analyst: User) -> None:
    report = reported()
    others = [
        hire("stat@al.example", world.al, RoleKind.STATISTICS),
        hire("boss@al.example", world.al, RoleKind.TOP_MANAGEMENT),
        hire("reg@hallingdal.example", world.council, RoleKind.FACILITATOR),
        hire("ks@ks.example", world.partner, RoleKind.FACILITATOR),
        hire("plan@gol.example", world.gol, RoleKind.PLANNER),
        hire("boss@varme.example", world.firm, RoleKind.TOP_MANAGEMENT),
    ]
    for one in others:
        browser = browser_of(one)
        assert browser.get(f"/feilmeldinger/{report.pk}/").status_code == 403
        assert answer(one, report)[0] == 403
        assert pass_on(one, report, "ks") == 403
        assert browser.post(f"/feilmeldinger/{report.pk}/vis/", {"version": "1"}).status_code == 403
        assert "Talet er frå 2021" not in browser.get("/feilmeldinger/").content.decode()
        assert waits(one) == []
    report.refresh_from_db()
    assert (report.answer, report.version, report.passed_to) == ("", 1, None)


def test_an_analyst_who_has_left_is_neither_notified_nor_answers(world: World, analyst: User) -> None:
    first = reported()
    end_now(Role.objects.get(user=analyst), by=None, today=TODAY)
    hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    reported()
    assert notified("report.received") == ["boss@gol.example", "stat@gol.example"]  # of the first alone
    assert Notice.objects.of(analyst.pk, TODAY).count() == 0
    assert answer(analyst, first)[0] == 403


def test_a_report_is_passed_on_to_the_region_and_back(world: World, analyst: User) -> None:
    leader = hire("reg@hallingdal.example", world.council, RoleKind.FACILITATOR)
    report = reported()
    form = browser_of(analyst).get(f"/feilmeldinger/{report.pk}/").content.decode()
    assert '<option value="hallingdal">Regionrådet for Hallingdal</option>' in form
    assert '<option value="gol">' not in form  # it is there already
    assert '<option value="ks">' not in form  # nobody answers there
    assert pass_on(analyst, report, "hallingdal") == 302
    report.refresh_from_db()
    assert (report.passed_to, report.version) == (world.council, 2)
    assert notified("report.passed_on") == ["reg@hallingdal.example"]
    assert (waits(analyst), len(waits(leader))) == ([], 1)
    assert answer(analyst, report)[0] == 403
    listed = browser_of(analyst).get("/feilmeldinger/?lang=nb").content.decode()
    assert "Andre svarer på den. Sendt videre til Regionrådet for Hallingdal." in " ".join(listed.split())
    assert pass_on(leader, report, "gol") == 302
    report.refresh_from_db()
    assert answer(analyst, report)[0] == 302
    assert [one.action for one in Entry.objects.filter(scope="gol").order_by("pk")] == [
        "report.passed_on",
        "report.passed_on",
        "report.answered",
    ]


def test_a_report_is_passed_on_to_the_county(world: World, analyst: User) -> None:
    county = county_of(world)
    hire("fylke@buskerud.example", county, RoleKind.FACILITATOR)
    report = reported()
    assert pass_on(analyst, report, "buskerud") == 302
    report.refresh_from_db()
    assert report.passed_to == county


@pytest.mark.parametrize("to", ["varme", "al", "atlantis", "", "gol"])
def test_a_report_goes_nowhere_but_where_somebody_may_answer(world: World, analyst: User, to: str) -> None:
    hire("stat@al.example", world.al, RoleKind.STATISTICS)
    assert pass_on(analyst, reported(), to) == 422
    assert ErrorReport.objects.get().passed_to is None


def test_a_report_whose_receiver_has_left_comes_back(world: World, analyst: User) -> None:
    leader = hire("reg@hallingdal.example", world.council, RoleKind.FACILITATOR)
    report = reported()
    pass_on(analyst, report, "hallingdal")
    end_now(Role.objects.get(user=leader), by=None, today=TODAY)
    report.refresh_from_db()
    assert len(waits(analyst)) == 1
    assert answer(analyst, report)[0] == 302


def test_two_who_answer_at_once_do_not_send_two_answers(world: World, analyst: User) -> None:
    report = reported(reply_to="ola@example.no")
    hire("reg@hallingdal.example", world.council, RoleKind.FACILITATOR)
    boss = hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    ErrorReport.objects.update(version=2)
    status, page = answer(analyst, report, text="Mitt svar.")
    assert (status, letters_sent()) == (409, [])
    assert "Mitt svar.</textarea>" in page
    assert 'name="version" value="2"' in page
    report.refresh_from_db()
    assert answer(boss, report)[0] == 302
    assert answer(analyst, report)[0] == 403
    assert len(letters_sent()) == 1


def test_question_and_answer_are_shown_beside_the_figure_when_the_owner_says_so(
    world: World, analyst: User, client: Client
) -> None:
    report = reported(text="<b>Talet</b> er feil.")
    answer(analyst, report, text="<script>alert(1)</script> Ja.", shown="on")
    page = client.get(f"{GOAL}?lang=nn").content.decode()
    assert "Spurt og svart: 1 spørsmål" in page
    assert "&lt;b&gt;Talet&lt;/b&gt; er feil." in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Ja." in page
    assert "<script>alert" not in page
    browser = browser_of(analyst)
    browser.post(f"/feilmeldinger/{report.pk}/vis/", {"version": "2", "shown": "no"})
    assert "Spurt og svart" not in client.get(f"{GOAL}?lang=nn").content.decode()
    browser.post(f"/feilmeldinger/{report.pk}/vis/", {"version": "2", "shown": "yes"})  # an older page
    assert ErrorReport.objects.get().shown is False
    browser.post(f"/feilmeldinger/{report.pk}/vis/", {"version": "3", "shown": "yes"})
    assert "Spurt og svart" in client.get(f"{GOAL}?lang=nn").content.decode()


def test_what_is_not_ticked_is_not_shown(world: World, analyst: User, client: Client) -> None:
    answer(analyst, reported())
    assert "Talet er frå 2021" not in client.get(GOAL).content.decode()


def test_no_line_of_a_report_or_a_name_becomes_a_header(world: World, analyst: User) -> None:
    world.gol.name = "Gol\r\nBcc: evil@example.no"
    world.gol.save()
    Place.objects.filter(slug="gol").update(name="Gol\r\nBcc: evil@example.no")
    report = reported(text="Subject: x\r\nBcc: evil@example.no", reply_to="ola@example.no")
    answer(analyst, report)
    (letter,) = letters_sent()
    assert letter.subject == "Svar om Lekkasje, Gol Bcc: evil@example.no"
    assert letter.recipients() == ["ola@example.no"]
    assert letter.message()["Bcc"] is None


def test_no_get_changes_a_report(world: World, analyst: User) -> None:
    report, browser = reported(), browser_of(analyst)
    for part in ("svar", "send-videre", "vis"):
        assert browser.get(f"/feilmeldinger/{report.pk}/{part}/?text=x&version=1").status_code == 405
    browser.get(f"/feilmeldinger/{report.pk}/")
    report.refresh_from_db()
    assert (report.version, report.answered) == (1, None)


def test_an_answer_that_says_nothing_is_not_sent(world: World, analyst: User) -> None:
    status, page = answer(analyst, reported(reply_to="ola@example.no"), text=" ")
    assert (status, letters_sent()) == (422, [])
    assert "Skriv eit svar." in page


def test_an_edition_that_is_no_longer_here_is_said_to_be_so(world: World, analyst: User) -> None:
    report = reported()
    ErrorReport.objects.update(edition="2020-01-01-00000000")
    page = browser_of(analyst).get(f"/feilmeldinger/{report.pk}/?lang=nb")
    assert "Utgave 2020-01-01-00000000, der tallet «leakage» sto, finnes ikke lenger her." in (
        page.content.decode()
    )
    assert answer(analyst, report)[0] == 302


def test_the_list_is_found_by_words_and_state_and_taken_home(world: World, analyst: User) -> None:
    first, second = reported(text="Eldst."), reported(text="=Nyast, ÅR 2021.")
    answer(analyst, first)
    browser = browser_of(analyst)

    def found(query: str) -> list[str]:
        text = browser.get(f"/feilmeldinger.csv?{query}").content.decode("utf-8-sig")
        rows = [row["number"] for row in csv.DictReader(StringIO(text), delimiter=";")]
        page = browser.get(f"/feilmeldinger/?{query}").content.decode()
        assert page.count('<li class="row">') == len(rows)
        return rows

    newer, older = str(second.pk), str(first.pk)
    assert found("") == [newer, older]
    assert found("q=år+2021") == [newer]
    assert found("q=lekkasje&vis=besvarte") == [older]
    assert found("vis=apne") == [newer]
    assert found("q=avfall") == []
    assert "'=Nyast" in browser.get("/feilmeldinger.csv").content.decode()


def test_ten_thousand_reports_are_filtered_and_paged_in_the_database(
    world: World, analyst: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ErrorReport.objects.bulk_create(
        ErrorReport(
            place=world.gol.place,
            indicator="leakage" if number % 2 else "no_longer_there",
            edition="x",
            text=f"Feil {number}",
            language="nn",
            received=NOW - timedelta(minutes=number),
        )
        for number in range(10_000)
    )
    browser = browser_of(analyst)
    browser.get("/om/")  # what waits for one is counted once a minute
    whole = browser.get("/feilmeldinger.csv").content.decode("utf-8-sig")
    assert whole.count("\r\n") == 10_001
    for query, shown, first in (
        ("side=2", 40, "Feil 40"),
        ("side=250", 40, "Feil 9960"),
        ("q=LEKKASJE+feil", 40, "Feil 1"),
        ("q=feil+77&vis=apne&side=7", 40, "Feil 7877"),
    ):
        with django_assert_max_num_queries(7):
            page = browser.get(f"/feilmeldinger/?lang=nn&{query}").content.decode()
        assert page.count('<li class="row">') == shown, query
        assert f'<p lang="nn">{first}</p>' in page, query
        assert "10000 feilmeldingar ventar på svar frå deg." in page
    with django_assert_max_num_queries(16):
        inbox = browser.get("/varsler/").content.decode()
    assert inbox.count("Svar på feilmeldinga om ") == 2  # one line for each figure


def test_a_filter_that_is_not_known_finds_nothing_and_is_told_at_its_field(
    world: World, analyst: User
) -> None:
    reported()
    page = browser_of(analyst).get("/feilmeldinger/?lang=nb&vis=ukjent").content.decode()
    assert page.count('<li class="row">') == 0
    assert "ukjent er ikke et av de tilgjengelige valgene." in page


def test_what_is_kept_of_a_reporter_is_handed_out_and_erased(world: World, analyst: User) -> None:
    reader = hire("ola@al.example", world.al, RoleKind.PLANNER)
    reported(reader, reply_to="ola@al.example")
    (row,) = own_data(reader)["error_reports"]
    assert (row["indicator"], row["text"], row["reply_to"]) == (
        *("leakage", "Talet er frå 2021."),
        "ola@al.example",
    )
    browser_of(reader).post("/min-side/slett/", {"sure": "on"})
    report = ErrorReport.objects.get()
    assert (report.reporter, report.reply_to, report.text) == (None, "", "Talet er frå 2021.")


def test_an_address_that_nobody_answers_is_forgotten_after_a_year(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    reported(reply_to="ola@example.no")
    call_command("forget")
    assert ErrorReport.objects.get().reply_to == "ola@example.no"
    ErrorReport.objects.update(received=NOW - timedelta(days=366))
    call_command("forget")
    assert ErrorReport.objects.get().reply_to == ""
    assert "1 error_reports" in capsys.readouterr().out


def test_a_figure_has_names_in_each_language(world: World, analyst: User) -> None:
    reported()
    assert Notice.objects.get().details == {"figure": {"nb": "Lekkasje", "nn": "Lekkasje", "en": "Leakage"}}


def test_every_pointer_to_a_person_is_in_the_personal_data_of_the_app() -> None:
    assert untold_pointers(APP) == []
