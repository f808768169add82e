"""Queries of the use of indicators: the chosen ones with their figures, targets and uses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from loftet.challenges.choosing.models import Choice, ChosenIndicator
from loftet.challenges.using.models import IndicatorUse
from loftet.editions.rows import Edition, Indicator, Point
from loftet.editions.store import EditionStore
from loftet.own_data.models import OwnSeries, SeriesState
from loftet.places.models import Place
from loftet.status.own_targets import OwnTarget, own_targets_of
from loftet.status.queries.chosen import in_edition


@dataclass(frozen=True, slots=True)
class UsedIndicator:
    """A chosen indicator with what the municipality does with it.

    `points` are the years with a value, the newest last; own data has a `series` and no indicator.
    """

    key: str
    name: str
    reason: str
    uses: tuple[IndicatorUse, ...]
    indicator: Indicator | None = None
    series: OwnSeries | None = None
    points: tuple[Point, ...] = ()
    targets: Sequence[OwnTarget] = ()


def used_indicators(
    store: EditionStore, edition: Edition | None, place: Place, language: str
) -> list[UsedIndicator]:
    """Return the chosen indicators of a municipality in their order; three queries, two to the edition.

    Own data that was withdrawn is not among them.
    """
    shown = Q(series=None) | Q(series__state=SeriesState.SHOWN)
    rows = ChosenIndicator.objects.filter(shown, set__place=place, state=Choice.CHOSEN)
    chosen = list(
        rows.select_related("series__current").defer("series__current__content").prefetch_related("uses")
    )
    known = {one.key: one for one in store.indicators(edition, language)} if edition else {}
    points = _points(store, edition, place, [one.indicator for one in chosen if one.indicator in known])
    targets = own_targets_of(place.slug)
    return [
        UsedIndicator(
            key=one.indicator,
            name=known[one.indicator].name if one.indicator in known else str(one),
            reason=one.reason,
            uses=tuple(one.uses.all()),
            indicator=known.get(one.indicator),
            series=one.series,
            points=points.get(one.indicator, ()),
            targets=targets.get(one.indicator, ()),
        )
        for one in chosen
    ]


def _points(
    store: EditionStore, edition: Edition | None, place: Place, keys: list[str]
) -> dict[str, tuple[Point, ...]]:
    here = in_edition([place], edition).get(place.slug) if edition and keys else None
    if edition is None or here is None:
        return {}
    found = store.place_series(edition, here.code, keys)
    return {one.indicator: tuple(p for p in one.comparable if p.value is not None) for one in found}
