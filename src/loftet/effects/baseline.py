"""The baseline of an expectation: which figures can answer, and their newest values before the work."""

from collections.abc import Mapping, Sequence
from typing import Any

from loftet.editions.rows import Edition, Influence
from loftet.effects.cards import indicators_now
from loftet.effects.models import Refusal
from loftet.invalid_input import InvalidInput
from loftet.places.models import Place, PlaceCode
from loftet.status.edition import store


def baseline_of(
    places: Sequence[Place], before: int, indicator: str, edition: Edition | None
) -> tuple[str, dict[str, Any]]:
    """Return the edition and what is frozen: slugs of places, newest year before and value of each.

    Values are in the figure's unit. Without an edition, or where it has no such figure, the places alone are
    frozen.
    """
    frozen: dict[str, Any] = {"places": [one.slug for one in places], "values": {}}
    if edition is None:
        return "", frozen
    codes = dict(PlaceCode.objects.filter(place__in=places).values_list("code", "place__slug"))
    for one in store().whole_series(edition, indicator):  # the years of a place rise
        if one.place in codes and one.value is not None and one.year < before:
            frozen["values"][codes[one.place]] = [one.year, one.value]
    return edition.id, frozen


def codes_of(slugs: set[str]) -> frozenset[str]:
    """Return every code that municipalities have had; an edition knows one of them."""
    if not slugs:
        return frozenset()
    rows = PlaceCode.objects.filter(place__slug__in=slugs)
    return frozenset(rows.values_list("code", flat=True))


def movable_figures() -> list[tuple[str, str]]:
    """Return the figures of which something can be expected, each with its unit, by name."""
    known = [
        (key, f"{one.name} ({one.unit})")
        for key, one in indicators_now().items()
        if one.influence is not Influence.LITTLE
    ]
    return sorted(known, key=lambda one: one[1].casefold())


def demand_movable(written: Mapping[str, Any]) -> None:
    """Check that an indicator that is written is none that a municipality has little influence on.

    Raises:
        InvalidInput: when the figures of today say so.
    """
    found = indicators_now().get(written.get("indicator", ""))
    if found is not None and found.influence is Influence.LITTLE:
        raise InvalidInput.because(str(Refusal.BACKGROUND.label), field="indicator")
