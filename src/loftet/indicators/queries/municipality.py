"""The page of a municipality: how it stands, what stands out, what is not known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import translation

from loftet.charts.dot import DotScale, dot_scale
from loftet.core.words import Sign, colour_sign
from loftet.editions.rows import Edition, GoalRow, Indicator, Reading, ValueStatus
from loftet.editions.store import EditionStore
from loftet.indicators import sentences
from loftet.indicators.goals import goals
from loftet.indicators.queries.basis import counts, is_scored, status_basis
from loftet.indicators.queries.chosen import COUNTRY, PlaceInEdition
from loftet.indicators.queries.colour_limits import colour_rule
from loftet.indicators.queries.conservative_trend import conservative_trend_rows
from loftet.indicators.queries.gaps import Gaps, find_gaps
from loftet.indicators.queries.highlights import Highlights, highlights, series_that_move
from loftet.indicators.queries.nearby import Area
from loftet.indicators.queries.peers import PeersOfPlace, peers_of_place
from loftet.indicators.queries.projection import (
    SmallNumbers,
    TargetProjection,
    county_of,
    read_known,
    small_numbers,
    toward_targets,
)
from loftet.indicators.queries.sources import Sources, find_sources
from loftet.indicators.sentences.basis import StatusBasis, goals_by_few
from loftet.indicators.status import goal_sign
from loftet.methods.rules import GoalColour

OWN_DATA = "3"  # the quality of figures that a municipality has made itself


@dataclass(frozen=True, slots=True)
class GoalTile:
    """A goal in the grid of seventeen; `rests` tells on how many of its figures its word rests."""

    key: str
    name: str
    status: Sign
    scale: DotScale | None
    measured: bool
    basis: StatusBasis | None = None


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """All that the page of a municipality shows."""

    answer: tuple[str, ...]
    highlights: Highlights
    goals: tuple[GoalTile, ...]
    by_few: str
    gaps: Gaps
    sources: Sources
    every: int
    deciding: int
    ladder: str
    first_year: int | None
    last_year: int | None
    target_projections: tuple[TargetProjection, ...]
    small_numbers: SmallNumbers
    own_data: int
    peers: PeersOfPlace | None


def municipality_page(
    store: EditionStore, edition: Edition, place: PlaceInEdition, area: Area | None = None
) -> MunicipalityPage:
    """Read the page of a municipality: eight questions to the edition at most, however many indicators."""
    county = county_of(store, edition, place)
    beside = [COUNTRY, *([county.code] if county else [])]
    rows = store.indicator_rows(edition, place.code, translation.get_language() or "nb", beside)
    known = read_known(store, edition, place, area, only_few=True)
    rows = conservative_trend_rows(store, edition, rows, known.projections.values())
    goal_rows = store.goal_rows(edition, place.code, ())
    series = series_that_move(store, edition, place.code, rows)
    years = [row.own.year for row in rows if row.own.value is not None and row.own.year is not None]
    own = [(row.indicator, row.own) for row in rows]
    tiles = goal_tiles(goal_rows, own, colour_rule(store, edition).goal)
    deciding = sum(tile.basis.deciding for tile in tiles if tile.basis)
    ranked = sum(one.ranked for one in store.places(edition))
    return MunicipalityPage(
        answer=tuple(sentences.standing(place.name, (row.own for row in goal_rows), ranked)),
        highlights=highlights(rows, series),
        goals=tiles,
        by_few=goals_by_few(sum(tile.basis is not None and tile.basis.is_few for tile in tiles)),
        gaps=find_gaps(own),
        sources=find_sources(row.indicator for row in rows),
        every=len(rows),
        deciding=deciding,
        ladder=ladder(place.name, own, deciding),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        target_projections=toward_targets(rows, known),
        small_numbers=small_numbers(rows, known),
        own_data=sum(row.indicator.quality == OWN_DATA and row.own.value is not None for row in rows),
        peers=peers_of_place(store, edition, place),
    )


def ladder(name: str, own: Sequence[tuple[Indicator, Reading]], deciding: int) -> str:
    """Count the indicators of a place: there, applying, known, with a part in a score, deciding a status."""
    known = [one for one in own if one[1].value is not None]
    others = [one for one in known if not is_scored(*one)]
    return sentences.ladder(
        name,
        sentences.Ladder(
            every=len(own),
            applying=sum(reading.status is not ValueStatus.NOT_APPLICABLE for _one, reading in own),
            known=len(known),
            scored=len(known) - len(others),
            deciding=deciding,
            background=bool(others) and not any(counts(*one) for one in others),
            judged=all(reading.judged for _one, reading in own),
        ),
    )


def goal_tiles(
    of_goals: Iterable[GoalRow], known: Sequence[tuple[Indicator, Reading]], rule: GoalColour
) -> tuple[GoalTile, ...]:
    """Return all seventeen goals; one that the edition does not measure says so."""
    found = {one.goal: one for one in of_goals}
    return tuple(goal_tile(goal.key, goal.name, found.get(goal.key), known, rule) for goal in goals())


def goal_tile(
    key: str, name: str, row: GoalRow | None, known: Sequence[tuple[Indicator, Reading]], rule: GoalColour
) -> GoalTile:
    """Return a goal's tile: word, symbol, and the dot on its scale with the peers' middle half."""
    if row is None:
        return GoalTile(key, name, colour_sign("grey", None), None, measured=False)
    own, band = row.own, row.scores
    scale = None
    if own.score is not None:
        scale = dot_scale(
            own.score,
            own.score_low,
            own.score_high,
            band.low if band else None,
            band.high if band else None,
        )
    return GoalTile(key, name, goal_sign(own), scale, measured=True, basis=status_basis(own, known, rule))
