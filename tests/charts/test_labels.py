import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.charts.labels import Slot, apart, broken


def test_labels_that_do_not_meet_stay_where_they_are() -> None:
    assert apart([Slot(80, 10), Slot(20, 10)], 0, 100) == (80, 20)


def test_labels_that_meet_share_the_move_and_keep_within_the_edges() -> None:
    assert apart([Slot(5, 20), Slot(10, 20), Slot(100, 10)], 0, 100) == (10, 30, 95)


def test_a_block_that_grows_into_its_neighbour_takes_it_in() -> None:
    assert apart([Slot(50, 20), Slot(50, 20), Slot(65, 20)], 0, 200) == (35, 55, 75)


@given(st.lists(st.tuples(st.floats(-50, 350), st.floats(5, 25)), max_size=11))
def test_labels_never_overlap_where_there_is_room(wanted: list[tuple[float, float]]) -> None:
    slots = [Slot(middle, height) for middle, height in wanted]
    middles = apart(slots, 0, 300)
    placed = sorted(zip(middles, (slot.height for slot in slots), strict=True))
    edges = [(middle - height / 2, middle + height / 2) for middle, height in placed]
    assert all(start >= -1e-6 and end <= 300 + 1e-6 for start, end in edges)
    assert all(edges[i][1] <= edges[i + 1][0] + 1e-6 for i in range(len(edges) - 1))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Gol", "Gol"),
        ("Nore og Uvdal", "Nore og\nUvdal"),
        ("Sør-Varanger", "Sør-\nVaranger"),
        ("Guovdageaidnu – Kautokeino", "Guovdageaidnu\n– Kautokeino"),
        ("Gáivuotna – Kåfjord – Kaivuono", "Gáivuotna\n– …"),
    ],
)
def test_a_name_is_broken_between_words_only(text: str, lines: str) -> None:
    assert broken(text, 80, 14) == lines
