"""The choices of a reader in the address of a page: places to compare with, and words to filter by."""

from django.http import HttpRequest

from loftet.editions.rows import Edition
from loftet.status.edition import kept_query
from loftet.status.queries.chosen import COUNTRY, Chosen, PlaceInEdition, every_place

CHOOSE, FILTER, GOAL = "sted", "q", "maal"
FORM, TILES = "kart", "ruter"  # a map of squares, where the address asks for it
LONGEST_FILTER = 100


def wanted_words(request: HttpRequest) -> str:
    """Return the words that a list is filtered by."""
    return request.GET.get(FILTER, "").strip()[:LONGEST_FILTER]


def wanted_goal(request: HttpRequest) -> str:
    """Return the goal whose indicators a page shall show."""
    return request.GET.get(GOAL, "")


def kept_words(request: HttpRequest) -> str:
    """Return the query by which a file holds the edition and the rows that the page shows."""
    return kept_query(request, FILTER)


def choices(edition: Edition, held: set[str], taken: set[str]) -> list[PlaceInEdition]:
    """Return the places that can still be chosen, in Norwegian order; the country is always beside."""
    open_to_choice = held - {COUNTRY}
    known = every_place(edition).values()
    return [place for place in known if place.code in open_to_choice and place.slug not in taken]


def removable(request: HttpRequest, chosen: Chosen) -> list[tuple[PlaceInEdition, str]]:
    """Return each chosen place with the address of the same page without it."""
    links = []
    for place in chosen.places:
        query = request.GET.copy()
        query.setlist(CHOOSE, [slug for slug in query.getlist(CHOOSE) if slug != place.slug])
        links.append((place, f"?{query.urlencode()}"))
    return links
