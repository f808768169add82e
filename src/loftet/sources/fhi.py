"""The open statistics interface of the Norwegian Institute of Public Health (FHI).

Every category is asked for by name: the filters «top» and «all» take what a table happens to hold on the
day. An interface that is told the most rows it may answer refuses larger answers, so large selections are
cut into parts before they are asked for.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import orjson

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.jsonstat import Cube, read_jsonstat
from loftet.sources.jsonstat.document import BOM
from loftet.sources.pxweb.plan import Choice, TableSelection, split
from loftet.sources.raw_copies import RawCache, RawCopy
from loftet.sources.web import Call, Caller, WebAnswer
from loftet.text_files.rows import nearest

SOURCE = "fhi"
MOST_ROWS = 50_000
IDENTIFIER = re.compile(r"^[A-Za-z0-9_-]{1,60}$", re.ASCII)
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class SourceOfTables:
    """A register or collection that publishes tables."""

    id: str
    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class FhiTable:
    """A published table; the moments are printed as the source prints them."""

    id: int
    title: str
    published: str
    modified: str

    @property
    def changed(self) -> datetime | None:
        """Return when it was last published or modified, or None when that cannot be read."""
        moments = [moment for told in (self.published, self.modified) if (moment := _moment(told))]
        return max(moments, default=None)


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
    """The description of a table by its source."""

    name: str
    official: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class FhiExtract:
    """The parts of a table, as they were asked for, with the stored answers."""

    parts: tuple[Cube, ...]
    copies: tuple[RawCopy, ...]


# --- the interface --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fhi:
    """A caller of the interface; every answer is kept under `root/raw/fhi`."""

    caller: Caller
    root: Path

    def sources(self) -> tuple[SourceOfTables, ...]:
        """Fetch the sources that publish tables."""
        return self._many("Common/source", "sources", _source)

    def tables(self, source: str) -> tuple[FhiTable, ...]:
        """Fetch the tables that a source publishes."""
        told, name = self._ask(f"{_word(source)}/Table", _tables_of(source))
        return _tables(told, name)

    def earlier_title(self, source: str, table: int) -> str:
        """Return the title that a number had in the lists kept before, empty where it is in none of them."""
        for retrieval in RawCache(self.root, SOURCE).retrievals(_tables_of(source)):
            if kept := retrieval.read_if_whole():
                listed = _tables(orjson.loads(kept.content.removeprefix(BOM)), kept.url)
                if found := next((one.title for one in listed if one.id == table), ""):
                    return found
        return ""

    def dimensions(self, source: str, table: int) -> tuple[TableDimension, ...]:
        """Fetch the dimensions of a table with the labels of their categories."""
        told, name = self._ask(_path(source, table, "dimension"), f"{source}-{table}-dimension")
        return tuple(_dimension(one) for one in _list(_object(told, name).get("dimensions"), name))

    def flags(self, source: str, table: int) -> Mapping[str, str]:
        """Fetch the meanings of the signs that replace figures that cannot be shown."""
        found = self._many(_path(source, table, "flag"), f"{source}-{table}-flag", _flag)
        return MappingProxyType(dict(found))

    def metadata(self, source: str, table: int) -> TableText:
        """Fetch the description of a table."""
        told, name = self._ask(_path(source, table, "metadata"), f"{source}-{table}-metadata")
        paragraphs = _list(_object(told, name).get("paragraphs"), name)
        return TableText(
            _text(told, "name"),
            told.get("isOfficialStatistics") is True,
            tuple(Paragraph(_text(one, "header"), _text(one, "content")) for one in paragraphs),
        )

    def query(self, source: str, table: int) -> TableSelection:
        """Fetch the selection that covers the whole table: every category of every dimension."""
        told, name = self._ask(_path(source, table, "query"), f"{source}-{table}-query")
        dimensions = _list(_object(told, name).get("dimensions"), name)
        return TableSelection(tuple(Choice(_text(one, "code"), _codes(one, name)) for one in dimensions))

    def data(
        self,
        source: str,
        table: int,
        wanted: Mapping[str, tuple[str, ...]],
        most_rows: int = MOST_ROWS,
        since: datetime | None = None,
        whole: TableSelection | None = None,
    ) -> FhiExtract:
        """Fetch the wanted categories, and all of the dimensions that are not named, in parts if need be.

        A part whose answer was kept after `since`, when the table was last changed, is not fetched again.
        `whole` is what `query` has told already.

        Raises:
            InvalidInput: when the table has no such dimension or category, or the interface refuses.
        """
        name = f"FHI {source} {table}"
        selection = _choose(whole or self.query(source, table), wanted, name)
        copies = tuple(
            self._part(source, table, part, most_rows, since) for part in split(selection, most_rows)
        )
        return FhiExtract(tuple(read_jsonstat(copy.content, copy.file) for copy in copies), copies)

    def _part(
        self, source: str, table: int, part: TableSelection, most_rows: int, since: datetime | None
    ) -> RawCopy:
        call = Call(_path(source, table, "data"), body=_body(part, most_rows))
        what = f"{source}-{table}-data-{sha256(call.body).hexdigest()[:16]}"
        kept = RawCache(self.root, SOURCE).newest(what) if since else None
        is_same_source = kept and kept.url == self.caller.base_url + call.path
        if kept and is_same_source and since and kept.retrieved >= since:
            return kept
        return self._keep(what, self.caller.send(call))

    def _many(self, path: str, what: str, read: Callable[[Any], Record]) -> tuple[Record, ...]:
        told, name = self._ask(path, what)
        return tuple(read(one) for one in _list(told, name))

    def _ask(self, path: str, what: str) -> tuple[Any, str]:
        answer = self.caller.send(Call(path))
        try:
            told = orjson.loads(answer.content.removeprefix(BOM))
        except orjson.JSONDecodeError:
            raise InvalidInput.because("the answer is not JSON", file=answer.url) from None
        self._keep(what, answer)
        return told, answer.url

    def _keep(self, what: str, answer: WebAnswer) -> RawCopy:
        return RawCache(self.root, SOURCE).keep(what, answer)


def _word(text: str) -> str:
    if not IDENTIFIER.match(text):
        raise InvalidInput.because(f"«{text}» is not the id of a source, such as «nokkel»")
    return text


def _path(source: str, table: int, verb: str) -> str:
    return f"{_word(source)}/Table/{int(table)}/{verb}"


def _choose(whole: TableSelection, wanted: Mapping[str, tuple[str, ...]], name: str) -> TableSelection:
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
        raise InvalidInput(problems)
    return TableSelection(tuple(Choice(dim, wanted.get(dim, codes)) for dim, codes in had.items()))


def _body(selection: TableSelection, most_rows: int) -> bytes:
    items = [
        {"code": choice.variable, "filter": "item", "values": choice.codes} for choice in selection.choices
    ]
    return orjson.dumps({"dimensions": items, "response": {"format": "json-stat2", "maxRowCount": most_rows}})


def _moment(told: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- its answers ----------------------------------------------------------------------------------


def _object(told: Any, name: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise InvalidInput.because("the answer is not an object", file=name)
    return told


def _list(told: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise InvalidInput.because("the answer is not a list of objects", file=name)
    return told


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return value.strip() if isinstance(value, str) else ""


def _source(told: Mapping[str, Any]) -> SourceOfTables:
    return SourceOfTables(_text(told, "id"), _text(told, "title"), _text(told, "publishedBy"))


def _tables_of(source: str) -> str:
    return f"{source}-tables"


def _tables(told: Any, name: str) -> tuple[FhiTable, ...]:
    """Return the tables of a list; an entry without a number cannot be asked for, and hides no other."""
    return tuple(
        FhiTable(one["tableId"], _text(one, "title"), _text(one, "publishedAt"), _text(one, "modifiedAt"))
        for one in _list(told, name)
        if type(one.get("tableId")) is int
    )


def _flag(told: Mapping[str, Any]) -> tuple[str, str]:
    return _text(told, "title"), _text(told, "text")


def _codes(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = told.get("values")
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise InvalidInput.because(
            f"the categories of «{told.get('code')}» are not a list of texts", file=name
        )
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
