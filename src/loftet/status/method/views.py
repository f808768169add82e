"""The page that says how status, colours, trends, intervals and gaps are made."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loftet.core.words import COMPARISON_COLOURS, GAPS, NO_DIFFERENCE, TARGET_COLOURS, TRENDS
from loftet.status.edition import edition_of, store
from loftet.status.method.queries import method_page


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Show how the edition's statuses were made."""
    edition = edition_of(request)
    context = {
        "page": method_page(store(), settings.DATA, edition) if edition else None,
        "colours": [(TARGET_COLOURS[key], COMPARISON_COLOURS[key]) for key in TARGET_COLOURS],
        "trends": TRENDS.values(),
        "alike": NO_DIFFERENCE,
        "gaps": GAPS.values(),
    }
    return render(request, "status/pages/method.html", context)
