"""A whole table: fetched in parts, held against what was asked for, and put together."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeAlias

import numpy as np
from tqdm import tqdm

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import (
    Cube,
    CubeDimension,
    DimensionRole,
    Metadata,
    TableNotes,
    read_jsonstat,
    read_metadata,
)
from loftet.sources.pxweb.client import PxWebClient
from loftet.sources.pxweb.plan import Plan, TableSelection, Wanted, make_plan
from loftet.sources.pxweb.request import data_request, key_of, metadata_request
from loftet.sources.pxweb.vintage import Vintage, vintage_of
from loftet.sources.raw_copies import RawCache, RawCopy, Retrieval

METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class FetchedTable:
    """A table as it was asked for, where its raw answers lie, and what is worth telling about it."""

    table: str
    cube: Cube
    vintage: Vintage
    retrieval: Retrieval
    said: tuple[str, ...]


class _Replaced(Exception):  # noqa: N818 - it is no error: the source has printed newer figures meanwhile
    """The table was replaced while it was being fetched."""


Choose: TypeAlias = Callable[[Metadata], Wanted]


def fetch_table(table: str, wanted: Wanted | Choose, client: PxWebClient, cache: RawCache) -> FetchedTable:
    """Fetch what is wanted of a table; what is in store and still holds is not fetched again.

    What is wanted may be chosen once it is known what the table has.

    Raises:
        InvalidInput: when the wish does not fit the table, the interface refuses, or answers something else.
    """
    for _ in range(2):
        try:
            return _fetch(table, wanted, client, cache)
        except _Replaced:
            client.say(f"{table}: replaced while it was being fetched; starting over")
    raise InvalidInput.because(
        "the table is replaced again and again while it is being fetched; try later", file=table
    )


def _fetch(table: str, wanted: Wanted | Choose, client: PxWebClient, cache: RawCache) -> FetchedTable:
    limits = client.limits()
    retrieval, metadata, said = _open(table, client, cache)
    chosen = wanted if isinstance(wanted, Wanted) else wanted(metadata)
    plan = make_plan(table, metadata, chosen, limits.cells)
    bar = tqdm(plan.parts, desc=table, unit="call", file=sys.stderr, disable=None, leave=False)
    printed = _Printed(metadata)
    parts = [_part(table, part, printed, client, retrieval) for part in bar]
    cube = merge(metadata, plan, parts)
    if metadata.about.discontinued:
        said.append(f"{table}: the source has discontinued this table; look for the one that follows it")
    return FetchedTable(
        table, cube, vintage_of(printed.about(), metadata.dims), retrieval, (*said, *plan.said)
    )


def _open(table: str, client: PxWebClient, cache: RawCache) -> tuple[Retrieval, Metadata, list[str]]:
    """Return the retrieval that still holds, or begin one; the interface is asked whether it is newer."""
    request = metadata_request(table, client.language)
    newest = _newest(cache, table, client.base_url + request.path)
    answer = client.send(request, newest[1].headers if newest else None)
    if newest and (answer.unchanged or answer.content == newest[1].content):
        return newest[0], read_metadata(newest[1].content, request.path), []
    metadata = read_metadata(answer.content, request.path)
    begun = cache.begin(table, client.now())
    begun.write(answer, METADATA)
    return begun, metadata, [_replaced(table, metadata, *newest)] if newest else []


def _newest(cache: RawCache, table: str, url: str) -> tuple[Retrieval, RawCopy] | None:
    """Return the newest retrieval whose metadata came from an address, and these metadata."""
    for retrieval in cache.retrievals(table):
        if (stored := retrieval.read_if_whole(METADATA)) and stored.url == url:
            return retrieval, stored
    return None


def _replaced(table: str, metadata: Metadata, before: Retrieval, stored: RawCopy) -> str:
    updated = read_metadata(stored.content).about.updated
    return (
        f"{table}: replaced by the source (updated {metadata.about.updated}, before {updated}); "
        f"the figures retrieved {before.folder.name} are kept beside the new ones"
    )


def _part(
    table: str, part: TableSelection, printed: "_Printed", client: PxWebClient, retrieval: Retrieval
) -> Cube:
    request = data_request(table, part, client.language, client.base_url)
    if stored := retrieval.read_if_whole(key_of(request)):
        cube = read_jsonstat(stored.content, request.path)
        printed.compare(cube)
        return cube
    answer = client.send(request)
    cube = read_jsonstat(answer.content, request.path)
    printed.compare(cube)
    demand_all_that_was_asked(cube, part, table)
    retrieval.write(answer, key_of(request))
    return cube


@dataclass(slots=True)
class _Printed:
    """The days on which the parts of a table were updated, by the contents that they hold.

    An answer tells when the newest of its own contents was updated, the metadata when the newest of all
    were: an answer may be older than the metadata. One that is newer, or two of the same contents that
    differ, come from a table that was replaced in between.
    """

    metadata: Metadata
    moments: dict[frozenset[str], str] = field(default_factory=dict)

    def compare(self, cube: Cube) -> None:
        """Compare a part with the metadata and with the parts before it.

        Raises:
            _Replaced: when it is of another version than they are.
        """
        told = cube.about.updated
        contents = frozenset(code for dim in cube.with_role(DimensionRole.METRIC) for code in dim.codes)
        if self.moments.setdefault(contents, told) != told or _newer(told, self.metadata.about.updated):
            raise _Replaced

    def about(self) -> TableNotes:
        """Return the notes of the table with the moment at which what was asked for was printed."""
        told = max(self.moments.values(), key=_moment, default="")
        return replace(self.metadata.about, updated=told or self.metadata.about.updated)


def _newer(told: str, than: str) -> bool:
    return bool(than) and _moment(told) > _moment(than)


def _moment(told: str) -> datetime:
    """Read a moment; one that cannot be read is older than all others."""
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def demand_all_that_was_asked(cube: Cube, part: TableSelection, table: str) -> None:
    """Check an answer against the question, for an interface may answer a default selection silently.

    Raises:
        InvalidInput: when a variable or a code is missing, or one came that was not asked for.
    """
    asked = {choice.variable: set(choice.codes) for choice in part.choices}
    came = {dim.id: set(dim.codes) for dim in cube.dims}
    for variable in asked.keys() | came.keys():
        missing = asked.get(variable, set()) - came.get(variable, set())
        strange = came.get(variable, set()) - asked.get(variable, set())
        if missing or strange:
            told = f"{len(missing)} codes that were asked for are missing, {len(strange)} came unasked"
            raise InvalidInput.because(
                f"the answer is to another question: of «{variable}» {told}", file=table
            )


def merge(metadata: Metadata, plan: Plan, parts: list[Cube]) -> Cube:
    """Join parts into one table, each number where its codes say."""
    chosen = {choice.variable: choice.codes for choice in plan.whole.choices}
    dims = tuple(_narrowed(dim, chosen[dim.id]) for dim in metadata.dims)
    shape = tuple(len(dim.codes) for dim in dims)
    values, status = np.full(shape, np.nan), np.zeros(shape, np.uint8)
    places = {dim.id: {code: place for place, code in enumerate(dim.codes)} for dim in dims}
    for part in parts:
        order = [part.axis(dim.id) for dim in dims]
        corner = np.ix_(
            *([places[dim.id][code] for code in part.dims[part.axis(dim.id)].codes] for dim in dims)
        )
        values[corner] = part.values.transpose(order)
        status[corner] = part.status.transpose(order)
    return Cube(dims, values, status, metadata.about)


def _narrowed(dim: CubeDimension, codes: tuple[str, ...]) -> CubeDimension:
    places = [dim.position(code) for code in codes]
    return CubeDimension(
        dim.id,
        dim.label,
        dim.role,
        codes,
        tuple(dim.labels[place] for place in places),
        tuple(dim.units[place] for place in places),
        dim.elimination,
        dim.total,
    )
