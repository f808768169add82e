"""Editions in memory: the same answers as from their files, a few of them at the most, never two mixed."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loftet.editions import engine, memory_cache
from loftet.editions.engine import IN_USE, LATER_TABLES, OF_PLACES, TABLES, Engine
from loftet.editions.folder import build_edition
from loftet.editions.memory_cache import ENOUGH_QUESTIONS, MOST
from loftet.editions.rows import Edition
from loftet.editions.stamp import EDITIONS
from loftet.editions.store import EditionStore
from loftet.editions.traces import traces
from loftet.editions.visibility import EVERYONE, NOBODY, Scope, Visibility

PLACES = ("0301", "3324", "3326", "3328", "NO")
KEYS = ("leakage", "neet", "waste")
LEAKAGE_OF_GOL = "SELECT value FROM {in_use} WHERE place = '3324' AND indicator = 'leakage'"
Ask = Callable[[EditionStore, Edition], object]

ANSWERS: dict[str, Ask] = {
    "places": lambda store, edition: store.places(edition),
    "indicators": lambda store, edition: store.indicators(edition, "nn"),
    "index": lambda store, edition: store.index(edition),
    "news": lambda store, edition: store.news(edition),
    "colours": lambda store, edition: store.colours(edition),
    "counts": lambda store, edition: (store.indicator_counts(edition), store.goal_counts(edition)),
    "coverage": lambda store, edition: (store.place_coverage(edition), store.years_in_use(edition)),
    "rows": lambda store, edition: [store.indicator_rows(edition, one, "nb", PLACES) for one in PLACES],
    "goals": lambda store, edition: [store.goal_rows(edition, one, PLACES) for one in PLACES],
    "years": lambda store, edition: [store.place_series(edition, one, KEYS) for one in PLACES],
    "series": lambda store, edition: [store.series(edition, key, PLACES) for key in KEYS],
    "tables": lambda store, edition: [store.indicator_table(edition, key) for key in KEYS],
    "whole": lambda store, edition: [store.whole_series(edition, key) for key in KEYS],
    "origins": lambda store, edition: [store.origins(edition, "3324", key) for key in KEYS],
    "traces": lambda store, edition: traces(store, edition, PLACES, KEYS),
    "goal tables": lambda store, edition: [store.goal_table(edition, goal) for goal in ("6", "8", "12")],
    "peers": lambda store, edition: [store.peers(edition, one) for one in PLACES],
    "standings": lambda store, edition: [store.standings(edition, one) for one in PLACES],
    "projections": lambda store, edition: [
        store.projection_reader.projections(edition, one) for one in PLACES
    ],
    "pooled": lambda store, edition: [store.projection_reader.pooled(edition, one) for one in PLACES],
}


def in_memory(held: Engine, edition_id: str) -> bool:
    """Check whether an edition lies in memory, without asking it anything."""
    return edition_id in held._memory_cache._held


def ask_enough(held: Engine, edition_id: str) -> None:
    """Ask as many questions as it takes to have an edition taken into memory."""
    for _ in range(ENOUGH_QUESTIONS):
        held.ask(Scope(edition_id, NOBODY), LEAKAGE_OF_GOL)


@pytest.fixture
def editions(write_study: Callable[..., Path], root: Path) -> list[str]:
    """Build more editions than lie at hand at once; the leakage of Gol is 30, 31, 32 … in them."""
    return [
        build_edition(
            write_study(("observations.csv", "2024,30,preliminary", f"2024,{30 + at},preliminary")),
            root,
            datetime.date(2026, 11, 24),
        )
        for at in range(MOST + 2)
    ]


@pytest.mark.parametrize("hidden", [NOBODY, frozenset({"3324", "3328"})], ids=["nobody", "two"])
@pytest.mark.parametrize("question", ANSWERS)
def test_memory_answers_as_the_files_do(built: Path, question: str, hidden: frozenset[str]) -> None:
    first, second = (EditionStore(built, Visibility(lambda *_: hidden)) for _ in range(2))
    edition = first.published()
    assert edition is not None
    ask_enough(second._engine, edition.id)
    assert (in_memory(first._engine, edition.id), in_memory(second._engine, edition.id)) == (False, True)
    assert ANSWERS[question](second, edition) == ANSWERS[question](first, edition)


def test_no_database_is_opened_before_figures_are_asked_for(built: Path) -> None:
    store = EditionStore(built, EVERYONE)
    edition = store.current().edition
    assert edition is not None
    assert "_on_disk" not in vars(store._engine)
    assert store.places(edition)
    assert "_on_disk" in vars(store._engine)


def test_an_edition_is_taken_into_memory_when_it_was_asked_enough(built: Path) -> None:
    edition = EditionStore(built, EVERYONE).published()
    assert edition is not None
    held = Engine(built / EDITIONS)
    for _ in range(ENOUGH_QUESTIONS - 1):
        held.ask(Scope(edition.id, NOBODY), LEAKAGE_OF_GOL)
    assert not in_memory(held, edition.id)
    held.ask(Scope(edition.id, NOBODY), LEAKAGE_OF_GOL)
    assert in_memory(held, edition.id)


def test_an_edition_that_is_decoded_lies_in_memory_before_anybody_asks(
    root: Path, editions: list[str]
) -> None:
    store, apart = EditionStore(root, EVERYONE), EditionStore(root, EVERYONE)
    (edition,) = (one for one in store.editions() if one.id == editions[0])
    before = ANSWERS["tables"](apart, edition)
    store.decode_all(edition)
    assert in_memory(store._engine, edition.id)
    store.decode_all(edition)
    assert ANSWERS["tables"](store, edition) == before


def test_only_the_editions_used_last_lie_in_memory(root: Path, editions: list[str]) -> None:
    held = Engine(root / EDITIONS)
    for edition in editions[:MOST]:
        ask_enough(held, edition)
    held.ask(Scope(editions[0], NOBODY), LEAKAGE_OF_GOL)
    ask_enough(held, editions[MOST])
    assert [in_memory(held, one) for one in editions] == [True, False, True, True, False]


@pytest.mark.nightly
def test_each_edition_answers_with_its_own_figures_while_they_come_and_go(
    root: Path, editions: list[str]
) -> None:
    held = Engine(root / EDITIONS)

    def read(reader: int) -> list[tuple[int, float]]:
        found = []
        for turn in range(4 * ENOUGH_QUESTIONS):
            at = (reader + turn // 40) % len(editions)
            [(value,)] = held.ask(Scope(editions[at], NOBODY), LEAKAGE_OF_GOL)
            found.append((at, value))
        return found

    with ThreadPoolExecutor(4) as readers:
        answers = [pair for found in readers.map(read, range(4)) for pair in found]
    assert {value - at for at, value in answers} == {30.0}
    assert len(held._memory_cache._held) <= MOST


def test_readers_go_on_while_one_waits_for_an_edition_to_be_unpacked(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = EditionStore(built, EVERYONE).published()
    assert edition is not None
    held = Engine(built / EDITIONS)
    unpack = held._memory_cache._unpack

    def and_meanwhile(edition_id: str) -> memory_cache.CachedEdition | None:
        with ThreadPoolExecutor(1) as other:
            assert other.submit(held.ask, Scope(edition_id, NOBODY), LEAKAGE_OF_GOL).result(30) == [(30.0,)]
        return unpack(edition_id)

    monkeypatch.setattr(held._memory_cache, "_unpack", and_meanwhile)
    ask_enough(held, edition.id)
    assert in_memory(held, edition.id)


def test_an_edition_that_is_too_large_is_read_from_its_files(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = EditionStore(built, EVERYONE).published()
    assert edition is not None
    monkeypatch.setattr(memory_cache, "LARGEST", 1000)
    held = Engine(built / EDITIONS)
    ask_enough(held, edition.id)
    assert held._memory_cache.of(edition.id) is None
    assert held.ask(Scope(edition.id, NOBODY), LEAKAGE_OF_GOL) == [(30.0,)]


def test_what_is_whole_of_a_broken_edition_is_still_read(root: Path, editions: list[str]) -> None:
    held = Engine(root / EDITIONS)
    (root / EDITIONS / editions[0] / "pooled.parquet").write_bytes(b"no table")
    ask_enough(held, editions[0])
    assert held.ask(Scope(editions[0], NOBODY), LEAKAGE_OF_GOL) == [(30.0,)]


def test_an_edition_from_before_there_were_peers_lies_in_memory_too(root: Path, editions: list[str]) -> None:
    store = EditionStore(root, EVERYONE)
    edition = store.edition(editions[0])
    for table in LATER_TABLES:
        (root / EDITIONS / editions[0] / f"{table}.parquet").unlink()
    ask_enough(store._engine, editions[0])
    assert in_memory(store._engine, editions[0])
    assert (store.peers(edition, "3324"), store.projection_reader.pooled(edition, "3324")) == ((), ())
    assert [row.goal for row in store.goal_rows(edition, "3324")] == ["6", "8", "12"]


def test_every_table_has_a_name_in_memory() -> None:
    assert {table: f'edition."{table}"' for table in (*TABLES, *LATER_TABLES, IN_USE)} == engine.AT_HAND
    assert set(OF_PLACES) == set(engine.SMALL)
