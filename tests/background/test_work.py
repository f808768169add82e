"""Work that is asked for once: done once, again after a worker that died, and kept by who holds it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from loftet.background import work
from loftet.background.work import MOST_TRIES, Progress, ask_for, do_all, do_next, progress_of, renew
from loftet.core import registry
from loftet.core.kinds import WorkKind
from loftet.core.models import WorkItem, WorkState
from loftet.core.registry import App
from loftet.invalid_input import InvalidInput

pytestmark = pytest.mark.both_databases
LEASE = timedelta(seconds=30)


def at(minutes: float) -> datetime:
    """Return a moment after all that the test asks for."""
    return datetime(2100, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)


class Told(list[tuple[str, int, object]]):
    """What was done, kept and refused; `doing` is what happens while a piece of work is done."""

    doing: Callable[[int], object] = staticmethod(lambda row: row * 10)

    def run(self, row: int) -> object:
        self.append(("run", row, None))
        return self.doing(row)

    def kind(self) -> WorkKind:
        keep = lambda row, result, _now: self.append(("keep", row, result))  # noqa: E731
        refuse = lambda row, refused: self.append(("refuse", row, str(refused)))  # noqa: E731
        return WorkKind("Sum", self.run, keep, refuse)


@pytest.fixture
def told(db: None, monkeypatch: pytest.MonkeyPatch) -> Told:
    found = Told()
    monkeypatch.setitem(registry._APPS, "sum", App(label="sum", work={"sum": found.kind()}))
    return found


def ask(*rows: int) -> None:
    with transaction.atomic():
        for row in rows:
            ask_for("sum", row)


def states() -> list[str]:
    return list(WorkItem.objects.order_by("row").values_list("state", flat=True))


def test_what_is_asked_for_twice_is_done_once(told: Told) -> None:
    ask(1, 2, 1)
    assert do_all(at(0)) == 2
    assert told == [("run", 1, None), ("keep", 1, 10), ("run", 2, None), ("keep", 2, 20)]
    assert states() == [WorkState.DONE, WorkState.DONE]


def test_what_is_done_can_be_asked_for_again(told: Told) -> None:
    for _ in range(2):
        ask(1)
        do_all(at(0))
    assert [what for what, *_ in told] == ["run", "keep"] * 2


def test_what_a_dead_worker_holds_is_ready_again_when_its_lease_ends(told: Told) -> None:
    ask(1)
    assert work._claim(at(0), "dead", LEASE) is not None
    assert (do_next(at(0.4), "next", LEASE), states()) == (False, [WorkState.RUNNING])
    assert do_next(at(0.6), "next", LEASE)
    assert (told[-1], states()) == (("keep", 1, 10), [WorkState.DONE])


def test_a_worker_that_lives_keeps_what_it_holds(told: Told) -> None:
    ask(1)
    work._claim(at(0), "slow", LEASE)
    renew("slow", at(0.4), LEASE)
    assert not do_next(at(0.6), "next", LEASE)


def test_the_lease_of_a_later_piece_begins_when_it_is_claimed(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[float] = [0]
    monkeypatch.setattr(work, "time", SimpleNamespace(monotonic=lambda: passed[0]))

    def doing(row: int) -> object:
        until.append(WorkItem.objects.values_list("held_until", flat=True).get(row=row))
        passed[0] += 60 * 9
        return row

    until: list[object] = []
    told.doing = doing
    ask(1, 2)
    do_all(at(0))
    assert until == [at(10), at(19)]


def test_what_was_asked_for_again_while_it_ran_is_kept_from_the_second_run_alone(told: Told) -> None:
    def doing(row: int) -> int:
        if len(told) == 1:
            ask(row)
            return -1
        return row

    told.doing = doing
    ask(1)
    do_all(at(0))
    assert told == [("run", 1, None), ("run", 1, None), ("keep", 1, 1)]


def test_what_cannot_be_done_is_refused_at_once_with_its_cause(told: Told) -> None:
    def doing(row: int) -> int:
        raise InvalidInput.because("no figures")

    told.doing = doing
    ask(1)
    do_all(at(0))
    assert (told, states()) == ([("run", 1, None), ("refuse", 1, "no figures")], [WorkState.FAILED])


def test_what_fails_is_tried_again_later_and_refused_in_the_end(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    def doing(row: int) -> int:
        raise ValueError(f"{'kari'}@gol.example")

    told.doing = doing
    ask(1)
    do_next(timezone.now(), "one", LEASE)
    assert not do_next(timezone.now(), "one", LEASE)
    do_all(at(0))
    assert [what for what, *_ in told] == ["run"] * MOST_TRIES + ["refuse"]
    assert (states(), "kari@" in caplog.text) == ([WorkState.FAILED], False)


def test_what_kills_each_worker_that_does_it_is_left(told: Told) -> None:
    ask(1)
    for number in range(MOST_TRIES):
        assert work._claim(at(number), f"dead{number}", LEASE) is not None
    assert do_next(at(MOST_TRIES), "next", LEASE)
    assert ([what for what, *_ in told], states()) == (["refuse"], [WorkState.FAILED])


def test_who_waits_sees_how_many_come_first(told: Told) -> None:
    ask(1, 2, 3)
    assert progress_of("sum", 3) == Progress(WorkState.READY, ahead=2)
    do_next(at(0), "one", LEASE)
    assert progress_of("sum", 3) == Progress(WorkState.READY, ahead=1)
    assert (progress_of("sum", 1), progress_of("sum", 4)) == (Progress(WorkState.DONE), None)
