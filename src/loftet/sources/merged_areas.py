"""Figures of a place from before a merger, made of those of the places that went into it.

What was counted and divided is summed and divided again, which is exact. Shares and rates are weighted by
the inhabitants of the year, which is an estimate. A place that came of a split gets nothing: how its part
divides is not known. No other figure can be carried over, and that is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place
from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import CatalogueIndicator
from loftet.sources.catalogue.words import CountedPer
from loftet.sources.figures import SourceFigure
from loftet.sources.jsonstat import CellStatus

Figures = Sequence[SourceFigure]
RATE = ("%", "per ")  # how the unit of a share or a rate begins


@dataclass(frozen=True, slots=True)
class MergedAreas:
    """The places of today, those that went into them by year, and those that came of a split."""

    today: frozenset[str]
    parts: Mapping[tuple[str, int], tuple[Place, ...]]
    split: tuple[Place, ...]

    @classmethod
    def of(cls, wanted: Iterable[Place], places: Gazetteer, until: date) -> "MergedAreas":
        """Find what the places were in each year that codes are known of."""
        wanted = tuple(wanted)
        parts: dict[tuple[str, int], tuple[Place, ...]] = {}
        split: dict[str, Place] = {}
        for place in wanted if places.known_from < until else ():
            for year in range(places.known_from.year, until.year + 1):
                if place.kind is Kind.COUNTRY or place.code(date(year, 1, 1)) is not None:
                    continue
                found = _went_into(place, date(year, 1, 1), places)
                if found:
                    parts[place.slug, year] = found
                elif found is None:
                    split[place.slug] = place
        return cls(frozenset(place.slug for place in wanted), parts, tuple(split.values()))

    @property
    def past(self) -> tuple[Place, ...]:
        """Return the places of the past whose figures are needed."""
        found = {part.slug: part for parts in self.parts.values() for part in parts}
        return tuple(part for slug, part in found.items() if slug not in self.today)

    def lines(self) -> Iterator[str]:
        """Yield what holds for all indicators."""
        if self.split:
            listed = ", ".join(place.name for place in self.split)
            yield f"came of a split, and have no figures from before it: {listed}"

    def carried_back(
        self, indicator: CatalogueIndicator, figures: Figures, people: Figures
    ) -> tuple[tuple[SourceFigure, ...], str]:
        """Return the figures of the places of today, with those from before a merger, and what to tell."""
        kept = tuple(one for one in figures if one.place.slug in self.today)
        if not self.parts:
            return kept, ""
        divided = indicator.source.divided_by is not None
        counted = divided or any(one.denominator is not None for one in figures)
        combine = _way(indicator, people, counted)
        if combine is None:
            return (
                kept,
                f"{indicator.key}: can be neither summed nor weighted, so series begin with the merger",
            )
        by_place = {(one.place.slug, one.year): one for one in figures}
        names = {one.place.slug: one.place for one in kept}
        made = []
        for (slug, year), parts in self.parts.items():
            found = [by_place.get((part.slug, year)) for part in parts]
            whole = [one for one in found if one is not None and one.value is not None]
            if slug not in names or (slug, year) in by_place or len(whole) < len(found):
                continue
            if together := combine.combined(whole):
                made.append(replace(together, place=names[slug]))
        told = f"{indicator.key}: {len(made)} figures from before a merger, {combine.word}" if made else ""
        return (*kept, *made), told


def _went_into(place: Place, on: date, places: Gazetteer) -> tuple[Place, ...] | None:
    """Return the places of a day that went whole into a place, none where one of them was split."""
    first = min(place.codes, key=lambda dated: dated.valid.start)
    codes = places.predecessors(first.code, on)
    try:
        found = tuple(places.resolve(code, on) for code in codes)
    except InvalidInput:
        return ()
    became = [places.changes.after(code, first.valid.start) for code in codes]
    return found if all(one == (first.code,) for one in became) else None


# --- the two ways -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Summed:
    """Counts and what they are divided by are summed."""

    times: float
    word: str = "summed"

    def combined(self, parts: Figures) -> SourceFigure | None:
        """Return the figure of the parts together."""
        count = sum(one.count for one in parts if one.count is not None)
        below = sum(one.denominator for one in parts if one.denominator is not None)
        if below <= 0:
            return None
        return replace(_first(parts), value=self.times * count / below, count=count, denominator=below)


@dataclass(frozen=True, slots=True)
class _Weighted:
    """Shares and rates are weighted by the inhabitants."""

    people: Mapping[tuple[str, int], float]
    word: str = "weighted by inhabitants"

    def combined(self, parts: Figures) -> SourceFigure | None:
        """Return the figure of the parts together, none where the inhabitants of one are not known."""
        weights = [self.people.get((one.place.slug, one.year), 0.0) for one in parts]
        if not all(weight > 0 for weight in weights):
            return None
        value = sum(weight * (one.value or 0) for weight, one in zip(weights, parts, strict=True)) / sum(
            weights
        )
        status = CellStatus.ESTIMATED.word if len(parts) > 1 else parts[0].status
        return replace(_first(parts), value=value, status=status)


def _way(indicator: CatalogueIndicator, people: Figures, counted: bool) -> _Summed | _Weighted | None:
    if counted:
        return _Summed(indicator.source.times)
    rate = indicator.unit.nb.startswith(RATE) or indicator.counted_per is not CountedPer.NOBODY
    if not rate:
        return None
    return _Weighted({(one.place.slug, one.year): one.value for one in people if one.value is not None})


def _first(parts: Figures) -> SourceFigure:
    """Return the first part under the codes of all; as doubtful as the most doubtful."""
    doubtful = next((one.status for one in parts if one.status != CellStatus.REPORTED.word), parts[0].status)
    return replace(parts[0], code="+".join(one.code for one in parts), status=doubtful)
