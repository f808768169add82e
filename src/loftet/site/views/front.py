"""The front page: the question, a search, what the newest edition tells, and the ways on."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from loftet.places.queries import centres
from loftet.programme.queries.ahead import next_days
from loftet.site.context import edition_shown
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.front.page import front_page

NEXT = 3


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page."""
    if "q" in request.GET:  # an address from before the search had its own
        return redirect(f"{reverse('search')}?{request.GET.urlencode()}")
    today = timezone.localdate()
    page = front_page(store(), edition_of(request), today, kept_query(request))
    context = {"front": True, "page": page, "ahead": next_days(today, NEXT)}
    return render(request, "site/pages/front.html", context)


@require_safe
def places_near(request: HttpRequest) -> HttpResponse:
    """Return where each municipality is, so that a browser finds the nearest by itself."""
    response = JsonResponse(
        {"places": centres(timezone.localdate())}, json_dumps_params={"ensure_ascii": False}
    )
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Exclude made-up figures from the indexes of search engines."""
    edition = edition_shown(request)
    closed = edition is None or edition.demo
    return HttpResponse(f"User-agent: *\nDisallow:{' /' if closed else ''}\n", content_type="text/plain")
