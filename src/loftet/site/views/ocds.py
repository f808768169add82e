"""Open contracting data for machines: pages of releases as JSON."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import conditional_page, require_safe

from loftet.site.ocds import page

FARTHEST = 10_000


@require_safe
@conditional_page
def ocds(request: HttpRequest) -> HttpResponse:
    """Return a page of releases; it is what everybody may know, also for those who have a role."""
    asked = request.GET.get("side", "1")
    if not (asked.isdecimal() and asked.isascii() and 1 <= int(asked) <= FARTHEST):
        raise Http404
    found = page(int(asked))
    if found is None:
        raise Http404
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
