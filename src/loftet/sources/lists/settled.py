"""IMDi's list of refugees that municipalities were asked to settle, and did settle: a row for each number."""

from collections.abc import Collection, Iterator

from loftet.invalid_input import InvalidInput
from loftet.sources.lists.cells import amount, column, rows_of
from loftet.sources.lists.reader import ListFile, ListKind
from loftet.sources.lists.rows import ListRow
from loftet.sources.web import Media

CODE, YEAR, UNIT, WHAT, NUMBER = (
    "Kommunenummer",
    "År",
    "Enhet",
    "Anmodning, vedtak og faktisk bosetting",
    "Antall",
)
PERSONS = "Personer"  # the shares that are printed beside them are rounded
FIRST = 2012  # before it nothing is told of how many were settled


def _files(this_year: int) -> Iterator[ListFile]:
    yield ListFile(this_year, "bosatt_anmodede", "download_csv/k/bosatt_anmodede")


def _read(content: bytes, this_year: int, needed: Collection[str]) -> Iterator[ListRow]:
    """Read all years but this one, of which a part only is told.

    Raises:
        InvalidInput: when a column is missing, or a number or year is none.
    """
    rows = rows_of(content, ("latin-1",))
    header = [name.removeprefix("ï»¿") for name in next(rows, [])]
    code, year, unit, what, number = (column(header, name) for name in (CODE, YEAR, UNIT, WHAT, NUMBER))
    for row in rows:
        if len(row) < len(header) or row[unit].strip() != PERSONS or row[what].strip() not in needed:
            continue
        if not row[year].strip().isdecimal():
            raise InvalidInput.because(f"«{row[year]}» is not a year")
        if FIRST <= int(row[year]) < this_year:
            numbers = {row[what].strip(): amount(row[number])}
            yield ListRow(int(row[year]), numbers, row[code].strip().removeprefix("K").zfill(4))


SETTLED = ListKind("imdi", "download_csv/k/bosatt_anmodede", Media.CSV, _read, _files)
