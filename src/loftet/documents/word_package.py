"""The archive of a Word template: checked before it is unpacked, and left without ways to other files.

It is uploaded by somebody, so there are limits on its size, on what each part unpacks to, and on what it
fetches: a report that is sent to an archive must not ask a stranger's machine for anything when it is opened.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from lzma import LZMAError
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - it is the name of an exception

from django.conf import settings
from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.opc.rel import Relationships
from docx.oxml.ns import qn

from loftet.documents.word_fields import NESTED, has_changed_fields, refused_field
from loftet.documents.word_parts import (
    harmful_elements,
    misused_links,
    names_style_sheet,
    text_of,
    tree_of,
)
from loftet.documents.word_relations import (
    ATTACHED,
    LINK,
    RELATION,
    RELATIONS,
    fonts_in,
    is_above,
    is_harmless_type,
    is_macro_type,
    is_outside,
    is_unknown,
    is_xml_type,
    kind_of,
    odd_name,
    outside_of,
    plain_name,
    types_in,
)
from loftet.invalid_input import InvalidInput

FILE = "template.docx"
RULES = 1  # to be counted up when more or less is refused: outcomes are remembered by it
MEGABYTE, KILOBYTE = 1_000_000, 1024
FORM_BYTES = 16 * KILOBYTE  # what a form sends beside the file
MOST_UNPACKED, MOST_XML = 50 * MEGABYTE, 15 * MEGABYTE
MOST_PARTS = 1_000
MOST_RATIO = 100  # a text of Word is packed to a twentieth; a bomb to a thousandth
ENCRYPTED = 0x1
# What the library meets in an archive that is no document, or one that was made to break it.
DAMAGED = (
    *(AttributeError, IndexError, KeyError, SyntaxError, TypeError, ValueError),
    *(BadZipFile, EOFError, NotImplementedError, PackageNotFoundError, RuntimeError),
    *(LZMAError, OSError, ZlibError),
)
MACROS, EMBEDDED = ("vbaproject", "vbadata", "activex/"), "embeddings/"
CONTENT_TYPES = "[Content_Types].xml"
DOCTYPE = "<!DOCTYPE"
BLANK = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"  # what may stand before the first sign of XML
LOOKED_AT = 256
# What a refusal quotes: all of it and who mends the template are stored in one short text.
LONGEST_PART, LONGEST_QUOTED = 40, 38
PROPERTIES = "/metadata/core-properties"


def most_packed() -> int:
    """Return how large a template may be: what a request may hold, without the rest of the form."""
    return int(settings.BODY_BYTES) - FORM_BYTES


def refused(cause: str, at: str = "") -> InvalidInput:
    """Return the refusal of a template; `at` is where in it, shortened at its beginning."""
    at = f"…{at[1 - LONGEST_PART :]}" if len(at) > LONGEST_PART else at
    return InvalidInput.because(f"{at}: {cause}" if at else cause, file=FILE)


def damaged() -> InvalidInput:
    """Return the refusal of what is no document."""
    return refused(_("it is not a Word document (.docx), or it is damaged"))


def check_template(template: bytes) -> None:
    """Check a template by its archive: what it says of itself first, then its parts.

    Raises:
        InvalidInput: when it is too large, packed too tightly, encrypted, has macros or embedded files, or
            fetches something from elsewhere.
    """
    if len(template) > most_packed():
        told = {"size": -(-len(template) // KILOBYTE), "most": most_packed() // KILOBYTE}
        raise refused(_("it has %(size)d kB, and at most %(most)d kB are read") % told)
    try:
        with ZipFile(BytesIO(template)) as archive:
            _check_sizes(archive.infolist())
            _check_kinds(archive.infolist())
            _check_texts(archive)
    except InvalidInput:
        raise
    except DAMAGED as fault:
        raise damaged() from fault


def _check_sizes(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        told = {"size": len(parts), "most": MOST_PARTS}
        raise refused(_("it has %(size)d parts, and at most %(most)d are read") % told)
    _check_unpacked(sum(one.file_size for one in parts), MOST_UNPACKED)
    for one in parts:
        if one.file_size > MEGABYTE and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise refused(_("it is packed more tightly than a document is"), one.filename)


def _check_unpacked(unpacked: int, most: int) -> None:
    if unpacked > most:
        told = {"size": -(-unpacked // MEGABYTE), "most": most // MEGABYTE}
        said = _("it unpacks to %(size)d MB, and at most %(most)d MB are read")
        if most == MOST_XML:
            said = _("its texts unpack to %(size)d MB, and at most %(most)d MB are read")
        raise refused(said % told)


def _check_kinds(parts: list[ZipInfo]) -> None:
    if (odd := odd_name([one.filename for one in parts])) is not None:
        raise refused(_("its name stands twice, or leads out of the document"), odd)
    for one in parts:
        name = one.filename.lower()
        if one.flag_bits & ENCRYPTED:
            raise refused(_("it is encrypted: save it without a password"))
        if any(word in name for word in MACROS):
            raise refused(_("it has macros: save it as .docx without them"), one.filename)
        if EMBEDDED in name:
            raise refused(_("it holds another file: put it in as text or as a picture"), one.filename)


def _check_texts(archive: ZipFile) -> None:
    if CONTENT_TYPES not in archive.namelist():
        raise refused(_("it is not a Word document (.docx)"))
    fonts = fonts_in(_content_types(archive), archive.namelist())
    texts = [one for one in archive.infolist() if one.filename not in fonts and _is_xml(archive, one)]
    _check_unpacked(sum(one.file_size for one in texts), MOST_XML)
    read = [(one.filename, archive.read(one)) for one in texts]
    for name, content in read:
        _check_letters(content, name)
    roots = {name: tree_of(content) for name, content in read if content.strip(BLANK)}
    _check_types(roots[CONTENT_TYPES], archive.namelist(), {name for name, _content in read})
    for name, root in roots.items():
        if plain_name(name).endswith(RELATIONS):
            _check_relations(root, name)
    outside = outside_of(roots)
    for name, root in roots.items():
        _check_content(root, name, outside.get(plain_name(name), {}))


def _content_types(archive: ZipFile) -> Any:
    """Return what the parts say they are, which is read before them."""
    _check_unpacked(archive.getinfo(CONTENT_TYPES).file_size, MOST_XML)
    content = archive.read(CONTENT_TYPES)
    _check_letters(content, CONTENT_TYPES)
    return tree_of(content)


def _check_types(root: Any, names: list[str], texts: set[str]) -> None:
    """Check what the parts say they are; one that says it is XML must have been read as such."""
    for name, kind in types_in(root, names):
        if is_macro_type(kind):
            raise refused(_("it has macros (.docm): save it as .docx without them"), name)
        if not is_harmless_type(kind):
            raise refused(_("it is a «%(kind)s», which a template may not hold") % {"kind": kind[-60:]}, name)
        if is_xml_type(kind) and name not in texts:
            raise refused(_("it is in another encoding than UTF-8 or UTF-16"), name)


def _check_letters(content: bytes, name: str) -> None:
    text = text_of(content)
    if text is None:
        raise refused(_("it is in another encoding than UTF-8 or UTF-16"), name)
    if DOCTYPE in text.upper():
        raise refused(_("it declares entities, which no Word document does"), name)
    if names_style_sheet(text):
        raise _harmful("xml-stylesheet", name)


def _is_xml(archive: ZipFile, part: ZipInfo) -> bool:
    """Check whether a part is XML, by its name or by how it begins: the library goes by neither."""
    with archive.open(part) as content:
        begins = content.read(LOOKED_AT).lstrip(BLANK)[:1]
    return begins in (b"", b"<") or part.filename.lower().endswith((".xml", RELATIONS))


def _check_relations(root: Any, name: str) -> None:
    for one in root.iter(RELATION):
        if is_outside(one) or is_above(one, name):
            said = _("it fetches «%(target)s» from elsewhere: save the template with all pictures inside")
            if kind_of(one) == LINK:
                said = _("it links to «%(target)s»: only addresses of the web and of e-mail are let in")
            raise refused(said % {"target": one.get("Target", "")[:LONGEST_QUOTED]}, name)
        if is_unknown(one):
            said = _("it has a relation of the kind «%(kind)s», which a template may not have")
            raise refused(said % {"kind": kind_of(one)[:LONGEST_QUOTED]}, name)


def _check_content(root: Any, name: str, outside: Mapping[str, str]) -> None:
    for element in chain(harmful_elements(root), misused_links(root, outside)):
        raise _harmful(element, name)
    if has_changed_fields(root):
        raise refused(_("it has fields and tracked changes: accept or reject all changes first"), name)
    if (found := refused_field(root)) is not None:
        said = _("it has the field «%(field)s», which a template may not have")
        raise refused(said % {"field": " ".join(found.replace(NESTED, "{…}").split())[:LONGEST_QUOTED]}, name)


def _harmful(what: str, name: str) -> InvalidInput:
    return refused(_("it fetches, embeds or runs something («%(what)s»): take it out") % {"what": what}, name)


def forget_origin(document: Document) -> None:
    """Remove from a document which file it was made from: most name it, and Word would look for it there."""
    parts = document.part.package.iter_parts()
    for root in (one.element for one in parts if isinstance(one, XmlPart)):
        for named in list(root.iter(qn("w:attachedTemplate"))):
            named.getparent().remove(named)
    for relations in _relations(document):
        for key in [
            key for key, one in relations.items() if one.is_external and ATTACHED in one.reltype.lower()
        ]:
            del relations[key]


def forget_properties(document: Document) -> None:
    """Remove the title and such where they are related as the library does not: it adds a second part."""
    relations = document.part.package.rels
    for key, one in list(relations.items()):
        if one.reltype.endswith(PROPERTIES) and one.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del relations[key]


def _relations(document: Document) -> Iterator[Relationships]:
    package = document.part.package
    yield package.rels
    yield from (part.rels for part in package.iter_parts())
