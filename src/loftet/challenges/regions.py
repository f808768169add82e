"""The region of an address, and what the edition of the page holds of it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from loftet.editions.rows import Edition
from loftet.places.models import Place
from loftet.status.edition import edition_of
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.region.views import region_in
from loftet.status.views.finding import find_region


@dataclass(frozen=True, slots=True)
class RegionOfPage:
    """A region, the edition of the page, the members that the edition holds, and those that it does not."""

    region: Place
    edition: Edition | None
    members: tuple[PlaceInEdition, ...]
    without: tuple[Place, ...]


def find_region_of_page(request: HttpRequest, segment: str, url_name: str) -> RegionOfPage | HttpResponse:
    """Find the region of an address, or the answer that leads to it."""
    found = find_region(request, segment, url_name)
    return found if isinstance(found, HttpResponse) else region_of_page(request, found)


def region_of_page(request: HttpRequest, region: Place) -> RegionOfPage:
    """Return a region with what the edition of the page holds of it."""
    edition = edition_of(request)
    inside = region_in(region, edition) if edition else None
    members, without = (inside.members, inside.without) if inside else ((), ())
    return RegionOfPage(region, edition, members, without)
