"""The list of regions and counties, each with its municipalities."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from loftet.geography.place import Kind
from loftet.geography.slugs import slug
from loftet.places.models import Place
from loftet.places.queries import RegionOfPlaces, names_of_ended_counties, regions_on


@dataclass(frozen=True, slots=True)
class ListedRegion:
    """A region or county in the list; `named` are the members for which it is there, if it is not itself."""

    place: Place
    members: tuple[Place, ...]
    named: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class RegionsPage:
    """The regions and counties that the words of a reader fit, and how many there are in all.

    `municipalities` counts each once, however many regions it belongs to; `day` is that of the members.
    What the demo has made up is shown, but not counted.
    """

    regions: tuple[ListedRegion, ...]
    counties: tuple[ListedRegion, ...]
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
    ended = names_of_ended_counties(day)
    every = [one for one in regions_on(day) if not is_ended_county(one.place, ended)]
    shown = [listed for one in every if (listed := list_region(one, wanted))]
    counted = [one.place.kind for one in every]
    members = {place.slug for one in every for place in one.members if not place.made_up}
    return RegionsPage(
        regions=_of_kind(shown, Kind.REGION),
        counties=_of_kind(shown, Kind.COUNTY),
        every_region=counted.count(Kind.REGION),
        every_county=counted.count(Kind.COUNTY),
        municipalities=len(members),
        day=day,
    )


def is_ended_county(place: Place, ended: Collection[str]) -> bool:
    """Check whether a region is a county that has ended; a programme may still work with it."""
    return place.kind == Kind.REGION and place.name in ended


def list_region(region: RegionOfPlaces, wanted: str) -> ListedRegion | None:
    """Return a region for the list where the words of a reader begin words of its name, or of a member's."""
    asked = [word for word in slug(wanted).split("-") if word]
    if not wanted or (asked and _fits(region.place, asked)):
        return ListedRegion(region.place, region.members, ())
    named = tuple(place for place in region.members if asked and _fits(place, asked))
    return ListedRegion(region.place, region.members, named) if named else None


def _fits(place: Place, asked: Iterable[str]) -> bool:
    said = slug(" ".join((place.name, *place.other_names))).split("-")
    return all(any(one.startswith(word) for one in said) for word in asked)


def _of_kind(regions: Iterable[ListedRegion], kind: Kind) -> tuple[ListedRegion, ...]:
    return tuple(one for one in regions if one.place.kind == kind)
