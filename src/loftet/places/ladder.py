"""The spread of what is in use in places, computed from where that is known; never claimed.

>>> gol = Spot("gol", "33", frozenset({"hallingdal"}))
>>> al, oslo, alta = Spot("al", "33", frozenset({"hallingdal"})), Spot("oslo", "03"), Spot("alta", "56")
>>> [rung_of(one).name for one in ([gol], [gol, oslo], [gol, al], [gol, oslo, alta], [Spot(abroad=True)])]
['LOCAL', 'LOCAL', 'REGIONAL', 'NATIONAL', 'INTERNATIONAL']
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

from loftet.places.models import Membership, PlaceCode

NEIGHBOURS, COUNTIES = 2, 3  # municipalities of one region or county; counties of the country
COUNTY_DIGITS = 2  # of a municipality's code


class Rung(IntegerChoices):
    """The rungs of the ladder."""

    NONE = 0, _("No confirmed use yet")
    LOCAL = 1, _("Local")
    REGIONAL = 2, _("Regional")
    NATIONAL = 3, _("National")
    INTERNATIONAL = 4, _("International")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where something is in use: a municipality with its county and regions, or one abroad."""

    place: str = ""
    county: str = ""
    regions: frozenset[str] = frozenset()
    abroad: bool = False


def rung_of(spots: Iterable[Spot]) -> Rung:
    """Return the highest rung that is reached."""
    found = set(spots)
    if any(one.abroad for one in found):
        return Rung.INTERNATIONAL
    if len({one.county for one in found if one.county}) >= COUNTIES:
        return Rung.NATIONAL
    shared = Counter(area for one in found for area in {one.county, *one.regions} if area)
    if max(shared.values(), default=0) >= NEIGHBOURS:
        return Rung.REGIONAL
    return Rung.LOCAL if found else Rung.NONE


def spots_of(places: Collection[int], abroad: Iterable[str], day: date) -> set[Spot]:
    """Return municipalities with county and regions on a day, and places abroad; two queries."""
    codes = dict(PlaceCode.objects.on(day).filter(place__in=places).values_list("place", "code"))
    regions: dict[int, set[str]] = {}
    for member, region in (
        Membership.objects.on(day).filter(member__in=places).values_list("member", "region")
    ):
        regions.setdefault(member, set()).add(f"region-{region}")
    at_home = (
        Spot(str(key), codes.get(key, "")[:COUNTY_DIGITS], frozenset(regions.get(key, ()))) for key in places
    )
    return {*at_home, *(Spot(one, abroad=True) for one in abroad)}
