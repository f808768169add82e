"""The best figure nearby: among the municipalities of the same region, or else the same county."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from loftet.editions.rows import Edition, Indicator, IndicatorRow, Reading, ValueStatus
from loftet.geography.place import Kind
from loftet.places.models import Membership
from loftet.status.municipality.goal_sentences import Lies, best_nearby, nearby_between
from loftet.status.queries.chosen import PlaceInEdition, day_of_codes, places_of_edition
from loftet.status.sentences.words import Relation, figure, relation

FEWEST = 3  # a smaller region is no neighbourhood to look for the best in


@dataclass(frozen=True, slots=True)
class Area:
    """The surroundings of a municipality, a region or a county, and the other municipalities there."""

    slug: str
    name: str
    others: tuple[PlaceInEdition, ...]


@dataclass(frozen=True, slots=True)
class Nearby:
    """Sentences about the best figure nearby, and who has it."""

    sentence: str
    best: tuple[PlaceInEdition, ...]


def surroundings(place: PlaceInEdition, edition: Edition) -> Area | None:
    """Find the smallest region of a municipality, or its county; none where it has no neighbours in either.

    Two queries.
    """
    regions = _regions_of(place, edition)
    members = {slug for region in regions for slug in region.members}
    by_code = places_of_edition(edition, Q(code__startswith=place.code[:2]) | Q(place__slug__in=members))
    by_slug = {one.slug: one for one in by_code.values() if one.kind == Kind.MUNICIPALITY}
    areas = [
        Area(one.slug, one.name, tuple(by_slug[slug] for slug in one.members if slug in by_slug))
        for one in regions
    ]
    county = by_code.get(place.code[:2])
    if county is not None:
        in_county = [one for one in by_slug.values() if one.code.startswith(county.code)]
        areas.append(
            Area(county.slug, county.name, tuple(one for one in in_county if one.slug != place.slug))
        )
    large_enough = [area for area in areas if len(area.others) + 1 >= FEWEST]
    return min(large_enough, key=lambda area: len(area.others), default=None)


@dataclass(frozen=True, slots=True)
class _Region:
    slug: str
    name: str
    members: tuple[str, ...]


def _regions_of(place: PlaceInEdition, edition: Edition) -> list[_Region]:
    rows = Membership.objects.on(day_of_codes(edition))
    mine = rows.filter(member__slug=place.slug).values("region")
    members = rows.filter(region__in=mine).order_by("region__sort_key", "region_id", "member__sort_key")
    known = members.values_list("region__slug", "region__name", "member__slug")
    return [
        _Region(slug, name, tuple(member for _slug, _name, member in of_region if member != place.slug))
        for (slug, name), of_region in groupby(known, key=lambda one: one[:2])
    ]


def nearby(row: IndicatorRow, area: Area) -> Nearby | None:
    """Return who has the best figure nearby; nothing of a figure that does not apply here, or has no best."""
    indicator = row.indicator
    if row.own.status is ValueStatus.NOT_APPLICABLE:
        return None
    places = {one.code: one for one in area.others}
    known = [one for one in row.compared if one.place in places and one.value is not None]
    if not indicator.weight or indicator.direction is None:
        return _between(row, area, known)
    goodness = {one.place: _goodness(indicator, one) for one in (row.own, *known)}
    held = [one for one in known if goodness[one.place] is not None]
    if not held:
        return Nearby(best_nearby(indicator, area.name, (), 0, Lies.BEHIND), ())
    first = max(held, key=lambda one: goodness[one.place] or 0.0)
    written = _written(indicator, first)
    best = [one for one in held if _written(indicator, one) == written]
    sentence = best_nearby(
        indicator,
        area.name,
        [(places[one.place].name, one) for one in best],
        len(held) + (row.own.value is not None),
        _lies(row, first, goodness),
    )
    return Nearby(sentence, tuple(places[one.place] for one in best))


def _goodness(indicator: Indicator, reading: Reading) -> float | None:
    """Return a number that is higher where a figure is better: the value itself, not cut off at a target."""
    if indicator.direction and reading.value is not None:
        return indicator.direction * reading.value
    return reading.score


def _written(indicator: Indicator, reading: Reading) -> str:
    return "" if reading.value is None else figure(reading.value, indicator)


def _lies(row: IndicatorRow, first: Reading, goodness: Mapping[str, float | None]) -> Lies:
    own, other, decimals = row.own, first, row.indicator.decimals
    mine, theirs = goodness[own.place], goodness[other.place]
    if own.value is None or mine is None or theirs is None:
        return Lies.BEHIND
    if Relation.LEVEL in (relation(own, other, decimals), relation(other, own, decimals)):
        return Lies.LEVEL
    return Lies.AHEAD if mine > theirs else Lies.BEHIND


def _between(row: IndicatorRow, area: Area, known: Sequence[Reading]) -> Nearby | None:
    values = [one.value for one in (row.own, *known) if one.value is not None]
    if len(known) < 2:
        return None
    return Nearby(nearby_between(row.indicator, area.name, min(values), max(values)), ())
