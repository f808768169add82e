"""The archive of a Word template: checked before it is unpacked, and left without ways to other files.

It is uploaded by somebody, so there are limits on its size, on what each part unpacks to, and on what it
fetches: a report that is sent to an archive must not ask a stranger's machine for anything when it is opened.
"""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from loftet.invalid_input import InvalidInput

FILE = "template.docx"
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
)
MACROS, EMBEDDED = ("vbaproject", "vbadata", "activex/"), "embeddings/"
CONTENT_TYPES, MACRO_TYPE = "[Content_Types].xml", b"macroEnabled"
DOCTYPE = b"<!DOCTYPE"
BLANK = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"  # what may stand before the first sign of XML
LOOKED_AT = 256
RELATIONS, RELATION = ".rels", "{*}Relationship"
# Most municipalities' documents name the file that they were made from: that is taken out.
LINK, ATTACHED = "/hyperlink", "/attachedTemplate"


def most_packed() -> int:
    """Return how large a template may be: what a request may hold, without the rest of the form."""
    return int(settings.BODY_BYTES) - FORM_BYTES


def refused(cause: str, at: str = "") -> InvalidInput:
    """Return the refusal of a template; `at` is where in it."""
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
    texts = [one for one in archive.infolist() if _is_xml(archive, one)]
    _check_unpacked(sum(one.file_size for one in texts), MOST_XML)
    if MACRO_TYPE in archive.read(CONTENT_TYPES):
        raise refused(_("it has macros (.docm): save it as .docx without them"))
    for one in texts:
        content = archive.read(one)
        if DOCTYPE in content.replace(b"\0", b""):
            raise refused(_("it declares entities, which no Word document does"), one.filename)
        if one.filename.lower().endswith(RELATIONS):
            _check_relations(content, one.filename)


def _is_xml(archive: ZipFile, part: ZipInfo) -> bool:
    """Check whether a part is XML, by its name or by how it begins: the library goes by neither."""
    with archive.open(part) as content:
        begins = content.read(LOOKED_AT).lstrip(BLANK)[:1]
    return begins in (b"", b"<") or part.filename.lower().endswith((".xml", RELATIONS))


def _check_relations(content: bytes, name: str) -> None:
    for one in parse_xml(content).iter(RELATION):
        is_outside = one.get("TargetMode", "").lower() == "external"
        if is_outside and not one.get("Type", "").endswith((LINK, ATTACHED)):
            said = _("it fetches «%(target)s» from elsewhere: save the template with all pictures inside")
            raise refused(said % {"target": one.get("Target", "")[:60]}, name)


def forget_origin(document: Document) -> None:
    """Remove from a document which file it was made from: Word would look for it there."""
    for named in list(document.settings.element.iter(qn("w:attachedTemplate"))):
        named.getparent().remove(named)
    for relations in _relations(document):
        for key in [key for key, one in relations.items() if one.is_external and ATTACHED in one.reltype]:
            del relations[key]


def _relations(document: Document) -> Iterator[Relationships]:
    package = document.part.package
    yield package.rels
    yield from (part.rels for part in package.iter_parts())
