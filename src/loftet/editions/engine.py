"""DuckDB over the Parquet files of editions: one connection a process, one thread, a cursor a thread.

A question is asked of a scope: an edition, and the places whose status its answer is without.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import duckdb

from loftet.editions.memory_cache import (
    CONFIG,
    CachedEdition,
    MemoryCache,
    Record,
    Row,
    Tables,
    connect,
    unpacked,
)
from loftet.editions.visibility import NOBODY, OPEN_COLUMNS, OPEN_TABLES, Codes, Scope

__all__ = ["CONFIG", "LATER_TABLES", "TABLES", "Engine", "Record", "parquet_sql"]

TABLES = ("places", "indicators", "observations", "indicator_scores", "goal_scores", "index")
# Tables that editions built before do not have; ask `has` first.
LATER_TABLES = ("peers", "expected", "projections", "pooled")
# The figure in use of every place and indicator, with the observation that it is.
IN_USE = "in_use"
# `mark` is not in editions built before there were marks.
JOINED = """(
    SELECT s.*{no_mark},
        o.place IS NOT NULL AS observed, o.value AS observed_value, o.status AS observed_status,
        o.value_low, o.value_high, o.count, o.denominator,
        o.source, o."table", o.vintage, o.period, o.code, o."row"
    FROM {indicator_scores} s LEFT JOIN {observations} o USING (place, indicator, year)
)"""
KEPT = 24
AT_HAND = {table: f'edition."{table}"' for table in (*TABLES, *LATER_TABLES, IN_USE)}

# What every page of a place reads of the small tables, and the order of its rows.
OF_PLACES = {
    "goal_scores": "SELECT * FROM {goal_scores} WHERE list_contains(?::VARCHAR[], place)",
    "peers": "SELECT * FROM {peers} WHERE list_contains(?::VARCHAR[], place) ORDER BY place, rank",
}
SMALL = {
    "goal_scores": "SELECT place, * EXCLUDE place FROM {goal_scores}",
    "peers": "SELECT place, * EXCLUDE place FROM {peers} ORDER BY place, rank",
}


class Engine:
    """A query engine for the editions in a folder; safe to share between the threads of a process."""

    def __init__(self, editions: Path) -> None:
        self._editions = editions
        self._files = lru_cache(maxsize=KEPT)(self._files_of)
        self._memory_cache = MemoryCache(self._unpack)

    def ask(self, scope: Scope, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Answer a question with all its rows."""
        return self._run(scope, sql, parameters).fetchall()

    def records(self, scope: Scope, sql: str, parameters: Sequence[object] = ()) -> list[Record]:
        """Answer a question whose columns depend on the edition: every row by the names of its columns."""
        answer = self._run(scope, sql, parameters)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def open_rows(self, edition_id: str, table: str) -> list[Record]:
        """Return every row of one of the tables that tell no status; places in the order of codes."""
        if table not in OPEN_TABLES:
            raise ValueError(f"{table} tells a status; ask it within a scope")
        ordered = " ORDER BY place" if table == "places" else ""
        return self.records(Scope(edition_id, NOBODY), f"SELECT * FROM {{{table}}}{ordered}")  # noqa: S608

    def of_places(self, scope: Scope, table: str, places: Sequence[str]) -> list[Record]:
        """Return the rows of places in one of the tables OF_PLACES, by the names of its columns."""
        held = self._memory_cache.of(scope.edition)
        if held is not None and table in held.sheets:
            rows = held.sheets[table].of(dict.fromkeys(places))
            return rows if table in OPEN_TABLES else [_masked(row, table, scope.hidden) for row in rows]
        return self.records(scope, OF_PLACES[table], [list(places)])

    def keep(self, edition_id: str) -> None:
        """Read an edition into memory now, where it is not too large."""
        self._memory_cache.keep(edition_id)

    def has(self, edition_id: str, table: str) -> bool:
        """Check whether an edition holds a table that older ones lack."""
        return (self._editions / edition_id / f"{table}.parquet").is_file()

    @cached_property
    def _on_disk(self) -> Tables:
        """Return the tables in files; a site without figures opens no DuckDB for its pages."""
        return Tables(connect())

    def _run(self, scope: Scope, sql: str, parameters: Sequence[object]) -> duckdb.DuckDBPyConnection:
        held = self._memory_cache.of(scope.edition)
        if held is not None:
            return held.tables.ask(sql, scope, AT_HAND, parameters)
        return self._on_disk.ask(sql, scope, self._files(scope.edition), parameters)

    def _files_of(self, edition_id: str) -> Mapping[str, str]:
        folder = self._editions / edition_id
        files = {table: parquet_sql(folder / f"{table}.parquet") for table in (*TABLES, *LATER_TABLES)}
        return files | {IN_USE: JOINED.format_map(files | {"no_mark": self._without_marks(edition_id)})}

    def _without_marks(self, edition_id: str) -> str:
        """Return what stands for the marks of an edition that has none."""
        file = self._editions / edition_id / "indicator_scores.parquet"
        return "" if "mark" in self._on_disk.columns(parquet_sql(file)) else ", NULL::VARCHAR AS mark"

    def _unpack(self, edition_id: str) -> CachedEdition | None:
        there = [table for table in (*TABLES, *LATER_TABLES) if self.has(edition_id, table)]
        files = {table: self._files(edition_id)[table] for table in there}
        size = sum((self._editions / edition_id / f"{table}.parquet").stat().st_size for table in there)
        # In the order of places, what is asked of one place lies in one piece.
        names = AT_HAND | {"no_mark": self._without_marks(edition_id)}
        joined = f"{JOINED.format_map(names)} ORDER BY place"
        return unpacked(files | {IN_USE: joined}, AT_HAND, SMALL, size)


def _masked(row: Record, table: str, hidden: Codes) -> Record:
    if row["place"] not in hidden:
        return row
    return {name: cell if name in OPEN_COLUMNS[table] else None for name, cell in row.items()}


def parquet_sql(file: Path) -> str:
    """Write a file as a table of a query; signs that would match other files too are taken as they stand.

    >>> parquet_sql(Path("it's [new]/index.parquet"))
    "read_parquet('it''s [[]new]/index.parquet')"
    """
    quoted = str(file).replace("'", "''")
    for sign in "[*?":
        quoted = quoted.replace(sign, f"\0{sign}")
    for sign in "[*?":
        quoted = quoted.replace(f"\0{sign}", f"[{sign}]")
    return f"read_parquet('{quoted}')"
