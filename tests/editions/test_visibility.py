"""A reader that hides a status hides it in whatever it is asked, also in what nobody has thought of yet.

The demo is read as it is, and once more with all that is status exchanged between Gol and Ål. From a reader
to whom both are hidden the two look the same, whatever is asked; to one who sees everyone they do not.
"""

import inspect
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path

import duckdb
import pytest

from loftet.editions.engine import IN_USE, LATER_TABLES, TABLES, Record
from loftet.editions.explained import ENOUGH, Explanations
from loftet.editions.rows import Edition
from loftet.editions.shared import SharedChallenges
from loftet.editions.stamp import EDITIONS, hash_file
from loftet.editions.store import EditionStore
from loftet.editions.visibility import (
    EVERYONE,
    NO_ONE,
    NOBODY,
    OPEN_COLUMNS,
    OPEN_TABLES,
    Scope,
    TableNames,
    Visibility,
)

GOL, AL, HOL = "3324", "3328", "3330"
SOURCE = Path(__file__).parent.parent.parent / "src" / "loftet"
HIDDEN = f"t.place IN ('{GOL}', '{AL}')"
SWAPPED = f"CASE t.place WHEN '{GOL}' THEN '{AL}' ELSE '{GOL}' END"
KEYS = ("indicator", "goal", "year")
BOTH_HIDDEN = Visibility(lambda _edition, _places: frozenset({GOL, AL}))
STATUS_FIELDS = frozenset(
    {"score", "score_low", "score_high", "colour", "trend", "rank", "percentile", "goals"}
    | {"target", "needed_pace", "years_to_target", "p_target", "state"}
)
ARGUMENTS: Mapping[str, object] = {
    "place": GOL,
    "language": "nb",
    "compare": (AL, HOL, "NO"),
    "goal": "13",
    "indicator": "material_recycling",
    "indicators": ("greenhouse_gases", "material_recycling"),
    "places": (GOL, AL, HOL),
    "other": AL,
    "others": (AL,),
}
EVERY_TABLE = (*TABLES, *LATER_TABLES, IN_USE)
ROWS_OF = {
    table: f"SELECT * FROM {{{table}}}"
    + f" WHERE place IN ('{GOL}', '{AL}', '{HOL}')" * (table != "indicators")
    for table in EVERY_TABLE
}
# Methods that are no questions about places: they give another reader, or what is hidden from this one.
NO_QUESTIONS = frozenset({"seen_by", "hidden_in", "scope", "edition", "editions", "published"})


def exchange(source: Path, root: Path) -> None:
    """Copy the published edition, with every column of a status exchanged between Gol and Ål."""
    shutil.copytree(source, root)
    folder = next((root / EDITIONS).glob("2*"))
    stamp = (folder / "about.toml").read_text(encoding="utf-8")
    for table in OPEN_COLUMNS.keys() - {IN_USE}:
        file = folder / f"{table}.parquet"
        before = hash_file(file)
        exchange_in(file, OPEN_COLUMNS[table], KEYS if table == "observations" else KEYS[:2])
        assert hash_file(file) != before
        stamp = stamp.replace(before, hash_file(file))
    (folder / "about.toml").write_text(stamp, encoding="utf-8")


def exchange_in(file: Path, kept: Sequence[str], keys: Sequence[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM '{file}'")
        names = [row[0] for row in connection.execute("DESCRIBE t").fetchall()]
        same = [f"u.place = {SWAPPED}", *(f"u.{key} = t.{key}" for key in keys if key in names)]
        columns = [
            f't."{one}"' if one in kept else f'if({HIDDEN}, u."{one}", t."{one}") AS "{one}"' for one in names
        ]
        rows = f"SELECT {', '.join(columns)} FROM t LEFT JOIN t u ON {' AND '.join(same)} ORDER BY t.rowid"
        connection.execute(f"COPY ({rows}) TO '{file}' (FORMAT parquet)")


@dataclass(frozen=True, slots=True)
class TwoSites:
    """The demo as it is, and with the status of Gol and Ål exchanged; what readers were answered is kept."""

    as_it_is: Path
    exchanged: Path
    kept: dict[tuple[Path, type[EditionStore], Visibility], dict[str, object]] = field(default_factory=dict)

    def answers(self, root: Path, kind: type[EditionStore], visibility: Visibility) -> dict[str, object]:
        asked = root, kind, visibility
        if asked not in self.kept:
            self.kept[asked] = answers(kind(root, visibility))
        return self.kept[asked]


@pytest.fixture(scope="module")
def two(demo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> TwoSites:
    root = tmp_path_factory.mktemp("exchanged") / "data"
    exchange(demo_root, root)
    return TwoSites(demo_root, root)


def questions(store: EditionStore) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield every public method by which an edition is read; of a class made here, what it adds."""
    is_new = type(store) is not EditionStore
    for reader in (store,) if is_new else (store, store.projection_reader, Explanations(store)):
        for name, method in inspect.getmembers(reader, inspect.ismethod):
            added = not is_new or name in vars(type(store))
            if added and not name.startswith("_") and name not in NO_QUESTIONS:
                yield f"{type(reader).__name__}.{name}", method


def answers(store: EditionStore) -> dict[str, object]:
    """Ask a store all it can be asked, with arguments by the names of the parameters."""
    edition = store.published()
    assert edition is not None
    known = {**ARGUMENTS, "edition": edition, "before": edition, "after": edition}
    found: dict[str, object] = {}
    for name, method in questions(store):
        wanted = inspect.signature(method).parameters.values()
        if "sql" in inspect.signature(method).parameters:
            for table in EVERY_TABLE:
                found[f"{name} {table}"] = method(edition, ROWS_OF[table])
            continue
        missing = [one.name for one in wanted if one.default is one.empty and one.name not in known]
        assert not missing, f"say in ARGUMENTS what {name} is asked with: {missing}"
        found[name] = method(**{one.name: known[one.name] for one in wanted if one.name in known})
    return found


def told(two: TwoSites, kind: type[EditionStore], visibility: Visibility) -> set[str]:
    """Return the questions whose answers tell that the status of the two was exchanged."""
    first, second = (two.answers(root, kind, visibility) for root in (two.as_it_is, two.exchanged))
    assert kind is not EditionStore or len(first) > 40
    return {name for name in first if first[name] != second[name]}


def statuses_in(answer: object, inside: bool = False) -> Iterator[tuple[str, object]]:
    """Yield what records of Gol and Ål, or inside of these, hold in a field of a status."""
    if is_dataclass(answer) and not isinstance(answer, type):
        answer = {one.name: getattr(answer, one.name) for one in fields(answer)}
    if isinstance(answer, Mapping):
        inside = answer["place"] in (GOL, AL) if "place" in answer else inside
        for name, part in answer.items():
            is_nearness = name == "rank" and "peer" in answer
            if inside and name in STATUS_FIELDS and part and not is_nearness:
                yield name, part
            elif name not in ("indicator", "scores"):  # what is said of an indicator, and the middle of all
                yield from statuses_in(part, inside)
    elif isinstance(answer, Sequence) and not isinstance(answer, str):
        for one in answer:
            yield from statuses_in(one, inside)


def test_no_answer_tells_the_status_of_a_hidden_place(two: TwoSites) -> None:
    assert told(two, EditionStore, BOTH_HIDDEN) == set()
    assert told(two, EditionStore, NO_ONE) == set()


def test_the_same_answers_tell_it_to_one_who_sees_everyone(two: TwoSites) -> None:
    seen = told(two, EditionStore, EVERYONE)
    assert {
        *(
            f"EditionStore.{name}"
            for name in ("indicator_rows", "goal_rows", "indicator_table", "goal_table")
        ),
        *(
            f"EditionStore.{name}"
            for name in ("index", "colours", "indicator_counts", "place_series", "series")
        ),
        *(f"EditionStore.{name}" for name in ("readings_of_places", "series_of_places", "every_goal")),
        *(f"EditionStore.{name}" for name in ("standings", "standing_everywhere")),
        *(f"EditionStore.answers {table}" for table in OPEN_COLUMNS),
        *(f"EditionStore.rows {table}" for table in OPEN_COLUMNS),
        *(f"ProjectionReader.{name}" for name in ("projections", "projections_everywhere")),
        *(f"Explanations.{name}" for name in ("score", "goal_score", "gap", "goal_gap", "goal_gaps")),
    } == seen


def test_no_field_of_a_status_is_filled_for_a_hidden_place(two: TwoSites) -> None:
    """Also what is computed while it is read, as the interval of a score is, from the value."""
    hidden = two.answers(two.as_it_is, EditionStore, BOTH_HIDDEN)
    found = {name: sorted(set(dict(statuses_in(answer)))) for name, answer in hidden.items()}
    assert {name: names for name, names in found.items() if names} == {}
    seen = two.answers(two.as_it_is, EditionStore, EVERYONE)
    assert {name for answer in seen.values() for name, _ in statuses_in(answer)} == STATUS_FIELDS - {
        "score_low",
        "score_high",
    }


def test_an_interval_of_a_score_is_not_told_of_a_hidden_place(built: Path) -> None:
    for visibility, shown in ((EVERYONE, True), (BOTH_HIDDEN, False)):
        store = EditionStore(built, visibility)
        edition = store.published()
        assert edition is not None
        [gol] = [one for one in store.indicator_table(edition, "leakage") if one.place == GOL]
        assert (gol.low, gol.high) == (28.5, 31.0)
        assert (gol.score_low is not None, gol.score_high is not None, gol.judged) == (shown,) * 3


class Thoughtless(EditionStore):
    """A reader with a new method, written as the others are."""

    def worst_goals(self, edition: Edition, place: str) -> list[Record]:
        sql = "SELECT place, goal, score, colour FROM {goal_scores} WHERE place = ? ORDER BY score LIMIT 3"
        return self._engine.records(self.scope(edition), sql, [place])


class Careless(EditionStore):
    """A reader with new methods that go round the hiding, each in a way of its own."""

    def by_name(self, edition: Edition, place: str) -> list[Record]:
        sql = "SELECT place, goal, score FROM {all_goal_scores} WHERE place = ?"
        return self._engine.records(self.scope(edition), sql, [place])

    def by_scope(self, edition: Edition, place: str) -> list[Record]:
        sql = "SELECT place, goal, score FROM {goal_scores} WHERE place = ?"
        return self._engine.records(Scope(edition.id, NOBODY), sql, [place])


def test_a_new_method_hides_by_itself(two: TwoSites) -> None:
    assert told(two, Thoughtless, BOTH_HIDDEN) == set()
    assert "Thoughtless.worst_goals" in told(two, Thoughtless, EVERYONE)


def test_a_new_method_that_goes_round_the_hiding_is_found(two: TwoSites) -> None:
    assert told(two, Careless, BOTH_HIDDEN) == {"Careless.by_name", "Careless.by_scope"}


def test_a_new_method_that_cannot_be_asked_is_found(two: TwoSites) -> None:
    class Odd(EditionStore):
        def of_month(self, edition: Edition, month: int) -> int:
            return month

    with pytest.raises(AssertionError, match=r"what Odd.of_month is asked with: \['month'\]"):
        answers(Odd(two.as_it_is, NO_ONE))


def test_a_new_column_is_hidden_until_it_is_called_open() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE t AS SELECT '{GOL}' AS place, '13' AS goal, 'far' AS verdict, 2024 AS year"
        )
        names = TableNames(connection, {"goal_scores": "t"}, frozenset({GOL}))
        assert connection.execute(f"SELECT * FROM {names['goal_scores']}").fetchall() == [
            (GOL, "13", None, 2024)
        ]
        assert connection.execute(f"SELECT * FROM {names['all_goal_scores']}").fetchall() == [
            (GOL, "13", "far", 2024)
        ]


def test_every_table_is_open_or_says_which_of_its_columns_are() -> None:
    assert {*OPEN_TABLES, *OPEN_COLUMNS} == set(EVERY_TABLE)


def test_only_these_queries_read_the_status_of_all() -> None:
    """Each makes something that names no hidden place; think before you add one."""
    found = {
        (str(file.relative_to(SOURCE)), name)
        for file in SOURCE.rglob("*.py")
        for name, sql in re.findall(r'^([A-Z_]+) = f?"+([^"]*)"', file.read_text("utf-8"), flags=re.MULTILINE)
        if "{all_" in sql
    }
    assert found == {
        ("editions/queries.py", "INDICATOR_BANDS"),
        ("editions/queries.py", "GOAL_BANDS"),
        ("editions/explained.py", "SCORES"),
        ("editions/explained.py", "GOALS"),
        ("editions/explained.py", "INDEX"),
        ("editions/comparable.py", "READINGS"),
        ("editions/comparable.py", "GOALS"),
    }
    others = sum(file.read_text("utf-8").count("{all_") for file in SOURCE.rglob("*.py"))
    assert others - len(found) == 3  # the second table of READINGS, and two times words of explanation


def test_a_hidden_place_is_no_member_and_nobodys_example(two: TwoSites) -> None:
    store = EditionStore(two.as_it_is, EVERYONE)
    edition = store.published()
    assert edition is not None
    members = ("3326", HOL, "3320", GOL)
    shared = SharedChallenges(store)
    named = {code for one in shared.of(edition, members).indicators for code in (*one.inside, *one.outside)}
    hidden = frozenset({GOL, *sorted(named - set(members))[:40]})
    found = shared.seen_by(store.seen_by(Visibility(lambda *_: hidden))).of(edition, members)
    told_of = {
        code
        for one in (*found.indicators, *found.targets, *found.goals)
        for code in (*one.inside, *one.outside, *one.sharing, *one.spared, *one.unknown)
    }
    assert len(hidden) == 41
    assert not told_of & hidden
    assert found.members == ("3326", HOL, "3320")


def test_gaps_to_hidden_places_are_told_where_they_are_many(two: TwoSites) -> None:
    store = EditionStore(two.as_it_is, EVERYONE)
    edition = store.published()
    assert edition is not None
    peers = [one.peer for one in store.peers(edition, HOL)]
    everyone = Explanations(store)
    hides = everyone.seen_by(store.seen_by(Visibility(lambda *_: frozenset(peers[1:]))))
    assert len(everyone.goal_gaps(edition, HOL, peers, "13")) >= ENOUGH
    assert hides.goal_gaps(edition, HOL, peers, "13") == everyone.goal_gaps(edition, HOL, peers, "13")
    few = peers[: ENOUGH - 1]
    assert hides.goal_gaps(edition, HOL, few, "13") == everyone.goal_gaps(edition, HOL, few[:1], "13")
