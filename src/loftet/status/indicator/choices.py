"""The choices of a reader in the address of an indicator's page, and the addresses that change them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from loftet.charts.colours import PLACES
from loftet.charts.line import MOST_OTHERS
from loftet.editions.rows import Edition
from loftet.status.indicator.chart_queries import ChartChoice
from loftet.status.indicator.place_rows import SORTS
from loftet.status.queries.chosen import Chosen, PlaceInEdition, chosen_places
from loftet.status.queries.likeness import CHARACTERISTICS
from loftet.status.sentences.peers import characteristic
from loftet.status.views.choosing import CHOOSE

FIRST, LAST, WITHOUT, SORT, FIND, LIKENESS = "fra", "til", "uten", "sorter", "finn", "likhet"
COUNTRY, SIMILAR = "landet", "lignende"
MOST = MOST_OTHERS + 1


@dataclass(frozen=True, slots=True)
class Chip:
    """Something shown in the chart: `token` is its colour, `address` is that of the page without it."""

    key: str
    name: str
    token: str
    address: str
    is_own: bool = False


def read_chosen(request: HttpRequest, edition: Edition, held: Iterable[str]) -> Chosen:
    """Find the chosen places: as many as the chart has colours for, the others named as left out."""
    found = chosen_places(request.GET.getlist(CHOOSE), edition, held)
    beyond = found.places[MOST:]
    return replace(found, places=found.places[:MOST], left_out=(*beyond, *found.left_out))


def read_choice(request: HttpRequest, places: Sequence[PlaceInEdition]) -> ChartChoice:
    """Return what the chart shall show; years that are no numbers, or in the wrong order, are not heard."""
    first, last = _year(request.GET.get(FIRST, "")), _year(request.GET.get(LAST, ""))
    if first is not None and last is not None and first > last:
        first = last = None
    without = request.GET.getlist(WITHOUT)
    asked = request.GET.getlist(LIKENESS)
    likeness = tuple(word for word in CHARACTERISTICS if word in asked)
    return ChartChoice(tuple(places), first, last, COUNTRY not in without, SIMILAR not in without, likeness)


def read_sort(request: HttpRequest) -> str:
    """Return what the table is sorted by: the name where nothing else is asked for."""
    wanted = request.GET.get(SORT, "")
    return wanted if wanted in SORTS else SORTS[0]


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def chips(request: HttpRequest, places: Sequence[PlaceInEdition], *, country: bool, band: str) -> list[Chip]:
    """Return a chip for each place, the country and the band, with the address of the page without it."""
    found = [
        Chip(place.slug, place.name, PLACES[at], _without_place(request, place.slug), is_own=at == 0)
        for at, place in enumerate(places)
    ]
    if country:
        found.append(Chip(COUNTRY, _("The country"), "ink2", _without(request, COUNTRY)))
    if band:
        found.append(Chip(SIMILAR, band, "band", _without(request, SIMILAR)))
    return found


def shown_again(request: HttpRequest, choice: ChartChoice) -> list[Chip]:
    """Return what was left out of the chart, with the address that shows it again."""
    found = []
    for key, name, is_there in (
        (COUNTRY, _("The country"), choice.has_country),
        (SIMILAR, _("The middle half"), choice.has_band),
    ):
        if not is_there:
            query = _query(request)
            query.setlist(WITHOUT, [one for one in query.getlist(WITHOUT) if one != key])
            found.append(Chip(key, name, "", _address(query)))
    return found


def with_place(request: HttpRequest, slug: str) -> str:
    """Return the address of the page with one more place."""
    query = _query(request)
    query.setlist(CHOOSE, [*(one for one in query.getlist(CHOOSE) if one != slug), slug])
    return _address(query)


def sorted_by(request: HttpRequest, sort: str) -> str:
    """Return the address of the page with its table sorted in another way."""
    query = _query(request)
    query[SORT] = sort
    return _address(query)


def likeness_boxes(choice: ChartChoice) -> list[tuple[str, str, bool]]:
    """Return what may count for likeness: the word of the address, the name, and whether it counts."""
    return [
        (word, characteristic(key), not choice.likeness or word in choice.likeness)
        for word, key in CHARACTERISTICS.items()
    ]


def kept_fields(request: HttpRequest, *but: str) -> list[tuple[str, str]]:
    """Return what a form carries on of the address, besides what it asks for itself."""
    return [(name, word) for name, words in _query(request).lists() if name not in but for word in words]


def _without_place(request: HttpRequest, slug: str) -> str:
    query = _query(request)
    query.setlist(CHOOSE, [one for one in query.getlist(CHOOSE) if one != slug])
    return _address(query)


def _without(request: HttpRequest, key: str) -> str:
    query = _query(request)
    query.appendlist(WITHOUT, key)
    return _address(query)


def _query(request: HttpRequest) -> QueryDict:
    """Return the query of the address without what was only asked for once: a search among places."""
    query = request.GET.copy()
    query.pop(FIND, None)
    return query


def _address(query: QueryDict) -> str:
    return f"?{query.urlencode()}"
