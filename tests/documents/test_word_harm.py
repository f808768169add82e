"""Templates that fetch, embed or run something are refused, with part and cause; good ones are not."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation
from docx import Document

from loftet.documents.word import write_word
from loftet.documents.word_package import check_template
from loftet.invalid_input import InvalidInput
from tests.documents.conftest import made_by_hand

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
VML, OLD = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end")
)
STRANGER = "https://stranger.example/x"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Say in English why a template is refused."""
    with translation.override("en"):
        yield


def plain() -> bytes:
    written = BytesIO()
    Document().save(written)
    return written.getvalue()


def with_parts(parts: list[tuple[str, bytes]]) -> bytes:
    """Return a document with more parts, or others in their place; a name may stand twice among them."""
    written, named = BytesIO(), {name for name, _part in parts}
    with ZipFile(BytesIO(plain())) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for one in before.namelist():
            if one not in named:
                after.writestr(one, before.read(one))
        for name, part in parts:
            after.writestr(name, part)
    return written.getvalue()


def part(inside: str, space: str = W) -> bytes:
    return (
        f'<w:hdr xmlns:w="{space}" xmlns:v="{VML}" xmlns:o="{OLD}" xmlns:mc="{MC}" xmlns:r="{OFFICE}" '
        f'xmlns:wp15="{MICROSOFT}/word/2012/wordprocessingDrawing">{inside}</w:hdr>'
    ).encode()


def text(*pieces: str, name: str = "instrText") -> str:
    return "".join(f'<w:r><w:{name} xml:space="preserve">{one}</w:{name}></w:r>' for one in pieces)


def field(*pieces: str, result: str = "") -> str:
    return f"<w:p>{BEGIN}{text(*pieces)}{SEPARATE}{result}{END}</w:p>"


def relation(kind: str, target: str, mode: str = "") -> bytes:
    said = f' TargetMode="{mode}"' if mode else ""
    kind = kind if ":" in kind else f"{OFFICE}/{kind}"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="{target}"{said}/></Relationships>'
    ).encode()


INCLUDE = f'INCLUDEPICTURE "{STRANGER}" \\d'
EITHER = (
    f"<mc:AlternateContent><mc:Choice>{text('x')}</mc:Choice>"
    f"<mc:Fallback>{text('DDE c')}</mc:Fallback></mc:AlternateContent>"
)
FIELDS = {
    "simple": f"<w:p><w:fldSimple w:instr='{INCLUDE}'/></w:p>",
    "simple in small letters": "<w:p><w:fldSimple w:instr=' includetext &quot;c:/x&quot;'/></w:p>",
    "over runs": field("INCLUDE", "PIC", f'TURE "{STRANGER}"'),
    "a letter a run": field(*"DDEAUTO c:\\\\x"),
    "in texts that are no code": f"<w:p>{BEGIN}{text('DDE c', name='t')}{SEPARATE}{END}</w:p>",
    "either of two": f"<w:p>{BEGIN}{text('PAGE ')}{EITHER}{END}</w:p>",
    "nested in code": f"<w:p>{BEGIN}{text('IF ')}{field(INCLUDE)}{text(' = 1')}{END}</w:p>",
    "nested in a result": field("TOC", result=field("RD c:/x.docx")),
    "named by a field": f"<w:p>{BEGIN}{field('TITLE')}{text(' x')}{END}</w:p>",
    "partly named by a field": f"<w:p>{BEGIN}{text('PA')}{field('TITLE')}{text('GE')}{END}</w:p>",
    "never ended": f"<w:p>{BEGIN}{text('LINK Excel.Sheet c:/x')}</w:p>",
    "in no field": f"<w:p>{text('IMPORT c:/x')}</w:p>",
    "in a result": field("PAGE", result=text("DATABASE x")),
    "macro": field("MACROBUTTON Run x"),
    "print": field("PRINT x"),
    "autotext": field("AUTOTEXT x"),
    "embed": field("EMBED Package"),
    "link to a file": field('HYPERLINK "file:///c:/x"'),
    "link to a share": field("HYPERLINK \\\\stranger\\x"),
    "link to a script": field('HYPERLINK "javascript:x"'),
    "link to a protocol": field("HYPERLINK ms-msdt:/id"),
    "link after a switch": field('HYPERLINK \\l "x" "file:///x"'),
    "link by a field": f"<w:p>{BEGIN}{text('HYPERLINK ')}{field('TITLE')}{SEPARATE}{END}</w:p>",
    "link to two": field("HYPERLINK https://a.example file:///x"),
}
PLACES = (
    *("header1", "footer1", "footnotes", "endnotes", "comments", "glossary/document", "styles2"),
    *("diagrams/data1", "charts/chart1"),
)
ELEMENTS = {
    "altChunk": "<w:altChunk r:id='r1'/>",
    "subDoc": "<w:subDoc r:id='r1'/>",
    "object": "<w:object/>",
    "OLEObject": "<o:OLEObject Type='Link'/>",
    "control": "<w:control r:id='r1'/>",
    "mailMerge": "<w:mailMerge><w:query w:val='SELECT'/></w:mailMerge>",
    "webVideoPr": "<wp15:webVideoPr embeddedHtml='x'/>",
    "saveThroughXslt": "<w:saveThroughXslt r:id='r1'/>",
    "imagedata": f"<v:imagedata src='{STRANGER}'/>",
    "fill": f"<v:fill o:href='{STRANGER}'/>",
    "shape": "<v:shape href='file:///x'/>",
    "entryMacro": "<w:entryMacro w:val='Run'/>",
    "customUI": f"<customUI xmlns='{MICROSOFT}/2009/07/customui'/>",
    "frameset": "<w:frameset/>",
}
INSIDE = (
    *(
        "oleObject",
        "package",
        "control",
        "aFChunk",
        "subDocument",
        "frame",
        "mailMergeSource",
        "attachedTemplate",
    ),
    *(f"{MICROSOFT}/2006/relationships/vbaProject", f"{MICROSOFT}/2011/relationships/webextension"),
    *(f"{MICROSOFT}/2006/relationships/ui/extensibility", f"{MICROSOFT}/2007/relationships/media"),
)
OUTSIDE = [
    ("image", STRANGER, "External"),
    ("oleObject", "file:///x", "External"),
    ("frame", STRANGER, "External"),
    ("hyperlink", "file:///x", "External"),
    ("hyperlink", "\\\\stranger\\x", "External"),
    ("hyperlink", "javascript:x", "External"),
    ("hyperlink", "https://a.example/\\x", "External"),
    ("image", STRANGER, "external"),
    ("image", STRANGER, "Elsewhere"),
    ("image", STRANGER, ""),
    ("image", "//stranger.example/x", ""),
    ("image", "\\\\stranger\\x", "Internal"),
    ("image", "https%3A//stranger.example/x", ""),
    ("image", "../../../etc/passwd", ""),
]
DRAWINGS = (
    "<script>x</script>",
    f"<image href='{STRANGER}'/>",
    f"<use xlink:href='{STRANGER}#a' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
    "<rect onload='x'/>",
    f"<rect style='fill:url({STRANGER})'/>",
    f"<style>@import '{STRANGER}';</style>",
    "<foreignObject/>",
)


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        check_template(content)
    return str(refused.value)


@pytest.mark.parametrize("said", FIELDS)
def test_a_field_that_is_not_let_in_is_refused(said: str) -> None:
    told = refusal(with_parts([("word/header1.xml", part(FIELDS[said]))]))
    assert "word/header1.xml: it has the field «" in told


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("space", [W, STRICT])
def test_fields_are_looked_for_in_all_parts(place: str, space: str) -> None:
    told = refusal(with_parts([(f"word/{place}.xml", part(field(INCLUDE), space))]))
    assert f"word/{place}.xml: it has the field «INCLUDEPICTURE" in told


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element_that_fetches_embeds_or_runs_is_refused(name: str) -> None:
    told = refusal(with_parts([("word/header1.xml", part(ELEMENTS[name]))]))
    assert f"word/header1.xml: it fetches, embeds or runs something («{name}»)" in told


@pytest.mark.parametrize("kind", INSIDE)
def test_a_relation_that_embeds_or_runs_is_refused(kind: str) -> None:
    told = refusal(with_parts([("word/_rels/header1.xml.rels", relation(kind, "x.bin"))]))
    assert "word/_rels/header1.xml.rels: it has a relation of the kind «" in told


@pytest.mark.parametrize(("kind", "target", "mode"), OUTSIDE)
def test_a_relation_that_leads_out_is_refused(kind: str, target: str, mode: str) -> None:
    told = refusal(with_parts([("word/_rels/header1.xml.rels", relation(kind, target, mode))]))
    assert "word/_rels/header1.xml.rels: it " in told
    assert target in told


@pytest.mark.parametrize("inside", DRAWINGS)
@pytest.mark.parametrize("space", [' xmlns="http://www.w3.org/2000/svg"', ""])
def test_a_drawing_that_fetches_or_runs_is_refused(inside: str, space: str) -> None:
    told = refusal(with_parts([("word/media/image1.svg", f"<svg{space}>{inside}</svg>".encode())]))
    assert "word/media/image1.svg: it fetches, embeds or runs something («svg: " in told


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "names",
    [
        ["word/a.xml", "word/a.xml"],
        ["word/a.xml", "WORD/A.xml"],
        ["word/../../a.xml"],
        ["/word/a.xml"],
        ["word\\..\\a.xml"],
        ["c:/a.xml"],
        ["word/%2e%2e/a.xml"],
    ],
)
def test_a_part_with_an_odd_name_is_refused(names: list[str]) -> None:
    told = refusal(with_parts([(name, b"<a/>") for name in names]))
    assert f"{names[-1]}: its name stands twice, or leads out" in told


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0" encoding="UTF-7"?><a/>',
        b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe5</a>',
        "<a/>".encode("utf-32"),
        "<a/>".encode("utf-16-le"),
        '<?xml version="1.0"?><a/>'.encode("cp037"),
    ],
)
def test_a_part_in_another_encoding_is_refused(content: bytes) -> None:
    told = refusal(with_parts([("word/header1.xml", content)]))
    assert "word/header1.xml: it is in another encoding than UTF-8 or UTF-16" in told


GOOD = {
    "page": field(" PAGE  \\* MERGEFORMAT "),
    "simple": "<w:p><w:fldSimple w:instr=' NUMPAGES '/></w:p>",
    "contents": field(
        ' TOC \\o "1-3" \\h \\z \\u ', result=field(' HYPERLINK \\l "_Toc1" ', result=field("PAGEREF _Toc1"))
    ),
    "web": field(f'HYPERLINK "{STRANGER}" \\o "Les" \\t "_blank"'),
    "mail": field('HYPERLINK "mailto:post@a.example"'),
    "if": f"<w:p>{BEGIN}{text('IF ')}{field('PAGE')}{text(' = 1 a b')}{SEPARATE}{END}</w:p>",
    "sum": field("=SUM(ABOVE)"),
    "letter": "<w:mailMerge><w:mainDocumentType w:val='formLetters'/></w:mailMerge>",
    "picture": f"<v:shape href='{STRANGER}'><v:imagedata r:id='r1' o:title=''/></v:shape>",
}


@pytest.mark.parametrize("said", GOOD)
def test_what_an_ordinary_template_has_is_let_in(said: str) -> None:
    check_template(with_parts([("word/header1.xml", part(GOOD[said]))]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_both_encodings_of_word_are_let_in(encoding: str) -> None:
    check_template(with_parts([("word/header1.xml", part(GOOD["page"]).decode().encode(encoding))]))


@pytest.mark.parametrize("target", [STRANGER, "HTTP://a.example", "mailto:post@a.example", "#bookmark"])
def test_links_to_the_web_and_to_e_mail_are_let_in(target: str) -> None:
    check_template(with_parts([("word/_rels/header1.xml.rels", relation("hyperlink", target, "External"))]))


def test_a_drawing_that_stays_inside_is_let_in() -> None:
    inside = "<use href='#a'/><image href='data:image/png;base64,x'/><rect style='fill:url(#a)'/>"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>".encode()
    check_template(with_parts([("word/media/image1.svg", drawing)]))


def test_what_the_project_writes_itself_is_let_in_as_a_template() -> None:
    own = write_word(made_by_hand())
    check_template(own)
    assert write_word(made_by_hand(), own)
