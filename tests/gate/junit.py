"""Read what pytest writes about its tests as JUnit XML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

COLLECTION_FAILED = "collection failure"
WORKER_DIED = "crashed while running"
TRIED_AGAIN = "tried_again"  # the property of a test that may fail by chance, set by tests/conftest.py
LIMIT = "limit"  # the property that says how near a test came to a limit, as «12 of 14 queries»
NOTE = "note"  # the property of a test that tells in the report of its stage what was tried, and why
GROUP = re.compile(r"@[^\]@]+$")  # xdist's group behind the name, which may hold an @ between its brackets


@dataclass(frozen=True, slots=True)
class TestResults:
    """The tests of a run by their names, `file::test`; each failed one with the reason in one line.

    `uncertain` are those that use a browser, a process, threads or the clock, and may fail by chance.
    `broken` is true where a file could not be collected or a process died: not all of the tests were run.
    `notes` are what tests tell the reader of the report.
    """

    __test__ = False

    passed: frozenset[str]
    skipped: frozenset[str]
    failed: Mapping[str, str]
    uncertain: frozenset[str]
    broken: bool
    notes: frozenset[str]

    @property
    def tests(self) -> frozenset[str]:
        """Return the names of all tests that were run or skipped."""
        return self.passed | self.skipped | self.failed.keys()


def read_results(file: Path) -> TestResults:
    """Return the results in a whole JUnit file of pytest's family `xunit1`."""
    names, skipped, uncertain, notes, broken = set(), set(), set(), set(), False
    failed: dict[str, str] = {}
    for case in ElementTree.parse(file).iter("testcase"):
        name = f"{case.get('file') or case.get('classname')}::{GROUP.sub('', case.get('name', ''))}"
        names.add(name)
        if case.find(f"properties/property[@name='{TRIED_AGAIN}']") is not None:
            uncertain.add(name)
        notes |= {one.get("value", "") for one in case.findall(f"properties/property[@name='{NOTE}']")}
        for child in case:
            if child.tag in {"failure", "error"}:
                failed.setdefault(name, reason := reason_of(child))
                broken = broken or reason.startswith(COLLECTION_FAILED) or WORKER_DIED in reason
            elif child.tag == "skipped":
                skipped.add(name)
    skipped -= failed.keys()
    passed = frozenset(names - skipped - failed.keys())
    return TestResults(passed, frozenset(skipped), failed, frozenset(uncertain), broken, frozenset(notes))


def nearest_limits(file: Path, most: int) -> list[str]:
    """Return the limits that have the least part left, in a JUnit file; a line for each."""
    found = []
    for case in ElementTree.parse(file).iter("testcase"):
        name = f"{case.get('file') or case.get('classname')}::{GROUP.sub('', case.get('name', ''))}"
        for one in case.findall(f"properties/property[@name='{LIMIT}']"):
            used, limit = one.get("value", "").split(" ")[:3:2]
            found.append((1 - int(used) / max(1, int(limit)), f"{name}: {one.get('value')}"))
    return [line for _left, line in sorted(found)[:most]]


def reason_of(failure: ElementTree.Element) -> str:
    """Return the reason of a failure in one line; of a file that was not collected, the last error."""
    reason = failure.get("message") or failure.text or ""
    if reason == COLLECTION_FAILED:
        errors = [line[1:] for line in (failure.text or "").splitlines() if line.startswith("E ")]
        reason = f"{COLLECTION_FAILED}: {errors[-1] if errors else failure.text}"
    return " ".join(reason.split())
