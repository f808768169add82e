"""What a set of municipalities has in common is found once, and read by every process afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from loftet.editions.rows import Edition
from loftet.editions.shared import Shared, SharedFindings
from loftet.methods.challenges import State, Why
from loftet.status.edition import store
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.shared_challenges import queries
from loftet.status.shared_challenges.kept import FOLDER, kept_findings
from loftet.status.shared_challenges.queries import found_in
from loftet.status.shared_challenges.warm import warm_regions

ONE = Shared(
    "leakage",
    State.CHALLENGE,
    Why.FOUND,
    ("3324",),
    (),
    (),
    30.0,
    None,
    0.01,
    0.02,
    None,
    None,
    None,
    ("noise",),
)
FOUND = SharedFindings(("3324", "3326"), (), 10, 1, (ONE,), (replace(ONE, why=Why.CHANCE),), ())


class Finder:
    """Count how often something is found."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> SharedFindings:
        self.asked += 1
        return FOUND


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., SharedFindings]:
    def kept(find: Finder, codes: tuple[str, ...] = ("3324", "3326"), hidden: str = "") -> SharedFindings:
        return kept_findings(tmp_path, "2026-01-01-abc", codes, frozenset(hidden.split()), find)

    return kept


def test_what_was_found_is_read_again_as_it_was(keep: Callable[..., SharedFindings]) -> None:
    find = Finder()
    assert keep(find) == keep(find) == FOUND
    assert find.asked == 1


def test_another_set_and_other_hidden_places_are_another_question(
    keep: Callable[..., SharedFindings],
) -> None:
    find = Finder()
    keep(find)
    keep(find, ("3324",))
    keep(find, hidden="3328")
    assert find.asked == 3


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", '{"members": 1}'])
def test_a_damaged_file_is_found_again(
    keep: Callable[..., SharedFindings], tmp_path: Path, text: str
) -> None:
    find = Finder()
    keep(find)
    (file,) = (tmp_path / FOLDER).rglob("*.json")
    file.write_text(text)
    assert keep(find) == FOUND
    assert find.asked == 2


def test_the_worker_compares_every_region_and_county(
    small_site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries._found.cache_clear()
    assert warm_regions(datetime.now(UTC)) == 17
    assert len(list((small_site / FOLDER).rglob("*.json"))) >= 2
    queries._found.cache_clear()
    monkeypatch.setattr(queries, "_finder", None)  # nothing is drawn again
    edition = store().published()
    assert isinstance(edition, Edition)
    members = [
        PlaceInEdition(slug, slug, code, "municipality")
        for slug, code in (("gol", "3324"), ("hemsedal", "3326"), ("al", "3328"))
    ]
    assert found_in(store(), edition, [one.code for one in members]).members == ()
