"""Facts about a municipality: inhabitants, area, county, region, centrality, official form of Norwegian."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.editions.engine import Record
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import Area

# The lowest index of each class of centrality of Statistics Norway, from the most central to the sixth.
CLASSES = (925, 870, 775, 670, 565, 0)
LOWEST_INDEX = 100  # other scales, as that of made-up places, are far below


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts in the order of the line; what is not known is None or empty."""

    population: int | None
    area: int | None
    county: str
    region: Area | None
    centrality: int | None
    language: str


def facts_of(place: PlaceInEdition, structure: Mapping[str, Record], county: str, area: Area | None) -> Facts:
    """Collect the facts that an edition holds about a municipality."""
    row = structure.get(place.code, {})
    people, size = row.get("population"), row.get("area_km2")
    return Facts(
        population=int(people) if people else None,
        area=int(float(size) + 0.5) if size else None,
        county=county,
        region=area if area and area.name != county else None,
        centrality=centrality_class(row.get("centrality")),
        language={"nb": _("Bokmål"), "nn": _("Nynorsk")}.get(str(row.get("language") or ""), ""),
    )


def centrality_class(index: float | None) -> int | None:
    """Return the class of an index of centrality, 1 the most central; none of an index on another scale.

    >>> centrality_class(612.0), centrality_class(4.7)
    (5, None)
    """
    if index is None or index < LOWEST_INDEX:
        return None
    return next(at for at, lowest in enumerate(CLASSES, 1) if index >= lowest)
