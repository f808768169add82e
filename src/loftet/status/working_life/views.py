"""The page on work of a municipality."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loftet.status.municipality.views import found_here
from loftet.status.working_life.queries import work_page


@require_safe
def municipality_work(request: HttpRequest, place: str) -> HttpResponse:
    """Show who has work in a municipality and how, and what is not known of it."""
    met = found_here(request, place, "municipality_work")
    if isinstance(met, HttpResponse):
        return met
    found, here = met
    page = work_page(here.reader, here.edition, here.place)
    return render(request, "status/pages/municipality_work.html", {"place": found, "page": page})
