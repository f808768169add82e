"""Steps lead from some states to one, and are refused with a reason anywhere else."""

from dataclasses import dataclass

import pytest

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied


@dataclass
class Gate:
    state: str


STATES = States(
    "shut",
    Step("open", ("shut",), "open", lambda actor, gate: ALLOWED, "Open"),
    Step("lock", ("shut", "open"), "locked", lambda actor, gate: Denied("no key"), "Lock"),
)


def test_only_steps_from_the_state_that_the_rule_allows_are_open() -> None:
    assert [one.name for one in STATES.open_to(None, Gate("shut"))] == ["open"]
    assert list(STATES.open_to(None, Gate("open"))) == []


def test_a_step_says_why_it_is_not_open() -> None:
    assert STATES.may_take("lock", None, Gate("open")) == Denied("no key")
    assert not STATES.may_take("open", None, Gate("open"))


def test_no_step_is_open_where_its_reader_may_see_no_record() -> None:
    assert not STATES.may_take("open", None, None)


def test_a_step_puts_a_record_into_its_target() -> None:
    gate = Gate("shut")
    STATES.take("open", gate)
    assert gate == Gate("open")


def test_two_steps_with_one_name_are_a_mistake() -> None:
    step = STATES.step("open")
    with pytest.raises(ValueError, match="two steps have one name"):
        States("shut", step, step)
