"""The baseline of an expected effect: which figures can answer, and their newest values before it."""

from collections.abc import Mapping
from typing import Any

from loftet.editions.rows import Edition, Influence
from loftet.invalid_input import InvalidInput
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import PlaceCode
from loftet.projects.effects.cards import indicators_now
from loftet.projects.models import Project, Refusal
from loftet.status.edition import store


def municipalities_of(project: Project) -> list[Organisation]:
    """Return the municipalities that take part, whose figures an effect is read from."""
    kind = OrganisationKind.MUNICIPALITY
    rows = Organisation.objects.filter(project_parts__project=project, kind=kind, place__isnull=False)
    return list(rows.select_related("place").order_by("place__sort_key"))


def baseline_of(project: Project, indicator: str, edition: Edition | None) -> tuple[str, dict[str, Any]]:
    """Return the edition and what is frozen: slugs of places, year and value of each in the figure's unit.

    Without an edition, or where it has no such figure, the places alone are frozen.
    """
    places = [one.place for one in municipalities_of(project) if one.place is not None]
    frozen: dict[str, Any] = {"places": [one.slug for one in places], "values": {}}
    if edition is None:
        return "", frozen
    codes = dict(PlaceCode.objects.filter(place__in=places).values_list("code", "place__slug"))
    for one in store().whole_series(edition, indicator):  # the years of a place rise
        if one.place in codes and one.value is not None and one.year < project.starts_on.year:
            frozen["values"][codes[one.place]] = [one.year, one.value]
    return edition.id, frozen


def demand_movable(written: Mapping[str, Any]) -> None:
    """Check that an indicator that is written is none that a municipality has little influence on.

    Raises:
        InvalidInput: when the figures of today say so.
    """
    found = indicators_now().get(written.get("indicator", ""))
    if found is not None and found.influence is Influence.LITTLE:
        raise InvalidInput.because(str(Refusal.BACKGROUND.label), field="indicator")
