"""Refusals name where and why."""

import pytest

from loftet.invalid_input import SHOWN, InvalidInput, Problem


def test_a_refusal_shows_the_first_problems_and_counts_the_rest() -> None:
    refused = InvalidInput(Problem("wrong", file="a.csv", line=line) for line in range(SHOWN + 2))
    lines = str(refused).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("a.csv, line 0: wrong", "… and 2 more", SHOWN + 1)


def test_a_refusal_without_a_problem_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="at least one problem"):
        InvalidInput([])
