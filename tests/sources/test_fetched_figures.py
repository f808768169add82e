"""A series takes the cells it names out of a table, and adds up those it names together."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from math import prod

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import SourceSeries
from loftet.sources.fetched_figures import chosen_codes, figures_of
from loftet.sources.jsonstat import Cube, read_jsonstat
from loftet.sources.pxweb import Stage, Vintage
from loftet.sources.region_codes import all_printed_forms

VINTAGE = Vintage(date(2026, 3, 16), Stage.FINAL)
SIDES = {"Region": ["3324"], "Level": ["a", "b", "c"], "Contents": ["n"], "Tid": ["2024"]}
NAMED = SourceSeries("1", "n", (("Level", ("a", "b")),))


def table(
    values: Sequence[float | None],
    status: Mapping[str, str] | None = None,
    sides: Mapping[str, Sequence[str]] = SIDES,
    total: str = "",
) -> Cube:
    document = {
        "version": "2.0",
        "class": "dataset",
        "id": list(sides),
        "size": [len(codes) for codes in sides.values()],
        "role": {"geo": [one for one in sides if one == "Region"], "time": ["Tid"], "metric": ["Contents"]},
        "dimension": {name: {"category": {"index": codes}} for name, codes in sides.items()},
        "value": values,
        "status": status or {},
    }
    if total:
        document["dimension"]["Level"]["extension"] = {"eliminationValueCode": total}  # type: ignore[index]
    return read_jsonstat(json.dumps(document).encode())


def cell(series: SourceSeries, cube: Cube, gazetteer: Gazetteer) -> tuple[float | None, str]:
    (figure,) = figures_of(series, cube, VINTAGE, [gazetteer.by_slug("gol")], gazetteer)
    return figure.value, figure.status


@pytest.mark.parametrize(
    ("values", "status", "wanted"),
    [
        ([1, 2, 4], {}, (3.0, "reported")),
        ([1, None, 4], {"1": ":"}, (None, "suppressed")),
        ([None, None, 4], {"0": "..", "1": ":"}, (None, "suppressed")),
        ([1, 2, None], {"2": ":"}, (3.0, "reported")),
        ([1, 2, 4], {"0": "e"}, (3.0, "estimated")),
        ([1, None, 4], {"0": "e", "1": ".."}, (None, "missing")),
        ([0, 0, 4], {}, (0.0, "reported")),
    ],
)
def test_a_sum_lacks_what_a_part_lacks_and_is_as_doubtful_as_the_most_doubtful(
    gazetteer: Gazetteer,
    values: list[float | None],
    status: dict[str, str],
    wanted: tuple[float | None, str],
) -> None:
    assert cell(NAMED, table(values, status), gazetteer) == wanted


def test_a_star_adds_all_codes_up(gazetteer: Gazetteer) -> None:
    assert cell(SourceSeries("1", "n", (("Level", ("*",)),)), table([1, 2, 4]), gazetteer) == (
        7.0,
        "reported",
    )


def test_the_code_for_all_is_taken_where_none_is_named_and_never_added_up() -> None:
    cube = table([1, 2, 3], total="c")
    assert chosen_codes(SourceSeries("1", "n"), cube.dims) == {"Level": ("c",), "Contents": ("n",)}
    with pytest.raises(InvalidInput, match="«Level» has a code for all, «c»: name it, do not add it up"):
        chosen_codes(SourceSeries("1", "n", (("Level", ("*",)),)), cube.dims)


@pytest.mark.parametrize(
    ("series", "causes"),
    [
        (
            SourceSeries("1", "n"),
            ["the table has a variable «Level» of 3 codes (a, b, c), and the catalogue names none"],
        ),
        (
            SourceSeries("1", "m", (("Levle", ("a",)), ("Level", ("a", "d")))),
            [
                "the table has no variable «Levle»; did you mean «Level»?",
                "«Level» has no code «d»",
                "«Contents» has no code «m»",
            ],
        ),
    ],
)
def test_all_that_does_not_fit_the_table_is_told(series: SourceSeries, causes: list[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        chosen_codes(series, table([1, 2, 4]).dims)
    assert [problem.cause for problem in refused.value.problems] == causes


@pytest.mark.parametrize("printed", ["3324", "K_3324", "K-3324"])
def test_a_code_is_found_in_each_form_that_tables_print(gazetteer: Gazetteer, printed: str) -> None:
    cube = table([1, 2, 4], sides=SIDES | {"Region": [printed]})
    (figure,) = figures_of(NAMED, cube, VINTAGE, [gazetteer.by_slug("gol")], gazetteer)
    assert (figure.code, figure.value) == (printed, 3.0)


@pytest.mark.parametrize(
    ("slug", "printed"),
    [("norge", "0"), ("norge", "EAK"), ("buskerud-fylke", "33"), ("buskerud-fylke", "EKA33")],
)
def test_counties_and_the_country_are_found_in_kostras_form_too(
    gazetteer: Gazetteer, slug: str, printed: str
) -> None:
    cube = table([1, 2], sides=SIDES | {"Region": ["EAKUO", printed], "Level": ["a"]})
    (figure,) = figures_of(SourceSeries("1", "n"), cube, VINTAGE, [gazetteer.by_slug(slug)], gazetteer)
    assert (figure.code, figure.value) == (printed, 2.0)


def test_the_order_of_a_tables_sides_does_not_matter(gazetteer: Gazetteer) -> None:
    sides = {"Tid": ["2022", "2024"], "Contents": ["n"], "Level": ["a", "b"], "Region": ["3041", "3324"]}
    values = [
        100 * int(year[3]) + 10 * "ab".index(level) + ("1" in code)
        for year, _, level, code in product(*sides.values())
    ]
    found = figures_of(NAMED, table(values, sides=sides), VINTAGE, [gazetteer.by_slug("gol")], gazetteer)
    assert [(one.year, one.code, one.value) for one in found] == [
        (2022, "3041", 412.0),
        (2024, "3324", 810.0),
    ]


@pytest.mark.parametrize(
    ("sides", "cause"),
    [
        (
            SIDES | {"Tid": ["2024K1", "2024K2"]},
            "«Tid» has several periods a year, and yearly figures are needed",
        ),
        (
            {"Level": ["a", "b"], "Contents": ["n"], "Tid": ["2024"]},
            "the table has 0 variables of region, and one is needed",
        ),
    ],
)
def test_a_table_that_holds_no_yearly_figures_of_places_is_refused(
    gazetteer: Gazetteer, sides: Mapping[str, Sequence[str]], cause: str
) -> None:
    size = prod(len(codes) for codes in sides.values())
    with pytest.raises(InvalidInput) as refused:
        figures_of(NAMED, table([1] * size, sides=sides), VINTAGE, [gazetteer.by_slug("gol")], gazetteer)
    assert refused.value.problems[0].cause == cause


@pytest.mark.parametrize(
    ("codes", "labels", "wanted"),
    [
        (["0", "3324"], {}, [("0", 1.0)]),
        (["EAK", "3324"], {}, [("EAK", 1.0)]),
        (["Ialt", "3324"], {}, [("Ialt", 1.0)]),
        (["Ialt", "0000"], {}, [("Ialt", 1.0)]),
        (["0000", "3324"], {"0000": "Hele landet"}, [("0000", 1.0)]),
        (["0000", "3324"], {"0000": "Uoppgitt"}, []),
        (["0000", "3324"], {}, []),
    ],
)
def test_the_country_is_found_under_each_of_its_codes(
    gazetteer: Gazetteer, codes: list[str], labels: dict[str, str], wanted: list[tuple[str, float]]
) -> None:
    """As 08487 of Statistics Norway prints it: `Ialt`, and `0000`, which only its label explains."""
    document = {
        "version": "2.0",
        "class": "dataset",
        "id": ["Gjerningssted", "Contents", "Tid"],
        "size": [2, 1, 1],
        "role": {"geo": ["Gjerningssted"], "time": ["Tid"], "metric": ["Contents"]},
        "dimension": {
            "Gjerningssted": {"category": {"index": codes, "label": labels}},
            "Contents": {"category": {"index": ["n"]}},
            "Tid": {"category": {"index": ["2023-2024"]}},
        },
        "value": [1, 2],
    }
    cube = read_jsonstat(json.dumps(document).encode())
    norway = gazetteer.by_slug("norge")
    found = figures_of(SourceSeries("08487", "n"), cube, VINTAGE, [norway], gazetteer)
    assert [(one.code, one.value) for one in found] == wanted
    assert {"Ialt", "0000"} <= all_printed_forms([norway])
