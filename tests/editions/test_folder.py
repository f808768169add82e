"""An edition is whole from the moment it has its name, and never changes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from loftet.editions import folder as folder_module
from loftet.editions.folder import (
    build_edition,
    describe_edition,
    list_editions,
    publish,
    published,
)
from loftet.editions.study import read_study

DAY = date(2026, 11, 24)
HELD = {
    "about.toml",
    "study.json",
    "places.parquet",
    "indicators.parquet",
    "observations.parquet",
    "indicator_scores.parquet",
    "goal_scores.parquet",
    "index.parquet",
    "peers.parquet",
    "expected.parquet",
    "projections.parquet",
    "pooled.parquet",
}

WriteStudy = Callable[..., Path]


def stamps(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return when each file was last written, and its bytes."""
    return {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in folder.iterdir()}


def ask(file: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(config={"threads": 1}) as connection:
        return connection.execute(sql.format(f"read_parquet('{file}')")).fetchall()


def test_the_id_is_the_day_and_eight_digits_of_the_hash_of_the_content(study: Path, root: Path) -> None:
    assert build_edition(study, root, DAY) == f"2026-11-24-{read_study(study).content_hash[:8]}"


def test_an_edition_holds_the_tables_the_record_and_the_stamp(study: Path, root: Path) -> None:
    edition_id = build_edition(study, root, DAY)
    assert {file.name for file in (root / "editions" / edition_id).iterdir()} == HELD


def test_the_same_study_on_the_same_day_leaves_the_first_edition_untouched(study: Path, root: Path) -> None:
    first = build_edition(study, root, DAY)
    before = stamps(root / "editions" / first)
    assert build_edition(study, root, DAY) == first
    assert stamps(root / "editions" / first) == before


def test_the_order_of_rows_does_not_make_another_edition(
    study: Path, root: Path, write_study: WriteStudy
) -> None:
    gol, hemsedal = "3324,waste,2024,400,,,,,,,,\n", "3326,waste,2024,500,,,,,,,,\n"
    turned = write_study(("observations.csv", gol + hemsedal, hemsedal + gol))
    assert build_edition(turned, root, DAY) == build_edition(study, root, DAY)


def test_another_figure_another_method_another_title_or_another_day_is_another_edition(
    study: Path, root: Path, write_study: WriteStudy
) -> None:
    others = [
        write_study(("observations.csv", "3324,waste,2024,400", "3324,waste,2024,401")),
        write_study(("about.toml", "Prøvetall", "Andre tall")),
        write_study(),
    ]
    (others[2] / "method.toml").write_text("[values]\nmax_age = 5\n", encoding="utf-8")
    ids = [build_edition(one, root, DAY) for one in (study, *others)]
    ids.append(build_edition(study, root, DAY + timedelta(days=1)))
    assert len(set(ids)) == 5
    assert [edition.id for edition in list_editions(root)] == sorted(ids, reverse=True)


def test_two_builds_at_once_make_one_edition(study: Path, root: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        ids = set(threads.map(lambda _: build_edition(study, root, DAY), range(4)))
    assert [edition.id for edition in list_editions(root)] == list(ids)


def test_codes_are_text_numbers_are_numbers_and_nothing_is_null(study: Path, root: Path) -> None:
    file = root / "editions" / build_edition(study, root, DAY) / "observations.parquet"
    types = [(name, kind) for name, kind, *_ in ask(file, "DESCRIBE SELECT * FROM {}")]
    assert types == [
        ("place", "VARCHAR"),
        ("indicator", "VARCHAR"),
        ("year", "INTEGER"),
        ("value", "DOUBLE"),
        ("status", "VARCHAR"),
        ("count", "DOUBLE"),
        ("denominator", "DOUBLE"),
        ("value_low", "DOUBLE"),
        ("value_high", "DOUBLE"),
        ("source", "VARCHAR"),
        ("period", "VARCHAR"),
        ("row", "VARCHAR"),
        ("table", "VARCHAR"),
        ("vintage", "VARCHAR"),
        ("code", "VARCHAR"),
        ("score_unclipped", "DOUBLE"),
    ]
    rows = "SELECT place, year, value, status, count, source, score_unclipped FROM {}"
    assert ask(file, rows + " WHERE indicator = 'leakage' AND place IN ('0301', '3324', '3328')") == [
        ("0301", 2024, 35.0, "estimated", None, None, 50.0),
        ("3324", 2023, 40.0, None, None, "Vannverket", 40.0),
        ("3324", 2024, 30.0, "preliminary", None, "Vannverket", 60.0),
        ("3328", 2024, None, "missing", None, None, None),
    ]


def test_a_column_that_nobody_knows_travels_unchanged(study: Path, root: Path) -> None:
    file = root / "editions" / build_edition(study, root, DAY) / "indicators.parquet"
    assert ask(file, "SELECT indicator, colour_of_cover FROM {}") == [
        ("leakage", "blue"),
        ("neet", "red"),
        ("waste", None),
    ]


def test_the_study_s_own_words_stand_before_the_stamp(study: Path, root: Path) -> None:
    edition_id = build_edition(study, root, DAY)
    text = (root / "editions" / edition_id / "about.toml").read_text(encoding="utf-8")
    words, stamp = text.split("\n[edition]\n")
    assert words == (study / "about.toml").read_text(encoding="utf-8")
    assert stamp.startswith(f'id = "{edition_id}"\nlayout = 1\nbuilt = 2026-11-24\nyear = 2024\n')


def test_a_study_that_says_nothing_about_itself_is_called_by_its_id(study: Path, root: Path) -> None:
    (study / "about.toml").unlink()
    edition_id = build_edition(study, root, DAY)
    assert [edition.title for edition in list_editions(root)] == [edition_id]


def test_what_a_killed_build_left_is_removed_by_the_next(study: Path, root: Path) -> None:
    leftover = root / "editions" / ".building-4711"
    leftover.mkdir(parents=True)
    (leftover / "places.parquet").write_bytes(b"half")
    edition_id = build_edition(study, root, DAY)
    assert {entry.name for entry in (root / "editions").iterdir()} == {".building.lock", edition_id}


def test_a_build_that_fails_leaves_nothing(study: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(folder_module, "write_parquet", fail)
    with pytest.raises(OSError, match="no space left"):
        build_edition(study, root, DAY)
    assert {entry.name for entry in (root / "editions").iterdir()} == {".building.lock"}


def test_nothing_is_published_before_the_first_publish(study: Path, root: Path) -> None:
    assert published(root) is None
    build_edition(study, root, DAY)
    assert published(root) is None
    assert list((root / "editions").glob("published")) == []


def test_publishing_replaces_one_line(study: Path, root: Path) -> None:
    first, second = (build_edition(study, root, DAY + timedelta(days=days)) for days in (0, 1))
    for edition_id in (first, second):
        publish(root, edition_id)
        assert (root / "editions" / "published").read_text(encoding="utf-8") == f"{edition_id}\n"
        assert published(root) == edition_id


def test_an_edition_tells_what_it_holds(study: Path, root: Path) -> None:
    edition_id = build_edition(study, root, DAY)
    publish(root, edition_id)
    assert describe_edition(root, edition_id) == [
        f"{edition_id} (published)",
        "  title: Prøvetall",
        "  publisher: Løftet",
        "  licence: CC0-1.0",
        "  built: 2026-11-24, of 2024",
        "  codes valid at: 2024-01-01",
        "  holds: 5 places, 3 indicators, 16 observations",
        f"  content: {read_study(study).content_hash}",
    ]
