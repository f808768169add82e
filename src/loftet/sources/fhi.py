"""The open statistics interface of the Norwegian Institute of Public Health (FHI).

Every category is asked for by name: the filters «top» and «all» take what a table happens to hold on the
day. An interface that is told the most rows it may answer refuses larger answers, so large selections are
cut into parts before they are asked for.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import orjson

from loftet.geography.place import Place
from loftet.geography.rows import nearest
from loftet.refused import Problem, Refused
from loftet.sources.jsonstat import CellStatus, Cube, read_jsonstat
from loftet.sources.jsonstat.validity import year_of
from loftet.sources.printed_codes import PrintedCodes
from loftet.sources.pxweb.plan import Choice, Selection, split
from loftet.sources.raw_copies import RawCopy, keep
from loftet.sources.web import Answer, Call, Caller

BASE_URL = "https://statistikk-data.fhi.no/api/open/v1/"
SOURCE = "fhi"
COUNTRY = "0"
GEO, YEAR = "GEO", "AAR"
MOST_ROWS = 50_000
IDENTIFIER = re.compile(r"^[A-Za-z0-9_-]{1,60}$", re.ASCII)
DISTRICT = re.compile(r"^\d{6}$", re.ASCII)  # districts of the large cities: no places of ours
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class SourceOfTables:
    """A register or collection that publishes tables."""

    id: str
    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Table:
    """A published table; the moments are printed as the source prints them."""

    id: int
    title: str
    published: str
    modified: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category of a dimension; `above` is the code it lies under, empty for the uppermost."""

    code: str
    label: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class TableDimension:
    """A dimension and all its categories, those that lie under others after them."""

    code: str
    label: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of what a table says about itself; the content is HTML."""

    header: str
    content: str


@dataclass(frozen=True, slots=True)
class TableText:
    """What a table says about itself."""

    name: str
    official: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """What came of a table, in the parts in which it was asked for, with the kept answers."""

    parts: tuple[Cube, ...]
    copies: tuple[RawCopy, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a place and year; `others` are the codes of the remaining dimensions, by dimension."""

    place: Place
    year: int
    value: float | None
    status: str
    code: str
    period: str
    others: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an extract, and how many cells were left out, by reason."""

    found: tuple[Figure, ...]
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


# --- the interface --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fhi:
    """A caller of the interface; every answer is kept under `root/raw/fhi`."""

    caller: Caller
    root: Path

    def sources(self) -> tuple[SourceOfTables, ...]:
        """Ask which sources publish tables."""
        return self._many("Common/source", "sources", _source)

    def tables(self, source: str) -> tuple[Table, ...]:
        """Ask which tables a source publishes."""
        return self._many(f"{_word(source)}/Table", f"{source}-tables", _table)

    def dimensions(self, source: str, table: int) -> tuple[TableDimension, ...]:
        """Ask for the dimensions of a table with the labels of their categories."""
        told, name = self._ask(_path(source, table, "dimension"), f"{source}-{table}-dimension")
        return tuple(_dimension(one) for one in _list(_object(told, name).get("dimensions"), name))

    def flags(self, source: str, table: int) -> Mapping[str, str]:
        """Ask what the signs mean that stand where a figure cannot be shown."""
        found = self._many(_path(source, table, "flag"), f"{source}-{table}-flag", _flag)
        return MappingProxyType(dict(found))

    def metadata(self, source: str, table: int) -> TableText:
        """Ask what a table says about itself."""
        told, name = self._ask(_path(source, table, "metadata"), f"{source}-{table}-metadata")
        paragraphs = _list(_object(told, name).get("paragraphs"), name)
        return TableText(
            _text(told, "name"),
            told.get("isOfficialStatistics") is True,
            tuple(Paragraph(_text(one, "header"), _text(one, "content")) for one in paragraphs),
        )

    def query(self, source: str, table: int) -> Selection:
        """Ask for the selection that takes the whole table: every category of every dimension."""
        told, name = self._ask(_path(source, table, "query"), f"{source}-{table}-query")
        dimensions = _list(_object(told, name).get("dimensions"), name)
        return Selection(tuple(Choice(_text(one, "code"), _codes(one, name)) for one in dimensions))

    def data(
        self,
        source: str,
        table: int,
        wanted: Mapping[str, tuple[str, ...]],
        most_rows: int = MOST_ROWS,
    ) -> Extract:
        """Fetch the wanted categories, and all of the dimensions that are not named, in parts if need be.

        Raises:
            Refused: when the table has no such dimension or category, or the interface refuses.
        """
        name = f"FHI {source} {table}"
        selection = _choose(self.query(source, table), wanted, name)
        parts = list(split(selection, most_rows))
        copies = []
        for number, part in enumerate(parts, start=1):
            call = Call(_path(source, table, "data"), body=_body(part, most_rows))
            copies.append(self._keep(f"{source}-{table}-data-{number}of{len(parts)}", self.caller.send(call)))
        return Extract(tuple(read_jsonstat(copy.content, copy.file) for copy in copies), tuple(copies))

    def _many(self, path: str, what: str, read: Callable[[Any], Record]) -> tuple[Record, ...]:
        told, name = self._ask(path, what)
        return tuple(read(one) for one in _list(told, name))

    def _ask(self, path: str, what: str) -> tuple[Any, str]:
        answer = self.caller.send(Call(path))
        try:
            told = orjson.loads(answer.content)
        except orjson.JSONDecodeError:
            raise Refused.because("the answer is not JSON", file=answer.url) from None
        self._keep(what, answer)
        return told, answer.url

    def _keep(self, what: str, answer: Answer) -> RawCopy:
        return keep(self.root, SOURCE, what, answer)


def _word(text: str) -> str:
    if not IDENTIFIER.match(text):
        raise Refused.because(f"«{text}» is not the id of a source, such as «nokkel»")
    return text


def _path(source: str, table: int, verb: str) -> str:
    return f"{_word(source)}/Table/{int(table)}/{verb}"


def _choose(whole: Selection, wanted: Mapping[str, tuple[str, ...]], name: str) -> Selection:
    had = {choice.variable: choice.codes for choice in whole.choices}
    problems = [
        Problem(f"the table has no dimension «{dim}»{nearest(dim, list(had))}", name)
        for dim in wanted
        if dim not in had
    ]
    problems += [
        Problem(f"«{dim}» has no category «{code}»{nearest(code, had[dim])}", name)
        for dim, codes in wanted.items()
        for code in codes
        if dim in had and code not in had[dim]
    ]
    empty = [dim for dim in had if not wanted.get(dim, had[dim])]
    problems += [Problem(f"no category of «{dim}» is asked for", name) for dim in empty]
    if problems:
        raise Refused(problems)
    return Selection(tuple(Choice(dim, wanted.get(dim, codes)) for dim, codes in had.items()))


def _body(selection: Selection, most_rows: int) -> bytes:
    items = [
        {"code": choice.variable, "filter": "item", "values": choice.codes} for choice in selection.choices
    ]
    return orjson.dumps({"dimensions": items, "response": {"format": "json-stat2", "maxRowCount": most_rows}})


# --- its answers ----------------------------------------------------------------------------------


def _object(told: Any, name: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise Refused.because("the answer is not an object", file=name)
    return told


def _list(told: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise Refused.because("the answer is not a list of objects", file=name)
    return told


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return value.strip() if isinstance(value, str) else ""


def _source(told: Mapping[str, Any]) -> SourceOfTables:
    return SourceOfTables(_text(told, "id"), _text(told, "title"), _text(told, "publishedBy"))


def _table(told: Mapping[str, Any]) -> Table:
    number = told.get("tableId")
    if type(number) is not int:
        raise Refused.because(f"«{number}» is not the number of a table")
    return Table(number, _text(told, "title"), _text(told, "publishedAt"), _text(told, "modifiedAt"))


def _flag(told: Mapping[str, Any]) -> tuple[str, str]:
    return _text(told, "title"), _text(told, "text")


def _codes(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = told.get("values")
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise Refused.because(f"the categories of «{told.get('code')}» are not a list of texts", file=name)
    return tuple(values)


def _dimension(told: Mapping[str, Any]) -> TableDimension:
    return TableDimension(
        _text(told, "code"), _text(told, "label"), tuple(_categories(told, "categories", ""))
    )


def _categories(told: Mapping[str, Any], key: str, above: str) -> Iterator[Category]:
    for one in told.get(key) or ():
        code = _text(one, "value")
        yield Category(code, _text(one, "label"), above)
        yield from _categories(one, "children", code)


# --- figures by place and year --------------------------------------------------------------------


def figures_of(extract: Extract, codes: PrintedCodes) -> Figures:
    """Give every cell as a figure of a place: country, county or municipality, whatever its code's length.

    A year of several is the last one. Districts of cities, and codes that no place of the year is meant
    by, are counted and left out.

    Raises:
        Refused: when a part has no geography or no years.
    """
    found: list[Figure] = []
    left_out: Counter[str] = Counter()
    for cube in extract.parts:
        meant = _meant(cube, codes)
        for cell in np.ndindex(cube.shape):
            at = {dim.id: dim.codes[place] for dim, place in zip(cube.dims, cell, strict=True)}
            code, period = at.pop(GEO), at.pop(YEAR)
            place_and_year = meant[code, period]
            if isinstance(place_and_year, str):
                left_out[place_and_year] += 1
                continue
            value, status = float(cube.values[cell]), CellStatus(int(cube.status[cell]))
            told = None if np.isnan(value) else value
            found.append(Figure(*place_and_year, told, status.word, code, period, at))
    return Figures(tuple(found), MappingProxyType(dict(left_out)))


def _meant(cube: Cube, codes: PrintedCodes) -> dict[tuple[str, str], tuple[Place, int] | str]:
    """Find the place and year of each code and period, or the reason why there is none."""
    meant: dict[tuple[str, str], tuple[Place, int] | str] = {}
    for code in cube.dims[cube.axis(GEO)].codes:
        for period in cube.dims[cube.axis(YEAR)].codes:
            try:
                meant[code, period] = _place_and_year(code, period, codes)
            except Refused as refused:
                meant[code, period] = refused.problems[0].cause
    return meant


def _place_and_year(code: str, period: str, codes: PrintedCodes) -> tuple[Place, int]:
    year = year_of(period)
    if year is None:
        raise Refused.because(f"«{period}» is not a year")
    if DISTRICT.match(code):
        raise Refused.because("districts of cities are no places of ours")
    return codes.find("NO" if code == COUNTRY else code, year), year
