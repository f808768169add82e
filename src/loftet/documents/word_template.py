"""A municipality's own Word template: its archive is checked, its placeholders are filled in with texts.

It is uploaded by somebody, so there are limits on what its placeholders may say. They are rendered in Jinja's
sandbox, and only names and conditions are taken: without loops and arithmetic nothing can run for long.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from loftet.documents.word_package import DAMAGED, check_template, damaged, forget_origin, refused
from loftet.invalid_input import InvalidInput

REPORT = "report"
MOST_LETTERS = 5_000  # of a paragraph with placeholders
MOST_PLACEHOLDERS = 200  # paragraphs
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


def open_template(template: bytes, values: Mapping[str, str]) -> tuple[Document, Any]:
    """Return the document with its placeholders filled in, and the paragraph where the report is to be.

    Raises:
        InvalidInput: when its archive is refused, it is no Word document, or it asks for more than the names
            of values.
    """
    check_template(template)
    try:
        document = docx.Document(BytesIO(template))
        forget_origin(document)
        return document, _fill_in(document, values)
    except InvalidInput:
        raise
    except DAMAGED as fault:
        raise damaged() from fault


# --- placeholders ---------------------------------------------------------------------------------


def _fill_in(document: Document, values: Mapping[str, str]) -> Any:
    """Fill in all placeholders; return the paragraph that stands for the report, or None."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    anchor = None
    named = [one for one in _paragraphs(document) if "{{" in one.text or "{%" in one.text]
    if len(named) > MOST_PLACEHOLDERS:
        told = {"size": len(named), "most": MOST_PLACEHOLDERS}
        raise refused(_("%(size)d paragraphs have placeholders, and at most %(most)d may") % told)
    for paragraph in named:
        text = paragraph.text
        if text.replace(" ", "") == f"{{{{{REPORT}}}}}":
            if paragraph.part is not document.part:
                raise refused(_("the report cannot stand in a header or a footer"), f"«{text[:60]}»")
            anchor = paragraph._p if anchor is None else anchor
            continue
        _write(paragraph, _rendered(environment, text, values))
    return anchor


def _rendered(environment: SandboxedEnvironment, text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in.

    Raises:
        InvalidInput: when it says more than names and conditions, or names what there is not.
    """
    at = f"«{text[:60]}»"
    if len(text) > MOST_LETTERS:
        said = _("a paragraph with placeholders has at most %(most)d letters")
        raise refused(said % {"most": MOST_LETTERS}, at)
    try:
        parsed = environment.parse(text)
        for node in _nodes(parsed):
            _check_node(node, values, at)
        return environment.from_string(text).render(values)
    except (TemplateError, RecursionError) as fault:
        raise refused(_("it cannot be read: %(fault)s") % {"fault": fault}, at) from fault


def _nodes(parsed: nodes.Node) -> Iterator[nodes.Node]:
    yield parsed
    for child in parsed.iter_child_nodes():
        yield from _nodes(child)


def _check_node(node: nodes.Node, values: Mapping[str, str], at: str) -> None:
    if not isinstance(node, ALLOWED):
        said = _("only names and conditions are filled in, and this is a «%(kind)s»")
        raise refused(said % {"kind": type(node).__name__.lower()}, at)
    if isinstance(node, nodes.Name) and node.name not in values:
        told = {"name": node.name, "known": ", ".join((*values, REPORT))}
        raise refused(_("there is no «%(name)s»; a template may name %(known)s") % told, at)


def _write(paragraph: Paragraph, text: str) -> None:
    """Set the text of a paragraph in the look of its first run; a name may be spread over several."""
    first, *rest = paragraph.runs or [paragraph.add_run()]
    first.text = text
    for run in rest:
        run.text = ""


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Return the paragraphs of the body, its tables and its text boxes, and those of headers and footers."""
    parts: list[Any] = [document]
    for section in document.sections:
        around = (section.header, section.footer, section.first_page_header, section.first_page_footer)
        parts += [one for one in around if not one.is_linked_to_previous]
    for part in parts:
        root = part.element.body if part is document else part._element
        yield from (Paragraph(found, part) for found in root.iter(qn("w:p")))
