"""Reports as PDF: for listeners and archives, one page where it must be, text that is never markup."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from loftet.documents.blocks import Figure
from loftet.documents.pdf import write_pdf
from loftet.invalid_input import InvalidInput
from loftet.report_content.kinds import ReportKind
from tests.documents.conftest import made_by_hand
from tests.report_content.conftest import ReportOf


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def elements(reader: PdfReader) -> list[Any]:
    """Return all elements of the structure, in the order in which they are read aloud."""
    root: Any = reader.trailer["/Root"]
    found, queue = [], [root["/StructTreeRoot"]]
    while queue:
        one = queue.pop(0).get_object()
        if not hasattr(one, "get"):
            continue
        found.append(one)
        children = one.get("/K", [])
        children = children if isinstance(children, list) else [children]
        queue = [child for child in children if hasattr(child.get_object(), "get")] + queue
    return found


def tags(reader: PdfReader) -> list[str]:
    return [str(one["/S"]) for one in elements(reader) if "/S" in one]


def test_a_file_says_that_it_is_pdf_ua_1_and_pdf_a_2a() -> None:
    root: Any = read(write_pdf(made_by_hand())).trailer["/Root"]
    told = root["/Metadata"].get_data().decode()
    for said in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "Korleis står det til?"):
        assert said in told
    assert root["/Lang"] == "nn-NO"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_headings_lists_tables_and_figures_are_tagged_in_reading_order() -> None:
    found = tags(read(write_pdf(made_by_hand())))
    order = [tag for tag in found if tag in {"/H1", "/H2", "/Figure", "/L", "/Table"}]
    assert order == ["/H1", "/Figure", "/L", "/L", "/H2", "/Table"]
    assert found.count("/TH") == 2
    assert found.count("/TR") == 61
    assert found.count("/LI") == 4


def test_every_figure_has_its_words() -> None:
    figures = [one for one in elements(read(write_pdf(made_by_hand()))) if one.get("/S") == "/Figure"]
    assert [one["/Alt"] for one in figures] == ["Åmdal: to sterke tal"]


def test_the_figures_of_a_municipality_have_their_words(report_of: ReportOf) -> None:
    reader = read(write_pdf(report_of(ReportKind.KNOWLEDGE, "granasen", "nn")))
    figures = [one for one in elements(reader) if one.get("/S") == "/Figure"]
    assert len(figures) == 7
    assert str(figures[0]["/Alt"]).startswith("Profilen til Granåsen: ")
    assert all(str(one["/Alt"]) for one in figures)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("slug", ["ovre-demodal", "nedre-demodal", "granasen", "demodalen"])
def test_the_one_page_is_one_page(report_of: ReportOf, slug: str, language: str) -> None:
    assert len(read(write_pdf(report_of(ReportKind.ONE_PAGE, slug, language))).pages) == 1


def test_text_is_never_markup() -> None:
    hostile = '#read("/etc/passwd") #panic("x") $x$ `raw` *bold* <label> @ref \\ // /* [[ ]] "'
    text = read(write_pdf(made_by_hand(hostile))).pages[0].extract_text()
    assert hostile.split()[0] in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "name", ["Ærøskøbing Åå", "Guovdageaidnu Kárášjohka Snåase ŋ đ š ž", "Süßöäü", "Καλημέρα"]
)
def test_names_are_written_with_their_own_letters(name: str) -> None:
    reader = read(write_pdf(made_by_hand(name, title=name)))
    assert reader.metadata is not None
    assert reader.metadata.title == name
    assert name.split()[0] in reader.pages[0].extract_text()


def test_a_sign_that_no_font_has_is_replaced() -> None:
    text = read(write_pdf(made_by_hand("Før 😀 etter \x01 slutt"))).pages[0].extract_text()
    assert "Før \N{REPLACEMENT CHARACTER} etter" in text
    assert "slutt" in text


def test_a_text_in_a_script_that_the_fonts_lack_is_refused() -> None:
    with (
        translation.override("en"),
        pytest.raises(InvalidInput, match="The fonts of the PDF lack 20 signs of its texts or more"),
    ):
        write_pdf(made_by_hand("".join(chr(0x4E00 + at) for at in range(30))))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_pdf(made_by_hand()) == write_pdf(made_by_hand())


def test_words_with_a_halo_are_written_once_more_on_top(report_of: ReportOf) -> None:
    report = report_of(ReportKind.ONE_PAGE, "ovre-demodal", "nb")
    drawings = [part.svg for one in report.sections for part in one.blocks if isinstance(part, Figure)]
    names = re.findall(r'<text class="([^"]*profile-name[^"]*)"[^>]*>(.*?)</text>', drawings[0])
    haloed = [words for look, words in names if "halo" in look]
    assert haloed
    assert [words for _look, words in names] == [words for words in haloed for _twice in range(2)]
