"""The list of municipalities, county by county: how many live there, and how much is known of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import median_low

from loftet.editions.coverage import PlaceCoverage
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind
from loftet.geography.slugs import slug
from loftet.places.models import Place, PlaceCode
from loftet.status.lists.sentences import every_municipality


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """A municipality, its code on the day of the list, its county, and what the edition knows of it."""

    place: Place
    code: str
    county: str
    known: PlaceCoverage | None

    @property
    def is_made_up(self) -> bool:
        """Check whether the place exists in the demo alone."""
        return self.place.made_up


@dataclass(frozen=True, slots=True)
class CountyOfLines:
    """A county and its municipalities, in Norwegian order; `slug` is its own address."""

    slug: str
    name: str
    lines: tuple[MunicipalityLine, ...]


@dataclass(frozen=True, slots=True)
class MunicipalitiesPage:
    """The counties that hold what the words fit, the made-up places apart, and the day of the codes.

    `shown` of `every` municipalities are listed; a made-up place counts in neither. `counted` are the days
    on which the inhabitants were.
    """

    answer: tuple[str, ...]
    counties: tuple[CountyOfLines, ...]
    made_up: tuple[MunicipalityLine, ...]
    shown: int
    every: int
    day: date
    counted: tuple[date, ...]


def municipalities_page(
    store: EditionStore, edition: Edition | None, day: date, wanted: str = ""
) -> MunicipalitiesPage:
    """Read the municipalities of a day: one question to the database, one to the edition."""
    lines, counties = municipality_lines(store, edition, day)
    real = [line for line in lines if not line.is_made_up]
    shown = [line for line in lines if is_named(line, wanted)]
    grouped = tuple(
        CountyOfLines(of.slug, of.name, tuple(group))
        for of, group in groupby(
            (line for line in shown if not line.is_made_up), key=lambda line: counties[line.code[:2]]
        )
    )
    return MunicipalitiesPage(
        answer=tuple(answer(real, len({line.code[:2] for line in real}), edition)),
        counties=grouped,
        made_up=tuple(line for line in shown if line.is_made_up),
        shown=sum(len(county.lines) for county in grouped),
        every=len(real),
        day=day,
        counted=tuple(sorted({line.place.population_date for line in real if line.place.population_date})),
    )


def municipality_lines(
    store: EditionStore, edition: Edition | None, day: date
) -> tuple[list[MunicipalityLine], Mapping[str, Place]]:
    """Return the municipalities of a day in the order of their counties' names, and the counties by code."""
    known = {one.place: one for one in store.place_coverage(edition)} if edition else {}
    codes = PlaceCode.objects.on(day).select_related("place").order_by("place__sort_key")
    dated = list(codes.filter(place__kind__in=(Kind.MUNICIPALITY, Kind.COUNTY)))
    counties = {one.code: one.place for one in dated if one.place.kind == Kind.COUNTY}
    order = {code: at for at, code in enumerate(counties)}
    lines = [
        MunicipalityLine(one.place, one.code, _name(counties, one.code), known.get(one.code))
        for one in dated
        if one.place.kind == Kind.MUNICIPALITY and (one.code[:2] in counties or one.place.made_up)
    ]
    lines.sort(key=lambda line: order.get(line.code[:2], len(order)))
    return lines, counties


def _name(counties: Mapping[str, Place], code: str) -> str:
    county = counties.get(code[:2])
    return county.name if county else ""


def is_named(line: MunicipalityLine, wanted: str) -> bool:
    """Check whether each word of a reader begins a name of the municipality, its county's, or its code."""
    if not wanted:
        return True
    said = slug(" ".join((line.code, line.place.name, *line.place.other_names, line.county))).split("-")
    asked = slug(wanted).split("-")
    return asked != [""] and all(_begins(word, said) for word in asked)


def _begins(word: str, said: Iterable[str]) -> bool:
    """Check whether a word begins one of those said; «aa» may be å, and «oe» ø."""
    ways = {word, word.replace("aa", "a"), word.replace("oe", "o")}
    return any(one.startswith(way) for one in said for way in ways)


def answer(lines: Sequence[MunicipalityLine], counties: int, edition: Edition | None) -> Iterable[str]:
    """Return how many municipalities there are, and of how many indicators they have figures."""
    known = [line for line in lines if line.known]
    figures = [line.known.figures for line in known if line.known]
    if edition is None or not figures:
        return every_municipality(len(lines), counties)
    fewest = min(known, key=_share)
    return every_municipality(
        len(lines),
        counties,
        indicators=edition.indicators,
        middle=median_low(figures),
        fewest=(fewest.place.name, fewest.known) if fewest.known else None,
    )


def _share(line: MunicipalityLine) -> float:
    known = line.known
    return known.figures / known.applying if known and known.applying else 1.0
