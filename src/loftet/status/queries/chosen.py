"""The places of a page: the one it is about, and those a reader has chosen to compare it with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from loftet.editions.rows import Edition, IndicatorRow, Reading
from loftet.geography.place import Kind
from loftet.places.models import Place, PlaceCode
from loftet.places.queries import may_be_word

COUNTRY = "NO"
MOST_CHOSEN = 8
MOST_WORDS = 400  # more than there are municipalities: an address that names more is a mistake
FIELDS = ("place__slug", "place__name", "code", "place__kind", "place__made_up")


@dataclass(frozen=True, slots=True)
class PlaceInEdition:
    """A place, and the code under which an edition holds its figures."""

    slug: str
    name: str
    code: str
    kind: str
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The places a reader has chosen, the words that lead to none, and the places beyond the eighth.

    `regions` are places that have members in place of figures.
    """

    places: tuple[PlaceInEdition, ...]
    unknown: tuple[str, ...]
    left_out: tuple[PlaceInEdition, ...] = ()
    regions: tuple[PlaceInEdition, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """Return the words that stand for the places in an address."""
        return tuple(place.slug for place in self.places)

    @property
    def left_out_names(self) -> str:
        """Return the names of the places beyond the eighth."""
        return ", ".join(place.name for place in self.left_out)


def country_of(row: IndicatorRow) -> Reading | None:
    """Return the country's figure among those that a row is compared with."""
    return next((one for one in row.compared if one.place == COUNTRY), None)


def day_of_codes(edition: Edition) -> date:
    """Return the day on which the codes of an edition are valid."""
    return edition.codes_at or date(edition.year, 1, 1)


def in_edition(places: Iterable[Place], edition: Edition) -> dict[str, PlaceInEdition]:
    """Return the places that have a code on the edition's day, by slug."""
    dated = PlaceCode.objects.on(day_of_codes(edition)).filter(place__in=list(places))
    return {place.slug: place for place in map(_place, dated.values_list(*FIELDS))}


def every_place(edition: Edition) -> dict[str, PlaceInEdition]:
    """Return every place that has a code on the edition's day, by code, in Norwegian order."""
    return places_of_edition(edition, Q())


def places_of_edition(edition: Edition, wanted: Q) -> dict[str, PlaceInEdition]:
    """Return the wanted places that have a code on the edition's day, by code, in Norwegian order."""
    dated = PlaceCode.objects.on(day_of_codes(edition)).filter(wanted).order_by("place__sort_key")
    return {place.code: place for place in map(_place, dated.values_list(*FIELDS))}


def places_under(codes: Iterable[str], edition: Edition) -> dict[str, PlaceInEdition]:
    """Return the places that have one of some codes on the edition's day, by code."""
    return places_of_edition(edition, Q(code__in=list(codes)))


def _place(row: tuple[str, str, str, str, bool]) -> PlaceInEdition:
    return PlaceInEdition(*row)


def chosen_places(slugs: Sequence[str], edition: Edition, held: Iterable[str], but: str = "") -> Chosen:
    """Find the chosen places that an edition holds, in the order chosen, each once, eight at most.

    Who names the country has chosen no place: it is shown beside every one.
    """
    words = (slug for slug in dict.fromkeys(slugs) if slug and may_be_word(slug))
    wanted = [slug for slug in words if slug not in (but, COUNTRY)][:MOST_WORDS]
    if not wanted:
        return Chosen((), ())
    found = in_edition(Place.objects.filter(slug__in=wanted), edition)
    codes = set(held) - {COUNTRY}
    named = [found[slug] for slug in wanted if slug in found]
    there = [place for place in named if place.code in codes]
    regions = [place for place in named if place.kind == Kind.REGION and place.code not in codes]
    known = {place.slug for place in named if place.code == COUNTRY or place in there or place in regions}
    unknown = [slug for slug in wanted if slug not in known]
    return Chosen(
        places=tuple(there[:MOST_CHOSEN]),
        unknown=tuple(unknown[:MOST_CHOSEN]),
        left_out=tuple(there[MOST_CHOSEN:]),
        regions=tuple(regions[:MOST_CHOSEN]),
    )
