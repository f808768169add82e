"""Nkom's table of broadband coverage by municipality, as a person saves it: one CSV file for each year.

The workbook has no lasting address. Its sheet by municipality is saved as «CSV UTF-8» under a name with the
year in `LOFTET_DATA/files/nkom`. In another form of CSV the sign ≥ is lost, and the file is refused.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources.lists.cells import amount, column, rows_of
from loftet.sources.lists.reader import ListFile, ListKind
from loftet.sources.lists.rows import ListRow
from loftet.sources.web import Media

PLACE, COUNTY = "Kommune", "Fylke"
GROUP = "Hastighet - alle teknologier på fast bredbånd"  # the same speeds stand in three groups more
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)
NO_FILE = (
    "no file is in {folder}: download the coverage of broadband by municipality on nkom.no, and save its "
    "sheet there as «CSV UTF-8», with the year in its name"
)


def saved_files(folder: Path) -> list[Path]:
    """Return the files that a person has saved."""
    return sorted(folder.glob("*.csv")) if folder.is_dir() else []


def coverage_in(folder: Path) -> ListKind:
    """Return the list that is made of the files in a folder."""
    return ListKind("nkom", "Dekning", Media.CSV, _read, _files_of(folder), shares=True)


def _files_of(folder: Path) -> Callable[[int], Iterable[ListFile]]:
    def files(_this_year: int) -> Iterator[ListFile]:
        of_year: dict[int, Path] = {}
        for file in saved_files(folder):
            years = set(YEAR.findall(file.name))
            if len(years) != 1:
                raise InvalidInput.because("the name must hold one year, such as nkom-2025.csv", file=file)
            year = int(years.pop())
            if (first := of_year.setdefault(year, file)) != file:  # shares of both would be added up
                two = f"is a second file of {year}, beside {first.name}: remove one of them"
                raise InvalidInput.because(two, file=file)
        for year, file in of_year.items():
            yield ListFile(year, file=file)

    return files


def _read(content: bytes, year: int, needed: Collection[str]) -> Iterator[ListRow]:
    """Read a year; the header stands below titles, and a line of groups above it.

    Raises:
        InvalidInput: when there is no such header, group or speed, or a cell is no number.
    """
    rows = rows_of(content, ("utf-8-sig", "latin-1"))
    groups: list[str] = []
    header: list[str] = []
    for row in rows:
        if row[:1] == [PLACE]:
            header = row
            break
        groups = row
    if not header:
        raise InvalidInput.because(f"has no row that begins with «{PLACE}»")
    start = column(groups, GROUP)
    end = next((at for at in range(start + 1, len(groups)) if groups[at].strip()), len(header))
    speeds = {name: start + column(header[start:end], name) for name in needed}
    county = column(header, COUNTY)
    for row in rows:
        if len(row) >= end and row[0].strip():
            numbers = {name: amount(row[at]) for name, at in speeds.items()}
            yield ListRow(year, numbers, "", row[0].strip(), row[county].strip())
