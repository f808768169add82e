"""The mark of a figure, and the word of a goal counted from marks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.methods.marks import Limits, compose, mark_steps, mark_words
from loftet.methods.verdicts import Colour, GoalWord, MarkKind, Side, goal_word

TARGET = Limits(np.array([90.0]), np.array([92.5]), np.array([95.0]), np.array([False]))
OTHERS = Limits(np.array([90.0]), np.array([92.5]), np.array([95.0]), np.array([True]))
STEP = {"t0": 0.0, "t1": 1.0, "un": 1.5, "t2": 2.0, "t3": 3.0}
NUMBER = {"": 0, "no": 1, "t0": 2, "t1": 3, "t2": 4, "t3": 5, "un": 6}


def mark(colour: Colour, low: float, high: float, limits: Limits, *, alike: bool = False) -> str:
    steps = mark_steps(
        np.array([[colour]], dtype=np.int8),
        np.array([[low]]),
        np.array([[high]]),
        limits,
        np.array([[alike]]),
    )
    return str(mark_words(steps, limits.comparison).item())


@pytest.mark.parametrize(
    ("colour", "low", "high", "expected"),
    [
        (Colour.GREEN, 96.0, 96.0, "t3"),
        (Colour.GREEN, 95.0, 99.0, "t3"),
        (Colour.GREEN, 90.7, 97.7, "un"),  # 95.0 of few: the target lies in the interval
        (Colour.YELLOW, 93.0, 94.0, "t2"),
        (Colour.YELLOW, 93.0, 95.5, "un"),
        (Colour.ORANGE, 91.0, 93.0, "un"),
        (Colour.ORANGE, 91.0, 92.0, "t1"),
        (Colour.RED, 80.0, 89.0, "t0"),
        (Colour.RED, 80.0, 91.0, "t1"),
        (Colour.NONE, 80.0, 91.0, ""),
    ],
)
def test_a_mark_is_as_certain_as_its_interval(colour: Colour, low: float, high: float, expected: str) -> None:
    assert mark(colour, low, high, TARGET) == expected


def test_among_others_only_the_middle_is_a_limit() -> None:
    assert mark(Colour.GREEN, 93.0, 97.0, OTHERS) == "c2"
    assert mark(Colour.GREEN, 92.0, 97.0, OTHERS) == "un"


def test_a_figure_written_like_the_middle_is_no_difference() -> None:
    assert mark(Colour.GREEN, 100.0, 100.0, OTHERS, alike=True) == "un"


@pytest.mark.parametrize("kind", MarkKind)
def test_the_two_upper_steps_are_strong(kind: MarkKind) -> None:
    sides = {"un": Side.LEVEL, "no": Side.UNKNOWN}
    expected = sides.get(kind.value) or (Side.STRONG if kind.value[1] >= "2" else Side.WEAK)
    assert kind.side is expected


@pytest.mark.parametrize(
    ("marks", "word"),
    [
        (["t3", "t3"], "mostly_strong"),
        (["t3", "t3", "t0"], "mixed"),
        (["t3", "t2", "t2", "t1"], "mostly_strong"),
        (["t2", "t1", "t1", "t0"], "mostly_weak"),
        (["t3", "un", "un", "un"], "too_few"),
        (["t3", "t3", "no", "no", "no"], "too_few"),
        (["t3", "t3", "no", "no"], "mostly_strong"),
        (["t3"], "too_few"),
        (["", ""], ""),
    ],
)
def test_a_word_is_counted_from_certain_marks(marks: list[str], word: str) -> None:
    steps = np.array([[NUMBER[one] for one in marks]], dtype=np.int8)
    found = compose(steps, np.ones((1, len(marks)), dtype=bool))
    assert found.word.item() == word
    counts = (int(getattr(found, name).item()) for name in ("strong", "level", "weak", "unknown"))
    assert (goal_word(*counts) or "") == word
    assert np.isnan(found.share.item()) == (word in ("", "too_few"))


RANK = {GoalWord.WEAK.value: 0, GoalWord.MIXED.value: 1, GoalWord.STRONG.value: 2}
one_place = st.lists(st.sampled_from(["t0", "t1", "un", "t2", "t3"]), min_size=1, max_size=9)


@given(one_place, one_place)
def test_who_is_cumulatively_better_has_no_worse_word_and_is_not_below(a: list[str], b: list[str]) -> None:
    """Where A's shares of steps are cumulatively better than B's, A's word and order are no worse."""
    at_least = [[sum(STEP[one] >= step for one in marks) for step in (3, 2, 1.5, 1)] for marks in (a, b)]
    mine, theirs = (
        [count * len(other) for count in row] for row, other in zip(at_least, (b, a), strict=True)
    )
    steps = np.zeros((2, 9), dtype=np.int8)
    for row, marks in enumerate((a, b)):
        steps[row, : len(marks)] = [NUMBER[one] for one in marks]
    found = compose(steps, np.ones((1, 9), dtype=bool))
    words = [RANK.get(word) for word in found.word.ravel()]
    better = mine != theirs and all(x >= y for x, y in zip(mine, theirs, strict=True))
    if better and words[0] is not None and words[1] is not None:
        assert words[0] >= words[1]
        keys = list(zip(found.share.ravel(), found.order.ravel(), strict=True))
        assert keys[0] > keys[1]
