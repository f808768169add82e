"""Run the stages of the gate, all or those that are named, and print at the end what came of them.

python -m tests.gate [--ready] [STAGE …]

With `--ready` those of `make ready`: what only a merge breaks, in three minutes.
"""

import signal
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from types import FrameType

from tests.gate.flakes import write_seen
from tests.gate.junit import nearest_limits
from tests.gate.report import is_green, report, stage_line
from tests.gate.stages import (
    PROJECT,
    READY,
    SECONDS_IN_ALL,
    STAGES,
    Outcome,
    Stage,
    run_stage,
    stage_beside,
)
from tests.on_postgres import why_not

FOLDER = PROJECT / "build" / "gate"
SHOWN_OF_LOG = 200
SHOWN_LIMITS = 8


def main(*arguments: str) -> int:
    """Return 0 where all is green, 1 where it is not, 2 where a stage is named that is not there."""
    names = [one for one in arguments if one != "--ready"]
    stages = READY if "--ready" in arguments else STAGES
    known = [one.name for one in stages]
    if unknown := [name for name in names if name not in known]:
        print(f"gate: there is no stage «{unknown[0]}»; there are {', '.join(known)}", file=sys.stderr)  # noqa: T201
        return 2
    (FOLDER / "report.txt").unlink(missing_ok=True)
    # What answers now must answer later: SQLite leaves it most of the tests.
    may_skip = any(one.may_skip for one in stages) and bool(why_not())
    chosen = [one for one in stages if one.name in (names or known)]
    chosen = [replace(one, may_skip=one.may_skip and may_skip) for one in chosen]
    run_tests = [one.name for one in chosen if one.runs_tests]
    outcomes = []
    with closing(outcomes_of(chosen)) as found:
        for outcome in found:
            outcomes.append(outcome)
            print(stage_line(outcome), flush=True)  # noqa: T201
            if outcome.stage in run_tests and "--ready" not in arguments:
                write_seen(FOLDER, outcome.stage, outcome.flakes)
            if outcome.failures or outcome.flakes:
                log = (FOLDER / f"{outcome.stage}.log").read_text(encoding="utf-8", errors="replace")
                print("\n".join(log.splitlines()[-SHOWN_OF_LOG:]), flush=True)  # noqa: T201
    if "--ready" in arguments and (written := FOLDER / "contract-first.xml").exists():
        print("\n".join(["Least left of the limits:", *nearest_limits(written, SHOWN_LIMITS)]), flush=True)  # noqa: T201
    lines = report(outcomes)
    (FOLDER / "report.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines), flush=True)  # noqa: T201
    return int(not is_green(outcomes))


def outcomes_of(stages: Sequence[Stage]) -> Generator[Outcome, None, None]:
    """Run stages, and yield what came of each; one that is run beside others comes after these."""
    end_at = time.monotonic() + SECONDS_IN_ALL
    with ExitStack() as running:
        waiting: list[Callable[[], Outcome]] = []
        for number, stage in enumerate(stages):
            stage = replace(stage, limit=min(stage.limit, max(1, round(end_at - time.monotonic()))))
            if stage.runs_tests:
                yield from (wait() for wait in waiting)
                waiting.clear()
            if stage.beside and number + 1 < len(stages):
                waiting.append(running.enter_context(stage_beside(stage, FOLDER)))
            else:
                yield run_stage(stage, FOLDER)
        yield from (wait() for wait in waiting)


def end(number: int, frame: FrameType | None) -> None:
    """End as after an error, so that what a stage started is ended, too; a second signal changes nothing."""
    for one in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as `nohup` sets it
        signal.signal(signal.SIGHUP, end)
    sys.exit(main(*sys.argv[1:]))
