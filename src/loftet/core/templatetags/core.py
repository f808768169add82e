"""Template tags of forms: `{% load core %}`."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from loftet.core.mail import whole
from loftet.core.pages.lists import NUMBER
from loftet.core.qr import qr_code
from loftet.core.records import Record
from loftet.core.submissions import FIELD, new_word

register = template.Library()


@register.simple_tag(takes_context=True)
def submission_word(context: RequestContext, view: str = "") -> SafeString:
    """Render the hidden one-time word of a form that creates something.

    `view` names the view that the form is sent to; without it, that is the view of the page.
    """
    word = new_word(view or context["request"].resolver_match.view_name)
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, word)


@register.inclusion_tag("core/parts/pagination.html", takes_context=True)
def pagination(
    context: RequestContext, number: int, pages: int, at: str = "", *, by_time: bool = False
) -> dict[str, Any]:
    """Render the way to the pages before and after one of a list; the filters stay in the address.

    `at` is the id that the links lead to. A list `by_time` calls them newer and older.
    """
    query = context["request"].GET.copy()
    links = []
    for other in (number - 1, number + 1):
        query[NUMBER] = str(other)
        there = 1 <= other <= pages
        links.append(f"?{query.urlencode()}{'#' if at else ''}{at}" if there else "")
    return {"number": number, "pages": pages, "before": links[0], "after": links[1], "by_time": by_time}


@register.inclusion_tag("core/parts/on_paper.html")
def on_paper(subject: Record, person: object = None) -> dict[str, Any]:
    """Render «Print», and the foot of a record's page on paper: its address, a QR code, whom to ring.

    `person` is given where the reader may see the person's telephone number.
    """
    address = whole(subject.get_absolute_url())
    return {"address": address.partition("://")[2], "code": qr_code(address), "person": person}
