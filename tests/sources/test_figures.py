"""Figures are divided and multiplied without losing why one of them is not there."""

from dataclasses import replace

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.sources.figures import SourceFigure, divided, multiplied


@pytest.fixture
def figure(gazetteer: Gazetteer) -> SourceFigure:
    return SourceFigure(gazetteer.by_slug("gol"), 2024, 30.0, "reported", "2024", "3324", "2026-03-16")


@pytest.mark.parametrize(
    ("changed", "divisor", "wanted"),
    [
        ({}, {}, (75.0, "reported")),
        ({"status": "preliminary"}, {}, (75.0, "preliminary")),
        ({}, {"status": "estimated"}, (75.0, "estimated")),
        ({"value": None, "status": "suppressed"}, {}, (None, "suppressed")),
        ({}, {"value": None, "status": "not_possible"}, (None, "not_possible")),
        ({"value": 0.0}, {}, (0.0, "reported")),
        ({}, {"value": 0.0}, (None, "not_possible")),
        ({}, {"year": 2023}, (None, "missing")),
    ],
)
def test_a_quotient_has_the_doubt_of_both_and_a_value_only_where_both_have_one(
    figure: SourceFigure,
    changed: dict[str, object],
    divisor: dict[str, object],
    wanted: tuple[float | None, str],
) -> None:
    below = replace(figure, **({"value": 40.0} | divisor))  # type: ignore[arg-type]
    (found,) = divided([replace(figure, **changed)], [below], 100)  # type: ignore[arg-type]
    assert (found.value, found.status) == wanted


def test_a_quotient_remembers_what_was_counted(figure: SourceFigure) -> None:
    (found,) = divided([figure], [replace(figure, value=40.0)], 100)
    assert (found.count, found.denominator) == (30.0, 40.0)


def test_what_is_not_there_is_not_multiplied(figure: SourceFigure) -> None:
    hidden = replace(figure, value=None, status="suppressed")
    assert [one.value for one in multiplied([figure, hidden], 1000)] == [30_000.0, None]
