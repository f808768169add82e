"""A CSV file of the catalogue that is changed row by row, so that every column kept by hand stays."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from loftet.text_files.rows import numbered_records


@dataclass(slots=True)
class CatalogueFile:
    """The rows of a file, each a mapping from every column to its text; a new file has a header only."""

    name: str
    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    before: str

    @classmethod
    def read(cls, folder: Path, name: str, columns: Sequence[str]) -> "CatalogueFile":
        """Read a file that has been checked before; the columns are those of a file that is not there."""
        path = folder / name
        if not path.is_file():
            return cls(name, tuple(columns), [], "")
        before = path.read_bytes().decode("utf-8-sig")
        header, *lines = [row for _line, row in numbered_records(before, path) if row]
        return cls(name, tuple(header), [dict(zip(header, line, strict=True)) for line in lines], before)

    def add(self, **cells: str) -> None:
        """Add a row; columns that are not named are empty."""
        self.rows.append({column: cells.get(column, "") for column in self.columns})

    def sort(self, key: Callable[[dict[str, str]], Any]) -> None:
        """Sort the rows."""
        self.rows.sort(key=key)

    @property
    def after(self) -> str:
        """Return the file as it would be written."""
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue()

    @property
    def changed(self) -> bool:
        """Check whether a row has been added or altered; how the file breaks its lines does not count."""
        return bool(self.rows) and self.after != self.before.replace("\r\n", "\n")

    def diff(self) -> str:
        """Write what would change as a unified diff."""
        before = self.before.replace("\r\n", "\n").splitlines(keepends=True)
        old = f"a/{self.name}" if self.before else "/dev/null"
        return "".join(unified_diff(before, self.after.splitlines(keepends=True), old, f"b/{self.name}"))
