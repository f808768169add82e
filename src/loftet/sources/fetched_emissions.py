"""Series out of Miljødirektoratet's workbook, which the catalogue says where to find."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.catalogue import SourceSeries
from loftet.sources.emissions import PRINTED, SHEET, EmissionsExtract, read_emissions, totals
from loftet.sources.fetched_figures import EVERY
from loftet.sources.figures import FigureScope, Gathered, SourceFigure
from loftet.sources.jsonstat import CellStatus
from loftet.sources.printed_codes import PrintedCodes
from loftet.sources.raw_copies import RawCache
from loftet.sources.web import Call, Caller, Media
from loftet.sources.workbook import ZIP, last_saved
from loftet.text_files.rows import nearest

SOURCE, WHAT = "miljodirektoratet", "utslipp"
ALL_SECTORS = ""
WEB = ("http://", "https://")
MOVED = "it may have moved: look it up on miljodirektoratet.no and name it with --emissions"
NewCaller = Callable[[str], Caller]


@dataclass(frozen=True, slots=True)
class EmissionsWorkbook:
    """The workbook at an address or in a file; answers are kept under `root/raw/miljodirektoratet`.

    `moved_to` are further addresses, tried in turn where the first has no workbook any more.
    """

    place: str
    root: Path
    today: date
    header_row: int = 1
    caller: NewCaller = field(default=Caller)
    moved_to: tuple[str, ...] = ()

    def gather(self, series: Iterable[SourceSeries], scope: FigureScope) -> Gathered:
        """Read the series; one that cannot be had is told, and the rest goes on."""
        gathered, wanted = Gathered(), list(dict.fromkeys(series))
        try:
            file = self._file()
            extract = read_emissions(file, last_saved(file) or self.today, self.header_row)
            extract = _known(extract, PrintedCodes(scope.places), gathered)
        except InvalidInput as refused:
            gathered.leave_out(wanted, refused)
            return gathered
        for one in wanted:
            try:
                gathered.figures[one] = tuple(_figures(_chosen(one, extract), extract, scope))
            except InvalidInput as refused:
                gathered.leave_out([one], refused)
        return gathered

    def _file(self) -> Path:
        """Return the workbook's file, fetched if it lies at an address and is newer than what is in store."""
        if not self.place.startswith(WEB):
            return Path(self.place)
        problems: list[Problem] = []
        for address in dict.fromkeys((self.place, *self.moved_to)):
            try:
                return self._fetched(address)
            except InvalidInput as refused:
                problems += refused.problems
        raise InvalidInput(problems)

    def _fetched(self, address: str) -> Path:
        base, _, name = address.rpartition("/")
        cache = RawCache(self.root, SOURCE)
        stored = cache.newest(WHAT)
        if stored and stored.url != address:  # another workbook: its date says nothing of this one
            stored = None
        answer = self.caller(base).send(Call(name, Media.WORKBOOK), stored.headers if stored else None)
        if stored and (answer.unchanged or answer.content == stored.content):
            return stored.file
        if not answer.content.startswith(ZIP):  # a page in its place would hide the workbook in store
            raise InvalidInput.because(f"{_told(answer.content)}; {MOVED}", file=address)
        return cache.keep(WHAT, answer).file


def _told(content: bytes) -> str:
    page = content.lstrip()[:1] == b"<"
    return "the answer is a web page, not the workbook" if page else "the answer is no workbook"


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


@dataclass(frozen=True, slots=True)
class _Choice:
    """The sectors and gases that a series adds up; all gases where none is named."""

    sectors: frozenset[str]
    gases: frozenset[str]


def _figures(choice: _Choice, extract: EmissionsExtract, scope: FigureScope) -> Iterator[SourceFigure]:
    sums: dict[tuple[str, int], list[Decimal | None]] = {}
    for one in totals(extract, PrintedCodes(scope.places), choice.gases):
        if one.sector in choice.sectors:
            sums.setdefault((one.place.slug, one.year), []).append(one.tonnes)
    years = sorted({year for _, year in sums})
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


def _chosen(series: SourceSeries, extract: EmissionsExtract) -> _Choice:
    """Return what a series adds up: all sectors and all gases where none is named.

    Raises:
        InvalidInput: when the catalogue names another sheet, column, sector or gas than the workbook has.
    """
    if series.table != SHEET:
        raise InvalidInput.because(f"the workbook is read from the sheet «{SHEET}», not «{series.table}»")
    if series.contents != PRINTED["tonnes"]:
        raise InvalidInput.because(
            f"the workbook's figures are in «{PRINTED['tonnes']}», not «{series.contents}»"
        )
    named = dict(series.selection)
    if strange := [name for name in named if name not in (PRINTED["sector"], PRINTED["gas"])]:
        raise InvalidInput.because(
            f"of the workbook «{PRINTED['sector']}» and «{PRINTED['gas']}» can be chosen, not «{strange[0]}»"
        )
    sectors = _named(named, "sector", {one.sector for one in extract.emissions})
    gases = _named(named, "gas", {one.gas for one in extract.emissions} - {""})
    return _Choice(sectors or frozenset({ALL_SECTORS}), gases)


def _named(named: Mapping[str, tuple[str, ...]], column: str, known: set[str]) -> frozenset[str]:
    """Return the names that are chosen of a column; none where all are."""
    chosen = named.get(PRINTED[column], EVERY)
    if chosen == EVERY:
        return frozenset()
    if absent := [name for name in chosen if name not in known]:
        raise InvalidInput.because(
            f"the workbook has no {column} «{absent[0]}»{nearest(absent[0], sorted(known))}"
        )
    return frozenset(chosen)
