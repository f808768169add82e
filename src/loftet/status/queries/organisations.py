"""The figures of organisations in an edition, as records that begin with a figure show them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.charts.strip import Strip, StripLine, StripPlace, strip
from loftet.core.words import page_language
from loftet.editions.rows import Edition, Indicator
from loftet.invalid_input import InvalidInput
from loftet.people.models import Organisation
from loftet.places.models import PlaceCode
from loftet.status.edition import store
from loftet.status.strips import way_of
from loftet.ui.numbers import number_style


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of a place in an edition, with the strip of all municipalities."""

    indicator: Indicator
    edition: Edition
    place: str
    value: float | None
    year: int | None
    strip: Strip | None = None

    @property
    def sentence(self) -> str:
        """Return the figure with its name, unit and year; nothing where there is none."""
        if self.value is None:
            return ""
        return _("%(name)s: %(value)s %(unit)s in %(year)s.") % {
            "name": self.indicator.name,
            "value": number_text(self.value, self.indicator.decimals, number_style()),
            "unit": self.indicator.unit,
            "year": self.year,
        }


def figure_of(
    organisation: Organisation, key: str, edition_id: str, wished: float | None = None
) -> Figure | None:
    """Return an organisation's figure in an edition; None where the edition or the indicator is not there."""
    found = next(iter(figures_of([organisation], key, edition_id)), None)
    if found is None or found.value is None:
        return found
    indicator, readings = found.indicator, store().indicator_table(found.edition, key)
    values = [one.value for one in readings if one.value is not None]
    target = [_wished(wished, indicator)] if wished is not None else []
    own = StripPlace(found.place, found.value)
    drawn = strip(values, [own], better=way_of(indicator), lines=target, width=320)
    return replace(found, strip=drawn)


def figures_of(organisations: Iterable[Organisation], key: str, edition_id: str) -> list[Figure]:
    """Return the figures of the organisations that have a place, without strips; one query."""
    places = {one.place.pk: one.place.name for one in organisations if one.place}
    if not key or not places:
        return []
    try:
        edition = store().edition(edition_id)
    except InvalidInput:
        return []
    language = page_language()
    indicator = next((one for one in store().indicators(edition, language) if one.key == key), None)
    if indicator is None:
        return []
    readings = {one.place: one for one in store().indicator_table(edition, key)}
    codes = PlaceCode.objects.filter(place__in=places).values_list("place", "code")
    own = {place: readings[code] for place, code in codes if code in readings}
    read = [(name, own.get(place)) for place, name in places.items()]
    return [
        Figure(indicator, edition, name, *((it.value, it.year) if it else (None, None))) for name, it in read
    ]


def _wished(value: float, indicator: Indicator) -> StripLine:
    words = _("Wished %(value)s") % {"value": number_text(value, indicator.decimals, number_style())}
    return StripLine(words, value, is_target=True)
