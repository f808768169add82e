"""Templates as other programs save them, and what leads out of them: no picture is fetched by a link."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from django.utils import translation
from docx.opc.constants import RELATIONSHIP_TYPE

from loftet.documents.word import write_word
from loftet.documents.word_package import check_template, refused
from loftet.documents.word_relations import OF_MICROSOFT, OF_OFFICE, OF_PACKAGE, STRICT, TRANSITIONAL
from tests.documents.conftest import made_by_hand
from tests.documents.test_word_harm import STRANGER, part, plain, refusal, relation, text, with_parts

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
STRICT_DRAWING = "http://purl.oclc.org/ooxml/drawingml/main"
FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
TYPES_PART, RELS = "[Content_Types].xml", "word/_rels/header1.xml.rels"
SMALL = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Say in English why a template is refused."""
    with translation.override("en"):
        yield


def linked(inside: str, base: str = TRANSITIONAL, kind: str = "hyperlink", rels: str = RELS) -> bytes:
    """Return a document whose header has a relation to a stranger, and this inside."""
    drawing = DRAWING if base == TRANSITIONAL else STRICT_DRAWING
    spaces = f'xmlns:a="{drawing}" xmlns:q="{base.rstrip("/")}"'
    header = part(f"<w:p {spaces}>{inside}</w:p>")
    return with_parts([("word/header1.xml", header), (rels, relation(f"{base}{kind}", STRANGER, "External"))])


FETCHES = {
    "linked": "<a:blip q:link='r1'/>",
    "embedded": "<a:blip q:embed='r1'/>",
    "with blanks": "<a:blip q:embed=' r1 '/>",
    "in a link": "<a:hlinkClick q:id=''><a:snd q:embed='r1'/></a:hlinkClick>",
    "a link that embeds": "<w:hyperlink q:embed='r1'/>",
    "drawing": "<x:svgBlip xmlns:x='urn:x' q:embed='r1'/>",
    "older": "<v:imagedata q:id='r1'/>",
    "older, named": "<v:imagedata q:pict='r1'/>",
    "older, href": "<v:imagedata q:href='r1'/>",
    "older, relid": "<v:fill o:relid='r1'/>",
    "older, plain": "<v:stroke relid='r1'/>",
    "plain": "<x:dataModelExt xmlns:x='urn:x' relId='r1'/>",
    "a namesake": "<x:hyperlink xmlns:x='urn:x' q:id='r1'/>",
    "another prefix": f"<a:blip xmlns:z='{STRICT.rstrip('/')}' z:embed='r1'/>",
}


@pytest.mark.parametrize("said", FETCHES)
@pytest.mark.parametrize("base", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize("kind", ["hyperlink", "attachedTemplate"])
def test_a_picture_is_not_fetched_through_a_link(said: str, base: str, kind: str) -> None:
    assert "word/header1.xml: it fetches, embeds or runs something («" in refusal(
        linked(FETCHES[said], base, kind)
    )


@pytest.mark.parametrize("rels", ["word/_rels/Header1.XML.rels", "word/%5frels/header1.xml.RELS"])
def test_a_link_is_found_whichever_way_its_part_is_written(rels: str) -> None:
    assert "something («blip»)" in refusal(linked(FETCHES["embedded"], rels=rels))


def test_a_linked_picture_is_refused_whatever_it_leads_to() -> None:
    assert "something («blip»)" in refusal(linked("<a:blip q:link='r2'/>"))


def test_an_identity_that_stands_twice_is_no_link() -> None:
    twice = relation("hyperlink", STRANGER, "External").decode()
    begins, middle, ends = twice.partition("<Relationship ")
    both = f"{begins}{middle}{ends.replace('</Relationships>', '')}{middle}{ends}".encode()
    inside = part("<w:hyperlink r:id='r1'/>")
    assert "something («hyperlink»)" in refusal(with_parts([("word/header1.xml", inside), (RELS, both)]))


def test_a_link_is_not_that_of_the_attached_template() -> None:
    told = refusal(linked("<w:hyperlink q:id='r1'/>", kind="attachedTemplate"))
    assert "something («hyperlink»)" in told


@pytest.mark.parametrize(
    "name", ["w:hyperlink", "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver", "w:attachedTemplate"]
)
@pytest.mark.parametrize("base", [TRANSITIONAL, STRICT])
def test_links_lead_to_the_web(name: str, base: str) -> None:
    check_template(linked(f"<{name} q:id='r1'/><a:blip q:embed='r2' q:link=''/>", base))


def test_a_picture_has_the_identity_of_a_link_in_another_part() -> None:
    check_template(linked("<a:blip q:embed='r1'/>", rels="word/_rels/footer1.xml.rels"))


def test_kinds_of_relations_are_whole_words() -> None:
    names = (*OF_OFFICE, *OF_PACKAGE, *OF_MICROSOFT)
    assert [one for one in names if one.endswith("-") or " " in one] == []
    assert "metadata/core-properties" in OF_OFFICE


# What LibreOffice wrote for a text; the kind in small letters where the text came from the Word of 2007.
LIBREOFFICE = {
    "_rels/.rels": {
        "docProps/app.xml": f"{TRANSITIONAL}extended-properties",
        "word/document.xml": f"{TRANSITIONAL}officeDocument",
    },
    "word/_rels/document.xml.rels": {
        "styles.xml": f"{TRANSITIONAL}styles",
        "fontTable.xml": f"{TRANSITIONAL}fontTable",
        "settings.xml": f"{TRANSITIONAL}settings",
        "theme/theme1.xml": f"{TRANSITIONAL}theme",
    },
}


def related(found: dict[str, str]) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(found.items())
    )
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'.encode()


@pytest.mark.parametrize("kind", [SMALL, RELATIONSHIP_TYPE.CORE_PROPERTIES])
def test_a_template_of_libreoffice_is_let_in_and_written_with(kind: str) -> None:
    root, document = LIBREOFFICE.values()
    packed = with_parts(
        [
            ("_rels/.rels", related({"docProps/core.xml": kind, **root})),
            ("word/_rels/document.xml.rels", related(document)),
        ]
    )
    check_template(packed)
    written = write_word(made_by_hand(), packed)
    check_template(written)
    with ZipFile(BytesIO(written)) as archive:
        assert archive.read("_rels/.rels").count(b"core-properties") == 1


def with_font(content: bytes, *, more: str = "", rels: bytes = b"") -> bytes:
    with ZipFile(BytesIO(plain())) as archive:
        types = archive.read(TYPES_PART).decode()
    declared = f'<Default Extension="odttf" ContentType="{FONT}"/>{more}</Types>'
    rels = rels or relation("font", "fonts/font1.odttf")
    return with_parts(
        [
            (TYPES_PART, types.replace("</Types>", declared).encode()),
            ("word/fonts/font1.odttf", content),
            ("word/_rels/fontTable.xml.rels", rels),
        ]
    )


def test_a_font_may_begin_as_xml_does() -> None:
    check_template(with_font(b"<\x9c\xff\x01" * 50))


def test_a_font_is_read_as_the_text_that_it_is_said_to_be() -> None:
    more = f'<Override PartName="/word/fonts/font1.odttf" ContentType="{HEADER}"/>'
    told = refusal(with_font(part(text("DDE c")), more=more))
    assert "word/fonts/font1.odttf: it has the field «DDE" in told


@pytest.mark.parametrize(
    "target", ["fonts/font1.odttf", "FONTS/./font1%2eODTTF", "/word/fonts/font1.odttf?x"]
)
def test_nothing_but_a_font_is_a_font(target: str) -> None:
    told = refusal(with_font(part(text("DDE c")), rels=relation("header", target)))
    assert "word/_rels/fontTable.xml.rels: it has a relation of the kind «header»" in told


@pytest.mark.parametrize("packing", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_damaged_stream_is_refused(packing: int) -> None:
    written = BytesIO()
    with ZipFile(BytesIO(plain())) as before, ZipFile(written, "w", packing) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    with ZipFile(written) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml")
    content = bytearray(written.getvalue())
    content[at : at + 40] = zlib.crc32(b"x").to_bytes(4, "big") * 10
    assert "it is not a Word document (.docx), or it is damaged" in refusal(bytes(content))


def test_a_part_with_a_long_name_is_shortened_at_its_beginning() -> None:
    told = str(refused("it is so", f"word/{'x' * 300}/header1.xml"))
    assert told.endswith("x/header1.xml: it is so")
    assert len(told) < 80
