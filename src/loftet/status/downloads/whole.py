"""All that an edition knows of one indicator: what every file about it is written from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from loftet.core.words import page_language
from loftet.editions.observed import Bounds, Observed
from loftet.editions.periods import year_of
from loftet.editions.rows import Edition, Indicator, Place, Reading, ValueStatus
from loftet.editions.store import EditionStore
from loftet.status.edition import PARAMETER

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of an indicator, whole; all but `page` name the edition and never change."""

    page: str
    permanent: str
    csv: str
    csv_all_years: str
    json: str
    metadata: str
    zip: str
    svg: str
    figure: str


@dataclass(frozen=True, slots=True)
class Whole:
    """An indicator of an edition: its texts in every language, its whole series, and how it was judged."""

    edition: Edition
    language: str
    texts: Mapping[str, Indicator]
    places: tuple[Place, ...]
    series: tuple[Observed, ...]
    readings: tuple[Reading, ...]
    bounds: Bounds | None
    method: Mapping[str, Any]
    addresses: Addresses

    @property
    def indicator(self) -> Indicator:
        """Return the indicator with its texts in the language of the reader."""
        return self.texts[self.language]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that anything is told of, the oldest first."""
        return tuple(sorted({one.year for one in self.series}))

    @property
    def periods(self) -> dict[int, str]:
        """Return how each year is written: as a period where its figures cover several years."""
        return {int(one.year): str(year_of(one.year, one.period)) for one in self.series}

    @property
    def names(self) -> dict[str, str]:
        """Return the names of places by code."""
        return {place.code: place.name for place in self.places}

    @property
    def not_of(self) -> frozenset[str]:
        """Return the codes of the places that the indicator does not apply to."""
        return places_without(self.readings)


def places_without(readings: Iterable[Reading]) -> frozenset[str]:
    """Return the codes of the places that an indicator does not apply to, by its readings."""
    return frozenset(
        one.place for one in readings if one.value is None and one.status is ValueStatus.NOT_APPLICABLE
    )


def read_whole(request: HttpRequest, reader: EditionStore, edition: Edition, indicator: Indicator) -> Whole:
    """Read all that an edition knows of an indicator."""
    key = indicator.key
    texts = {
        language: next(one for one in reader.indicators(edition, language) if one.key == key)
        for language in LANGUAGES
    }
    return Whole(
        edition=edition,
        language=page_language(),
        texts=texts,
        places=reader.places(edition),
        series=reader.whole_series(edition, key),
        readings=reader.indicator_table(edition, key),
        bounds=reader.bounds(edition, key),
        method=reader.method(edition),
        addresses=addresses_of(request, edition, key),
    )


def addresses_of(request: HttpRequest, edition: Edition, key: str, **query: str | list[str]) -> Addresses:
    """Return the addresses of an indicator and of all its files; `query` goes with each of them."""

    def at(name: str, **more: str) -> str:
        words = urlencode({**query, **more}, doseq=True)
        return request.build_absolute_uri(reverse(name, args=[key]) + (f"?{words}" if words else ""))

    pinned = {PARAMETER: edition.id}
    return Addresses(
        page=at("indicator"),
        permanent=at("indicator", **pinned),
        csv=at("indicator_csv", **pinned),
        csv_all_years=at("indicator_csv", **pinned, aar="alle"),
        json=at("indicator_json", **pinned),
        metadata=at("indicator_metadata", **pinned),
        zip=at("indicator_zip", **pinned),
        svg=at("indicator_svg", **pinned),
        figure=at("indicator_figure", **pinned),
    )
