"""DuckDB over the Parquet files of editions: one connection a process, one thread, a cursor a thread."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

TABLES = ("places", "indicators", "observations", "indicator_scores", "goal_scores", "index")
# Tables that editions built before do not have; ask `has` first.
LATER_TABLES = ("peers", "expected", "projections", "pooled")
# No extension is ever fetched: what a page needs is in the library itself.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

Record = dict[str, Any]


class Engine:
    """Asks questions of the editions in a folder; safe to share between the threads of a process."""

    def __init__(self, editions: Path) -> None:
        self._editions = editions
        self._connection = duckdb.connect(":memory:", config=CONFIG)
        self._local = threading.local()

    def ask(self, edition_id: str, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Answer a question with all its rows."""
        return self._run(edition_id, sql, parameters).fetchall()

    def records(self, edition_id: str, sql: str, parameters: Sequence[object] = ()) -> list[Record]:
        """Answer a question whose columns depend on the edition: every row by the names of its columns."""
        answer = self._run(edition_id, sql, parameters)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def has(self, edition_id: str, table: str) -> bool:
        """Tell whether an edition holds a table that older ones lack."""
        return (self._editions / edition_id / f"{table}.parquet").is_file()

    def _run(self, edition_id: str, sql: str, parameters: Sequence[object]) -> duckdb.DuckDBPyConnection:
        folder = self._editions / edition_id
        files = {table: parquet_sql(folder / f"{table}.parquet") for table in (*TABLES, *LATER_TABLES)}
        return self._cursor().execute(sql.format(**files), parameters)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._connection.cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor


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
