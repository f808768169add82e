"""The relations and kinds of the parts of a Word template: those that Word writes itself, and no others."""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath, split
from typing import Any
from urllib.parse import unquote

from lxml.etree import QName

from loftet.documents.word_fields import KEPT_ADDRESS

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/"
RELATIONS, RELATION = ".rels", "{*}Relationship"
LINK, ATTACHED = "hyperlink", "attachedtemplate"
LINKS = (f"{TRANSITIONAL}hyperlink", f"{STRICT}hyperlink")
# Taken out before the template is used.
ATTACHED_TYPES = (f"{TRANSITIONAL}attachedTemplate", f"{STRICT}attachedTemplate")
OF_OFFICE = (
    *("chart", "chartUserShapes", "comments", "custom-properties", "customProperties", "customXml"),
    *("customXmlProps", "diagramColors", "diagramData", "diagramLayout", "diagramQuickStyle", "endnotes"),
    *("extended-properties", "extendedProperties", "font", "fontTable", "footer", "footnotes"),
    *("glossaryDocument", "header", "image", "metadata/core-properties", "metadata/thumbnail"),
    *("numbering", "officeDocument", "settings", "styles", "theme", "themeOverride", "webSettings"),
)
OF_PACKAGE = ("metadata/core-properties", "metadata/thumbnail")
# What LibreOffice writes, in small letters, where a document was made in the Word of 2007.
OF_LIBREOFFICE = f"{TRANSITIONAL.lower()}metadata/core-properties"
OF_MICROSOFT = (
    *("2007/relationships/diagramDrawing", "2007/relationships/hdphoto"),
    *("2007/relationships/stylesWithEffects", "2011/relationships/chartColorStyle"),
    *("2011/relationships/chartStyle", "2011/relationships/commentsExtended", "2011/relationships/people"),
    *("2014/relationships/chartEx", "2016/09/relationships/commentsIds"),
    *("2018/08/relationships/commentsExtensible", "2019/05/relationships/documenttasks"),
    *("2019/09/relationships/intelligence", "2020/02/relationships/classificationlabels"),
    "2020/10/relationships/intelligence",
)
TYPES = frozenset(
    (
        *(f"{base}{one}" for base in (TRANSITIONAL, STRICT) for one in OF_OFFICE),
        *(f"{PACKAGE}{one}" for one in OF_PACKAGE),
        *(f"{MICROSOFT}{one}" for one in OF_MICROSOFT),
        OF_LIBREOFFICE,
    )
)
ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)
# The types that parts of a document may declare.
XML_TYPE = re.compile(r"(application|text)/xml|application/(inkml|vnd\.(openxmlformats|ms)-[a-z0-9.-]+)\+xml")
FONT, FONT_ENDS = "font", ".odttf"
FONT_TYPES = ("application/vnd.openxmlformats-officedocument.obfuscatedfont", "application/x-fontdata")
MACRO_TYPES = ("macro", "vba")
HARMFUL_TYPES = ("activex", "oleobject", "customui", "keymap", "webextension", "ms-excel", "ms-powerpoint")


def plain_name(name: str) -> str:
    """Return the name of a part as all ways to write it are compared."""
    return unquote(name).replace("\\", "/").casefold()


def odd_name(names: list[str]) -> str | None:
    """Return the first name that stands twice, or leads out of the archive."""
    seen: set[str] = set()
    for name in names:
        plain = plain_name(name)
        steps = plain.split("/")
        if plain in seen or ".." in steps or plain.startswith("/") or re.match(r"[a-z]:", plain):
            return name
        seen.add(plain)
    return None


def is_outside(relation: Any) -> bool:
    """Check whether a relation leads out of the document, and is none of those that are kept or taken out."""
    target, mode = relation.get("Target", ""), relation.get("TargetMode", "Internal")
    if mode == "External":
        kind = relation.get("Type")
        is_kept_link = target.startswith("#") or KEPT_ADDRESS.match(target)
        return kind not in ATTACHED_TYPES and not (kind in LINKS and is_kept_link)
    return mode != "Internal" or bool(ADDRESS.match(unquote(target)))


def is_above(relation: Any, rels_name: str) -> bool:
    """Check whether an internal target lies above the archive."""
    if relation.get("TargetMode") == "External" or not (target := unquote(relation.get("Target", ""))):
        return False
    base = "" if target.startswith("/") else dirname(dirname(rels_name))
    return normpath(join(base, target.lstrip("/"))).startswith("..")


def outside_of(roots: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the relations of each part that lead out of the document: the kind of each by its identity.

    The kind of an identity that stands twice is empty: nobody can say which of them a program takes.
    """
    found: dict[str, dict[str, str]] = {}
    for name, root in roots.items():
        if not (plain := plain_name(name)).endswith(RELATIONS):
            continue
        folder, own = split(plain.removesuffix(RELATIONS))
        kinds = found.setdefault(join(dirname(folder), own), {})
        seen: set[str] = set()
        for one in root.iter(RELATION):
            identity = one.get("Id", "").strip()
            if one.get("TargetMode") == "External" or identity in kinds:
                kinds[identity] = "" if identity in seen else kind_of(one)
            seen.add(identity)
    return found


def kind_of(relation: Any) -> str:
    """Return the last word of the type of a relation."""
    return str(relation.get("Type", "")).strip().rstrip("/").rpartition("/")[2].lower()


def is_unknown(relation: Any) -> bool:
    """Check whether a relation inside of the document is none that Word writes in a plain one.

    One to a font is only that: it was not read as a text, which LibreOffice would do for a header.
    """
    if relation.get("TargetMode") == "External":
        return False
    is_of_font = FONT_ENDS in unquote(relation.get("Target", "")).casefold()
    return relation.get("Type") not in TYPES or (is_of_font and kind_of(relation) != FONT)


def fonts_in(root: Any, names: Iterable[str]) -> set[str]:
    """Return the parts that are said to be fonts, and nothing else, and are named as fonts are."""
    kinds: dict[str, set[str]] = {}
    for name, kind in types_in(root, names):
        kinds.setdefault(name, set()).add(kind)
    return {name for name, said in kinds.items() if said <= set(FONT_TYPES) and _is_named_as_font(name)}


def _is_named_as_font(name: str) -> bool:
    return plain_name(name).endswith(FONT_ENDS)


def types_in(root: Any, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return the parts of an archive, each with the types that are declared for it."""
    by_name: dict[str, list[str]] = {}
    for one in root:
        kind = one.get("ContentType", "").partition(";")[0].strip().lower()
        key = one.get("PartName" if QName(one).localname == "Override" else "Extension", "")
        by_name.setdefault(unquote(key).lstrip("/").casefold(), []).append(kind)
    for name in names:
        plain = unquote(name).casefold()
        yield from ((name, kind) for kind in by_name.get(plain, ()))
        yield from ((name, kind) for kind in by_name.get(plain.rpartition(".")[2], ()))


def is_macro_type(kind: str) -> bool:
    """Check whether a part says that it has macros."""
    return any(word in kind for word in MACRO_TYPES)


def is_harmless_type(kind: str) -> bool:
    """Check whether a part says that it is a text of Word, a picture or a font."""
    is_harmful = any(word in kind for word in HARMFUL_TYPES)
    return not is_harmful and (kind.startswith("image/") or kind in FONT_TYPES or is_xml_type(kind))


def is_xml_type(kind: str) -> bool:
    """Check whether a part says that it is XML."""
    return kind == "image/svg+xml" or XML_TYPE.fullmatch(kind) is not None
