"""DuckDB over the Parquet files of editions: one connection a process, one thread, a cursor a thread."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import duckdb

from loftet.editions.at_hand import CONFIG, AtHand, Held, Record, Row, Tables, connect, unpacked

__all__ = ["CONFIG", "LATER_TABLES", "TABLES", "Engine", "Record", "parquet_sql"]

TABLES = ("places", "indicators", "observations", "indicator_scores", "goal_scores", "index")
# Tables that editions built before do not have; ask `has` first.
LATER_TABLES = ("peers", "expected", "projections", "pooled")
# The figure in use of every place and indicator, with the observation that it is.
IN_USE = "in_use"
JOINED = """(
    SELECT s.*, o.place IS NOT NULL AS observed, o.value AS observed_value, o.status AS observed_status,
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
    """Asks questions of the editions in a folder; safe to share between the threads of a process."""

    def __init__(self, editions: Path) -> None:
        self._editions = editions
        self._on_disk = Tables(connect())
        self._files = lru_cache(maxsize=KEPT)(self._files_of)
        self._at_hand = AtHand(self._unpack)

    def ask(self, edition_id: str, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Answer a question with all its rows."""
        return self._run(edition_id, sql, parameters).fetchall()

    def records(self, edition_id: str, sql: str, parameters: Sequence[object] = ()) -> list[Record]:
        """Answer a question whose columns depend on the edition: every row by the names of its columns."""
        answer = self._run(edition_id, sql, parameters)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def of_places(self, edition_id: str, table: str, places: Sequence[str]) -> list[Record]:
        """Give the rows of places in one of the tables OF_PLACES, by the names of its columns."""
        held = self._at_hand.of(edition_id)
        if held is not None and table in held.sheets:
            return held.sheets[table].of(dict.fromkeys(places))
        return self.records(edition_id, OF_PLACES[table], [list(places)])

    def has(self, edition_id: str, table: str) -> bool:
        """Tell whether an edition holds a table that older ones lack."""
        return (self._editions / edition_id / f"{table}.parquet").is_file()

    def _run(self, edition_id: str, sql: str, parameters: Sequence[object]) -> duckdb.DuckDBPyConnection:
        held = self._at_hand.of(edition_id)
        if held is not None:
            return held.tables.ask(sql, AT_HAND, parameters)
        return self._on_disk.ask(sql, self._files(edition_id), parameters)

    def _files_of(self, edition_id: str) -> Mapping[str, str]:
        folder = self._editions / edition_id
        files = {table: parquet_sql(folder / f"{table}.parquet") for table in (*TABLES, *LATER_TABLES)}
        return files | {IN_USE: JOINED.format_map(files)}

    def _unpack(self, edition_id: str) -> Held | None:
        there = [table for table in (*TABLES, *LATER_TABLES) if self.has(edition_id, table)]
        files = {table: self._files(edition_id)[table] for table in there}
        size = sum((self._editions / edition_id / f"{table}.parquet").stat().st_size for table in there)
        # In the order of places, what is asked of one place lies in one piece.
        joined = f"{JOINED.format_map(AT_HAND)} ORDER BY place"
        return unpacked(files | {IN_USE: joined}, AT_HAND, SMALL, size)


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
