"""The parts of a Word template: no name, relation or element may fetch, embed or run anything."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from lxml.etree import QName, XMLParser, fromstring

from loftet.documents.word_fields import KEPT_ADDRESS, local_name

LINK, ATTACHED = "hyperlink", "attachedtemplate"
# The last word of the type of a relation whose part Word would embed, fetch or run.
HARMFUL_RELATIONS = frozenset(
    (
        "activexcontrol",
        "activexcontrolbinary",
        "afchunk",
        "attachedtemplate",
        "attachedtoolbars",
        "audio",
        "connections",
        "control",
        "customui",
        "extensibility",
        "externallink",
        "externallinkpath",
        "frame",
        "keymapcustomizations",
        "mailmergeheadersource",
        "mailmergerecipientdata",
        "mailmergesource",
        "media",
        "oleobject",
        "package",
        "querytable",
        "recipientdata",
        "subdocument",
        "transform",
        "vbaproject",
        "vbaprojectsignature",
        "vbaprojectsignatureagile",
        "video",
        "webextension",
        "webextensiontaskpane",
        "webextensiontaskpanes",
        "wordvbadata",
    )
)
HARMFUL_ELEMENTS = frozenset(
    (
        "OLEObject",
        "altChunk",
        "applet",
        "audioFile",
        "connectString",
        "control",
        "customUI",
        "embeddedPlugin",
        "frameset",
        "headerSource",
        "movie",
        "object",
        "quickTimeFile",
        "saveThroughXslt",
        "sourceFileName",
        "subDoc",
        "videoFile",
        "wavAudioFile",
        "webVideoPr",
        "webextension",
        "webextensionref",
    )
)
MERGE_SOURCES = ("dataSource", "headerSource", "query", "connectString", "odso")
MACRO_CALLS = ("entryMacro", "exitMacro")
VML, CUSTOM_UI = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"), "customui"
PICTURES = ("imagedata", "fill", "stroke")
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
ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)
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
    """Return the root of a part; entities are not resolved, and nothing is fetched."""
    return fromstring(content, XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def odd_name(names: list[str]) -> str | None:
    """Return the first name that stands twice, or leads out of the archive."""
    seen: set[str] = set()
    for name in names:
        plain = unquote(name).replace("\\", "/").casefold()
        steps = plain.split("/")
        if plain in seen or ".." in steps or plain.startswith("/") or re.match(r"[a-z]:", plain):
            return name
        seen.add(plain)
    return None


def is_outside(relation: Any) -> bool:
    """Check whether a relation leads out of the document, and is none of those that are kept or taken out."""
    target, mode = relation.get("Target", ""), relation.get("TargetMode", "Internal")
    if mode == "External":
        kind = kind_of(relation)
        return kind != ATTACHED and not (
            kind == LINK and (target.startswith("#") or KEPT_ADDRESS.match(target))
        )
    return mode != "Internal" or bool(ADDRESS.match(unquote(target)))


def is_above(relation: Any, rels_name: str) -> bool:
    """Check whether an internal target lies above the archive."""
    if relation.get("TargetMode") == "External" or not (target := unquote(relation.get("Target", ""))):
        return False
    base = "" if target.startswith("/") else dirname(dirname(rels_name))
    return normpath(join(base, target.lstrip("/"))).startswith("..")


def kind_of(relation: Any) -> str:
    """Return the last word of the type of a relation."""
    return str(relation.get("Type", "")).strip().rstrip("/").rpartition("/")[2].lower()


def is_harmful_relation(relation: Any) -> bool:
    """Check whether Word would embed or run what a relation inside of the document leads to."""
    return relation.get("TargetMode") != "External" and kind_of(relation) in HARMFUL_RELATIONS


def harmful_elements(root: Any) -> Iterator[str]:
    """Return the names of the elements of a part that fetch, embed or run something."""
    is_svg = QName(root).localname.lower() == "svg"
    for element in root.iter():
        if not isinstance(element.tag, str):
            if "stylesheet" in str(getattr(element, "target", "")):
                yield "xml-stylesheet"
            continue
        qualified = QName(element)
        space = qualified.namespace or ""
        if CUSTOM_UI in space.lower() or _is_harmful(element) or (space in VML and _vml_fetches(element)):
            yield qualified.localname
        if (is_svg or space == SVG) and _svg_reaches_out(element):
            yield f"svg: {qualified.localname}"
    if root.getprevious() is not None and "stylesheet" in str(getattr(root.getprevious(), "target", "")):
        yield "xml-stylesheet"


def _is_harmful(element: Any) -> bool:
    name = local_name(element)
    if name == "mailMerge":
        return any(local_name(one) in MERGE_SOURCES for one in element.iter())
    if name in MACRO_CALLS:
        return any(value.strip() for value in element.values())
    return name in HARMFUL_ELEMENTS


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
    if QName(element).localname.lower() in SVG_HARMFUL or CSS_OUTSIDE.search(element.text or ""):
        return True
    for key, value in element.items():
        name = QName(key).localname.lower()
        if name.startswith("on") or CSS_OUTSIDE.search(value):
            return True
        if name in ("href", "src") and not SVG_INSIDE.match(value):
            return True
    return False
