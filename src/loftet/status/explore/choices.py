"""The choices of a reader who explores: two figures, a place, and the way they are shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.words import page_language
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind as PlaceKind
from loftet.places.queries import (
    Ambiguous,
    Moved,
    RegionOfPlaces,
    place_for_path,
    regions_on,
)
from loftet.status.edition import PARAMETER
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition, day_of_codes, every_place
from loftet.status.sentences.words import YES_NO
from loftet.status.views.choosing import CHOOSE

UP, ACROSS, KIND = "opp", "bort", "vis"
INHABITANTS = "innbyggere"
FIRST_SHOWN = "greenhouse_gases"
MOST_IN_REGION = 20  # a larger one is nobody's first picture


class Kind(StrEnum):
    """The ways to show figures, each by its word in the address."""

    SCATTER = "punktsky"
    SPREAD = "fordeling"
    ORDER = "rekkefolge"
    SMALL = "smaa-figurer"
    GOALS = "baerekraftsmal"
    TABLE = "tabell"


@dataclass(frozen=True, slots=True)
class Highlight:
    """The place that is brought out: its name, and its municipalities; a municipality is its own."""

    slug: str
    name: str
    kind: str
    members: tuple[PlaceInEdition, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of its municipalities."""
        return frozenset(one.code for one in self.members)


@dataclass(frozen=True, slots=True)
class Choice:
    """The choices; `across` is None for inhabitants, `errors` say what of the address is not followed."""

    kind: Kind
    up: Indicator
    across: Indicator | None
    highlight: Highlight | None
    errors: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    places: Mapping[str, PlaceInEdition]
    regions: tuple[RegionOfPlaces, ...]

    def query(self, **other: str) -> list[tuple[str, str]]:
        """Return the choice as parameters of an address, with some of them changed."""
        words = {
            KIND: self.kind.value,
            UP: self.up.key,
            ACROSS: self.across.key if self.across else INHABITANTS,
            CHOOSE: self.highlight.slug if self.highlight else "",
        }
        return list((words | other).items())


def read_choice(request: HttpRequest, store: EditionStore, edition: Edition) -> Choice | None:
    """Read what an address asks for; None where the edition has no figure that can be drawn."""
    indicators = drawn(store.indicators(edition, page_language()))
    if not indicators:
        return None
    held = {one.code for one in store.places(edition)}
    places = {code: one for code, one in every_place(edition).items() if code in held}
    regions = regions_on(day_of_codes(edition))
    errors: list[str] = []
    first = first_shown(store, edition, indicators)
    people = any(one.population for one in store.places(edition))
    asked = request.GET.get(ACROSS, "") or (INHABITANTS if people else indicators[-1].key)
    return Choice(
        kind=_kind(request, errors),
        up=_indicator(request.GET.get(UP, "") or first.key, UP, indicators, first, errors) or first,
        across=None if asked == INHABITANTS else _indicator(asked, ACROSS, indicators, None, errors),
        highlight=_highlight(request.GET.get(CHOOSE), places, regions, errors),
        errors=tuple(errors),
        indicators=tuple(indicators),
        places=places,
        regions=regions,
    )


def first_shown(store: EditionStore, edition: Edition, indicators: Sequence[Indicator]) -> Indicator:
    """Return the indicator of an address that names none; in another edition the one with most figures."""
    by_key = {one.key: one for one in indicators}
    if FIRST_SHOWN in by_key:
        return by_key[FIRST_SHOWN]
    counts = {one.indicator: one.places for one in store.news(edition) if one.indicator in by_key}
    return by_key[max(counts, key=counts.__getitem__)] if counts else indicators[0]


def drawn(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Return the indicators that are numbers; an answer of yes or no has no place on an axis."""
    return [one for one in indicators if one.unit not in YES_NO]


def address(request: HttpRequest, choice: Choice, name: str = "explore", **other: str) -> str:
    """Return the address of a choice with some of it changed, in the edition of the page."""
    kept = request.GET.get(PARAMETER)
    query = choice.query(**({PARAMETER: kept} if kept else {}) | other)
    return f"{reverse(name)}?{urlencode(query)}"


def _kind(request: HttpRequest, errors: list[str]) -> Kind:
    asked = request.GET.get(KIND, "") or Kind.SCATTER
    if asked not in list(Kind):
        known = ", ".join(Kind)
        words = _("There is no view «%(asked)s» (vis=). There are: %(known)s. The scatter is shown instead.")
        errors.append(words % {"asked": asked, "known": known})
        return Kind.SCATTER
    return Kind(asked)


def _indicator(
    asked: str, name: str, known: Sequence[Indicator], instead: Indicator | None, errors: list[str]
) -> Indicator | None:
    found = next((one for one in known if one.key == asked), None)
    if found is None:
        near = "".join(get_close_matches(asked, [one.key for one in known], n=1))
        words = (
            _("No figure is called «%(asked)s» (%(name)s=) and can be drawn here; did you mean «%(near)s»?")
            if near
            else _("No figure is called «%(asked)s» (%(name)s=) and can be drawn here.")
        )
        shown = _("«%(instead)s» is shown instead.") % {
            "instead": instead.name if instead else _("Inhabitants")
        }
        errors.append(f"{words % {'asked': asked, 'name': name, 'near': near}} {shown}")
    return found or instead


# --- the place ------------------------------------------------------------------------------------


def _highlight(
    asked: str | None,
    places: Mapping[str, PlaceInEdition],
    regions: Sequence[RegionOfPlaces],
    errors: list[str],
) -> Highlight | None:
    """Find the place of an address; an address without one brings out a region, one with an empty none."""
    if asked is None:
        return _first_region(places, regions)
    if not asked:
        return None
    found = _named(asked, places, regions) or _moved(asked, places, regions)
    if found is None:
        words = _("No municipality, county or region with figures is called «%(asked)s» (sted=).")
        errors.append(words % {"asked": asked})
    return found


def _first_region(
    places: Mapping[str, PlaceInEdition], regions: Sequence[RegionOfPlaces]
) -> Highlight | None:
    for one in regions:
        is_small = 1 < len(one.members) <= MOST_IN_REGION
        if one.place.kind == PlaceKind.REGION and not one.place.made_up and is_small:
            return _of_region(one, places)
    return None


def _named(
    asked: str, places: Mapping[str, PlaceInEdition], regions: Sequence[RegionOfPlaces]
) -> Highlight | None:
    if region := next((one for one in regions if one.place.slug == asked), None):
        return _of_region(region, places)
    own = next((one for one in places.values() if one.slug == asked and one.code != COUNTRY), None)
    return Highlight(own.slug, own.name, own.kind, (own,)) if own else None


def _of_region(region: RegionOfPlaces, places: Mapping[str, PlaceInEdition]) -> Highlight | None:
    by_slug = {one.slug: one for one in places.values()}
    members = tuple(by_slug[one.slug] for one in region.members if one.slug in by_slug)
    place = region.place
    return Highlight(place.slug, place.name, place.kind, members) if members else None


def _moved(
    asked: str, places: Mapping[str, PlaceInEdition], regions: Sequence[RegionOfPlaces]
) -> Highlight | None:
    """Find a place by an old name, a code or another spelling."""
    found = place_for_path(asked, PlaceKind.MUNICIPALITY, PlaceKind.COUNTY, PlaceKind.REGION)
    if isinstance(found, Moved):
        return _named(found.slug, places, regions)
    if isinstance(found, Ambiguous):
        return next(filter(None, (_named(one.slug, places, regions) for one in found.places)), None)
    return None
