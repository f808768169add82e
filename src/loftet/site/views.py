"""The front page, and the pages for when something is not there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loftet.indicators.edition import edition_of, store
from loftet.indicators.queries.front import newest_figures, search_indicators
from loftet.places.queries import municipalities_by_county, search_places

HITS = 20


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what this is, and lead to a municipality or an indicator."""
    edition = edition_of(request)
    wanted = request.GET.get("q", "").strip()[:100]
    context = {
        "front": True,
        "wanted": wanted,
        "hits": search_places(wanted, limit=HITS) if wanted else [],
        "indicator_hits": search_indicators(store(), edition, wanted),
        "counties": municipalities_by_county(timezone.localdate()),
        "newest": newest_figures(store(), edition),
    }
    template = "site/hits.html" if request.htmx else "site/front.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep made-up figures out of the indexes of search engines."""
    edition = edition_of(request)
    closed = edition is None or edition.demo
    return HttpResponse(f"User-agent: *\nDisallow:{' /' if closed else ''}\n", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and where to look."""
    return render(request, "site/not_found.html", {"reason": str(exception)}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that something failed and that nothing was lost."""
    return render(request, "site/failed.html", status=500)
