"""The places whose status is hidden from a reader, and the columns of an edition that show no status.

Hiding happens where an edition is read. A query names its tables in braces; of a place whose status is
hidden such a table holds `OPEN_COLUMNS` and NULL in all else, so a new query, and a new column, hide by
themselves. A query that needs the status of all places, to count or to average it, names `{all_goal_scores}`
and the like; tests/editions/test_visibility.py lists those that do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4

import duckdb

from loftet.editions.rows import Edition, Place

Codes = frozenset[str]
FindHidden = Callable[[Edition, tuple[Place, ...]], Codes]

# Tables that tell no status in any column: what goes into an edition, who is like whom, and values.
OPEN_TABLES = ("places", "indicators", "peers", "pooled")
# Of the others, the columns that tell no status.
OPEN_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "observations": (
        *("place", "indicator", "year", "value", "status", "count", "denominator", "value_low", "value_high"),
        *("source", "table", "vintage", "period", "code", "row"),
    ),
    "indicator_scores": ("place", "indicator", "year", "value", "status"),
    "goal_scores": ("place", "goal", "year", "coverage", "imputed", "yardstick"),
    "index": ("place", "year", "coverage"),
    "expected": (
        *("place", "indicator", "expected", "expected_low", "expected_high"),
        *("peers", "peer_low", "peer_middle", "peer_high"),
    ),
    "projections": (
        *("place", "indicator", "first_year", "last_year", "values", "value", "target_year", "widening"),
        *("pace", "pace_low", "pace_high", "expected", "expected_low", "expected_high"),
    ),
    "in_use": (
        *("place", "indicator", "year", "value", "status", "observed", "observed_value", "observed_status"),
        *("value_low", "value_high", "count", "denominator"),
        *("source", "table", "vintage", "period", "code", "row"),
    ),
}
# What begins the name of a table that holds the status of all, and the name of the list of hidden places.
ALL, HIDDEN = "all_", "hidden"


class Visibility:
    """The places whose status is hidden in an edition; read once for each edition."""

    def __init__(self, find: FindHidden) -> None:
        self._find = find
        self._known: dict[str, Codes] = {}

    def hidden_in(self, edition: Edition, places: tuple[Place, ...]) -> Codes:
        """Return the codes of the places of an edition whose status is hidden."""
        if edition.id not in self._known:
            self._known[edition.id] = self._find(edition, places)
        return self._known[edition.id]


NOBODY: Codes = frozenset()
# Every status is shown: for the command line, and for a site on which all have a status.
EVERYONE = Visibility(lambda _edition, _places: NOBODY)
# No status of any place is shown.
NO_ONE = Visibility(lambda _edition, places: frozenset(one.code for one in places))


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a query: an edition, and the places whose status is hidden in it."""

    edition: str
    hidden: Codes


class TableNames(dict[str, str]):
    """The tables behind the words in braces of a query, found when a query first uses them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sources: Mapping[str, str], hidden: Codes):
        super().__init__()
        self._connection = connection
        self._sources = sources
        self._hidden = hidden

    def __missing__(self, word: str) -> str:
        """Find what a word stands for; a table is masked where somebody's status is hidden."""
        if word == HIDDEN:
            found = hidden_table(self._connection, self._hidden)
        elif word.startswith(ALL):
            found = self._sources[word.removeprefix(ALL)]
        elif word in OPEN_TABLES or not self._hidden:
            found = self._sources[word]
        else:
            found = masked(self._connection, word, self._sources[word], self[HIDDEN])
        self[word] = found
        return found


def hidden_table(connection: duckdb.DuckDBPyConnection, hidden: Codes) -> str:
    """Write the hidden places into a table of one column, and return its name."""
    name = f"hidden_{uuid4().hex}"
    connection.cursor().execute(
        f"CREATE TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS place", [sorted(hidden)]
    )
    return name


def masked(connection: duckdb.DuckDBPyConnection, table: str, source: str, hidden: str) -> str:
    """Create a view of a table without the status of hidden places, and return its name."""
    cursor, name = connection.cursor(), f"visible_{uuid4().hex}"
    answer = cursor.execute(f"SELECT * FROM {source} LIMIT 0")  # noqa: S608 - own names
    columns = ", ".join(_column(one[0], OPEN_COLUMNS[table]) for one in answer.description or ())
    rows = f"SELECT *, place NOT IN (SELECT place FROM {hidden}) AS shown_ FROM {source}"  # noqa: S608
    cursor.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM ({rows})")  # noqa: S608
    return name


def _column(name: str, open_columns: tuple[str, ...]) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return quoted if name in open_columns else f"CASE WHEN shown_ THEN {quoted} END AS {quoted}"
