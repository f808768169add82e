"""Changes that KLASS would make to `catalogue/places`: shown as a diff, written when asked for."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from loftet.geography.codes import ChangeKind, CodeStep
from loftet.geography.files import NAMED, read_place_files
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.klass.answers import Classification
from loftet.sources.klass.catalogue_file import CatalogueFile
from loftet.sources.klass.history import History, make_history
from loftet.sources.klass.kostra import COLUMNS, FILE, doubts, work_in
from loftet.sources.klass.merge import Merger
from loftet.sources.klass.saved import Answers, ChangePeriod
from loftet.sources.whole_file import write_whole

KINDS = (Classification.MUNICIPALITIES, Classification.COUNTIES)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Files as they are and as they would be, and what the reader should know."""

    folder: Path
    files: tuple[CatalogueFile, ...]
    notes: tuple[str, ...]

    def diff(self) -> str:
        """Write all changes as one unified diff; empty when there is nothing to change."""
        return "".join(file.diff() for file in self.files)

    def write(self) -> tuple[Path, ...]:
        """Write the changed files, each whole or not at all, and give their paths."""
        for file in self.files:
            write_whole(self.folder / file.name, file.after.encode())
        return tuple(self.folder / file.name for file in self.files)


def propose(folder: Path, answers: Answers) -> Proposal:
    """Merge the answers into a copy of the catalogue's places, and run every check on the copy.

    Raises:
        InvalidInput: when KLASS and the catalogue disagree on what a place is, or the result would be wrong.
    """
    read_place_files(folder)
    named = {
        Classification.MUNICIPALITIES: CatalogueFile.read(folder, "municipalities.csv", NAMED),
        Classification.COUNTIES: CatalogueFile.read(folder, "counties.csv", NAMED),
    }
    codes = CatalogueFile.read(folder, "codes.csv", ("place", "code", "valid_from", "valid_to"))
    changes = CatalogueFile.read(folder, "changes.csv", ("old_code", "new_code", "date", "kind"))
    merger = Merger(codes, changes, named)
    for kind in KINDS:
        if history := _history(kind, answers, merger.notes, _steps_of(changes)):
            merger.take(history)
    if merger.problems:
        raise InvalidInput(merger.problems)
    merger.order()
    groups = CatalogueFile.read(folder, FILE, COLUMNS)
    places = _checked(folder, [*named.values(), codes, changes])
    if answers.groups:
        work_in(groups, answers.groups, places)
    else:
        merger.notes.append(f"no KOSTRA groups are among the answers; {FILE} is left as it is")
    merger.notes.extend(doubts(answers))
    files = (codes, changes, *named.values(), groups)
    return Proposal(folder, tuple(file for file in files if file.changed), tuple(merger.notes))


def _steps_of(changes: CatalogueFile) -> list[CodeStep]:
    """Return the steps that the catalogue has already."""
    return [
        CodeStep(row["old_code"], row["new_code"], date.fromisoformat(row["date"]), ChangeKind(row["kind"]))
        for row in changes.rows
    ]


def _history(
    kind: Classification, answers: Answers, notes: list[str], known: Sequence[CodeStep]
) -> History | None:
    """Build the history that the answers reach: between the first and the last day with codes and changes."""
    codes, periods = answers.codes.get(kind, {}), answers.changes.get(kind, [])
    if not codes:
        notes.append(f"no codes of {kind.name.lower()} are among the answers; they are left as they are")
        return None
    last = max(codes)
    first = min((day for day in codes if _covered(day, last, periods)), default=last)
    if first == last:
        notes.append(f"{kind.name.lower()}: no changes up to {last} are among the answers, so history stays")
    found = [change for period in periods for change in period.changes]
    history = make_history(kind, (first, codes[first]), found, (last, codes[last]), known)
    if history.first < history.last:
        notes.extend(history.doubts)
        if history.untold:
            listed = ", ".join(sorted(history.untold))
            notes.append(f"{kind.name.lower()}: the history of {listed} stays as the catalogue has it")
    return history


def _covered(day: date, last: date, periods: Sequence[ChangePeriod]) -> bool:
    """Check whether the periods asked about, one after the other, reach from a day to the last one."""
    reached = day
    for period in sorted(periods, key=lambda one: one.first):
        if period.first <= reached < period.last:
            reached = period.last
    return reached >= last


def _checked(folder: Path, files: Sequence[CatalogueFile]) -> Gazetteer:
    """Check the catalogue as it would be."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for path in folder.glob("*.csv"):
            shutil.copyfile(path, copy / path.name)
        for file in files:
            (copy / file.name).write_text(file.after, encoding="utf-8", newline="")
        try:
            read = read_place_files(copy)
        except InvalidInput as refused:
            raise InvalidInput(_at_home(one, folder) for one in refused.problems) from None
    return Gazetteer(read.places, read.changes, read.members)


def _at_home(problem: Problem, folder: Path) -> Problem:
    """Name the file of the catalogue; the line is that of the file as it would be."""
    file = folder / Path(problem.file).name if problem.file else folder
    return replace(problem, file=file, cause=f"as proposed: {problem.cause}")
