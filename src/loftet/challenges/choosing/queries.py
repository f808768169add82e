"""Queries of what municipalities have chosen: one set, and those of others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loftet.challenges.choosing.candidates import Said
from loftet.challenges.choosing.models import Choice, ChosenIndicator, IndicatorSet, Suggested
from loftet.decisions.models import Treatment
from loftet.decisions.queries.matters import decisions_of
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.places.models import Place
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import Area
from loftet.status.queries.peers import places_of_peers


@dataclass(frozen=True, slots=True)
class ChosenFigure:
    """An indicator that a municipality has chosen, and why; own data has a `series` and no key."""

    key: str
    reason: str = ""
    series: int | None = None


def set_of(place: Place) -> IndicatorSet | None:
    """Return the set of a municipality; None before it has begun."""
    return IndicatorSet.objects.select_related("place").filter(place=place).first()


def decision_of(chosen: IndicatorSet) -> Treatment | None:
    """Return the decision that adopted a set, where everybody may read it. At most one query."""
    return decisions_of(chosen.place).filter(pk=chosen.treatment_id).first() if chosen.treatment_id else None


def rows_of(chosen: IndicatorSet | None) -> tuple[ChosenIndicator, ...]:
    """Return the rows of a set in their order. One query."""
    if chosen is None:
        return ()
    rows = chosen.rows.select_related("series__current", "copied_from")
    return tuple(rows.defer("series__current__content"))


def chosen_figures(place: Place, *, with_draft: bool = False) -> tuple[ChosenFigure, ...]:
    """Return what a municipality has chosen, in its order: of a draft nothing, unless it is asked for."""
    rows = ChosenIndicator.objects.filter(set__place=place, state=Choice.CHOSEN)
    rows = rows if with_draft else rows.exclude(set__published=None)
    found = rows.values_list("indicator", "reason", "series")
    return tuple(ChosenFigure(*one) for one in found)


def published_sets(but: Place) -> tuple[IndicatorSet, ...]:
    """Return the sets of other municipalities that can be copied, by name."""
    sets = IndicatorSet.objects.published().exclude(place=but).select_related("place")
    return tuple(sets.order_by("place__sort_key"))


def copy_of(source: IndicatorSet) -> tuple[Said, ...]:
    """Return the chosen indicators of a set as another municipality copies them: own data stays."""
    rows = source.rows.filter(state=Choice.CHOSEN, series=None)
    return tuple(
        Said(one.indicator, None, Choice.CHOSEN, one.reason, Suggested.COPIED, source.place_id)
        for one in rows
    )


def chosen_by(
    store: EditionStore, edition: Edition, place: PlaceInEdition, area: Area | None
) -> Mapping[str, Sequence[str]]:
    """Return the names of the neighbours and similar municipalities that have chosen an indicator."""
    peers = places_of_peers(edition, store.peers(edition, place.code)).values()
    slugs = {one.slug for one in (*(area.others if area else ()), *peers)}
    rows = ChosenIndicator.objects.filter(state=Choice.CHOSEN, series=None, set__place__slug__in=slugs)
    found: dict[str, list[str]] = defaultdict(list)
    known = rows.exclude(set__published=None).order_by("set__place__sort_key", "order")
    for key, name in known.values_list("indicator", "set__place__name"):
        found[key].append(name)
    return found


def room_sets(places: Sequence[Place], seen: Iterable[int]) -> tuple[ChosenIndicator, ...]:
    """Return what members have said of indicators and own data, in sets that the reader may see."""
    rows = ChosenIndicator.objects.filter(set__place__in=places).select_related("set")
    readable = set(seen)
    return tuple(one for one in rows if one.set.published is not None or one.set.place_id in readable)
