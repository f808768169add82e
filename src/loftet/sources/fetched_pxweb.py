"""Series out of the tables of a PxWebApi: each table asked once, for what all its series need together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import SourceSeries
from loftet.sources.fetched_figures import Chosen, chosen_codes, figures_of, mixed_periods
from loftet.sources.figures import FigureScope, Gathered
from loftet.sources.jsonstat import (
    Cube,
    CubeDimension,
    DimensionRole,
    Metadata,
    read_metadata,
    zero_when_invalid,
)
from loftet.sources.pxweb import PxWebClient, Vintage, Wanted, fetch_table
from loftet.sources.pxweb.request import metadata_request
from loftet.sources.raw_copies import RawCache
from loftet.sources.region_codes import all_printed_forms


def by_table(series: Iterable[SourceSeries]) -> Mapping[str, list[SourceSeries]]:
    """Group series by their table, each named once."""
    tables: dict[str, list[SourceSeries]] = {}
    for one in dict.fromkeys(series):
        tables.setdefault(one.table, []).append(one)
    return tables


@dataclass(frozen=True, slots=True)
class PxWeb:
    """A PxWebApi and where its answers are kept."""

    client: PxWebClient
    cache: RawCache

    def ready(self) -> None:
        """Check that the interface answers.

        Raises:
            InvalidInput: when it does not.
        """
        self.client.limits()

    def describe(self, table: str) -> tuple[CubeDimension, ...]:
        """Fetch the dimensions of a table, without a single number.

        Raises:
            InvalidInput: when there is no such table.
        """
        request = metadata_request(table, self.client.language)
        return read_metadata(self.client.send(request).content, table).dims

    def gather(self, series: Iterable[SourceSeries], scope: FigureScope) -> Gathered:
        """Fetch series; a table or a series that cannot be had is told, and the rest goes on."""
        gathered, tables = Gathered(), by_table(series)
        try:
            self.ready()
        except InvalidInput as refused:
            gathered.leave_out((one for group in tables.values() for one in group), refused)
            return gathered
        for table, group in tables.items():
            try:
                self._gather(table, group, scope, gathered)
            except InvalidInput as refused:
                gathered.leave_out((one for one in group if one not in gathered.left_out), refused)
        return gathered

    def _gather(
        self, table: str, group: Sequence[SourceSeries], scope: FigureScope, gathered: Gathered
    ) -> None:
        forms = all_printed_forms(scope.wanted)

        def choose(metadata: Metadata) -> Wanted:
            fitting = fitting_series(group, metadata.dims, gathered)
            regions = (dim.codes for dim in metadata.dims if dim.role is DimensionRole.GEO)
            ours = tuple(code for codes in regions for code in codes if code in forms)
            return Wanted(regions=ours, others=merge_selections(fitting.values()))

        fetched = fetch_table(table, choose, self.client, self.cache)
        gathered.said.extend(fetched.said)
        cube = zero_when_invalid(fetched.cube, scope.places)
        take_figures(group, cube, fetched.vintage, scope, gathered)


def take_figures(
    group: Iterable[SourceSeries], cube: Cube, vintage: Vintage, scope: FigureScope, gathered: Gathered
) -> None:
    """Read the figures of each series from a table, and note those that cannot be read."""
    group = list(group)
    for told in filter(None, map(mixed_periods, cube.with_role(DimensionRole.TIME))):
        gathered.said.append(f"{group[0].table}: {told}")
    for one in group:
        if one in gathered.left_out:
            continue
        try:
            gathered.figures[one] = figures_of(one, cube, vintage, scope.wanted, scope.places)
        except InvalidInput as refused:
            gathered.leave_out([one], refused)


def fitting_series(
    group: Iterable[SourceSeries], dims: Sequence[CubeDimension], gathered: Gathered
) -> Mapping[SourceSeries, Chosen]:
    """Return the codes that each series needs of a table, and note those that do not fit it.

    Raises:
        InvalidInput: when none of them fits, so that nothing needs to be fetched.
    """
    fitting: dict[SourceSeries, Chosen] = {}
    for one in group:
        gathered.left_out.pop(one, None)  # the table may have been replaced since it was looked at
        try:
            fitting[one] = chosen_codes(one, dims)
        except InvalidInput as refused:
            gathered.leave_out([one], refused)
    if not fitting:
        raise InvalidInput.because("none of what is asked for is in the table")
    return fitting


def merge_selections(chosen: Iterable[Chosen]) -> Mapping[str, tuple[str, ...]]:
    """Join what several series take of a table: of each variable all codes that one of them needs."""
    joined: dict[str, dict[str, None]] = {}
    for one in chosen:
        for name, codes in one.items():
            joined.setdefault(name, {}).update(dict.fromkeys(codes))
    return {name: tuple(codes) for name, codes in joined.items()}
