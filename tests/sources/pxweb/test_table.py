"""An answer to another question is refused, and parts find their places by their codes."""

import json

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import (
    Cube,
    CubeDimension,
    DimensionRole,
    Metadata,
    TableNotes,
    Unit,
    read_jsonstat,
)
from loftet.sources.pxweb.plan import Choice, TableSelection, Wanted, make_plan
from loftet.sources.pxweb.table import demand_all_that_was_asked, merge


def side(name: str, role: DimensionRole, *codes: str) -> CubeDimension:
    return CubeDimension(name, name, role, codes, codes, tuple(Unit() for _ in codes))


def answer(sides: dict[str, list[str]], values: list[float | None]) -> Cube:
    return read_jsonstat(
        json.dumps(
            {
                "version": "2.0",
                "id": list(sides),
                "size": [len(codes) for codes in sides.values()],
                "dimension": {name: {"category": {"index": codes}} for name, codes in sides.items()},
                "value": values,
            }
        ).encode()
    )


@pytest.mark.parametrize(
    "sides",
    [
        {"Region": ["3324"], "Tid": ["2023"]},  # a default selection
        {"Region": ["3324"], "Tid": ["2023", "2024", "2025"]},
        {"Region": ["3324"], "Tid": ["2023", "2042"]},
        {"Region": ["3324"], "Tid": ["2023", "2024"], "Kjonn": ["1"]},
        {"Tid": ["2023", "2024"]},
    ],
)
def test_an_answer_to_another_question_is_refused(sides: dict[str, list[str]]) -> None:
    asked = TableSelection((Choice("Region", ("3324",)), Choice("Tid", ("2023", "2024"))))
    cells = 1
    for codes in sides.values():
        cells *= len(codes)
    with pytest.raises(
        InvalidInput, match=r"07459: the answer is to another question: of «(Tid|Kjonn|Region)»"
    ):
        demand_all_that_was_asked(answer(sides, [1.0] * cells), asked, "07459")


def test_parts_find_their_places_by_code_whatever_their_order() -> None:
    metadata = Metadata(
        (
            side("Region", DimensionRole.GEO, "0301", "3324", "3326"),
            side("Tid", DimensionRole.TIME, "2023", "2024"),
        ),
        TableNotes(),
    )
    plan = make_plan("1", metadata, Wanted(regions=("3324", "0301")), 2)
    turned = answer({"Tid": ["2024", "2023"], "Region": ["3324"]}, [4, None])
    plain = answer({"Region": ["0301"], "Tid": ["2023", "2024"]}, [1, 2])
    cube = merge(metadata, plan, [turned, plain])
    assert [dim.codes for dim in cube.dims] == [("0301", "3324"), ("2023", "2024")]
    assert str(cube.values.tolist()) == "[[1.0, 2.0], [nan, 4.0]]"
    assert cube.status.tolist() == [[0, 0], [1, 0]]
