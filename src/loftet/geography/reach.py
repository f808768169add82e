"""The centrality of a place, until the catalogue has a statistical office's index of centrality."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import asin, cos, log10, radians, sin, sqrt

from loftet.geography.place import Place

EARTH_KM = 6371.0088
# About a quarter of an hour by road: few go farther every day.
HALF_KM = 20.0
Position = tuple[str, float, float, int]  # slug, longitude, latitude, people


def centralities(places: Sequence[Place]) -> Mapping[str, float]:
    """Return how central each place is, by slug: the logarithm of the people within reach.

    Its own people count whole, those of another place half for every 20 km between the two middles, by air.
    A place whose position or people are not known is left out. The formula is a potential of people; it knows
    neither roads, fjords nor services, so it is used until there is an official index.

    >>> from datetime import date
    >>> from loftet.geography.place import Kind, Population
    >>> def place(slug, longitude, people):
    ...     counted = Population(people, date(2024, 1, 1))
    ...     return Place(slug, Kind.MUNICIPALITY, slug, (), longitude=longitude, latitude=60.0,
    ...                  population=counted)
    >>> town, island = place("town", 10.0, 90_000), place("island", 13.0, 1_000)
    >>> {slug: round(central, 2) for slug, central in centralities([town, island]).items()}
    {'town': 4.95, 'island': 3.11}
    """
    known = tuple(
        (place.slug, place.longitude, place.latitude, place.population.people)
        for place in places
        if place.longitude is not None and place.latitude is not None and place.population is not None
    )
    return {slug: log10(people) for slug, people in _within_reach(known).items() if people > 0}


@lru_cache(maxsize=4)  # a build asks several times for the same places, and all pairs of them are looked at
def _within_reach(known: tuple[Position, ...]) -> Mapping[str, float]:
    """Return how many people each place reaches, by slug."""
    return {
        slug: sum(
            people * 0.5 ** (kilometres(longitude, latitude, east, north) / HALF_KM)
            for _, east, north, people in known
        )
        for slug, longitude, latitude, _ in known
    }


def kilometres(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Return the distance by air between two positions in degrees (haversine).

    >>> round(kilometres(10.74, 59.98, 5.35, 60.40))
    301
    """
    north, other_north = radians(latitude), radians(other_latitude)
    half_north, half_east = (other_north - north) / 2, radians(other_longitude - longitude) / 2
    chord = sin(half_north) ** 2 + cos(north) * cos(other_north) * sin(half_east) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))
