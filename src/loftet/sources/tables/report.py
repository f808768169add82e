"""The report of `loftet study build`: every file, how it was used, and what is missing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file that was read: its rows, the observations of each indicator, and the places left out."""

    path: Path
    read: int
    used: int
    observations: Mapping[str, int]
    left_out: Mapping[str, str]

    def lines(self) -> list[str]:
        """Return it as a line."""
        made = ", ".join(f"{indicator} {count}" for indicator, count in self.observations.items())
        made = made or "only divided by"
        told = [f"{self.path}: {self.read} rows read, {self.used} used; observations: {made}"]
        if self.left_out:
            names = ", ".join(f"{code} {name}" for code, name in sorted(self.left_out.items()))
            told.append(f"{self.path}: places outside the study left out: {names}")
        return told


@dataclass(frozen=True, slots=True)
class BuildReport:
    """All that a build read, wrote, left out and did not find."""

    out: Path
    files: tuple[FileReport, ...]
    unused: Mapping[Path, str]
    ranked: int
    also: int
    statuses: Counter[str]
    absent: Mapping[str, tuple[str, ...]]

    def lines(self) -> tuple[str, ...]:
        """Format the whole build, one line per fact."""
        told = [line for file in self.files for line in file.lines()]
        told += [f"{path}: not used: {reason}" for path, reason in self.unused.items()]
        told += [f"{indicator}: no rows for {', '.join(places)}" for indicator, places in self.absent.items()]
        told.append(f"places: {self.ranked} ranked, {self.also} shown beside them")
        without = sorted((status, count) for status, count in self.statuses.items() if status)
        marks = ", ".join(f"{status} {count}" for status, count in without)
        told.append(
            f"observations: {self.statuses.total()}, of which {sum(n for _, n in without)} without a value"
            + (f" ({marks})" if marks else "")
        )
        told.append(f"{self.out}: written")
        return tuple(told)
