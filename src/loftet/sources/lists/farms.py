"""Landbruksdirektoratet's list of subsidies to farms: a file a year, a row for each farm.

A farm counts where its buildings lie, not where its land is; farms that ask for no subsidy are missing. The
rows name farmers: the file is kept in store, and nothing but sums leaves it.
"""

from collections.abc import Collection, Iterator

from loftet.invalid_input import InvalidInput
from loftet.sources.lists.cells import amount, column, present, rows_of
from loftet.sources.lists.reader import ListFile, ListKind
from loftet.sources.lists.rows import ListRow
from loftet.sources.web import Media

FIRST = 2017  # the first year under this form
NOTHING = {"": 0.0}  # an empty cell is a crop that the farm does not grow
CODE, YEAR = "kommunenr", "soeknads_aar"


def _files(this_year: int) -> Iterator[ListFile]:
    for year in range(FIRST, this_year + 1):
        yield ListFile(year, f"tilskudd-{year}", f"{year}/dataset.csv")


def _read(content: bytes, year: int, needed: Collection[str]) -> Iterator[ListRow]:
    """Read a year; crops that were not asked about that year count as none.

    Raises:
        InvalidInput: when the file has none of the crops or lacks the total: a round with animals only.
    """
    rows = rows_of(content, ("utf-8-sig", "latin-1"))
    header = next(rows, [])
    code, told_year, there = column(header, CODE), column(header, YEAR), present(header, needed)
    crops = [name for name in needed if name.startswith("p")]
    if not any(name in there for name in crops) or any(
        name not in there for name in needed if name not in crops
    ):
        raise InvalidInput.because("has no columns of land: it may be the round of spring, with animals only")
    for row in rows:
        if len(row) < len(header):
            continue
        if row[told_year].strip() != str(year):
            raise InvalidInput.because(f"has a row of {row[told_year]}, and is the file of {year}")
        numbers = {name: _land(row[at]) for name, at in there.items()}
        yield ListRow(year, numbers, row[code].strip().zfill(4))


def _land(cell: str) -> float:
    told = amount(cell or "0")
    return told if isinstance(told, float) else 0.0


FARMS = ListKind(
    "landbruksdirektoratet", "produksjon-og-avløsertilskudd", Media.CSV, _read, _files, whole=True
)
