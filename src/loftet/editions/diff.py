"""Changes between two editions: values, statuses, colours, scores, places, indicators and the method."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from loftet.editions import diff_queries as queries
from loftet.editions.engine import CONFIG, TABLES, parquet_sql
from loftet.editions.explained import Explanations
from loftet.editions.rows import Edition
from loftet.editions.stamp import EDITIONS, read_edition
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE, NOBODY, Scope, TableNames
from loftet.methods.explain import Part

# How many moves of a kind the terminal shows; the records hold all.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class NumberMove:
    """A number that is another one now; `of` is an indicator or a goal, and empty for the index."""

    place: str
    name: str
    of: str
    year: int
    before: float | None
    after: float | None

    def __str__(self) -> str:
        what = f" · {self.of}" if self.of else ""
        return f"{self.place} {self.name}{what} · {self.year}: {_number(self.before)} → {_number(self.after)}"


@dataclass(frozen=True, slots=True)
class WordMove:
    """A status, a colour or a trend that is another one now."""

    place: str
    name: str
    of: str
    year: int
    before: str | None
    after: str | None

    def __str__(self) -> str:
        return (
            f"{self.place} {self.name} · {self.of} · {self.year}: "
            f"{self.before or 'none'} → {self.after or 'none'}"
        )


@dataclass(frozen=True, slots=True)
class MethodMove:
    """A rule of the method that is another one now."""

    key: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        return f"{self.key}: {self.before or 'none'} → {self.after or 'none'}"


@dataclass(frozen=True, slots=True)
class Explained:
    """Why the index of a place moved: exact parts, which add up to the move."""

    place: str
    name: str
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        causes: dict[str, list[Part]] = {}
        for part in self.parts:
            causes.setdefault(part.cause, []).append(part)
        largest = sorted(causes.items(), key=lambda pair: -abs(_total(pair[1])))
        return f"{self.place} {self.name}: " + ", ".join(_cause(cause, parts) for cause, parts in largest)


def _cause(cause: str, parts: list[Part]) -> str:
    """Format the sum of a cause's effects, and where it had the largest."""
    most = max(parts, key=lambda part: abs(part.points))
    where = most.indicator or most.goal
    named = f" (most: {where} {_points(most.points)})" if where else ""
    return f"{cause} {_points(_total(parts))}{named}"


def _total(parts: list[Part]) -> float:
    return sum(part.points for part in parts)


def _points(points: float) -> str:
    return f"{points:+.4g}"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """Keys that are in one of two editions only."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """All that moved between two editions; every list has the largest move first.

    `values` are observations of the same year with another number; `statuses` those that got or lost their
    number, or whose status is another. `years_added` and `years_removed` count observations in one only.
    `causes` parts each move of the index, in the same order.
    """

    before: Edition
    after: Edition
    places: KeyChange
    indicators: KeyChange
    method: tuple[MethodMove, ...]
    years_added: int
    years_removed: int
    values: tuple[NumberMove, ...]
    statuses: tuple[WordMove, ...]
    indicator_colours: tuple[WordMove, ...]
    trends: tuple[WordMove, ...]
    goal_scores: tuple[NumberMove, ...]
    goal_colours: tuple[WordMove, ...]
    index: tuple[NumberMove, ...]
    causes: tuple[Explained, ...]

    def lines(self) -> list[str]:
        """Format the changes in plain words, the largest of each kind."""
        told = [*self._keys(), *self._moves()]
        return [f"{self.before.id} → {self.after.id}", *(told or ["Nothing moved."])]

    def _keys(self) -> Iterator[str]:
        for what, change in (("places", self.places), ("indicators", self.indicators)):
            for how, keys in (("added", change.added), ("removed", change.removed)):
                if keys:
                    yield f"{what} {how} ({len(keys)}): {_listed(keys)}"
        if self.years_added:
            yield f"observations added ({self.years_added})"
        if self.years_removed:
            yield f"observations removed ({self.years_removed})"

    def _moves(self) -> Iterator[str]:
        kinds: tuple[tuple[str, tuple[object, ...]], ...] = (
            ("rules of the method changed", self.method),
            ("values revised", self.values),
            ("statuses changed", self.statuses),
            ("colours of indicators changed", self.indicator_colours),
            ("trends changed", self.trends),
            ("scores of goals moved", self.goal_scores),
            ("colours of goals changed", self.goal_colours),
            ("scores of the index moved", self.index),
            ("why they moved, in points", self.causes),
        )
        for what, moves in kinds:
            if moves:
                yield from (f"{what} ({len(moves)}):", *(f"  {move}" for move in moves[:SHOWN]))
                if len(moves) > SHOWN:
                    yield f"  … and {len(moves) - SHOWN} more"


def diff_editions(root: Path, before: str, after: str) -> Diff:
    """Find the changes from one edition to another.

    Raises:
        UnknownEdition: when one of them is not there.
        DamagedEdition: when one of them is not whole.
    """
    first, second = read_edition(root, before), read_edition(root, after)
    with duckdb.connect(":memory:", config=CONFIG) as connection:
        asked = DiffReader(connection, root / EDITIONS, Scope(before, NOBODY), Scope(after, NOBODY))
        added, removed = asked.rows(queries.YEARS)[0]
        index = asked.numbers(queries.INDEX)
        return Diff(
            before=first,
            after=second,
            places=asked.change("places", "place"),
            indicators=asked.change("indicators", "indicator"),
            method=method_moves(root / EDITIONS, before, after),
            years_added=added,
            years_removed=removed,
            values=asked.numbers(queries.VALUES),
            statuses=asked.words(queries.STATUSES),
            indicator_colours=asked.words(queries.INDICATOR_COLOURS),
            trends=asked.words(queries.TRENDS),
            goal_scores=asked.numbers(queries.GOAL_SCORES),
            goal_colours=asked.words(queries.GOAL_COLOURS),
            index=index,
            causes=_causes(root, first, second, index),
        )


def _causes(
    root: Path, before: Edition, after: Edition, index: Iterable[NumberMove]
) -> tuple[Explained, ...]:
    explanations = Explanations(EditionStore(root, EVERYONE))
    found = ((move, explanations.change(before, after, move.place)) for move in index)
    return tuple(Explained(move.place, move.name, parts) for move, parts in found if parts)


class DiffReader:
    """Two editions to which questions are put at once, without the status that their scopes hide."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, editions: Path, before: Scope, after: Scope
    ) -> None:
        self._connection = connection
        self._names: dict[str, str] = {}
        for side, scope in (("old", before), ("new", after)):
            names = TableNames(connection, _files(editions, scope.edition), scope.hidden)
            self._names |= {f"{side}_{table}": names[table] for table in TABLES}

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Answer a question with all its rows."""
        return self._connection.execute(sql.format_map(self._names), parameters).fetchall()

    def numbers(self, sql: str) -> tuple[NumberMove, ...]:
        """Answer a question about numbers."""
        return tuple(NumberMove(*row) for row in self.rows(sql))

    def words(self, sql: str) -> tuple[WordMove, ...]:
        """Answer a question about words."""
        return tuple(WordMove(*row) for row in self.rows(sql))

    def change(self, table: str, key: str) -> KeyChange:
        """Return the keys that only one of the two has."""
        sides = ((f"{{new_{table}}}", f"{{old_{table}}}"), (f"{{old_{table}}}", f"{{new_{table}}}"))
        added, removed = (
            tuple(row[0] for row in self.rows(queries.ONLY.format(key=key, one=one, other=other)))
            for one, other in sides
        )
        return KeyChange(added, removed)


def _files(editions: Path, edition_id: str) -> Mapping[str, str]:
    return {table: parquet_sql(editions / edition_id / f"{table}.parquet") for table in TABLES}


def method_moves(editions: Path, before: str, after: str) -> tuple[MethodMove, ...]:
    """Return the rules of the method that have changed."""
    old, new = (
        dict(_rules(json.loads((editions / edition_id / "study.json").read_text(encoding="utf-8"))["method"]))
        for edition_id in (before, after)
    )
    keys = sorted(old.keys() | new.keys())
    return tuple(MethodMove(k, old.get(k), new.get(k)) for k in keys if old.get(k) != new.get(k))


def _rules(tree: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Return every rule of a method as `section.key` and its value."""
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            yield from _rules(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", json.dumps(value, ensure_ascii=False)


def _number(number: float | None) -> str:
    return "none" if number is None else f"{number:.6g}"


def _listed(keys: tuple[str, ...]) -> str:
    more = f" … and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
    return ", ".join(keys[:SHOWN]) + more
