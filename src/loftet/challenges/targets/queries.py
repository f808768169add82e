"""Queries of adopted targets: as the pages of status show them, and as a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from loftet.challenges.targets.models import AdoptedTarget
from loftet.decisions.queries.standing import who
from loftet.editions.rows import Edition, Indicator, Reading
from loftet.editions.store import EditionStore
from loftet.places.models import Place
from loftet.status.own_targets import OwnTarget
from loftet.status.queries.chosen import in_edition
from loftet.status.sentences.words import figure, target_figure

RELATED = ("place", "treatment__body")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in the list: what it is called, how it is written, the figure of today, the decision."""

    target: AdoptedTarget
    name: str
    written: str
    now: str
    now_year: int | None
    decision: str


def standing_at(place_slug: str) -> Iterator[OwnTarget]:
    """Return the targets of a municipality that hold, for the pages of status. One query."""
    rows = AdoptedTarget.objects.filter(place__slug=place_slug, withdrawn_on=None)
    for one in rows.select_related(*RELATED):
        address = one.get_absolute_url()
        yield OwnTarget(one.indicator, float(one.value), one.year, decision_of(one), one.adopted_on, address)


def decision_of(target: AdoptedTarget) -> str:
    """Return the decision in a few words: as it was named, or the body and its case number."""
    made = target.treatment
    return target.decision or (" ".join(filter(None, (who(made), made.case_number))) if made else "")


def lines_of(store: EditionStore, edition: Edition | None, place: Place, language: str) -> list[TargetLine]:
    """Return every target of a municipality with its newest figure; one query, and one to the edition."""
    rows = list(AdoptedTarget.objects.filter(place=place).select_related(*RELATED))
    known = {one.key: one for one in store.indicators(edition, language)} if edition else {}
    readings = readings_of(store, edition, place, {one.indicator for one in rows})
    return [_line(one, known.get(one.indicator), readings.get(one.indicator)) for one in rows]


def readings_of(
    store: EditionStore, edition: Edition | None, place: Place, keys: set[str]
) -> dict[str, Reading]:
    """Return the newest figures of some indicators in a municipality, by indicator."""
    here = in_edition([place], edition).get(place.slug) if edition and keys else None
    if edition is None or here is None:
        return {}
    found = store.readings_of_places(edition, [here.code], sorted(keys))
    return {one.indicator: one for one in found if one.value is not None}


def _line(target: AdoptedTarget, indicator: Indicator | None, reading: Reading | None) -> TargetLine:
    value = float(target.value)
    return TargetLine(
        target=target,
        name=indicator.name if indicator else target.indicator,
        written=target_figure(value, indicator) if indicator else f"{value:g}",
        now=figure(reading.value, indicator) if indicator and reading and reading.value is not None else "",
        now_year=reading.year if reading else None,
        decision=decision_of(target),
    )
