"""A plan selects every variable, finds regions by role, and keeps every part under the limit."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CubeDimension, DimensionRole, Metadata, TableNotes, Unit
from loftet.sources.pxweb.plan import Choice, TableSelection, Wanted, make_plan, split
from loftet.sources.pxweb.request import LONGEST_ADDRESS, data_request

BASE = "https://data.ssb.no/api/pxwebapi/v2/"


def side(name: str, role: DimensionRole, *codes: str) -> CubeDimension:
    return CubeDimension(name, name, role, codes, codes, tuple(Unit() for _ in codes))


CRIME = Metadata(
    (
        side("Gjerningssted", DimensionRole.GEO, "0301", "3324", "3041"),
        side("Lovbrudd", DimensionRole.OTHER, "alle", "vold"),
        side("ContentsCode", DimensionRole.METRIC, "Anmeldt", "Per1000"),
        side("Tid", DimensionRole.TIME, "2022-2023", "2023-2024"),
    ),
    TableNotes(),
)


def chosen(wanted: Wanted) -> dict[str, tuple[str, ...]]:
    return {one.variable: one.codes for one in make_plan("08487", CRIME, wanted, 800_000).whole.choices}


def test_every_variable_is_selected_even_where_nothing_is_wished() -> None:
    assert chosen(Wanted()) == {
        "Gjerningssted": ("0301", "3324", "3041"),
        "Lovbrudd": ("alle", "vold"),
        "ContentsCode": ("Anmeldt", "Per1000"),
        "Tid": ("2022-2023", "2023-2024"),
    }


def test_the_region_is_found_by_role_whatever_it_is_called() -> None:
    wanted = Wanted(
        regions=("3324",), contents=("Per1000",), periods=("2023-2024",), others={"Lovbrudd": ("alle",)}
    )
    assert chosen(wanted) == {
        "Gjerningssted": ("3324",),
        "Lovbrudd": ("alle",),
        "ContentsCode": ("Per1000",),
        "Tid": ("2023-2024",),
    }


def test_regions_that_the_table_does_not_have_are_told_and_left_out() -> None:
    plan = make_plan("08487", CRIME, Wanted(regions=("3324", "0617", "1507")), 800_000)
    assert plan.said == ("08487: «Gjerningssted» does not have «0617», «1507»",)
    assert plan.whole.choices[0].codes == ("3324",)


@pytest.mark.parametrize(
    ("wanted", "cause"),
    [
        (Wanted(contents=("Anmelt",)), "08487: «ContentsCode» has no code «Anmelt»; did you mean «Anmeldt»?"),
        (Wanted(others={"Lovbrud": ("alle",)}), "has no variable «Lovbrud»; did you mean «Lovbrudd»?"),
        (Wanted(others={"Lovbrudd": ("tyveri",)}), "08487: «Lovbrudd» has no code «tyveri»"),
        (Wanted(regions=("9999",)), "08487: nothing that is asked for of «Gjerningssted» is in the table"),
    ],
)
def test_a_wish_that_does_not_fit_is_refused(wanted: Wanted, cause: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        make_plan("08487", CRIME, wanted, 800_000)
    assert cause in str(caught.value)


def test_a_table_of_too_many_calls_is_refused_before_the_first() -> None:
    many = tuple(str(number) for number in range(1000))
    with pytest.raises(InvalidInput, match="has 1,000 cells and would take 1000 calls; choose less of it"):
        make_plan("1", Metadata((side("Region", DimensionRole.GEO, *many),), TableNotes()), Wanted(), 1)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.integers(1, 300))
def test_parts_are_under_the_limit_and_hold_every_cell_once(sizes: list[int], most: int) -> None:
    whole = TableSelection(
        tuple(Choice(f"v{place}", tuple(f"c{n}" for n in range(size))) for place, size in enumerate(sizes))
    )
    parts = list(split(whole, most))
    assert max(part.cells for part in parts) <= most
    cells = [cell for part in parts for cell in product(*(choice.codes for choice in part.choices))]
    assert sorted(cells) == sorted(product(*(choice.codes for choice in whole.choices)))


def test_a_short_selection_goes_by_address_and_a_long_one_in_a_body() -> None:
    few = TableSelection((Choice("Region", ("3324",)), Choice("Alder", ("105+",)), Choice("Tid", ("2024",))))
    short = data_request("07459", few, "no", BASE)
    assert (short.method, short.body) == ("GET", b"")
    assert short.path == (
        "tables/07459/data?lang=no&outputFormat=json-stat2"
        "&valueCodes[Region]=3324&valueCodes[Alder]=105%2B&valueCodes[Tid]=2024"
    )
    for codes in (1, 300, 370, 390, 800):
        many = TableSelection((Choice("Region", tuple(f"{1000 + number}" for number in range(codes))),))
        asked = data_request("07459", many, "no", BASE)
        assert len(BASE + asked.path) <= LONGEST_ADDRESS
        assert asked.method is ("GET" if codes <= 370 else "POST")


def test_a_code_with_a_comma_is_never_parted() -> None:
    asked = data_request("1", TableSelection((Choice("Alder", ("0,5",)),)), "no", BASE)
    assert (asked.method, asked.body) == (
        "POST",
        b'{"selection":[{"variableCode":"Alder","valueCodes":["0,5"]}]}',
    )
