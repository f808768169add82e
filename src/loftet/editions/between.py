"""The differences between two editions for a page: counts of changes, and the changed words of one place.

`diff` lists every move and explains every place; a page asks for less, and answers in a second.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loftet.editions import diff_queries as queries
from loftet.editions.diff import DiffReader, KeyChange, MethodMove, WordMove, method_moves
from loftet.editions.engine import CONFIG
from loftet.editions.stamp import EDITIONS
from loftet.editions.visibility import Scope

REVISED = f"{queries.PAIRS} SELECT count(*) FROM pairs WHERE old <> new"  # noqa: S608 - a part of our own
# What `added` and `revised` count together, by place.
NEW_BY_PLACE = """
    SELECT n.place, count(*)
    FROM {new_observations} n LEFT JOIN {old_observations} o USING (place, indicator, year)
    WHERE o.place IS NULL OR o.value <> n.value GROUP BY n.place
"""

OF_PLACE = "SELECT * FROM ({moves}) AS moves WHERE moves.place = ?"
AT = "list_position(['red', 'orange', 'yellow', 'green'], {side}.colour)"
GOALS_TURNED = f"""
    SELECT count(*) FILTER ({AT.format(side="new")} > {AT.format(side="old")}),
        count(*) FILTER ({AT.format(side="new")} < {AT.format(side="old")})
    FROM {{old_goal_scores}} old JOIN {{new_goal_scores}} new USING (place, goal)
    JOIN {{new_places}} p USING (place) WHERE p.ranked
"""  # noqa: S608 - parts of our own


@dataclass(frozen=True, slots=True)
class Between:
    """The changes between two editions, counted; `goals_better` and `goals_weaker` count goals of places.

    `by_place` are the figures that are new or corrected, by the code of their place.
    """

    added: int
    removed: int
    revised: int
    by_place: Mapping[str, int]
    places: KeyChange
    indicators: KeyChange
    method: tuple[MethodMove, ...]
    goals_better: int
    goals_weaker: int


@dataclass(frozen=True, slots=True)
class Turned:
    """The words of a place that are others now: of its indicators and of their directions."""

    indicators: tuple[WordMove, ...]
    trends: tuple[WordMove, ...]


def between(root: Path, before: Scope, after: Scope) -> Between:
    """Count what changed from one edition to another; both are known to be there.

    The goals of a place whose status is hidden are not counted among those with another status.
    """
    with duckdb.connect(":memory:", config=CONFIG) as connection:
        asked = DiffReader(connection, root / EDITIONS, before, after)
        added, removed = asked.rows(queries.YEARS)[0]
        better, weaker = asked.rows(GOALS_TURNED)[0]
        return Between(
            added=added,
            removed=removed,
            revised=asked.rows(REVISED)[0][0],
            by_place=dict(asked.rows(NEW_BY_PLACE)),
            places=asked.change("places", "place"),
            indicators=asked.change("indicators", "indicator"),
            method=method_moves(root / EDITIONS, before.edition, after.edition),
            goals_better=better,
            goals_weaker=weaker,
        )


def turned(root: Path, before: Scope, after: Scope, place: str) -> Turned:
    """Return the changed words of a place; none where its status is hidden in one of the two."""
    if place in before.hidden | after.hidden:
        return Turned((), ())
    with duckdb.connect(":memory:", config=CONFIG) as connection:
        asked = DiffReader(connection, root / EDITIONS, before, after)

        def of_place(sql: str) -> tuple[WordMove, ...]:
            rows = asked.rows(OF_PLACE.format(moves=sql), [place])
            return tuple(WordMove(*row) for row in rows)

        return Turned(of_place(queries.INDICATOR_COLOURS), of_place(queries.TRENDS))
