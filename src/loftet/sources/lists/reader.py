"""Series out of a list: its files fetched, its rows placed and added up, and divided where that is asked."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import SourceSeries
from loftet.sources.figures import FigureScope, Gathered, SourceFigure, divided
from loftet.sources.jsonstat import CellStatus
from loftet.sources.lists.rows import ListRow, PlacedRows
from loftet.sources.raw_copies import RawCache, RawCopy
from loftet.sources.web import Call, Caller, Media, NotFound

SHARE_OF = "of"  # the key in `selection` that names what a figure is divided by
NewCaller = Callable[[str], Caller]
ReadRows = Callable[[bytes, int, Collection[str]], Iterator[ListRow]]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file of a list: the year that it tells of, its name in store, and its path below the address.

    One that lies on this machine has a `file`, and is not fetched.
    """

    year: int
    what: str = ""
    path: str = ""
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class ListKind:
    """One office's list: where its files are and how they are read.

    `files` takes the year of today; `period` is printed beside a figure of a year. What `whole` and `shares`
    mean is told by `PlacedRows`.
    """

    office: str
    table: str
    media: Media
    read: ReadRows
    files: Callable[[int], Iterable[ListFile]]
    whole: bool = False
    shares: bool = False
    period: Callable[[int], str] = str


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list at an address; answers are kept under `root/raw/<office>`."""

    kind: ListKind
    address: str
    root: Path
    today: date
    caller: NewCaller = field(default=Caller)

    def gather(self, series: Iterable[SourceSeries], scope: FigureScope) -> Gathered:
        """Read the series; one that cannot be had is told, and the rest goes on."""
        gathered, wanted = Gathered(), list(dict.fromkeys(series))
        rows = PlacedRows(scope.places, self.kind.whole, self.kind.shares)
        needed = {name for one in wanted for name in (*_added_up(one), *_share_of(one))}
        asked = self.caller(self.address) if self.address else None
        try:
            vintages = self._read(asked, rows, needed, gathered)
        except InvalidInput as refused:
            gathered.leave_out(wanted, refused)
            return gathered
        finally:
            if asked:
                asked.close()
        gathered.said.extend(rows.lines(self.kind.table))
        for one in wanted:
            try:
                gathered.figures[one] = self._figures(one, rows, scope, vintages)
            except InvalidInput as refused:
                gathered.leave_out([one], refused)
        return gathered

    def _read(
        self, asked: Caller | None, rows: PlacedRows, needed: Collection[str], gathered: Gathered
    ) -> dict[int, str]:
        """Read every file; return the vintage by year. A year that cannot be used is told and left out.

        Raises:
            InvalidInput: when a file does not come, or none can be used; no year is lost by chance.
        """
        vintages: dict[int, str] = {}
        refusals: list[InvalidInput] = []
        for file in self.kind.files(self.today.year):
            try:
                content, vintage = self._content(asked, file)
            except NotFound as refused:
                if file.file is None and self._stored(file):  # it was there before
                    raise
                refusals.append(refused)  # that year is not out yet
                continue
            try:
                rows.add(list(self.kind.read(content, file.year, needed)))  # all of a file, or nothing
            except InvalidInput as refused:
                refusals.append(refused)
                gathered.said.append(f"{self.kind.table} {file.year}: left out: {refused}")
                continue
            vintages |= dict.fromkeys(rows.years - vintages.keys(), vintage)
        if not vintages:
            lasting = [one for one in refusals if not isinstance(one, NotFound)]
            raise next(iter(lasting or refusals), InvalidInput.because("the list has no rows"))
        return vintages

    def _content(self, asked: Caller | None, file: ListFile) -> tuple[bytes, str]:
        """Return a file's bytes and the day on which they were fetched, or saved on this machine."""
        if asked is None or file.file is not None:
            assert file.file is not None, "a list without an address lies in files"
            saved = datetime.fromtimestamp(file.file.stat().st_mtime, UTC)
            return file.file.read_bytes(), str(saved.date())
        stored = self._stored(file)
        answer = asked.send(Call(file.path, self.kind.media), stored.headers if stored else None)
        if stored and (answer.unchanged or answer.content == stored.content):
            return stored.content, str(stored.retrieved.date())
        if answer.content.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
            raise InvalidInput.because("the answer is a web page, not the list", file=answer.url)
        return answer.content, str(self._cache.keep(file.what, answer).retrieved.date())

    @property
    def _cache(self) -> RawCache:
        return RawCache(self.root, self.kind.office)

    def _stored(self, file: ListFile) -> RawCopy | None:
        return self._cache.newest(file.what)

    # -- one series --------------------------------------------------------------------------------

    def _figures(
        self, series: SourceSeries, rows: PlacedRows, scope: FigureScope, vintages: dict[int, str]
    ) -> tuple[SourceFigure, ...]:
        if series.table != self.kind.table:
            raise InvalidInput.because(f"the list is called «{self.kind.table}», not «{series.table}»")
        figures = tuple(self._sums(_added_up(series), rows, scope, vintages))
        if below := _share_of(series):
            return divided(figures, self._sums(below, rows, scope, vintages), 1)
        return figures

    def _sums(
        self, names: tuple[str, ...], rows: PlacedRows, scope: FigureScope, vintages: dict[int, str]
    ) -> Iterator[SourceFigure]:
        for place in scope.wanted:
            for year in sorted(rows.years):
                code = scope.places.series_code(place, year)
                if code is None:
                    continue  # the place did not exist, and a figure is never cast back
                amount = rows.amount(place, year, names)
                if amount is None:
                    continue
                value, status = (
                    (amount, CellStatus.REPORTED.word) if isinstance(amount, float) else (None, amount)
                )
                printed = rows.printed(place, year) or code
                yield SourceFigure(
                    place, year, value, status, self.kind.period(year), printed, vintages[year]
                )


def _added_up(series: SourceSeries) -> tuple[str, ...]:
    return tuple(series.contents.split("+"))


def _share_of(series: SourceSeries) -> tuple[str, ...]:
    return dict(series.selection).get(SHARE_OF, ())
