"""The fields of a Word template: only those are let in that count, name or point to something inside it.

A field is written as one attribute, or as text spread over runs and other fields. What is deleted or inserted
as a tracked change is read both with and without the change, for whoever opens the file decides about it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import QName

NAMES = frozenset(
    (
        "=",
        "ADVANCE",
        "AUTHOR",
        "AUTONUM",
        "AUTONUMLGL",
        "AUTONUMOUT",
        "BIBLIOGRAPHY",
        "CITATION",
        "COMMENTS",
        "CREATEDATE",
        "DATE",
        "DOCPROPERTY",
        "EDITTIME",
        "EQ",
        "FILENAME",
        "FILESIZE",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "FORMTEXT",
        "HYPERLINK",
        "IF",
        "INDEX",
        "KEYWORDS",
        "LASTSAVEDBY",
        "LISTNUM",
        "NOTEREF",
        "NUMCHARS",
        "NUMPAGES",
        "NUMWORDS",
        "PAGE",
        "PAGEREF",
        "PRINTDATE",
        "REF",
        "REVNUM",
        "SAVEDATE",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "STYLEREF",
        "SUBJECT",
        "SYMBOL",
        "TA",
        "TC",
        "TIME",
        "TITLE",
        "TOA",
        "TOC",
        "XE",
    )
)
LINK = "HYPERLINK"
KEPT_ADDRESS = re.compile(r"(https?://|mailto:)[^\s\\\x00-\x1f]+\Z", re.IGNORECASE)
OFFICE = (
    *("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"),
    *("http://schemas.microsoft.com/office/", "urn:schemas-microsoft-com:"),
)
TEXTS, DELETED_TEXTS, GAPS = ("instrText", "t"), ("delInstrText", "delText"), ("tab", "br", "cr", "p")
DELETED, INSERTED = ("del", "moveFrom"), ("ins", "moveTo")
WORD = re.compile(r'"[^"]*"?|[^\s"]+')
QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb", '"""""')
WITH_VALUE, WITHOUT_VALUE = ("\\l", "\\s", "\\o", "\\t", "\\*"), ("\\h", "\\m", "\\n")
NESTED = "\x13"  # stands for a field inside of another one


@dataclass
class _Field:
    """A field that is being read: its pieces, each with how it was changed."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    is_code: bool = True

    def versions(self) -> Iterator[str]:
        """Return the field as it stands, with the changes taken, and with them turned down."""
        for without in (None, "deleted", "inserted"):
            yield "".join(text for text, change in self.pieces if change != without or not change)


def local_name(element: Any) -> str:
    """Return the name of an element of Office without its namespace; nothing for another one."""
    if not isinstance(element.tag, str):
        return ""
    name = QName(element.tag)
    return name.localname if (name.namespace or "").startswith(OFFICE) else ""


def refused_field(root: Any) -> str | None:
    """Return the first field in a part that is not let in, as it is written; None where there is none."""
    return next((one.strip() or "?" for one in _fields(root) if not _is_kept(one)), None)


def _fields(root: Any) -> Iterator[str]:
    """Return what the fields of a part say, each in all of its versions."""
    open_fields: list[_Field] = []
    stray = _Field()
    for element in root.iter():
        name = local_name(element)
        inner = open_fields[-1] if open_fields else None
        if name == "fldSimple":
            yield _attribute(element, "instr")
            _nest(inner)
        elif name == "fldChar":
            yield from _mark(_attribute(element, "fldCharType"), open_fields)
        elif name == "AlternateContent" or QName(element).localname == "AlternateContent":
            if inner is not None and inner.is_code and any(text.strip() for text, _change in inner.pieces):
                yield "AlternateContent"
        elif name in GAPS and inner is not None and inner.is_code:
            inner.pieces.append((" ", ""))
        elif name in TEXTS + DELETED_TEXTS:
            is_code = inner is not None and inner.is_code
            if is_code or name in ("instrText", "delInstrText"):
                (inner if inner is not None and is_code else stray).pieces.append(_piece(element, name))
    for left in (*open_fields, stray):
        if left is not stray or stray.pieces:
            yield from left.versions()


def _mark(kind: str, open_fields: list[_Field]) -> Iterator[str]:
    """Begin a field, or end its code or the field itself; return what it says once that is known."""
    if kind == "begin":
        _nest(open_fields[-1] if open_fields else None)
        open_fields.append(_Field())
    elif kind in ("separate", "end") and open_fields:
        ended = open_fields[-1]
        if ended.is_code:
            yield from ended.versions()
        ended.is_code = False
        if kind == "end":
            open_fields.pop()


def _nest(outer: _Field | None) -> None:
    if outer is not None and outer.is_code:
        outer.pieces.append((NESTED, ""))


def _piece(element: Any, name: str) -> tuple[str, str]:
    around = {local_name(one) for one in element.iterancestors()}
    if name in DELETED_TEXTS or around.intersection(DELETED):
        return element.text or "", "deleted"
    return element.text or "", "inserted" if around.intersection(INSERTED) else ""


def _attribute(element: Any, name: str) -> str:
    """Return an attribute, in whichever namespace it stands."""
    return next((value for key, value in element.items() if QName(key).localname == name), "")


def _is_kept(text: str) -> bool:
    """Check whether a field is let in; one that says nothing does nothing."""
    text = text.translate(QUOTES).strip()
    if not text:
        return True
    first = "=" if text.startswith("=") else text.split()[0].upper()
    return first in NAMES and (first != LINK or _is_kept_link(text[len(LINK) :]))


def _is_kept_link(said: str) -> bool:
    """Check whether a link leads to an address of the web or of e-mail, or to a place in the document."""
    addresses, words = [], iter(WORD.findall(said))
    for word in words:
        if word.lower() in WITH_VALUE:
            if NESTED in next(words, ""):
                return False
        elif word.lower() not in WITHOUT_VALUE:
            addresses.append(word.strip('"').strip())
    filled = [one for one in addresses if one]
    return len(filled) <= 1 and all(one.startswith("#") or KEPT_ADDRESS.match(one) for one in filled)
