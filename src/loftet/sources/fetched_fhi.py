"""Series out of FHI's tables: every category asked for by name, only the places that are wanted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import SourceSeries
from loftet.sources.fetched_pxweb import by_table, fitting_series, merge_selections, take_figures
from loftet.sources.fhi import Fhi, FhiExtract, FhiTable
from loftet.sources.figures import FigureScope, Gathered
from loftet.sources.jsonstat import Cube, CubeDimension, DimensionRole, Unit
from loftet.sources.jsonstat.joined import joined
from loftet.sources.pxweb import Stage, Vintage
from loftet.sources.pxweb.plan import TableSelection
from loftet.sources.region_codes import all_printed_forms

PUBLIC_HEALTH = "nokkel"  # the source «Folkehelsestatistikk»; others are named in the table: «daar/754»
ROLES = MappingProxyType(
    {"GEO": DimensionRole.GEO, "AAR": DimensionRole.TIME, "MEASURE_TYPE": DimensionRole.METRIC}
)


@dataclass(frozen=True, slots=True)
class _Id:
    """A table of a source."""

    source: str
    number: int

    @classmethod
    def of(cls, table: str) -> "_Id":
        source, _, number = table.rpartition("/")
        if not number.isdecimal():
            raise InvalidInput.because(f"«{table}» is not the number of a table, such as 794 or daar/754")
        return cls(source or PUBLIC_HEALTH, int(number))


@dataclass(frozen=True, slots=True)
class FhiTables:
    """FHI's open statistics."""

    fhi: Fhi

    def ready(self) -> None:
        """Check that the interface answers.

        Raises:
            InvalidInput: when it does not.
        """
        self.fhi.tables(PUBLIC_HEALTH)

    def describe(self, table: str) -> tuple[CubeDimension, ...]:
        """Fetch the dimensions of a table, without a single number.

        Raises:
            InvalidInput: when there is no such table.
        """
        wanted = _Id.of(table)
        return _dimensions(self.fhi.query(wanted.source, wanted.number))

    def gather(self, series: Iterable[SourceSeries], scope: FigureScope) -> Gathered:
        """Fetch series; a table or a series that cannot be had is told, and the rest goes on."""
        gathered = Gathered()
        listed: dict[str, dict[int, FhiTable] | InvalidInput] = {}
        for table, group in by_table(series).items():
            try:
                wanted = _Id.of(table)
                if wanted.source not in listed:
                    listed[wanted.source] = self._listed(wanted.source)
                self._gather(wanted, _found(listed[wanted.source], wanted), group, scope, gathered)
            except InvalidInput as refused:
                gathered.leave_out((one for one in group if one not in gathered.left_out), refused)
        return gathered

    def _listed(self, source: str) -> dict[int, FhiTable] | InvalidInput:
        """Fetch the tables of a source once; a refusal holds for each of them."""
        try:
            return {table.id: table for table in self.fhi.tables(source)}
        except InvalidInput as refused:
            return refused

    def _gather(
        self,
        wanted: _Id,
        table: FhiTable,
        group: Sequence[SourceSeries],
        scope: FigureScope,
        gathered: Gathered,
    ) -> None:
        whole = self.fhi.query(wanted.source, wanted.number)
        dims = _dimensions(whole)
        chosen = dict(merge_selections(fitting_series(group, dims, gathered).values()))
        forms = all_printed_forms(scope.wanted)
        for dim in dims:
            if dim.role is DimensionRole.GEO:
                chosen[dim.id] = tuple(code for code in dim.codes if code in forms)
        changed = table.changed
        extract = self.fhi.data(wanted.source, wanted.number, chosen, since=changed, whole=whole)
        vintage = Vintage(changed.date() if changed else None, Stage.FINAL)
        take_figures(group, _with_roles(extract), vintage, scope, gathered)


def _found(listed: dict[int, FhiTable] | InvalidInput, wanted: _Id) -> FhiTable:
    if isinstance(listed, InvalidInput):
        raise listed
    if wanted.number not in listed:
        raise InvalidInput.because(
            f"«{wanted.source}» has no table {wanted.number} any more; FHI renumbers tables at times"
        )
    return listed[wanted.number]


def _dimensions(selection: TableSelection) -> tuple[CubeDimension, ...]:
    """Describe the dimensions of a table by their codes, which is all that its own query tells."""
    return tuple(
        CubeDimension(
            id=choice.variable,
            label=choice.variable,
            role=ROLES.get(choice.variable, DimensionRole.OTHER),
            codes=choice.codes,
            labels=choice.codes,
            units=(Unit(),) * len(choice.codes),
        )
        for choice in selection.choices
    )


def _with_roles(extract: FhiExtract) -> Cube:
    """Join the parts; FHI states some roles and leaves others out, so its names decide."""
    return joined(extract.parts, ROLES)
