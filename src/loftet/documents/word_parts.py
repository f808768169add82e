"""The texts of the parts of a Word template: no element may fetch, embed or run anything."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.etree import QName, XMLParser, fromstring

from loftet.documents.word_fields import KEPT_ADDRESS, MAIN, local_name, text_of_element
from loftet.documents.word_relations import ATTACHED, LINK, STRICT, TRANSITIONAL

# Refused everywhere; the other sources of a mail merge only inside of one, for their names are usual ones.
MERGE_ALWAYS = ("connectString", "headerSource")
MERGE_SOURCES = (*MERGE_ALWAYS, "dataSource", "query", "odso")
HARMFUL_ELEMENTS = frozenset(
    (
        *("OLEObject", "altChunk", "applet", "audioFile", "control", "customUI", "embeddedPlugin"),
        *("frameset", "movie", "object", "quickTimeFile", "saveThroughXslt", "sourceFileName", "subDoc"),
        *("videoFile", "wavAudioFile", "webVideoPr", "webextension", "webextensionref", *MERGE_ALWAYS),
    )
)
MACRO_CALLS = ("entryMacro", "exitMacro")
# The address that short ones are added to, and the form that older programs fetch for a document.
SAID_ELSEWHERE = ("HyperlinkBase", "xsnLocation")
SCHEMA_LIBRARY, SCHEMA_FILES = "/schemaLibrary/", ("manifestLocation", "schemaLocation")
STYLE_SHEET = "<?xml-stylesheet"
VML, CUSTOM_UI = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"), "customui"
PICTURES = ("imagedata", "fill", "stroke")
DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
# The elements that may lead out of a document, by the kind of relation; an attached template is taken out.
ATTACHING = tuple(f"{{{space}}}attachedTemplate" for space in MAIN)
LINKING = (
    *(f"{{{space}}}hyperlink" for space in MAIN),
    *(f"{{{space}}}{one}" for space in DRAWING for one in ("hlinkClick", "hlinkHover", "hlinkMouseOver")),
)
LED_OUT_BY = {LINK: (*LINKING, *ATTACHING), ATTACHED: ATTACHING}
OF_RELATIONS, BY_IDENTITY, FROM_OUTSIDE = "relationships", "relid", "}link"
IDENTITIES = (f"{{{TRANSITIONAL.rstrip('/')}}}id", f"{{{STRICT.rstrip('/')}}}id")
SVG = "http://www.w3.org/2000/svg"
SVG_HARMFUL = frozenset(
    (
        "script",
        "handler",
        "listener",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "set",
        "animate",
        "a",
    )
)
SVG_INSIDE = re.compile(r"\s*(#|data:image/(png|jpe?g|gif);|$)", re.IGNORECASE)
CSS_OUTSIDE = re.compile(
    r"@import|expression\s*\(|javascript:|url\(\s*['\"]?\s*(?!#)[^\s'\")]", re.IGNORECASE
)
DECLARED = re.compile(r"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(content: bytes) -> str | None:
    """Return the text of a part in UTF-8 or UTF-16; None where it is in, or says it is in, another one."""
    is_wide = content.startswith(UTF_16)
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    declared = DECLARED.match(text)
    known = ("utf-16", "utf-16le", "utf-16be") if is_wide else ("utf-8", "utf8")
    if "\0" in text or (declared and declared[1].strip().lower() not in known):
        return None
    return text


def tree_of(content: bytes) -> Any:
    """Return the root of a part without comments; entities are not resolved, and nothing is fetched."""
    # A comment or an instruction in the midst of a text would hide the rest of it.
    without = {"remove_comments": True, "remove_pis": True}
    return fromstring(content, XMLParser(resolve_entities=False, no_network=True, load_dtd=False, **without))


def names_style_sheet(text: str) -> bool:
    """Check whether a part asks for a style sheet, which may run something."""
    return STYLE_SHEET in text.lower()


def harmful_elements(root: Any) -> Iterator[str]:
    """Return the names of the elements of a part that fetch, embed or run something."""
    is_svg = QName(root).localname.lower() == "svg"
    for element in root.iter():
        qualified = QName(element)
        if _is_harmful(element):
            yield qualified.localname
        if (is_svg or qualified.namespace == SVG) and _svg_reaches_out(element):
            yield f"svg: {qualified.localname}"


def misused_links(root: Any, outside: Mapping[str, str]) -> Iterator[str]:
    """Return the names of the elements of a part that fetch something by a relation that leads out of it.

    `outside` is the kind of each such relation by its identity: a link is for a person to follow.
    """
    for element in root.iter():
        for key, value in element.items():
            kind = outside.get(identity := value.strip())
            if (kind is not None or (identity and key.endswith(FROM_OUTSIDE))) and _is_misused(
                element.tag, QName(key), kind
            ):
                yield QName(element).localname


def _is_misused(element: str, key: QName, kind: str | None) -> bool:
    space = key.namespace or ""
    is_relation = OF_RELATIONS in space.lower()
    if is_relation and key.text.endswith(FROM_OUTSIDE):
        return True
    if kind is None or not (is_relation or space in VML or key.localname.lower() == BY_IDENTITY):
        return False
    return key.text not in IDENTITIES or element not in LED_OUT_BY.get(kind, ())


def _is_harmful(element: Any) -> bool:
    name, space = local_name(element), QName(element).namespace or ""
    if CUSTOM_UI in space.lower() or name in HARMFUL_ELEMENTS:
        return True
    if name == "mailMerge":
        return any(local_name(one) in MERGE_SOURCES for one in element.iter())
    if name in MACRO_CALLS:
        return any(value.strip() for value in element.values())
    if name in SAID_ELSEWHERE:
        return bool(text_of_element(element).strip())
    if name == "schema" and SCHEMA_LIBRARY in space:
        return any(QName(key).localname in SCHEMA_FILES for key in element.keys())  # noqa: SIM118
    return space in VML and _vml_fetches(element)


def _vml_fetches(element: Any) -> bool:
    """Check whether a drawing in the older form names a file, or links to more than the web and e-mail."""
    for key, value in element.items():
        name, is_picture = QName(key).localname.lower(), QName(element).localname in PICTURES
        if not value.strip():
            continue
        if name in ("src", "althref") or (name == "href" and is_picture):
            return True
        if name == "href" and not (value.startswith("#") or KEPT_ADDRESS.match(value)):
            return True
    return False


def _svg_reaches_out(element: Any) -> bool:
    own, text = QName(element).localname.lower(), text_of_element(element)
    if own in SVG_HARMFUL or CSS_OUTSIDE.search(element.text or "") or (own == "style" and "\\" in text):
        return True
    for key, value in element.items():
        name = QName(key).localname.lower()
        if name.startswith("on") or name == "base" or CSS_OUTSIDE.search(value):
            return True
        if name == "style" and "\\" in value:
            return True
        if name in ("href", "src") and not SVG_INSIDE.match(value):
            return True
    return False
