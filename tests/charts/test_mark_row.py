from xml.etree import ElementTree as ET

import pytest

from loftet.charts.mark_row import MARK, mark_row, mark_row_svg
from loftet.methods.verdicts import MarkKind


def test_marks_stand_in_groups_from_strong_to_unknown_with_a_line_between() -> None:
    kinds = [MarkKind.UNKNOWN, MarkKind.TARGET_VERY_FAR, MarkKind.UNCERTAIN, MarkKind.BETTER, MarkKind.WEAKER]
    row = mark_row(kinds)
    assert [mark.kind for mark in row.marks] == [
        MarkKind.BETTER,
        MarkKind.UNCERTAIN,
        MarkKind.WEAKER,
        MarkKind.TARGET_VERY_FAR,
        MarkKind.UNKNOWN,
    ]
    xs = [mark.x for mark in row.marks]
    between = [(xs[0], xs[1]), (xs[1], xs[2]), (xs[3], xs[4])]
    assert all(a + MARK / 2 < line < b - MARK / 2 for line, (a, b) in zip(row.dividers, between, strict=True))


def test_many_marks_lie_closer_so_that_the_row_fits() -> None:
    row = mark_row([MarkKind.BETTER] * 30 + [MarkKind.WEAKER] * 10, most=280)
    assert row.width <= 280
    assert all(after.x > before.x for before, after in zip(row.marks, row.marks[1:], strict=False))


def test_no_marks_are_an_empty_row() -> None:
    assert (mark_row([]).width, mark_row([]).marks) == (0, ())


@pytest.mark.parametrize(("label", "role", "hidden"), [("2 <sterke>", "img", None), ("", None, "true")])
def test_the_row_is_an_image_where_no_words_stand_beside_it(
    label: str, role: str | None, hidden: str | None
) -> None:
    root = ET.fromstring(mark_row_svg(mark_row([MarkKind.BETTER, MarkKind.TARGET_FAR]), label))
    assert (root.get("role"), root.get("aria-hidden"), root.get("aria-label") or "") == (role, hidden, label)
    assert [child.get("class") for child in root] == ["stroke-line2", "fill-c3", "fill-t1"]
