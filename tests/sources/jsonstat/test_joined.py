"""Parts of a table are put together by their codes, whatever their order."""

import json
from collections.abc import Sequence

import numpy as np
import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CellStatus, Cube, DimensionRole, read_jsonstat
from loftet.sources.jsonstat.joined import joined


def part(
    areas: Sequence[str], years: Sequence[str], values: Sequence[object], *, turned: bool = False
) -> Cube:
    sides = {"GEO": areas, "AAR": years}
    names = list(sides)[:: -1 if turned else 1]
    document = {
        "version": "2.0",
        "class": "dataset",
        "id": names,
        "size": [len(sides[name]) for name in names],
        "dimension": {name: {"label": name, "category": {"index": sides[name]}} for name in names},
        "value": values,
    }
    return read_jsonstat(json.dumps(document).encode())


def test_each_number_stands_where_its_codes_say() -> None:
    parts = [
        part(["0", "33"], ["2023", "2024"], [1, 2, ":", 4]),
        part(["3324"], ["2023", "2024"], [5, 6], turned=True),
    ]
    cube = joined(parts, {"GEO": DimensionRole.GEO, "AAR": DimensionRole.TIME})
    assert [(dim.id, dim.role, dim.codes) for dim in cube.dims] == [
        ("GEO", DimensionRole.GEO, ("0", "33", "3324")),
        ("AAR", DimensionRole.TIME, ("2023", "2024")),
    ]
    assert cube.at(GEO="3324", AAR="2024") == (6.0, CellStatus.REPORTED)
    assert cube.at(GEO="33", AAR="2023")[1] is CellStatus.SUPPRESSED


def test_a_cell_that_is_in_no_part_is_missing() -> None:
    cube = joined([part(["0"], ["2023"], [1]), part(["33"], ["2024"], [2])], {})
    value, status = cube.at(GEO="0", AAR="2024")
    assert (bool(np.isnan(value)), status) == (True, CellStatus.MISSING)


def test_parts_of_different_tables_are_refused() -> None:
    other = part(["0"], ["2023"], [1])
    renamed = Cube(other.dims[:1], other.values[:, 0], other.status[:, 0], other.about)
    with pytest.raises(InvalidInput, match="the parts of the table have different dimensions"):
        joined([other, renamed], {})
    with pytest.raises(InvalidInput, match="nothing came of the table"):
        joined([], {})
