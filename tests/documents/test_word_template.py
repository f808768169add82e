"""A municipality's own template: used for its look, filled in with texts, refused where it could do harm."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pytest_django import Settings

from loftet.documents.word import write_word
from loftet.documents.word_package import check_template, most_packed
from loftet.invalid_input import InvalidInput
from tests.documents.conftest import made_by_hand


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Say in English why a template is refused."""
    with translation.override("en"):
        yield


def template(*paragraphs: str, header: str = "") -> bytes:
    document, written = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(written)
    return written.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a document with one more part, or another one in its place."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for one in before.namelist():
            if one != name:
                after.writestr(one, before.read(one))
        after.writestr(name, part)
    return written.getvalue()


def test_placeholders_are_filled_in_and_the_report_stands_where_it_is_asked_for() -> None:
    own = template(
        "{{ place }} kommune",
        "{% if warning %}NB: {{ warning }}{% endif %}",
        "{{ report }}",
        "Slutt",
        header="{{ title }}",
    )
    document = Document(BytesIO(write_word(made_by_hand(), own)))
    texts = [one.text for one in document.paragraphs if one.text]
    assert texts[:5] == [
        "Åmdal kommune",
        "NB: Oppdikta tal",
        "Oppdikta tal",
        "Åmdal gjer det godt på vatn.",
        "Saksopplysingar",
    ]
    assert texts[-1] == "Slutt"
    assert document.sections[0].header.paragraphs[0].text == "Korleis står det til?"


def test_without_a_place_for_it_the_report_comes_last() -> None:
    document = Document(BytesIO(write_word(made_by_hand(), template("Vårt brevhovud"))))
    texts = [one.text for one in document.paragraphs if one.text]
    assert texts[:2] == ["Vårt brevhovud", "Korleis står det til?"]


def test_a_style_that_a_template_lacks_is_done_without() -> None:
    document, written = Document(), BytesIO()
    for name in ("List Number", "Caption", "Table Grid", "Heading 2"):
        document.styles[name].delete()
    document.save(written)
    found = Document(BytesIO(write_word(made_by_hand(), written.getvalue())))
    texts = [one.text for one in found.paragraphs]
    assert "1. Ta til orientering" in texts
    assert "Tala" in texts


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "only names and conditions"),
        ("{{ title.__class__ }}", "only names and conditions"),
        ("{{ title['__class__'] }}", "only names and conditions"),
        (
            "{% for a in range(1000000000) %}{% for b in range(1000000000) %}x{% endfor %}{% endfor %}",
            "only names",
        ),
        ("{{ 'x' * 10000000000 }}", "only names and conditions"),
        ("{{ title|join('x') }}", "only names and conditions"),
        ("{% include '/etc/passwd' %}", "only names and conditions"),
        ("{% set a = 1 %}", "only names and conditions"),
        ("{{ cycler }}", "there is no «cycler»; a template may name title, place"),
        ("{{ unknown }}", "there is no «unknown»"),
        ("{{ title ", "it cannot be read"),
        ("{% if title %}", "it cannot be read"),
        ("{{ title }}" + "x" * 6000, "at most 5000 letters"),
    ],
)
def test_a_template_that_asks_for_more_than_names_is_refused(text: str, cause: str) -> None:
    with pytest.raises(InvalidInput, match=cause) as refused:
        write_word(made_by_hand(), template(text))
    assert str(refused.value).startswith("template.docx: ")
    assert text[:20] in str(refused.value)


def bomb() -> bytes:
    return with_part(template("x"), "word/media/bomb.bin", b"\0" * 40_000_000)


def huge() -> bytes:
    return with_part(template("x"), "word/media/huge.bin", b"\0" * 60_000_000)


def bomb_beside_a_picture() -> bytes:
    return with_part(bomb(), "word/media/photo.jpeg", os.urandom(500_000))


def texts_of_many_parts() -> bytes:
    """Return a template with texts that are packed tightly, but less so than a bomb."""
    lines = [b"%d " % at + b"x" * 200 for at in range(4_000)]
    content, letters = template("x"), b"<x>" + b"".join(lines) + b"</x>"
    written = BytesIO(content)
    with ZipFile(written, "a", ZIP_DEFLATED) as archive:
        for number in range(19):
            archive.writestr(f"word/media/{number}.png", letters)
    return written.getvalue()


def with_macros() -> bytes:
    return with_part(template("x"), "word/vbaProject.bin", b"macro")


def as_docm() -> bytes:
    content = template("x")
    with ZipFile(BytesIO(content)) as parts:
        types = parts.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return with_part(
        content,
        "[Content_Types].xml",
        types.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    )


def with_entities() -> bytes:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    return with_part(template("x"), "word/settings.xml", laughs)


def with_entities_in_utf_16() -> bytes:
    return with_part(
        template("x"), "word/settings.xml", '<!DOCTYPE x [<!ENTITY a "h">]><x/>'.encode("utf-16")
    )


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(kind: str) -> bytes:
    """Return a document with a relation to a file of a stranger."""
    document, written = Document(), BytesIO()
    part = document.part._settings_part if kind == "attachedTemplate" else document.part
    key = part.relate_to("https://stranger.example/x", f"{OFFICE}/{kind}", is_external=True)
    if kind == "attachedTemplate":
        named = OxmlElement("w:attachedTemplate")
        named.set(qn("r:id"), key)
        document.settings.element.append(named)
    document.save(written)
    return written.getvalue()


def encrypted() -> bytes:
    content = bytearray(template("x"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (lambda: b"x" * 1_048_576, "it has 1024 kB, and at most 1008 kB are read"),
        (lambda: bytes(200_000_000), "it has 195313 kB, and at most 1008 kB are read"),
        (bomb, "packed more tightly than a document is"),
        (bomb_beside_a_picture, "word/media/bomb.bin: it is packed more tightly"),
        (texts_of_many_parts, "its texts unpack to 17 MB, and at most 15 MB are read"),
        (huge, "it unpacks to 61 MB, and at most 50 MB are read"),
        (with_macros, "word/vbaProject.bin: it has macros"),
        (as_docm, r"it has macros \(.docm\)"),
        (with_entities, "word/settings.xml: it declares entities"),
        (with_entities_in_utf_16, "word/settings.xml: it declares entities"),
        (
            lambda: linked("image"),
            "document.xml.rels: it fetches «https://stranger.example/x» from elsewhere",
        ),
        (lambda: linked("oleObject"), "it fetches «https://stranger.example/x» from elsewhere"),
        (
            lambda: with_part(template("x"), "word/embeddings/tall.xlsx", b"PK"),
            "word/embeddings/tall.xlsx: it holds another file",
        ),
        (encrypted, "it is encrypted"),
        (lambda: b"PK\x03\x04 not a zip", "it is not a Word document"),
        (lambda: b"", "it is not a Word document"),
        (lambda: template("x")[:2000], "it is not a Word document"),
    ],
)
def test_a_file_that_could_do_harm_is_refused_before_it_is_unpacked(
    make: Callable[[], bytes], cause: str
) -> None:
    with pytest.raises(InvalidInput, match=cause):
        check_template(make())


def test_an_archive_of_something_else_is_refused() -> None:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
    with pytest.raises(InvalidInput, match="it is not a Word document"):
        write_word(made_by_hand(), written.getvalue())


def test_a_template_with_thousands_of_placeholders_is_refused() -> None:
    with pytest.raises(InvalidInput, match="300 paragraphs have placeholders, and at most 200 may"):
        write_word(made_by_hand(), template(*["{{ title }}"] * 300))


@pytest.mark.parametrize(("kind", "kept"), [("attachedTemplate", False), ("hyperlink", True)])
def test_the_file_a_template_was_made_from_is_forgotten_and_links_are_kept(kind: str, kept: bool) -> None:
    with ZipFile(BytesIO(write_word(made_by_hand(), linked(kind)))) as parts:
        texts = b"".join(parts.read(one) for one in parts.namelist() if one.endswith((".xml", ".rels")))
    assert (b"stranger.example" in texts, b"attachedTemplate" in texts) == (kept, False)


def test_the_report_cannot_stand_in_a_header() -> None:
    with pytest.raises(
        InvalidInput, match=r"«\{\{ report \}\}»: the report cannot stand in a header or a footer"
    ):
        write_word(made_by_hand(), template("x", header="{{ report }}"))


def test_a_template_may_be_what_a_request_holds(settings: Settings) -> None:
    settings.BODY_BYTES = 2_000_000
    assert most_packed() == 2_000_000 - 16 * 1024


@pytest.mark.parametrize(
    ("language", "cause"),
    [
        ("nb", "er ikke et Word-dokument"),
        ("nn", "er ikkje eit Word-dokument"),
        ("en", "is not a Word document"),
    ],
)
def test_a_refusal_is_said_in_the_language_of_who_reads_it(language: str, cause: str) -> None:
    with translation.override(language), pytest.raises(InvalidInput, match=cause):
        check_template(b"")
