"""A timetable asked for as CSV files, and what comes of it as files: the command `loftet timetable`."""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from loftet.faults import DONE
from loftet.invalid_input import InvalidInput
from loftet.invalid_input import Problem as Fault
from loftet.methods.timetable.problem import Meeting, Person, Problem, Request
from loftet.methods.timetable.solve import Limits, NotFound, Objective, Timetable, solve
from loftet.methods.timetable.unmet import unmet
from loftet.sources.municipalities import write_rows
from loftet.sources.whole_folder import whole_folder
from loftet.text_files.rows import Row, read_rows

FILES = frozenset({"timetable.csv", "unmet.csv", "report.json"})
NO_PLAN = 4  # exit code
YES, NO = frozenset({"1", "true", "yes"}), frozenset({"", "0", "false", "no"})
MOST_SLOTS = 1000
Value = TypeVar("Value")


def make_timetable(
    folder: Path, out: Path, objective: Objective, limits: Limits, keep: Path | None
) -> tuple[int, str]:
    """Write the timetable of a folder, what is not met and how good it is; return exit code and a sentence.

    Raises:
        InvalidInput: when a file cannot be used, or the folder not be written; nothing is written then.
    """
    if not (math.isfinite(limits.seconds) and limits.seconds > 0):
        raise InvalidInput.because("--seconds must be a number above 0")
    problem = read_problem(folder)
    kept = read_kept(keep, problem) if keep else ()
    if clash := _forbidden_and_mandatory(problem):
        return NO_PLAN, clash
    try:
        found = solve(problem, objective, limits, keep=kept)
    except NotFound as fault:
        return NO_PLAN, str(fault)
    with whole_folder(out, FILES, "report.json") as made:
        _write(made, problem, found, objective)
    first = found.stages[0]
    proven = "proven to be best" if found.proven else f"not proven to be best (gap {_widest(found):.4g})"
    return DONE, f"{out}: {len(found.meetings)} meetings, {first.name} {first.value:g}, {proven}"


def _widest(found: Timetable) -> float:
    return max(one.gap for one in found.stages)


def _write(folder: Path, problem: Problem, found: Timetable, objective: Objective) -> None:
    requests = {one.key: one for one in problem.requests}
    rows = [
        (str(one.slot), str(one.table), requests[one.request].a, requests[one.request].b, one.request)
        for one in found.meetings
    ]
    write_rows(folder / "timetable.csv", ("slot", "table", "a", "b", "request"), rows)
    left = unmet(problem, found.meetings, only_mandatory=objective is Objective.BREAKS)
    write_rows(folder / "unmet.csv", ("request", "reason"), ((key, why.sentence) for key, why in left))
    first = found.stages[0]
    report = {
        "objective": objective.value,
        "value": _short(first.value),
        "bound": _short(first.bound),
        "gap": first.gap,
        "proven": found.proven,
        "moved": found.moved,
        "meetings": len(found.meetings),
        "stages": [
            {
                "name": one.name,
                "value": _short(one.value),
                "bound": _short(one.bound),
                "gap": one.gap,
                "proven": one.proven,
            }
            for one in found.stages
        ],
    }
    (folder / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _short(value: float) -> float | int:
    """Return a whole number as one."""
    return int(value) if value.is_integer() else value


def _forbidden_and_mandatory(problem: Problem) -> str:
    found = [one for one in problem.requests if one.mandatory and one.pair in problem.forbidden]
    lines = [
        f"- {one.key}: {a.called} and {b.called} must meet, and may not"
        for one in found
        for a, b in [(problem.people[one.a], problem.people[one.b])]
    ]
    return "\n".join(("no timetable meets all demands:", *lines)) if lines else ""


# --- reading --------------------------------------------------------------------------------------


def read_problem(folder: Path) -> Problem:
    """Read what a timetable is made from.

    Raises:
        InvalidInput: when a file is missing or holds what cannot be, each fault with its line.
    """
    faults: list[Fault] = []
    events = read_rows(folder / "events.csv", ["slots", "tables"], faults)
    present = read_rows(folder / "participants.csv", ["id", "unavailable"], faults)
    people = _people(present, faults)
    rows = read_rows(folder / "requests.csv", ["id", "a", "b", "mandatory", "weight"], faults)
    banned = folder / "forbidden.csv"
    pairs = read_rows(banned, ["a", "b"], faults) if banned.exists() else []
    if not faults and len(events) != 1:
        faults.append(Fault(f"there must be one row, and there are {len(events)}", folder / "events.csv"))
    if faults:
        raise InvalidInput(faults)
    (event,) = events
    slots = event.take("slots", _from_one, faults)
    tables = event.take("tables", _from_one, faults)
    last = _optional(event, "session1_last_slot", _from_one, faults)
    differ = _optional(event, "max_break_difference", _from_zero, faults)
    if slots is not None and last is not None and last > slots:
        faults.append(event.problem("session1_last_slot", f"there are {slots} slots"))
    requests = _requests(rows, people, slots or MOST_SLOTS, sessions=last is not None, faults=faults)
    _demand_slots(present, people, slots, faults)
    forbidden = frozenset(_pairs(pairs, people, faults))
    if faults or slots is None or tables is None:
        raise InvalidInput(faults)
    return Problem(slots, tables, people, requests, forbidden, last, differ)


def _people(rows: Sequence[Row], faults: list[Fault]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for row in rows:
        key = row.cells["id"]
        if not key:
            faults.append(row.problem("id", "it is empty"))
        elif key in found:
            faults.append(row.problem("id", f"«{key}» has a row already"))
        else:
            away = row.take("unavailable", _slots, faults) or frozenset()
            most = _optional(row, "max_meetings", _from_zero, faults)
            found[key] = Person(key, away, most, row.cells.get("name", ""))
    return found


def _demand_slots(
    rows: Sequence[Row], people: dict[str, Person], slots: int | None, faults: list[Fault]
) -> None:
    for row in rows if slots is not None else ():
        key = row.cells["id"]
        beyond = sorted(slot for slot in people[key].unavailable if slot > (slots or 0))
        if beyond:
            cause = f"«{key}» is away in slot {beyond[0]}, and there are {slots} slots"
            faults.append(row.problem("unavailable", cause))


def _requests(
    rows: Sequence[Row], people: dict[str, Person], slots: int, *, sessions: bool, faults: list[Fault]
) -> list[Request]:
    found: list[Request] = []
    keys = Counter(row.cells["id"] for row in rows)
    for row in rows:
        key, a, b = row.cells["id"], row.cells["a"], row.cells["b"]
        if not key or keys[key] > 1:
            faults.append(row.problem("id", f"«{key}» is on several rows" if key else "it is empty"))
        for column, one in (("a", a), ("b", b)):
            if one not in people:
                faults.append(row.problem(column, f"«{one}» is not in participants.csv"))
        if a == b:
            faults.append(row.problem("b", f"«{a}» cannot meet itself"))
        session = _optional(row, "session", _session, faults)
        if session is not None and not sessions:
            faults.append(row.problem("session", "events.csv has no session1_last_slot"))
        fixed = _optional(row, "fixed_slot", _from_one, faults)
        if fixed is not None and fixed > slots:
            faults.append(row.problem("fixed_slot", f"there are {slots} slots"))
        after = tuple(dict.fromkeys(row.cells.get("after", "").split()))
        faults.extend(
            row.problem("after", f"«{one}» is this request" if one == key else f"«{one}» is no request")
            for one in after
            if one == key or one not in keys
        )
        mandatory = row.take("mandatory", _truth, faults) or False
        weight = row.take("weight", _weight, faults) or 0.0
        found.append(Request(key, a, b, mandatory, weight, session, fixed, after))
    return found


def _pairs(rows: Sequence[Row], people: dict[str, Person], faults: list[Fault]) -> Iterator[frozenset[str]]:
    for row in rows:
        pair = [row.cells["a"], row.cells["b"]]
        for column, one in zip("ab", pair, strict=True):
            if one not in people:
                faults.append(row.problem(column, f"«{one}» is not in participants.csv"))
        yield frozenset(pair)


def read_kept(file: Path, problem: Problem) -> tuple[Meeting, ...]:
    """Read an earlier timetable; meetings of requests that are gone are cancelled.

    Raises:
        InvalidInput: when it is no timetable: a request twice, or two meetings at one table in one slot.
    """
    faults: list[Fault] = []
    found: dict[str, Meeting] = {}
    for row in read_rows(file, ["slot", "table", "request"], faults):
        slot, table = row.take("slot", _from_one, faults), row.take("table", _from_one, faults)
        key = row.cells["request"]
        if key in found:
            faults.append(row.problem("request", f"«{key}» is on several rows"))
        elif slot is not None and table is not None:
            if any((one.slot, one.table) == (slot, table) for one in found.values()):
                faults.append(row.problem("table", f"table {table} has two meetings in slot {slot}"))
            found[key] = Meeting(slot, table, key)
    if faults:
        raise InvalidInput(faults)
    return tuple(found.values())


def _optional(row: Row, column: str, parse: Callable[[str], Value], faults: list[Fault]) -> Value | None:
    """Read a cell that may be empty, in a column that may be missing."""
    return row.take(column, parse, faults) if row.cells.get(column) else None


def _whole(text: str, least: int) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < least or int(text) > MOST_SLOTS:
        raise ValueError(f"«{text}» is not a whole number from {least} to {MOST_SLOTS}")
    return int(text)


def _from_one(text: str) -> int:
    return _whole(text, 1)


def _from_zero(text: str) -> int:
    return _whole(text, 0)


def _session(text: str) -> int:
    if text not in ("1", "2"):
        raise ValueError(f"«{text}» is not 1 or 2")
    return int(text)


def _slots(text: str) -> frozenset[int]:
    return frozenset(map(_from_one, text.split()))


def _truth(text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise ValueError(f"«{text}» is not true or false")
    return text.casefold() in YES


def _weight(text: str) -> float:
    try:
        weight = float(text or "0")
    except ValueError:
        raise ValueError(f"«{text}» is not a number") from None
    if not math.isfinite(weight) or abs(weight) > 1e9:
        raise ValueError(f"«{text}» is not a weight of at most 1 000 000 000")
    return weight
