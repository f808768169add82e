"""Queries about time in an edition; one that was built before has no answers."""

from collections.abc import Callable, Iterable

from loftet.editions.engine import Engine, Record
from loftet.editions.projection_rows import (
    POOLED_EVERYWHERE,
    POOLED_OF_PLACE,
    PROJECTIONS_EVERYWHERE,
    PROJECTIONS_OF_PLACE,
    PooledFigure,
    PoolingRule,
    Projection,
    decode_pooled,
    decode_projection,
)
from loftet.editions.rows import Edition
from loftet.editions.visibility import Scope


class ProjectionReader:
    """A reader of the tables `projections` and `pooled`; a store has one as `projection_reader`."""

    def __init__(self, engine: Engine, scope: Callable[[Edition], Scope]) -> None:
        self._engine = engine
        self._scope = scope

    def projections(self, edition: Edition, place: str) -> tuple[Projection, ...]:
        """Return the projection of every figure of a place, in the order of indicators' keys.

        Of a place whose status is hidden this is the pace alone, and not towards a target.
        """
        return tuple(map(decode_projection, self._ask(edition, "projections", PROJECTIONS_OF_PLACE, place)))

    def projections_everywhere(self, edition: Edition, indicator: str) -> tuple[Projection, ...]:
        """Return the projection of an indicator in every place, in the order of codes."""
        rows = self._ask(edition, "projections", PROJECTIONS_EVERYWHERE, indicator)
        return tuple(map(decode_projection, rows))

    def pooled(
        self, edition: Edition, place: str, rules: Iterable[PoolingRule] = PoolingRule
    ) -> tuple[PooledFigure, ...]:
        """Return the pooled years of a place by some rules, by indicator key."""
        rows = self._ask(edition, "pooled", POOLED_OF_PLACE, place, list(rules))
        return tuple(map(decode_pooled, rows))

    def pooled_everywhere(self, edition: Edition, indicator: str) -> tuple[PooledFigure, ...]:
        """Return the pooled years of an indicator in every place, in the order of codes."""
        return tuple(map(decode_pooled, self._ask(edition, "pooled", POOLED_EVERYWHERE, indicator)))

    def _ask(self, edition: Edition, table: str, sql: str, *asked: object) -> list[Record]:
        if not self._engine.has(edition.id, table):
            return []
        return self._engine.records(self._scope(edition), sql, asked)
