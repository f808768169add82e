"""The end of what `make gate` prints: at most 38 lines, the sum last."""

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import date

from tests.gate.flakes import outlived, read_known, unknown
from tests.gate.stages import PROJECT, Outcome

MOST_FLAKES = 3
LONGEST_LINE = 200
MOST_LINES = 38  # `make` and .ci/run add a line each where it is red, and readers look at 40
SHOWN_FLAKES = 5


def has_too_many_flakes(outcomes: Sequence[Outcome]) -> bool:
    """Check whether so many tests passed only when run again that it is no chance."""
    return sum(len(one.flakes) for one in outcomes) > MOST_FLAKES


def is_green(outcomes: Sequence[Outcome]) -> bool:
    """Check whether every stage passed, with few flakes."""
    return not any(one.failures or one.exit_code for one in outcomes) and not has_too_many_flakes(outcomes)


def report(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the lines of the report: colour, stages, failures with reasons, flakes, and the sum."""
    colour = "GREEN" if is_green(outcomes) else "RED"
    head = f"== {colour} {commit()}, Python {platform.python_version()}, load {load()}"
    stages = [stage_line(one) for one in outcomes]
    flakes = [
        f"FLAKE {one.stage} {name}: {reason}" for one in outcomes for name, reason in one.flakes.items()
    ]
    flakes = shortened(flakes, SHOWN_FLAKES, "more flakes") + about_flakes(outcomes)
    if has_too_many_flakes(outcomes):
        flakes.append(f"More than {MOST_FLAKES} flakes: red, and counted as failed.")
    room = MOST_LINES - len(stages) - len(flakes) - 2
    failures = shortened(
        [line for one in outcomes for line in failure_lines(one)], room, "more lines in build/gate"
    )
    return [line[:LONGEST_LINE] for line in (head, *stages, *failures, *flakes, sum_line(outcomes))]


def about_flakes(outcomes: Sequence[Outcome]) -> list[str]:
    """Return a line that tells how many flakes are new, or known for too long; no reason to be red."""
    seen, known = {name for one in outcomes for name in one.flakes}, read_known()
    told = unknown(seen, known) + outlived(known, date.today())  # noqa: DTZ011 - the reader's day
    return [f"{len(told)} flakes for `make ready`, the first: {told[0]}"] if told else []


def stage_line(outcome: Outcome) -> str:
    """Return how a stage ended: exit code, seconds, counts."""
    counts = {
        "passed": outcome.passed,
        "failed": len(outcome.failures),
        "skipped": outcome.skipped,
        "flakes": len(outcome.flakes),
    }
    told = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    told = f"{told}: {outcome.note}" if outcome.note else told
    code = "limit" if outcome.exit_code is None else f"exit {outcome.exit_code}"
    return f"{outcome.stage:<9} {code:<6} {outcome.seconds:6.0f} s  {told}"


def failure_lines(outcome: Outcome) -> list[str]:
    """Return a line for each failed test; for a stage that failed as a whole, the end of its log."""
    lines = []
    for name, reason in outcome.failures.items():
        first, *rest = reason.splitlines() or [""]
        lines.append(
            f"FAILED {outcome.stage} {name}: {first}" if name != outcome.stage else f"FAILED {name}: {first}"
        )
        lines += [f"  {line}" for line in rest]
    return lines


def shortened(lines: list[str], most: int, rest: str) -> list[str]:
    """Return the first lines, and how many are left out."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"… {len(lines) - most + 1} {rest}"]


def sum_line(outcomes: Sequence[Outcome]) -> str:
    """Return the sum over all stages; flakes count as passed unless they are too many."""
    flakes = sum(len(one.flakes) for one in outcomes) if has_too_many_flakes(outcomes) else 0
    passed = sum(one.passed for one in outcomes) - flakes
    failed = sum(len(one.failures) for one in outcomes) + flakes
    return f"gate: {passed} passed, {failed} failed, {sum(one.skipped for one in outcomes)} skipped"


def commit() -> str:
    """Return the commit that was tried, with «-dirty» where files differ from it or are not in it."""
    dirty = "-dirty" if git("status", "--porcelain") else ""
    return f"{git('rev-parse', '--short', 'HEAD') or 'without a commit'}{dirty}"


def git(*arguments: str) -> str:
    """Return what git prints; nothing where this is no checkout."""
    done = subprocess.run(("git", *arguments), cwd=PROJECT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def load() -> str:
    """Return the load of the machine over 1, 5 and 15 minutes."""
    return " ".join(f"{one:.1f}" for one in os.getloadavg())
