"""The region of an address with its members, and who asks."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from loftet.challenges.actions import Speaker
from loftet.editions.rows import Edition
from loftet.indicators.edition import edition_of
from loftet.indicators.queries.chosen import PlaceInEdition, day_of_codes
from loftet.indicators.views.finding import find_region
from loftet.indicators.views.regions import region_in
from loftet.people.access import permissions_of, user_of
from loftet.places.models import Place
from loftet.places.queries import members_of


@dataclass(frozen=True, slots=True)
class Here:
    """A region, the edition at hand, its members there, and its members in the register today."""

    region: Place
    edition: Edition | None
    members: tuple[PlaceInEdition, ...]
    without: tuple[Place, ...]


def find_here(request: HttpRequest, segment: str, name: str) -> Here | HttpResponse:
    """Find the region of an address and what the edition holds of it, or the answer that leads there."""
    found = find_region(request, segment, name)
    return found if isinstance(found, HttpResponse) else here(request, found)


def here(request: HttpRequest, region: Place) -> Here:
    """Return a region in the edition at hand."""
    edition = edition_of(request)
    inside = region_in(region, edition) if edition else None
    return Here(region, edition, inside.members if inside else (), inside.without if inside else ())


def speaks_for(region: Place, edition: Edition | None) -> list[Place]:
    """Return the members whose people speak for a region: those of today, and those of the edition."""
    days = {timezone.localdate(), *([day_of_codes(edition)] if edition else [])}
    return list({place.pk: place for day in sorted(days) for place in members_of(region, day)}.values())


def speaker_of(request: HttpRequest, region: Place) -> Speaker:
    """Return whoever is signed in as one who speaks for a region; members are those of today."""
    return Speaker(
        user=user_of(request),
        permissions=permissions_of(request),
        region=region,
        members=speaks_for(region, None),
        now=timezone.now(),
        language=translation.get_language() or "nb",
    )
