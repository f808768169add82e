"""Each kind of broken file is refused with its cause, or read right and the report says more."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import build_study, raw_text
from tests.bad_input.broken_cells import BROKEN_CELLS
from tests.bad_input.broken_files import BROKEN_FILES, Broken

BROKEN = BROKEN_FILES | BROKEN_CELLS

LayOut = Callable[[dict[str, str], str | bytes | None], None]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told(name: str, desk: LayOut, gazetteer: Gazetteer) -> None:
    demand(BROKEN[name], desk, gazetteer)


@pytest.mark.parametrize("name", [name for name, case in BROKEN.items() if "t.xlsx" not in str(case.changes)])
def test_a_large_file_is_told_the_same(
    name: str, desk: LayOut, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw_text, "LARGE", 0)  # read line by line, as files of many megabytes are
    demand(BROKEN[name], desk, gazetteer)


def demand(case: Broken, desk: LayOut, gazetteer: Gazetteer) -> None:
    """Check that a file is refused with its causes, or read with its values."""
    desk(case.changes, case.data)
    if "t-2020.csv" in str(case.changes):
        Path("data", "t.csv").rename("data/t-2020.csv")
    if case.indicators:
        Path("indicators.csv").write_text(case.indicators, encoding="utf-8")
    if case.told:
        with pytest.raises(InvalidInput) as refused:
            build_study(Path("recipe.toml"), Path("data"), Path("out"), gazetteer)
        assert tuple(map(str, refused.value.problems)) == case.told
        assert not Path("out").exists()
        return
    said = build_study(Path("recipe.toml"), Path("data"), Path("out"), gazetteer).lines()
    with Path("out", "observations.csv").open(encoding="utf-8", newline="") as stream:
        read = {f"{row['place']} {row['year']}": row["value"] for row in csv.DictReader(stream)}
    assert read | case.values == read
    assert [line for line in case.said if line not in said] == [], "\n".join(said)
