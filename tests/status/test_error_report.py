"""«This figure is wrong»: what a reader writes is kept, whole and once, or it is said why not."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from loftet.people.models import ThrottleEvent, ThrottleKind
from loftet.places.models import Place
from loftet.status.comments.actions import Written, import_comment
from loftet.status.comments.queries import comments_of
from loftet.status.models import ErrorReport, FigureComment
from loftet.status.reports.rules import MOST_FROM_ONE, MOST_REPORTS

ADDRESS = "/meld-feil/?indikator=leakage&sted=gol"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def kept() -> list[tuple[str, str, int | None, str, str, str]]:
    rows = ErrorReport.objects.select_related("place")
    return [
        (row.place.slug if row.place else "", row.indicator, row.year, row.text, row.language, row.reply_to)
        for row in rows
    ]


def test_what_is_said_is_kept_with_the_figure_it_is_about(small_site: Path, client: Client) -> None:
    answer = client.post(
        f"{ADDRESS}&lang=nn", {"text": " Talet er frå 2021. ", "reply_to": "kari@example.no"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/meld-feil/takk/?indikator=leakage&sted=gol",
    )
    assert kept() == [("gol", "leakage", 2024, "Talet er frå 2021.", "nn", "kari@example.no")]
    thanks = client.get(answer.headers["Location"]).content.decode()
    assert 'href="/indikatorer/leakage/?sted=gol"' in thanks
    assert client.get("/meld-feil/takk/").status_code == 200
    assert client.get("/meld-feil/takk/?indikator=nei&sted=atlantis").status_code == 200


def test_a_page_as_a_whole_is_reported_with_its_address_and_its_place(
    small_site: Path, client: Client
) -> None:
    where = "/meld-feil/?adresse=/kommuner/gol/&lang=nn"
    assert "Meld feil på ei side" in client.get(where).content.decode()
    answer = client.post(where, {"text": "Kartet er borte."})
    assert answer.headers["Location"] == "/meld-feil/takk/?adresse=%2Fkommuner%2Fgol%2F"
    assert kept() == [("gol", "", None, "Kartet er borte.", "nn", "")]
    assert ErrorReport.objects.get().page == "/kommuner/gol/"
    assert 'href="/kommuner/gol/"' in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    "where", ["https://example.com/", "//example.com/", "/finnes-ikke/", "/" + 300 * "x"]
)
def test_what_is_no_page_of_ours_cannot_be_reported(small_site: Path, client: Client, where: str) -> None:
    assert client.get("/meld-feil/", {"adresse": where}).status_code == 404


def test_the_page_names_the_figure(small_site: Path, client: Client) -> None:
    page = client.get(f"{ADDRESS}&lang=nb").content.decode()
    assert "Lekkasje" in page
    assert "30 % (2024)" in page


@pytest.mark.parametrize(
    ("text", "reply_to", "said"),
    [
        ("", "", "Skriv hva som er feil."),
        ("   ", "", "Skriv hva som er feil."),
        ("x" * 2_001, "", "Skriv høyst 2000 tegn; du har 2001."),
        ("Feil", "kari", "Dette er ikke en e-postadresse. Den ser ut som navn@eksempel.no."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
    small_site: Path, client: Client, text: str, reply_to: str, said: str
) -> None:
    answer = client.post(f"{ADDRESS}&lang=nb", {"text": text, "reply_to": reply_to})
    page = answer.content.decode()
    assert (answer.status_code, kept()) == (422, [])
    assert page.count(said) == 2  # at its field, and in the words above that lead there
    (field,) = re.findall(r'<li><a class="ds-link" href="#([^"]+)">', page)
    assert re.search(rf'<(?:textarea|input)[^>]* id="{field}"[^>]* aria-invalid="true"', page)
    assert text.strip() in page
    assert reply_to in page


def test_a_machine_is_thanked_and_not_heard(small_site: Path, client: Client) -> None:
    answer = client.post(ADDRESS, {"text": "Buy now", "homepage": "https://spam.example"})
    assert (answer.status_code, kept()) == (302, [])


def test_a_flood_is_stopped_and_what_was_written_stands(small_site: Path, client: Client) -> None:
    ErrorReport.objects.bulk_create(
        ErrorReport(indicator="leakage", edition="x", text="a", language="nb", received=datetime.now(tz=UTC))
        for _ in range(MOST_REPORTS)
    )
    answer = client.post(ADDRESS, {"text": "Tallet er feil"})
    assert (answer.status_code, ErrorReport.objects.count()) == (429, MOST_REPORTS)
    assert "Tallet er feil" in answer.content.decode()
    ErrorReport.objects.update(received=datetime.now(tz=UTC) - timedelta(hours=2))
    assert client.post(ADDRESS, {"text": "Tallet er feil"}).status_code == 302


def test_one_sender_is_stopped_and_shuts_nobody_else_out(small_site: Path, client: Client) -> None:
    for number in range(MOST_FROM_ONE):
        assert client.post(ADDRESS, {"text": f"Feil {number}"}).status_code == 302
    answer = client.post(f"{ADDRESS}&lang=nb", {"text": "Feil til", "reply_to": "kari@example.no"})
    page = answer.content.decode()
    assert (answer.status_code, ErrorReport.objects.count()) == (429, MOST_FROM_ONE)
    assert "Det har kommet mange meldinger fra der du er den siste timen" in page
    assert "Feil til" in page
    assert "kari@example.no" in page
    assert client.post(ADDRESS, {"text": "Fra andre"}, REMOTE_ADDR="192.0.2.7").status_code == 302
    ThrottleEvent.objects.update(when=datetime.now(tz=UTC) - timedelta(hours=2))
    assert client.post(ADDRESS, {"text": "Feil til"}).status_code == 302
    assert (
        ThrottleEvent.objects.filter(kind=ThrottleKind.TOLD).count() == 1
    )  # the old are gone, and no address is kept
    assert set(ThrottleEvent.objects.values_list("address")) == {("",)}
    assert {
        (one.second, one.microsecond) for one in ThrottleEvent.objects.values_list("when", flat=True)
    } == {(0, 0)}


def test_a_report_from_another_page_is_refused(small_site: Path) -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"text": "a"}).status_code == 403


@pytest.mark.parametrize("query", ["indikator=none", "indikator=leakage&sted=atlantis", "indikator=%00"])
def test_a_figure_that_is_not_there_cannot_be_reported(small_site: Path, client: Client, query: str) -> None:
    assert client.get(f"/meld-feil/?{query}").status_code == 404


def test_a_command_lists_the_reports(
    small_site: Path, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    client.post(ADDRESS, {"text": "Feil, «sa Kari»", "reply_to": ""})
    report = ErrorReport.objects.get()
    call_command("reports")
    said = capsys.readouterr().out.splitlines()
    when = report.received.isoformat(timespec="seconds")
    assert said == [
        "number,received,place,indicator,year,edition,language,reply_to,text",
        f'{report.pk},{when},gol,leakage,2024,{report.edition},nn,,"Feil, «sa Kari»"',
    ]


def test_a_comment_replaces_the_one_before(small_site: Path) -> None:
    gol = Place.objects.get(slug="gol")
    for text in ("Gammelt.", "Nytt."):
        written = Written("2026-11-24-00000000", "leakage", text, "nn")
        import_comment(gol, written, signed="Gol kommune", now=NOW)
    assert [(one.text, one.version) for one in FigureComment.objects.all()] == [("Nytt.", 2)]
    (comment,) = comments_of("gol").values()
    assert (comment.text, comment.language, comment.signed, comment.written) == (
        *("Nytt.", "nn", "Gol kommune"),
        NOW.date(),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("atlantis", "leakage", "a"), "there is no municipality «atlantis»"),
        (("gol", "leakages", "a"), "has no indicator «leakages»"),
        (("gol", "leakage", "a" * 2_001), "the comment has 2001 characters; 2000 is the most"),
    ],
)
def test_a_comment_on_nothing_is_refused(small_site: Path, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("comment", *words, signed="Gol kommune")
    assert FigureComment.objects.count() == 0


@pytest.mark.parametrize("page", ["", "svar/", "send-videre/", "vis/", "send/"])
def test_a_stranger_does_not_learn_which_reports_there_are(
    small_site: Path, client: Client, page: str
) -> None:
    client.post(ADDRESS, {"text": "Feil."})
    report = ErrorReport.objects.get()
    asked = client.get if page == "" else client.post
    found = [asked(f"/feilmeldinger/{number}/{page}") for number in (report.pk, report.pk + 1)]
    assert [one.status_code for one in found] == [302, 302]
    assert all(one.headers["Location"].startswith("/logg-inn/") for one in found)


def test_without_a_figure_the_page_asks_which_one(small_site: Path, client: Client) -> None:
    page = client.get("/meld-feil/?lang=nn")
    assert page.status_code == 200
    said = page.content.decode()
    assert '<form class="report" method="get" action="/meld-feil/"' in said
    assert (
        '<optgroup label="6. Reint vatn og gode sanitærforhold"><option value="leakage">Lekkasje</option>'
        in said
    )
    assert 'href="/meld-feil/?adresse=/"' in said


def test_a_place_that_is_named_is_filled_in(small_site: Path, client: Client) -> None:
    page = client.get("/meld-feil/?sted=gol").content.decode()
    assert '<option value="gol" selected>Gol</option>' in page


def test_what_names_no_figure_is_not_kept(small_site: Path, client: Client) -> None:
    assert client.post("/meld-feil/", {"text": "Feil"}).status_code == 404
    assert not ErrorReport.objects.exists()


def test_a_page_leads_to_its_single_figures(small_site: Path, client: Client) -> None:
    page = client.get("/meld-feil/?adresse=/kommuner/gol/").content.decode()
    assert 'href="/meld-feil/?sted=gol"' in page
