"""The citation of a page, in templates: `{% load citing %}`."""

from dataclasses import dataclass

from django import template
from django.template import Context

from loftet.status.citation import Cited, bibtex, pinned_address, text_citation

register = template.Library()


@dataclass(frozen=True, slots=True)
class Citations:
    """A citation in words and as BibTeX."""

    text: str
    bibtex: str


@register.simple_tag(takes_context=True)
def citation_of(context: Context, title: str) -> Citations:
    """Return the citations of the page that is shown, in its edition."""
    edition = context["edition"]
    cited = Cited(title, edition, pinned_address(context["request"], edition))
    return Citations(text_citation(cited), bibtex(cited))
