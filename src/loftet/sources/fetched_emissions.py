"""Series out of Miljødirektoratet's workbook, which the catalogue says where to find."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from loftet.geography.rows import nearest
from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import SourceSeries
from loftet.sources.emissions import PRINTED, SHEET, EmissionsExtract, EmissionsTotal, read_emissions, totals
from loftet.sources.fetched_figures import EVERY
from loftet.sources.figures import FigureScope, Gathered, SourceFigure
from loftet.sources.jsonstat import CellStatus
from loftet.sources.printed_codes import PrintedCodes
from loftet.sources.raw_copies import RawCache
from loftet.sources.web import Call, Caller, Media
from loftet.sources.workbook import last_saved

SOURCE, WHAT = "miljodirektoratet", "utslipp"
ALL_SECTORS = ""
NewCaller = Callable[[str], Caller]


@dataclass(frozen=True, slots=True)
class EmissionsWorkbook:
    """The workbook at an address or in a file; answers are kept under `root/raw/miljodirektoratet`."""

    place: str
    root: Path
    today: date
    header_row: int = 1
    caller: NewCaller = field(default=Caller)

    def gather(self, series: Iterable[SourceSeries], scope: FigureScope) -> Gathered:
        """Read the series; one that cannot be had is told, and the rest goes on."""
        gathered, wanted = Gathered(), list(dict.fromkeys(series))
        try:
            file = self._file()
            extract = read_emissions(file, last_saved(file) or self.today, self.header_row)
            known = _known(extract, PrintedCodes(scope.places), gathered)
            found = totals(known, PrintedCodes(scope.places))
        except InvalidInput as refused:
            gathered.leave_out(wanted, refused)
            return gathered
        for one in wanted:
            try:
                gathered.figures[one] = tuple(_figures(one, found, extract, scope))
            except InvalidInput as refused:
                gathered.leave_out([one], refused)
        return gathered

    def _file(self) -> Path:
        """Return the workbook's file, fetched if it lies at an address and is newer than what is in store."""
        if not self.place.startswith(("http://", "https://")):
            return Path(self.place)
        base, _, name = self.place.rpartition("/")
        cache = RawCache(self.root, SOURCE)
        stored = cache.newest(WHAT)
        if stored and stored.url != self.place:  # another workbook: its date says nothing of this one
            stored = None
        answer = self.caller(base).send(Call(name, Media.WORKBOOK), stored.headers if stored else None)
        if stored and (answer.unchanged or answer.content == stored.content):
            return stored.file
        return cache.keep(WHAT, answer).file


def _known(extract: EmissionsExtract, codes: PrintedCodes, gathered: Gathered) -> EmissionsExtract:
    """Leave out the rows of codes that no municipality has, and add a note.

    Raises:
        InvalidInput: when no code is a municipality's.
    """
    causes: dict[str, str] = {}
    for code in sorted({one.code for one in extract.emissions}):
        try:
            codes.find(code, extract.vintage.year)
        except InvalidInput as refused:
            causes[code] = refused.problems[0].cause
    gathered.said.extend(f"emissions: {cause}; its rows are left out" for cause in causes.values())
    kept = tuple(one for one in extract.emissions if one.code not in causes)
    if not kept:
        raise InvalidInput.because("the workbook has no code of a municipality of ours")
    return replace(extract, emissions=kept)


# --- one series -----------------------------------------------------------------------------------


def _figures(
    series: SourceSeries, found: Sequence[EmissionsTotal], extract: EmissionsExtract, scope: FigureScope
) -> Iterator[SourceFigure]:
    sectors = _sectors(series, {one.sector for one in found} - {ALL_SECTORS})
    sums: dict[tuple[str, int], list[Decimal | None]] = {}
    for one in found:
        if one.sector in sectors:
            sums.setdefault((one.place.slug, one.year), []).append(one.tonnes)
    years = sorted({one.year for one in found})
    for place in scope.wanted:
        for year in years:
            parts = sums.get((place.slug, year))
            code = scope.places.series_code(place, year)
            if (
                parts and code
            ):  # a place that did not exist has no figure, whatever is printed for today's area
                told = [part for part in parts if part is not None]
                value = float(sum(told, Decimal(0))) if len(told) == len(parts) else None
                status = CellStatus.MISSING if value is None else CellStatus.REPORTED
                printed = place.code(extract.vintage) or code
                yield SourceFigure(place, year, value, status.word, str(year), printed, str(extract.vintage))


def _sectors(series: SourceSeries, known: set[str]) -> frozenset[str]:
    """Return the sectors that a series adds up; all of them when none is named.

    Raises:
        InvalidInput: when the catalogue names another sheet, column or sector than the workbook has.
    """
    if series.table != SHEET:
        raise InvalidInput.because(f"the workbook is read from the sheet «{SHEET}», not «{series.table}»")
    if series.contents != PRINTED["emission"]:
        raise InvalidInput.because(
            f"the workbook's figures are in «{PRINTED['emission']}», not «{series.contents}»"
        )
    named = dict(series.selection)
    if strange := [name for name in named if name != PRINTED["sector"]]:
        raise InvalidInput.because(
            f"of the workbook only «{PRINTED['sector']}» can be chosen, not «{strange[0]}»"
        )
    chosen = named.get(PRINTED["sector"], EVERY)
    if chosen == EVERY:
        return frozenset({ALL_SECTORS})
    if absent := [sector for sector in chosen if sector not in known]:
        raise InvalidInput.because(
            f"the workbook has no sector «{absent[0]}»{nearest(absent[0], sorted(known))}"
        )
    return frozenset(chosen)
