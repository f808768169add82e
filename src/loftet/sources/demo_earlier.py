"""The made-up study as it was a year earlier: without the newest year, and with what was corrected later."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import copytree

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.demo import CODES_AT, YEARS
from loftet.sources.demo_places import DemoPlaces
from loftet.sources.municipalities import code_of
from loftet.text_files.rows import read_rows

CORRECTIONS = "demo_corrections.csv"
OBSERVATIONS = "observations.csv"
NEWEST = YEARS[-1]

Figure = tuple[str, str, str]


def write_earlier_study(catalogue: Path, demo: DemoPlaces, study: Path, out: Path) -> None:
    """Write the study that came before: up to the year before the newest, uncorrected.

    Raises:
        InvalidInput: when a correction means no made-up place.
    """
    corrected = _read_corrections(catalogue, demo)
    copytree(study, out)
    header, *lines = (study / OBSERVATIONS).read_text(encoding="utf-8").splitlines(keepends=True)
    with (out / OBSERVATIONS).open("w", encoding="utf-8", newline="") as stream:
        stream.write(header)
        stream.writelines(_earlier(lines, corrected))


def _earlier(lines: Sequence[str], corrected: Mapping[Figure, str]) -> Iterator[str]:
    """Return the lines of earlier years; the first columns are never quoted, and csv takes seconds."""
    for line in lines:
        place, indicator, year, value, rest = line.split(",", 4)
        if int(year) < NEWEST:
            told = corrected.get((place, indicator, year), value)
            yield line if told == value else ",".join((place, indicator, year, told, rest))


def _read_corrections(catalogue: Path, demo: DemoPlaces) -> dict[Figure, str]:
    """Return what the earlier study says of figures that were corrected later."""
    problems: list[Problem] = []
    codes = {one.slug: code_of(one, CODES_AT) for one in demo.municipalities}
    corrected: dict[Figure, str] = {}
    for row in read_rows(catalogue / CORRECTIONS, ("place", "indicator", "year", "first"), problems):
        if row.cells["place"] not in codes:
            problems.append(row.problem("place", f"there is no made-up place «{row.cells['place']}»"))
            continue
        figure = codes[row.cells["place"]], row.cells["indicator"], row.cells["year"]
        corrected[figure] = row.cells["first"]
    if problems:
        raise InvalidInput(problems)
    return corrected
