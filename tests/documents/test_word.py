"""Reports as Word: plain styles that paste into case systems, the language, the words of pictures."""

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import which
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from loftet.documents.blocks import Cell, Note, Paragraph, Section, Table
from loftet.documents.printable import printable
from loftet.documents.word import write_word
from loftet.report_content.kinds import ReportKind
from tests.conftest import absent
from tests.documents.conftest import made_by_hand
from tests.report_content.conftest import ReportOf


@pytest.fixture(scope="session")
def office() -> str:
    """Return the path of LibreOffice with its Writer."""
    path = which("soffice") or which("libreoffice")
    if path is None or not (Path(path).resolve().parent / "libswlo.so").exists():
        absent("libreoffice", "LibreOffice Writer is not installed")
    assert path is not None
    return path


def as_pdf(office: str, content: bytes, folder: Path) -> PdfReader:
    """Return what LibreOffice makes of a document."""
    (folder / "report.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "report.docx"]
    subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=120)
    return PdfReader(folder / "report.pdf")


def test_a_report_has_plain_styles() -> None:
    document = Document(BytesIO(write_word(made_by_hand())))
    styles = [(one.style.name if one.style else "", one.text) for one in document.paragraphs]
    assert [pair for pair in styles if pair[0] != "Normal"] == [
        ("Title", "Korleis står det til?"),
        ("Heading 1", "Saksopplysingar"),
        ("Caption", "Profilen"),
        ("List Bullet", "éin"),
        ("List Bullet", "to"),
        ("List Number", "Ta til orientering"),
        ("List Number", "Prioriter vatn"),
        ("Heading 2", "Tala"),
        ("Caption", "Alle tal"),
    ]
    (table,) = document.tables
    assert table.style is not None
    assert table.style.name == "Table Grid"
    assert [cell.text for cell in table.rows[0].cells] == ["Indikator", "Tal"]
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_report_says_its_language_its_title_and_what_pictures_show() -> None:
    document = Document(BytesIO(write_word(made_by_hand())))
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nn-NO"}
    assert document.core_properties.title == "Korleis står det til?"
    assert document.core_properties.language == "nn-NO"
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr") == "Åmdal: to sterke tal"


@pytest.mark.parametrize("name", ["Ærøskøbing Åå", "Kárášjohka Snåase ŋ đ š ž", "Süßöäü"])
def test_names_are_written_with_their_own_letters(name: str) -> None:
    document = Document(BytesIO(write_word(made_by_hand(name, title=name))))
    assert document.core_properties.title == name
    assert name in " ".join(one.text for one in document.paragraphs)


def test_links_lead_to_the_permanent_address() -> None:
    document = Document(BytesIO(write_word(made_by_hand())))
    addresses = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert addresses == {"https://l.example/?utgave=1", "https://l.example/a/?utgave=1"}


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_word(made_by_hand()) == write_word(made_by_hand())


def test_no_part_tells_when_it_was_written() -> None:
    written = write_word(made_by_hand())
    with ZipFile(BytesIO(written)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
        # The time stands before each part, too, which the library above does not read.
        times = {written[one.header_offset + 10 :][:4] for one in archive.infolist()}
    assert times == {b"\0\0\x21\0"}


def test_a_report_without_signs_to_remove_is_left_as_it_is() -> None:
    report = made_by_hand()
    assert printable(report) is report
    cleaned = printable(made_by_hand("Før\x01etter"))
    assert cleaned == made_by_hand("Før etter")


@pytest.mark.nightly
def test_a_case_paper_opens_in_another_program(report_of: ReportOf, office: str, tmp_path: Path) -> None:
    content = write_word(report_of(ReportKind.CASE_PAPER, "granasen", "nn"))
    text = "".join(page.extract_text() for page in as_pdf(office, content, tmp_path).pages)
    for heading in (
        "Saksopplysingar",
        "Vurdering",
        "Økonomiske konsekvensar",
        "Kommunedirektøren si tilråding",
    ):
        assert heading in text


@pytest.mark.nightly
def test_the_one_page_is_one_page_in_another_program(
    report_of: ReportOf, office: str, tmp_path: Path
) -> None:
    content = write_word(report_of(ReportKind.ONE_PAGE, "granasen", "nn"))
    assert len(as_pdf(office, content, tmp_path).pages) == 1


def test_a_short_table_is_on_one_page_and_a_long_one_is_parted() -> None:
    def rows_kept(table: Table) -> list[bool]:
        report = replace(made_by_hand(), sections=(Section("Tala", (table,)),))
        (drawn,) = Document(BytesIO(write_word(report))).tables
        cells = [row.cells[0].paragraphs[0] for row in drawn.rows]
        return [bool(one.paragraph_format.keep_with_next) for one in cells]

    rows = tuple((Cell(f"Mål {at}"),) for at in range(17))
    assert rows_kept(Table("Mål", ("Mål",), rows[:3])) == [True, True, True, False]
    assert rows_kept(Table("Mål", ("Mål",), rows)) == [True] + 17 * [False]
    assert rows_kept(Table("Mål", ("Mål",), rows, whole=True)) == 17 * [True] + [False]


def test_a_sentence_alone_is_kept_with_what_is_inside_its_section_alone() -> None:
    """Kept with whatever follows, one short section after the other moved to the next page together."""
    says = (Paragraph("Éi setning."),)
    report = replace(made_by_hand(), sections=(Section("A", says), Section("B", says), Section("C", says, 2)))
    document = Document(BytesIO(write_word(report)))
    kept = [one.paragraph_format.keep_with_next for one in document.paragraphs if one.text == says[0].text]
    assert kept == [None, True, None]


def test_what_is_to_be_filled_in_looks_other_than_a_remark() -> None:
    blocks = (Note("Fyll inn: timar", open=True), Note("Kjelder: SSB"))
    document = Document(BytesIO(write_word(replace(made_by_hand(), sections=(Section("Tal", blocks),)))))
    runs = {one.text: one.runs[0] for one in document.paragraphs if one.runs}
    assert runs["Fyll inn: timar"].italic
    assert not runs["Kjelder: SSB"].italic
