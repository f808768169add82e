"""Own data of a municipality: who may, what is kept with its source, corrected, taken back and refused."""

import io
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import translation
from openpyxl import Workbook
from pytest_django import DjangoAssertNumQueries

from loftet.core.submissions import new_word
from loftet.log.models import Entry
from loftet.own_data.app import forget_begun, on_municipality
from loftet.own_data.models import OwnFile, OwnSeries
from loftet.own_data.rules import may_change_file, may_correct
from loftet.own_data.uploads import MOST_ROWS, most_bytes
from loftet.people.models import User
from tests.own_data.conftest import LIST, SEND, TEXT, keep, kept_series, send
from tests.people.partnership import World, acting_as
from tests.refusals import reason_of

pytestmark = pytest.mark.django_db


def page(browser: Client, address: str) -> str:
    answer = browser.get(address, {"lang": "en"})
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def refusal(browser: Client, content: bytes | str, name: str) -> str:
    """Return what is said of a file that is refused; nothing of it is stored."""
    answer = send(browser, content, name, f"{SEND}?lang=en")
    assert answer.status_code == 422
    assert not OwnFile.objects.exists()
    with translation.override("en"):
        (told,) = map(str, answer.context["form"].errors["file"])
    return told


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def workbook(rows: int, columns: int) -> bytes:
    book, stream = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Tall")
    for _row in range(rows):
        sheet.append([1] * columns)
    book.save(stream)
    return stream.getvalue()


# --- the way of a file ----------------------------------------------------------------------------


def test_a_file_is_shown_beside_its_raw_cells_before_it_is_kept(adviser: Client) -> None:
    answer = send(adviser)
    file = OwnFile.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/egne-tall/fil/{file.pk}/")
    shown = page(adviser, f"/egne-tall/fil/{file.pk}/")
    assert "2 figures of Gol were read" in shown
    assert "<code>12,5</code>" in shown
    assert "Svinn" not in page(Client(), LIST)


def test_what_is_kept_is_shown_with_all_that_tells_where_it_comes_from(adviser: Client) -> None:
    series = kept_series(adviser)
    shown = page(Client(), f"/egne-tall/{series.pk}/")
    for words in (
        "12.5",
        "13.0",
        "Kjøkenet",
        "one year",
        "CC BY 4.0",
        "svinn.csv",
        "Gol kommune",
        "Own data",
    ):
        assert words in shown
    assert sha256(TEXT.encode()).hexdigest() in shown
    assert "Svinn" in page(Client(), LIST)
    entry = Entry.objects.get(action="own_data.kept")
    assert (entry.acting_for, entry.details["number"]) == ("Gol kommune", 1)


def test_the_download_says_the_same_as_the_page(adviser: Client) -> None:
    series = kept_series(adviser)
    lines = Client().get(f"/egne-tall/{series.pk}.csv").content.decode("utf-8-sig").splitlines()
    cells = [dict(zip(lines[0].split(";"), line.split(";"), strict=True)) for line in lines[1:]]
    assert [(one["period"], one["value"], one["unit"]) for one in cells] == [
        ("2022", "12,5", "%"),
        ("2023", "13,0", "%"),
    ]
    assert {(one["source"], one["licence"], one["quality"]) for one in cells} == {
        ("Kjøkenet", "CC BY 4.0", "own data")
    }


def test_a_mean_of_three_years_is_never_shown_as_one_year(adviser: Client) -> None:
    send(adviser)
    keep(adviser, OwnFile.objects.get(), covers="3")
    assert [one["period"] for one in OwnFile.objects.get().figures] == ["2020–2022", "2021–2023"]


def test_spans_in_the_file_are_held_against_what_is_said_of_them(adviser: Client) -> None:
    send(adviser, "Periode;Tall\n2019-2021;5\n2020-2022;6\n")
    file = OwnFile.objects.get()
    assert file.covers == "3"
    answer = keep(adviser, file, covers="1")
    assert answer.status_code == 422
    assert "covers" in answer.context["form"].errors
    assert keep(adviser, file, covers="3").status_code == 302


def test_a_wrong_column_is_mended_by_choosing(adviser: Client) -> None:
    send(adviser, "Kommune;År;Antall;Andel\nGol;2022;7;12,5\nGol;2023;8;13,0\n")
    file = OwnFile.objects.get()
    assert [one["value"] for one in file.figures] == ["7", "8"]
    sent = {"version": "1", "place": "0", "period": "1", "value": "3", "header": "1", "decimal": ","}
    answer = adviser.post(
        f"/egne-tall/fil/{file.pk}/", sent | {"separator": ";", "encoding": "utf-8", "next": "1"}
    )
    assert answer.headers["Location"] == f"/egne-tall/fil/{file.pk}/behold/"
    assert [one["value"] for one in OwnFile.objects.get().figures] == ["12.5", "13.0"]


def test_a_new_separator_proposes_the_columns_again(adviser: Client) -> None:
    send(adviser)
    file = OwnFile.objects.get()
    sent = {"version": "1", "place": "0", "period": "1", "value": "2", "header": "1", "decimal": ","}
    none = {"place": "", "period": "", "value": ""}  # one column alone can be chosen for none of them
    for version, sign, chosen in (("1", "|", {}), ("2", ";", none)):
        sent |= {"version": version, "separator": sign, "encoding": "utf-8"} | chosen
        assert adviser.post(f"/egne-tall/fil/{file.pk}/", sent).status_code == 302
        file.refresh_from_db()
        page(adviser, f"/egne-tall/fil/{file.pk}/")
    assert (file.choices["value"], len(file.figures)) == ("2", 2)


def test_a_meaning_is_chosen_for_a_text_among_the_numbers(adviser: Client) -> None:
    send(adviser, "År;Tall\n2021;5\n2022;ukjent\n2023;7\n")
    file = OwnFile.objects.get()
    assert file.figures == []
    assert keep(adviser, file).status_code == 422
    sent = {"version": "1", "period": "0", "value": "1", "header": "1", "decimal": ",", "mark0": "missing"}
    adviser.post(f"/egne-tall/fil/{file.pk}/", sent | {"separator": ";", "encoding": "utf-8"})
    assert [one["mark"] for one in OwnFile.objects.get().figures] == ["", "missing", ""]


def test_a_new_file_is_a_new_version_and_the_old_one_stays(adviser: Client) -> None:
    series = kept_series(adviser)
    send(adviser, TEXT.replace("13,0", "14,5"), "nytt.csv", f"/egne-tall/{series.pk}/ny-fil/")
    second = OwnFile.objects.get(number=2)
    assert (second.title, second.source) == ("Svinn", "Kjøkenet")
    assert "14.5" not in page(Client(), f"/egne-tall/{series.pk}/")
    keep(adviser, second)
    assert "14.5" in page(Client(), f"/egne-tall/{series.pk}/")
    assert [one.number for one in series.files.exclude(kept=None)] == [1, 2]
    old = adviser.get(f"/egne-tall/fil/{series.current_id}/fil/")
    assert (old.content, old["Content-Type"]) == (TEXT.encode(), "application/octet-stream")
    assert old["Content-Disposition"] == 'attachment; filename="svinn.csv"'


def test_what_is_taken_back_is_shown_to_nobody_else_and_comes_back_with_a_new_file(adviser: Client) -> None:
    series = kept_series(adviser)
    answer = adviser.post(f"/egne-tall/{series.pk}/trekk/", {"version": series.version, "reason": ""})
    assert answer.status_code == 422
    adviser.post(f"/egne-tall/{series.pk}/trekk/", {"version": series.version, "reason": "Feil i målaren."})
    assert Client().get(f"/egne-tall/{series.pk}/").status_code == 302
    assert "Svinn" not in page(Client(), LIST)
    assert "Feil i målaren." in page(adviser, f"/egne-tall/{series.pk}/")
    send(adviser, TEXT, "igjen.csv", f"/egne-tall/{series.pk}/ny-fil/")
    keep(adviser, OwnFile.objects.get(number=2))
    assert OwnSeries.objects.get().state == "shown"


def test_two_who_keep_the_same_file_are_told_of_each_other(adviser: Client) -> None:
    send(adviser)
    file = OwnFile.objects.get()
    sent = {"version": "1", "place": "0", "period": "1", "value": "2", "header": "1", "decimal": ","}
    adviser.post(f"/egne-tall/fil/{file.pk}/", sent | {"separator": ";", "encoding": "utf-8"})
    assert keep(adviser, file).status_code == 409


def test_a_file_that_is_removed_takes_its_empty_series_with_it(adviser: Client) -> None:
    send(adviser)
    file = OwnFile.objects.get()
    adviser.post(f"/egne-tall/fil/{file.pk}/fjern/", {"version": "1"})
    assert not OwnSeries.objects.exists()


def test_a_file_that_nobody_keeps_is_removed_after_a_month(adviser: Client) -> None:
    series = kept_series(adviser)
    send(adviser)
    begun = OwnFile.objects.get(kept=None)
    assert forget_begun(begun.added + timedelta(days=29)) == 0
    assert forget_begun(begun.added + timedelta(days=31)) == 1
    assert list(OwnSeries.objects.all()) == [series]


def test_the_same_form_with_another_file_makes_another_series(adviser: Client) -> None:
    word = new_word("own_data_create")
    for text in (TEXT, TEXT.replace("13,0", "14,0"), TEXT):
        file = SimpleUploadedFile("svinn.csv", text.encode())
        adviser.post(SEND, {"file": file, "submission": word})
    assert OwnFile.objects.count() == 2


def test_what_a_form_does_not_send_stays_as_it_was(adviser: Client) -> None:
    send(adviser)
    file = OwnFile.objects.get()
    assert adviser.post(f"/egne-tall/fil/{file.pk}/", {"version": "1"}).status_code == 302
    assert OwnFile.objects.get().choices == file.choices


# --- who may --------------------------------------------------------------------------------------


def test_another_municipality_neither_adds_nor_opens_nor_takes_back(
    adviser: Client, neighbour: Client
) -> None:
    assert send(neighbour).status_code == 403
    series = kept_series(adviser)
    send(adviser)
    begun = OwnFile.objects.get(kept=None)
    for address in (
        *(f"/egne-tall/{series.pk}/ny-fil/", f"/egne-tall/{series.pk}/trekk/"),
        *(f"/egne-tall/fil/{begun.pk}/", f"/egne-tall/fil/{begun.pk}/fil/"),
    ):
        assert neighbour.get(address).status_code == 403, address
    assert keep(neighbour, begun).status_code == 403


def test_a_municipality_page_links_to_own_data_quietly(adviser: Client, world: World) -> None:
    series = kept_series(adviser)
    request = RequestFactory().get("/")
    shown = on_municipality(request, series.place)
    assert shown is not None
    assert shown.context["count"] == 1


# --- what is refused ------------------------------------------------------------------------------


REFUSED: list[tuple[str, bytes | str, str]] = [
    ("tall.xls", b"\xd0\xcf\x11\xe0 gammal", "old Excel file"),
    ("tall.xlsx", b"\xd0\xcf\x11\xe0 laast", "password"),
    ("tall.xlsx", "År;Tall\n2023;5\n", "is called Excel, but is none"),
    (
        "tall.csv",
        packed(**{"xl__workbook.xml": b""}),
        "another name",
    ),
    ("tall.ods", packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
    ("tall.zip", packed(a=b"1"), "packed file without a spreadsheet"),
    ("tall.csv", b"<!DOCTYPE html><html><table>", "web page"),
    ("tall.xls", "<html><table><td>5</td></table>", "web page"),
    ("tall.pdf", b"%PDF-1.7", "PDF"),
    ("tall.csv", b"\x89PNG\r\n", "picture"),
    ("tall.csv", b"a;b\n\x00\x01;2\n", "not a text with separators"),
    ("tall.docx", b"hei", "Send CSV, TSV or Excel"),
    ("tall.csv", b"", "empty"),
    ("tall.csv", b" \n \n", "no rows"),
    ("tall.csv", b'a;b\n2020;"1\n', "quotation mark"),
    ("tall.xlsx", b"PK\x03\x04 avbroten", "not whole"),
    ("tall.csv", b"1;2\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS} rows"),
    ("tall.csv", b";" * 200 + b"\n", "no rows"),
    ("tall.csv", b"1;" * 200 + b"\n", "columns"),
]


@pytest.mark.parametrize(("name", "content", "words"), REFUSED)
def test_a_file_that_cannot_be_read_is_told_with_its_name_and_what_to_do(
    adviser: Client, name: str, content: bytes | str, words: str
) -> None:
    told = refusal(adviser, content, name)
    assert words in told
    assert words in ("empty", "quotation mark") or name in told


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_refusal_is_in_the_language_of_the_page(adviser: Client, language: str) -> None:
    for name, content, words in REFUSED:
        answer = send(adviser, content, name, f"{SEND}?lang={language}")
        with translation.override(language):
            (told,) = map(str, answer.context["form"].errors["file"])
        assert words not in told.replace(name, "") or words in ("PDF", "OpenDocument"), told


def test_a_small_file_that_unpacks_to_much_is_refused_unopened(adviser: Client) -> None:
    bomb = packed(**{"xl__workbook.xml": b"<workbook/>", "xl__worksheets__sheet1.xml": b" " * 50_000_000})
    assert len(bomb) < 100_000
    assert "unpacks to more" in refusal(adviser, bomb, "bombe.xlsx")


def test_a_workbook_of_too_many_cells_is_refused(adviser: Client) -> None:
    told = refusal(adviser, workbook(700, 80), "stor.xlsx")
    assert "50000 cells" in told


def test_a_large_file_is_led_to_the_command(adviser: Client) -> None:
    told = refusal(adviser, b"2020;1\n" * (most_bytes() // 7 + 1), "stor.csv")
    assert "«stor.csv»: " in told
    assert "loftet recipe new" in told
    assert most_bytes() < settings.BODY_BYTES


def test_html_in_cells_and_names_is_shown_as_text(adviser: Client) -> None:
    send(adviser, "År;<b>Tall</b>\n2023;<script>alert(1)</script>\n2024;5\n2025;6\n", "<i>svinn.csv")
    file = OwnFile.objects.get()
    shown = page(adviser, f"/egne-tall/fil/{file.pk}/")
    assert "<script>alert" not in shown
    assert "<b>Tall" not in shown
    assert "&lt;script&gt;" in shown


def test_a_formula_in_the_source_does_not_run_in_the_download(adviser: Client) -> None:
    send(adviser)
    keep(adviser, OwnFile.objects.get(), source="=HYPERLINK(1)")
    series = OwnSeries.objects.get()
    assert "'=HYPERLINK" in Client().get(f"/egne-tall/{series.pk}.csv").content.decode()


# --- queries --------------------------------------------------------------------------------------


def test_a_list_of_many_series_takes_as_many_queries_as_one_of_few(
    adviser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        send(adviser)
        keep(adviser, OwnFile.objects.filter(kept=None).get())
    with django_assert_max_num_queries(9):
        page(Client(), LIST)


def test_a_series_page_takes_few_queries(
    adviser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    series = kept_series(adviser)
    with django_assert_max_num_queries(9):
        page(Client(), f"/egne-tall/{series.pk}/")


def test_a_file_that_is_kept_stands_and_a_series_is_corrected_once_it_has_figures(adviser: Client) -> None:
    send(adviser)
    actor, file = acting_as(User.objects.get()), OwnFile.objects.get()
    assert may_change_file(actor, file)
    assert reason_of(may_correct(actor, file.series)).startswith("The first file of the series")
    keep(adviser, file)
    file.refresh_from_db()
    assert reason_of(may_change_file(actor, file)).startswith("The figures of this file are kept.")
    assert may_correct(actor, OwnSeries.objects.get())
