"""The page on how often projections hold says what was measured."""

from pathlib import Path

import pytest

from benchmarks.coverage import PAGE, by_indicator, rows_of, telemark
from benchmarks.report import table
from loftet.methods.rolling import HORIZONS, WIDENING

pytestmark = pytest.mark.shared


def test_the_page_s_figures_of_telemark_are_those_of_its_raw_files(shared: Path) -> None:
    tested = telemark(shared / "data")
    written = PAGE.read_text(encoding="utf-8").splitlines()
    measured = [*rows_of(tested), *by_indicator(tested)]
    assert [line for line in table([], measured)[2:] if line not in written] == []
    assert len(measured) > 20


def test_telemark_s_projections_hold_and_need_no_more_than_the_fixed_factor(shared: Path) -> None:
    tested = telemark(shared / "data")
    for at, horizon in enumerate(HORIZONS):
        own = tested.errors.horizon == horizon
        assert (tested.errors.ratio[own] <= WIDENING[at]).mean() >= 0.95
        assert tested.held_wider[own].mean() >= 0.95
