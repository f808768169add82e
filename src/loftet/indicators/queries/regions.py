"""The list of regions and counties, each with its municipalities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loftet.geography.place import Kind
from loftet.geography.slugs import slug
from loftet.places.models import Place
from loftet.places.queries import RegionOfPlaces, regions_on


@dataclass(frozen=True, slots=True)
class RegionsPage:
    """The regions and counties that the words of a reader fit, and how many there are in all.

    `municipalities` counts each once, however many regions it belongs to; `day` is that of the members.
    """

    regions: tuple[RegionOfPlaces, ...]
    counties: tuple[RegionOfPlaces, ...]
    every_region: int
    every_county: int
    municipalities: int
    day: date

    @property
    def shown(self) -> int:
        """Count the regions and counties that are shown."""
        return len(self.regions) + len(self.counties)


def regions_page(day: date, wanted: str = "") -> RegionsPage:
    """Read the regions of a day; `wanted` keeps those that it names, or of which it names a member."""
    every = regions_on(day)
    shown = [one for one in every if is_named(one, wanted)]
    members = {place.slug for one in every for place in one.members if not place.made_up}
    return RegionsPage(
        regions=_of_kind(shown, Kind.REGION),
        counties=_of_kind(shown, Kind.COUNTY),
        every_region=len(_of_kind(every, Kind.REGION)),
        every_county=len(_of_kind(every, Kind.COUNTY)),
        municipalities=len(members),
        day=day,
    )


def is_named(region: RegionOfPlaces, wanted: str) -> bool:
    """Tell whether the words of a reader begin words of one name: the region's own or a member's."""
    asked = [word for word in slug(wanted).split("-") if word]
    if not wanted:
        return True
    return bool(asked) and any(_fits(place, asked) for place in (region.place, *region.members))


def _fits(place: Place, asked: Iterable[str]) -> bool:
    said = slug(" ".join((place.name, *place.other_names))).split("-")
    return all(any(one.startswith(word) for one in said) for word in asked)


def _of_kind(regions: Iterable[RegionOfPlaces], kind: Kind) -> tuple[RegionOfPlaces, ...]:
    return tuple(one for one in regions if one.place.kind == kind)
