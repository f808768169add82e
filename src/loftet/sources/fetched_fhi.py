"""Series out of FHI's tables: every category asked for by name, only the places that are wanted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import SourceSeries
from loftet.sources.fetched_pxweb import by_table, fitting_series, merge_selections, take_figures
from loftet.sources.fhi import Fhi, FhiTable
from loftet.sources.figures import FigureScope, Gathered
from loftet.sources.jsonstat import CubeDimension, DimensionRole, Unit
from loftet.sources.jsonstat.joined import joined
from loftet.sources.jsonstat.validity import year_of
from loftet.sources.pxweb import Stage, Vintage
from loftet.sources.pxweb.plan import TableSelection
from loftet.sources.region_codes import all_printed_forms
from loftet.text_files.rows import nearest

OTHER = DimensionRole.OTHER
PUBLIC_HEALTH = "nokkel"  # the source «Folkehelsestatistikk»; others are named in the table: «daar/754»
ROLES = MappingProxyType({"GEO": DimensionRole.GEO, "MEASURE_TYPE": DimensionRole.METRIC})
YEAR, OTHER_YEARS = "AAR", re.compile(r"\w*(AAR|ÅR|PERIODE)", re.IGNORECASE)  # DAAR is the year of death


@dataclass(frozen=True, slots=True)
class _Id:
    """A table of a source, by its number or by its title."""

    source: str
    number: int | None
    title: str = ""

    @classmethod
    def of(cls, table: str) -> "_Id":
        source, slash, name = table.partition("/")
        if not slash:
            source, name = PUBLIC_HEALTH, table
        return cls(source, int(name)) if name.isdecimal() else cls(source, None, name.strip())


@dataclass(frozen=True, slots=True)
class FhiTables:
    """FHI's open statistics; `publisher` is whom the catalogue credits for them."""

    fhi: Fhi
    publisher: str = ""

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
        wanted, number = _Id.of(table), _Id.of(table).number
        if number is None:
            number = self._found(wanted, self._listed(wanted.source)).id
        return dimensions_of(self.fhi.query(wanted.source, number))

    def gather(self, series: Iterable[SourceSeries], scope: FigureScope) -> Gathered:
        """Fetch series; a table or a series that cannot be had is told, and the rest goes on."""
        gathered = Gathered()
        listed: dict[str, dict[int, FhiTable] | InvalidInput] = {}
        for table, group in by_table(series).items():
            try:
                wanted = _Id.of(table)
                if wanted.source not in listed:
                    listed[wanted.source] = self._listed(wanted.source)
                found = self._found(wanted, listed[wanted.source])
                if wanted.number not in (None, found.id):
                    told = f"FHI's number of «{found.title}» is now {found.id}; change it in the catalogue"
                    gathered.said.append(f"{table}: {told}")
                self._gather(wanted.source, found, group, scope, gathered)
            except InvalidInput as refused:
                gathered.leave_out((one for one in group if one not in gathered.left_out), refused)
        if gathered.figures:
            gathered.said.extend(self._credit(listed))
        return gathered

    def _listed(self, source: str) -> dict[int, FhiTable] | InvalidInput:
        """Fetch the tables of a source once; a refusal holds for each of them."""
        try:
            return {table.id: table for table in self.fhi.tables(source)}
        except InvalidInput as refused:
            return refused

    def _credit(self, sources: Iterable[str]) -> Iterator[str]:
        """Yield the sources that another publishes than the catalogue credits, if the interface tells."""
        with suppress(InvalidInput):
            told = {one.id: one.publisher for one in self.fhi.sources()}
            for source in sources:
                publisher = told.get(source, "")
                if self.publisher and publisher and publisher != self.publisher:
                    yield f"«{source}» is published by {publisher}; the catalogue credits {self.publisher}"

    def _found(self, wanted: _Id, listed: Mapping[int, FhiTable] | InvalidInput) -> FhiTable:
        """Find a table by its number; one that FHI has renumbered, by the title that it had before.

        Raises:
            InvalidInput: when neither the number nor one table of the title is in the list.
        """
        if isinstance(listed, InvalidInput):
            raise listed
        if (found := listed.get(wanted.number or 0)) is not None:
            return found
        title = wanted.title or self.fhi.earlier_title(wanted.source, wanted.number or 0)
        named = [one for one in listed.values() if title and one.title.casefold() == title.casefold()]
        if len(named) != 1:
            raise InvalidInput.because(_why_not_found(wanted, title, named, listed.values()))
        return named[0]

    def _gather(
        self,
        source: str,
        table: FhiTable,
        group: Sequence[SourceSeries],
        scope: FigureScope,
        gathered: Gathered,
    ) -> None:
        whole = self.fhi.query(source, table.id)
        dims = dimensions_of(whole)
        if all(dim.role is not DimensionRole.GEO for dim in dims):
            raise InvalidInput.because("the table has no variable GEO: it tells of the whole country only")
        chosen = dict(merge_selections(fitting_series(group, dims, gathered).values()))
        forms = all_printed_forms(scope.wanted)
        for dim in dims:
            if dim.role is DimensionRole.GEO:
                chosen[dim.id] = tuple(code for code in dim.codes if code in forms)
        changed = table.changed
        extract = self.fhi.data(source, table.id, chosen, since=changed, whole=whole)
        vintage = Vintage(changed.date() if changed else None, Stage.FINAL)
        # FHI states some roles and leaves others out, so its names decide.
        cube = joined(extract.parts, {dim.id: dim.role for dim in dims})
        take_figures(group, cube, vintage, scope, gathered)


def _why_not_found(wanted: _Id, title: str, named: Sequence[FhiTable], listed: Iterable[FhiTable]) -> str:
    if wanted.number is None:
        told = f"«{wanted.source}» has no table called «{title}»"
    else:
        told = (
            f"«{wanted.source}» has no table {wanted.number} any more; FHI renumbers tables, often each year"
        )
        told += (
            f". It was called «{title}»" if title else ". Look up its title, and name that or its new number"
        )
    if named:
        return f"{told}: {', '.join(str(one.id) for one in named)} are called so; name one of them"
    return f"{told}{nearest(title, [one.title for one in listed])}" if title else told


def dimensions_of(selection: TableSelection) -> tuple[CubeDimension, ...]:
    """Describe the dimensions of a table by their codes, which is all that its own query tells."""
    time = _time(selection)
    return tuple(
        CubeDimension(
            id=choice.variable,
            label=choice.variable,
            role=DimensionRole.TIME if choice.variable == time else ROLES.get(choice.variable, OTHER),
            codes=choice.codes,
            labels=choice.codes,
            units=(Unit(),) * len(choice.codes),
        )
        for choice in selection.choices
    )


def _time(selection: TableSelection) -> str:
    """Return the variable of time: AAR, else one that is called a year or a period and holds such codes."""
    names = [choice.variable for choice in selection.choices]
    others = (
        choice.variable
        for choice in selection.choices
        if OTHER_YEARS.fullmatch(choice.variable) and all(map(year_of, choice.codes))
    )
    return YEAR if YEAR in names else next(others, "")
