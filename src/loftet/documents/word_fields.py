"""The fields of a Word template: only those are let in that count, name, ask or point to something inside it.

A field is one attribute, or texts between marks, spread over runs and other fields. It is read as Word reads
it: each text box, note and alternative for itself, and only inside elements that Word puts fields in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import QName

NAMED = (
    "= ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BARCODE BIBLIOGRAPHY BIDIOUTLINE "
    "CITATION COMMENTS COMPARE CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ "
    "FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GOTOBUTTON GREETINGLINE HYPERLINK IF "
    "INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM MACROBUTTON MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF "
    "NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ "
    "SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS "
    "USERNAME XE "
)
NAMES = frozenset(NAMED.split())
LINK, BUTTON = "HYPERLINK", "MACROBUTTON"
# A button is the usual «click here», named after a macro that is not there. Another name may be that of a
# command of Word, or of a macro of the person who opens the report.
IDLE_BUTTONS = ("NOMACRO", "DOFIELDCLICK")
KEPT_ADDRESS = re.compile(r"(https?://|mailto:)[^\s\\\x00-\x1f]+\Z", re.IGNORECASE)
OFFICE = (
    *("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"),
    *("http://schemas.microsoft.com/office/", "urn:schemas-microsoft-com:"),
)
MAIN = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MARKS, CODES = ("fldChar", "fldSimple"), ("instrText", "delInstrText")
GAPS, SIGNS = ("tab", "br", "cr", "p"), ("sym", "noBreakHyphen", "softHyphen", "AlternateContent")
IN_CODE = ("t", "delText", *GAPS, *SIGNS)
KINDS = ("begin", "separate", "end")
CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")
# A story has fields of its own; only these elements may be between it and a piece of a field.
STORIES = (
    *("Choice", "Fallback", "txbxContent", "footnote", "endnote"),
    *("comment", "docPartBody", "body", "hdr", "ftr"),
)
AROUND = (
    *("r", "p", "hyperlink", "fldSimple", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo"),
    *("tbl", "tr", "tc", *CHANGES),
)
NAME, WORD = re.compile(r'[^\s\\"]+'), re.compile(r'"[^"]*"?|[^\s"]+')
QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb", '"""""')
WITH_VALUE, WITHOUT_VALUE = ("\\l", "\\s", "\\o", "\\t", "\\*"), ("\\h", "\\m", "\\n")
NESTED = "\x13"  # stands for a field inside of another one, or for what cannot be read


@dataclass(slots=True)
class _Field:
    """A field that is being read: its code so far, and whether that has ended."""

    code: str = ""
    is_code: bool = True


@dataclass(slots=True)
class _Reader:
    """A part that is read: the open fields of each of its stories, and the codes of those that ended."""

    stories: dict[Any, list[_Field]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    in_code: int = 0

    def read(self, element: Any, name: str) -> None:
        """Add one element that may belong to a field."""
        story, fits = _story_of(element)
        fields = self.stories.setdefault(story, [])
        inner = fields[-1] if fields and fields[-1].is_code else None
        if name == "fldSimple":
            self.said += _attributes(element, "instr")
        elif self._is_odd(name, fits, inner):
            self.said.append(NESTED + text_of_element(element))
        elif name == "fldChar":
            self._mark(_attributes(element, "fldCharType"), fields)
        elif inner is None and name in CODES:
            self.said.append(text_of_element(element))
        if inner is not None and name != "fldChar":
            inner.code += _code_of(element, name)

    @staticmethod
    def _is_odd(name: str, fits: bool, inner: _Field | None) -> bool:
        """Check whether Word might read other code than what is read here."""
        if name in IN_CODE:
            return inner is not None and name not in GAPS and (not fits or name == "AlternateContent")
        return not fits

    def _mark(self, kinds: list[str], fields: list[_Field]) -> None:
        """Begin a field, or end its code or the field itself."""
        kind = kinds[0] if len(kinds) == 1 else ""
        if kind not in KINDS:
            self.said.append(NESTED)
        elif kind == "begin":
            if fields and fields[-1].is_code:
                fields[-1].code += NESTED
            fields.append(_Field())
            self.in_code += 1
        elif fields:
            if fields[-1].is_code:
                self.said.append(fields[-1].code)
                fields[-1].is_code = False
                self.in_code -= 1
            if kind == "end":
                fields.pop()

    def all_said(self) -> list[str]:
        """Return what all fields say; one whose code never ends is not to be read."""
        left = [NESTED + one.code for fields in self.stories.values() for one in fields if one.is_code]
        return self.said + left


def local_name(element: Any) -> str:
    """Return the name of an element of Office without its namespace; nothing for another one."""
    if not isinstance(element.tag, str):
        return ""
    name = QName(element.tag)
    return name.localname if (name.namespace or "").startswith(OFFICE) else ""


def text_of_element(element: Any) -> str:
    """Return all that is written in an element."""
    return "".join(element.itertext())


def refused_field(root: Any) -> str | None:
    """Return the first field in a part that is not let in, as it is written; None where there is none."""
    reader = _Reader()
    for element in root.iter():
        name = local_name(element)
        if name in MARKS or name in CODES or (reader.in_code and name in IN_CODE):
            reader.read(element, name)
    return next((one.strip() or "?" for one in reader.all_said() if not _is_kept(one)), None)


def has_changed_fields(root: Any) -> bool:
    """Check whether a part has fields and tracked changes: to accept one could make another field."""
    found = {local_name(element) for element in root.iter(*_in_main(*MARKS, *CODES, *CHANGES))}
    return bool(found.intersection((*MARKS, *CODES)) and found.intersection(CHANGES))


def _in_main(*names: str) -> Iterator[str]:
    return (f"{{{space}}}{name}" for space in MAIN for name in names)


def _story_of(element: Any) -> tuple[Any, bool]:
    """Return the text that an element belongs to, and whether all between them is what Word writes."""
    story, fits = element, QName(element).namespace in MAIN or local_name(element) == "AlternateContent"
    for story in element.iterancestors():
        name = local_name(story)
        if name in STORIES or story.getparent() is None:
            break
        fits = fits and name in AROUND and QName(story).namespace in MAIN
    return story, fits


def _code_of(element: Any, name: str) -> str:
    """Return what an element adds to the code of a field."""
    if name in GAPS:
        return " "
    return NESTED if name in SIGNS or name in MARKS else text_of_element(element)


def _attributes(element: Any, name: str) -> list[str]:
    """Return the values of all attributes of a name, in whichever namespaces they stand."""
    return [value for key, value in element.items() if QName(key).localname == name]


def _is_kept(text: str) -> bool:
    """Check whether a field is let in; one that says nothing does nothing."""
    text = text.translate(QUOTES).strip()
    if not text or text.startswith("="):
        return True
    found = NAME.match(text)
    name = found[0].upper() if found else ""
    rest = text[len(name) :]
    if name == LINK:
        return _is_kept_link(rest)
    if name == BUTTON:
        return rest.upper().split()[:1] in [[one] for one in IDLE_BUTTONS]
    return name in NAMES


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
