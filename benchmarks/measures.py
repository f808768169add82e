"""Size and style of the source, package by package: today, and at a revision beside it.

    python -m benchmarks.measures [--at REVISION]

Counted is Python under `src/loftet` without migrations, as it lies in the folder, with changes that are not
committed. The revision is read from git. The length of a function is from its first line to its last, without
decorators. A docstring of a function counts as plain when its first word is one of `VERBS`.
"""

import argparse
import ast
import io
import re
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from benchmarks.report import table

ROOT = Path(__file__).parents[1]
SOURCE = "src/loftet"
SMALL, LONG = 40, 40
WHOLE = "all"
SIZES = ("files", f"under {SMALL} lines", "lines")
COLUMNS = (*SIZES, "functions", "p95", f"over {LONG} lines", "plain docstrings")
VERBS = frozenset(
    re.findall(
        r"\w+",
        """
    add answer append apply ask assert assign attach begin build calculate call cancel change check
    choose clean clear close collect combine compare compress compute connect convert copy count create
    cut decide decode decorate define delete demand describe draw drop encode end enter erase escape
    estimate evaluate exclude execute exit expand export extend extract fetch fill filter find finish
    fit fold follow forbid format forward generate get group handle hash hide import include index
    insert install invite issue join keep leave limit link list load lock log look make map mark match
    measure merge migrate move name normalise note notify number offer open order pack parse pass pick
    place plan prepare print publish put raise rank read rebuild receive recognise record redirect
    reduce refuse register reject release remember remove rename render reopen repeat replace report
    request require reset resolve respond restore return revoke round run save scale search select send
    serve set share show sign simulate skip sort split start state stop store submit sum switch take
    test translate try turn undo unpack update upgrade upload use validate verify wait walk warn
    withdraw wrap write yield
    """,
    )
)


@dataclass
class Measures:
    """The counts of a package."""

    lines: list[int] = field(default_factory=list)
    functions: list[int] = field(default_factory=list)
    plain: int = 0
    docstrings: int = 0

    def add(self, source: str) -> None:
        """Count a file."""
        self.lines.append(source.count("\n"))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions.append((node.end_lineno or node.lineno) - node.lineno + 1)
                if words := (ast.get_docstring(node) or "").split():
                    self.docstrings += 1
                    self.plain += words[0].lower().strip(".,;:") in VERBS

    def row(self) -> tuple[str, ...]:
        """Return what is printed of it."""
        many = len(self.functions) > 1
        p95 = quantiles(self.functions, n=20, method="inclusive")[-1] if many else sum(self.functions)
        return (
            f"{len(self.lines)}",
            f"{sum(lines < SMALL for lines in self.lines)}",
            f"{sum(self.lines):,}",
            f"{len(self.functions):,}",
            f"{p95:.0f}",
            f"{sum(lines > LONG for lines in self.functions)}",
            f"{self.plain / self.docstrings:.0%}" if self.docstrings else "–",
        )


def measured(files: Iterable[tuple[str, str]]) -> Mapping[str, Measures]:
    """Return the measures of each package, and of all of them."""
    found = {WHOLE: Measures()}
    for name, source in files:
        first, below, _rest = name.partition("/")
        for package in (WHOLE, first if below else "loftet"):
            found.setdefault(package, Measures()).add(source)
    return found


def is_counted(name: str) -> bool:
    """Check whether a file, named from the package on, is source that is counted."""
    return name.endswith(".py") and "migrations" not in name.split("/")


def of_today() -> Iterator[tuple[str, str]]:
    """Return the files of the folder, by name from the package on."""
    for file in sorted((ROOT / SOURCE).rglob("*.py")):
        name = file.relative_to(ROOT / SOURCE).as_posix()
        if is_counted(name):
            yield name, file.read_text(encoding="utf-8")


def of_revision(revision: str) -> Iterator[tuple[str, str]]:
    """Return the files of a revision, by name from the package on."""
    command = ["git", "-C", str(ROOT), "archive", revision, SOURCE]
    packed = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            name = member.name.removeprefix(f"{SOURCE}/")
            if member.isfile() and is_counted(name) and (file := archive.extractfile(member)):
                yield name, file.read().decode()


def report(at: str) -> Iterator[str]:
    """Return the lines of the table, with «then → today» in each cell where a revision is named."""
    today, then = measured(of_today()), measured(of_revision(at)) if at else {}
    absent = ("–",) * len(COLUMNS)
    rows = []
    for package in (*sorted({*today, *then} - {WHOLE}), WHOLE):
        now = today[package].row() if package in today else absent
        before = then[package].row() if package in then else absent
        cells = [f"{old} → {new}" for old, new in zip(before, now, strict=True)] if at else now
        rows.append((package, *cells))
    yield f"Python under `{SOURCE}` without migrations{f', `{at}` → today' if at else ''}."
    yield ""
    yield from table(("package", *COLUMNS), rows)


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="", help="a revision of git to compare with")
    print("\n".join(report(parser.parse_args().at)))


if __name__ == "__main__":
    main()
