"""The pages with slides of a municipality and of a region."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from loftet.places.models import Place
from loftet.status.downloads.figures import Page
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.municipality.views import found_here, link_to_goals
from loftet.status.presentation.municipality import municipality_slides
from loftet.status.presentation.region import region_slides
from loftet.status.presentation.slides import Slide
from loftet.status.queries.nearby import surroundings
from loftet.status.region.views import found_region_here


@require_safe
def municipality_presentation(request: HttpRequest, place: str) -> HttpResponse:
    """Show a municipality as slides."""
    met = found_here(request, place, "municipality_presentation")
    if isinstance(met, HttpResponse):
        return met
    found, here = met
    area = surroundings(here.place, here.edition)
    slides = municipality_slides(here.reader, here.edition, here.place, area, link_to_goals(request, found))
    return _shown(request, found, "municipality", slides)


@require_safe
def region_presentation(request: HttpRequest, place: str) -> HttpResponse:
    """Show a region as slides."""
    met = found_region_here(request, place, "region_presentation")
    if isinstance(met, HttpResponse):
        return met
    found, edition, here = met
    slides = region_slides(store(), edition, found.name, here.members, kept_query(request))
    return _shown(request, found, "region", slides)


def _shown(request: HttpRequest, place: Place, page: str, slides: Sequence[Slide]) -> HttpResponse:
    edition = edition_of(request)
    assert edition is not None
    context = {
        "place": place,
        "slides": slides,
        "back": reverse(page, args=[place.slug]) + kept_query(request),
        "at_home": Page(place.name, page, (place.slug,)).permanent(request, edition),
    }
    return render(request, "status/pages/presentation.html", context)
