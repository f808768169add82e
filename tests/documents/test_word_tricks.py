"""Ways around the reading of a template: each hides a field, a relation or a part from who looks quickly."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from loftet.documents.word_fields import NAMES
from loftet.documents.word_package import check_template
from loftet.documents.word_relations import STRICT, TRANSITIONAL, TYPES
from tests.documents.test_word_harm import (
    BEGIN,
    END,
    MC,
    MICROSOFT,
    OFFICE,
    SEPARATE,
    STRANGER,
    W,
    field,
    part,
    refusal,
    relation,
    text,
    with_parts,
)

PAGE, DDE = text("PAGE "), text("DDE c", name="t")
IGNORED = f'xmlns:x="urn:x" mc:Ignorable="x" xmlns:mc="{MC}"'
TYPES_PART = "[Content_Types].xml"
HARMFUL = (
    "ADDIN AUTOTEXT AUTOTEXTLIST CONTROL DATA DATABASE DDE DDEAUTO EMBED GLOSSARY HTMLACTIVEX IMPORT INCLUDE "
    "INCLUDEPICTURE INCLUDETEXT LINK MACRO PRINT PRIVATE RD"
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Say in English why a template is refused."""
    with translation.override("en"):
        yield


def either(first: str, second: str = "") -> str:
    return (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{first}</mc:Choice>"
        f"<mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"
    )


HIDDEN = {
    "behind a comment": f"<w:p>{BEGIN}<w:r><w:instrText><!-- -->DDE c</w:instrText></w:r>{END}</w:p>",
    "behind an instruction": f"<w:p>{BEGIN}<w:r><w:instrText><?x PAGE ?>DDE c</w:instrText></w:r>{END}</w:p>",
    "in a child": f"<w:p>{BEGIN}<w:r><w:instrText><x:a {IGNORED}>DDE c</x:a></w:instrText></w:r>{END}</w:p>",
    "behind what is ignored": f"<w:p>{BEGIN}<x:a {IGNORED}>{PAGE}</x:a>{text('DDE c')}{END}</w:p>",
    "ended in what is ignored": f"<w:p>{BEGIN}{PAGE}<x:a {IGNORED}>{SEPARATE}</x:a>{DDE}{END}</w:p>",
    "first of two": f"<w:p>{BEGIN}{either(PAGE, text('DDE c'))}{END}</w:p>",
    "begun in one of two": f"<w:p>{either(BEGIN)}{DDE}{END}</w:p>",
    "ended in one of two": f"<w:p>{BEGIN}{either(PAGE + SEPARATE)}{DDE}{END}</w:p>",
    "behind a text box": f"<w:p>{BEGIN}<w:r><w:pict><v:textbox><w:txbxContent>{PAGE}</w:txbxContent>"
    f"</v:textbox></w:pict></w:r>{text('DDE c')}{END}</w:p>",
    "two attributes": "<w:p><w:fldSimple instr='PAGE' w:instr='DDE c'/></w:p>",
    "two kinds": "<w:p><w:r><w:fldChar fldCharType='end' w:fldCharType='begin'/></w:r></w:p>",
    "an unknown kind": "<w:p><w:r><w:fldChar w:fldCharType='start'/></w:r></w:p>",
    "a sign in the name": f"<w:p>{BEGIN}{text('DAT')}<w:r><w:sym w:char='0041'/></w:r>{text('E')}{END}</w:p>",
    "outside of a run": f"<w:p>{BEGIN}<w:rPr><w:instrText>PAGE </w:instrText></w:rPr>{text('DDE c')}{END}"
    "</w:p>",
    "a button": field("MACROBUTTON FileExit Klikk"),
    "a button named by a field": f"<w:p>{BEGIN}{text('MACROBUTTON ')}{field('TITLE')}{END}</w:p>",
    "another prefix": f"<q:p xmlns:q='{W}'><q:fldSimple q:instr='DDE c'/></q:p>",
    "no prefix": f"<p xmlns='{W}'><fldSimple instr='DDE c'/></p>",
    "of 2003": f"<w:p><a:fldSimple xmlns:a='{MICROSOFT}/word/2003/wordml' a:instr='DDE c'/></w:p>",
}


@pytest.mark.parametrize("said", HIDDEN)
def test_a_field_that_is_hidden_is_refused(said: str) -> None:
    told = refusal(with_parts([("word/header1.xml", part(HIDDEN[said]))]))
    assert "word/header1.xml: it has the field «" in told


@pytest.mark.parametrize("change", ["ins", "del", "moveFrom", "moveTo"])
def test_fields_among_tracked_changes_are_refused(change: str) -> None:
    inside = f"<w:p>{BEGIN}<w:{change}>{PAGE}{SEPARATE}</w:{change}>{DDE}{END}</w:p>"
    told = refusal(with_parts([("word/header1.xml", part(inside))]))
    assert "word/header1.xml: it has fields and tracked changes" in told


def test_tracked_changes_alone_are_let_in() -> None:
    check_template(
        with_parts([("word/header1.xml", part("<w:p><w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>"))])
    )


@pytest.mark.parametrize("name", HARMFUL.split())
def test_no_name_that_is_let_in_begins_one_that_is_not(name: str) -> None:
    """Where a gap is read that Word does not see, another field must not come of it."""
    assert [one for one in NAMES if name.startswith(one)] == []
    assert name in refusal(with_parts([("word/header1.xml", part(field(f"{name} x")))]))


SAID = (
    "PAGE NUMPAGES SECTIONPAGES DATE TIME TOC REF PAGEREF STYLEREF TITLE AUTHOR DOCPROPERTY FILENAME SEQ IF "
    "MERGEFIELD QUOTE SET ASK FILLIN TEMPLATE INFO DOCVARIABLE"
)
USUAL = {
    **{name: field(f" {name}  x \\* MERGEFORMAT ") for name in SAID.split()},
    "no space": field("PAGE\\* MERGEFORMAT"),
    "click here": field("MACROBUTTON  NoMacro [Klikk her og skriv]"),
    "click there": field(" macrobutton DoFieldClick [Namn]"),
    "over paragraphs": f"<w:p>{BEGIN}{text('IF 1 = 1 a')}</w:p>"
    f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>{text('b')}{END}</w:p>",
    "in a text box of both kinds": f"<w:p><w:r>{either(field('PAGE'), field('PAGE'))}</w:r></w:p>",
    "in a control": f"<w:sdt><w:sdtContent>{field('TOC')}</w:sdtContent></w:sdt>",
    "a comment": f"<!-- x --><w:p>{field('PAGE')}</w:p>",
    "no base": f"<HyperlinkBase xmlns='{OFFICE.replace('relationships', 'extended-properties')}'/>",
}


@pytest.mark.parametrize("said", USUAL)
def test_fields_of_real_templates_are_let_in(said: str) -> None:
    check_template(with_parts([("word/header1.xml", part(USUAL[said]))]))


PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
ADDED = {
    "HyperlinkBase": f"<HyperlinkBase xmlns='{PROPERTIES}'>file://x/</HyperlinkBase>",
    "xsnLocation": f"<xsnLocation xmlns='{MICROSOFT}/2006/metadata/customXsn'>{STRANGER}</xsnLocation>",
    "schema": "<s:schema xmlns:s='http://schemas.openxmlformats.org/schemaLibrary/2006/main' "
    f"s:manifestLocation='{STRANGER}'/>",
}


@pytest.mark.parametrize("name", ADDED)
def test_what_leads_elsewhere_without_a_relation_is_refused(name: str) -> None:
    assert f"something («{name}»)" in refusal(with_parts([("word/header1.xml", part(ADDED[name]))]))


def test_a_style_sheet_is_refused_and_another_instruction_let_in() -> None:
    told = refusal(with_parts([("customXml/item1.xml", b"<?xml-stylesheet href='x.xsl'?><a/>")]))
    assert "customXml/item1.xml: it fetches, embeds or runs something («xml-stylesheet»)" in told
    check_template(with_parts([("customXml/item1.xml", b"<?mso-contentType?><a/>")]))


@pytest.mark.parametrize(
    "kind",
    [
        "urn:unknown",
        "http://stranger.example/image",
        f"{OFFICE}/Image",
        f"{OFFICE}/image ",
        f"{OFFICE}/somethingNew",
        f"{STRICT}oleObject",
        f"{STRICT}vbaProject",
        "http://schemas.microsoft.com/office/2017/06/relationships/model3d",
        "http://schemas.microsoft.com/office/2006/relationships/keyMapCustomizations",
    ],
)
def test_a_relation_that_word_does_not_write_in_a_plain_document_is_refused(kind: str) -> None:
    told = refusal(with_parts([("word/_rels/header1.xml.rels", relation(kind, "x.xml"))]))
    assert "word/_rels/header1.xml.rels: it has a relation of the kind «" in told


@pytest.mark.parametrize(
    "kind", ["http://stranger.example/hyperlink", "http://stranger.example/attachedTemplate"]
)
def test_only_the_links_of_word_may_lead_out(kind: str) -> None:
    told = refusal(with_parts([("word/_rels/header1.xml.rels", relation(kind, STRANGER, "External"))]))
    assert f"«{STRANGER}»" in told


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_relations_of_word_are_let_in(kind: str) -> None:
    check_template(with_parts([("word/_rels/header1.xml.rels", relation(kind, "x.xml"))]))


@pytest.mark.parametrize("base", [TRANSITIONAL, STRICT])
def test_links_are_let_in_in_both_kinds_of_document(base: str) -> None:
    links = relation(f"{base}hyperlink", STRANGER, "External")
    check_template(with_parts([("word/_rels/header1.xml.rels", links)]))


def typed(kind: str, name: str = "word/plain.xml") -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}"><Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "it has macros"),
        ("application/vnd.ms-word.document.MACRO&#69;NABLED.main+xml", "it has macros"),
        ("application/vnd.ms-office.vbaProject", "it has macros"),
        ("application/vnd.ms-office.activeX+xml", "it is a «application/vnd.ms-office.activex+xml»"),
        ("application/vnd.ms-word.keyMapCustomizations+xml", "it is a «"),
        ("application/vnd.openxmlformats-officedocument.oleObject", "it is a «"),
        ("text/html", "it is a «text/html»"),
        ("application/xhtml+xml", "it is a «application/xhtml+xml»"),
    ],
)
@pytest.mark.parametrize("wide", [False, True])
def test_a_part_that_says_it_is_more_than_a_text_is_refused(kind: str, cause: str, wide: bool) -> None:
    types = typed(kind).decode().encode("utf-16" if wide else "utf-8")
    told = refusal(with_parts([(TYPES_PART, types), ("word/Plain.xml", b"<a/>")]))
    assert f"word/Plain.xml: {cause}" in told


def test_a_part_that_says_it_is_a_text_is_read_as_one() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    hidden = '<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037")
    told = refusal(with_parts([(TYPES_PART, typed(kind, "word/a.bin")), ("word/a.bin", hidden)]))
    assert "word/a.bin: it is in another encoding" in told
