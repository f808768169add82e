"""The search: one box over all that the site has."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from loftet.core.pages.lists import NUMBER
from loftet.search.queries import ON_A_PAGE, answer, of_kind
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.search.queries import LONGEST

KIND = "vis"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what a search finds; open what it names exactly; while somebody types, return the hits alone.

    What is found is for the one who asks, at this moment: it is never kept.
    """
    wanted = request.GET.get("q", "").strip()[:LONGEST]
    actor = request.actor  # type: ignore[attr-defined]
    edition_query = kept_query(request)
    found = answer(store(), edition_of(request), wanted, actor, edition_query)
    kind = next((one.kind for one in found.kinds if one.kind == request.GET.get(KIND)), "")
    types = bool(request.htmx)  # type: ignore[attr-defined]
    if found.only and not types and not kind:
        response: HttpResponse = redirect(found.only.address)
    else:
        page = Paginator(of_kind(found.results, kind), ON_A_PAGE).get_page(request.GET.get(NUMBER))
        context = {"searching": True, "wanted": wanted, "found": found, "kind": kind, "page": page}
        context["all_query"] = f"?{urlencode({'q': wanted})}{edition_query.replace('?', '&')}"
        response = render(request, "site/parts/hits.html" if types else "site/pages/search.html", context)
    patch_vary_headers(response, ["HX-Request"])  # a cache must not give the part for the whole
    patch_cache_control(response, private=True, no_cache=True)
    return response
