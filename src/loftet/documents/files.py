"""A document as a file to take home."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse

from loftet.core.export import file_response
from loftet.documents.blocks import Document
from loftet.documents.pdf import write_pdf
from loftet.documents.word import write_word

WORD, PDF = "docx", "pdf"
WRITERS: Mapping[str, Callable[[Document], bytes]] = {WORD: write_word, PDF: write_pdf}
MEDIA_TYPES = {
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PDF: "application/pdf",
}


def document_response(document: Document, name: str, suffix: str = WORD) -> HttpResponse:
    """Return a document as a file with a name and the suffix of its format.

    Raises:
        InvalidInput: when the texts are in a script that the fonts of PDF do not have.
    """
    return file_response(WRITERS[suffix](document), MEDIA_TYPES[suffix], f"{name}.{suffix}")
