"""A plan of the calls for a table: every variable selected by name, in parts that the interface answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import prod
from types import MappingProxyType

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.jsonstat import CubeDimension, DimensionRole, Metadata
from loftet.text_files.rows import nearest

MOST_PARTS = 400  # more calls than this is a mistake in the selection, not a wish


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wanted part of a table: regions, contents and periods by role, other variables by their code.

    None means all that the table has; so does a variable that is not named in `others`.
    """

    regions: tuple[str, ...] | None = None
    contents: tuple[str, ...] | None = None
    periods: tuple[str, ...] | None = None
    others: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Choice:
    """The codes that are asked for of one variable."""

    variable: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSelection:
    """A choice for every variable of a table, in the table's order."""

    choices: tuple[Choice, ...]

    @property
    def cells(self) -> int:
        """Count the cells that the answer holds, the empty ones too.

        >>> TableSelection((Choice("Region", ("3324", "3326")), Choice("Tid", ("2024",)))).cells
        2
        """
        return prod(len(choice.codes) for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts in which a table is fetched, and what was asked for that the table does not have."""

    whole: TableSelection
    parts: tuple[TableSelection, ...]
    said: tuple[str, ...] = ()


def make_plan(table: str, metadata: Metadata, wanted: Wanted, most_cells: int) -> Plan:
    """Plan the calls for a table: nothing is left to the interface's default, and no part is too large.

    Regions and periods that the table does not have are told and left out, for a table carries the codes
    of its own time; an unknown variable, contents or category is refused.

    Raises:
        InvalidInput: when the wish does not fit the table, or nothing of it is left.
    """
    problems = [
        Problem(
            f"the table has no variable «{name}»{nearest(name, [dim.id for dim in metadata.dims])}", table
        )
        for name in wanted.others
        if name not in {dim.id for dim in metadata.dims}
    ]
    said: list[str] = []
    choices = tuple(_choose(table, dim, _wish(dim, wanted), problems, said) for dim in metadata.dims)
    if problems:
        raise InvalidInput(problems)
    whole = TableSelection(choices)
    parts = tuple(split(whole, most_cells))
    if len(parts) > MOST_PARTS:
        cause = (
            f"the selection has {whole.cells:,} cells and would take {len(parts)} calls; choose less of it"
        )
        raise InvalidInput.because(cause, file=table)
    return Plan(whole, parts, tuple(said))


def _wish(dim: CubeDimension, wanted: Wanted) -> tuple[str, ...] | None:
    by_role = {
        DimensionRole.GEO: wanted.regions,
        DimensionRole.METRIC: wanted.contents,
        DimensionRole.TIME: wanted.periods,
    }
    return wanted.others.get(dim.id, by_role.get(dim.role))


def _choose(
    table: str,
    dim: CubeDimension,
    save_settings: tuple[str, ...] | None,
    problems: list[Problem],
    said: list[str],
) -> Choice:
    had = set(dim.codes)
    absent = [code for code in save_settings or () if code not in had]
    if absent and dim.role in (DimensionRole.GEO, DimensionRole.TIME):
        said.append(f"{table}: «{dim.id}» does not have {_listed(absent)}")
    else:
        problems.extend(
            Problem(f"«{dim.id}» has no code «{code}»{nearest(code, dim.codes)}", table) for code in absent
        )
    asked = had if save_settings is None else set(save_settings)
    codes = tuple(code for code in dim.codes if code in asked)
    if not codes and not problems:
        problems.append(Problem(f"nothing that is asked for of «{dim.id}» is in the table", table))
    return Choice(dim.id, codes)


def _listed(codes: list[str]) -> str:
    shown = ", ".join(f"«{code}»" for code in codes[:5])
    return f"{shown} and {len(codes) - 5} more" if len(codes) > 5 else shown


def split(selection: TableSelection, most_cells: int) -> Iterator[TableSelection]:
    """Cut a selection along its longest variables into parts that hold no more than so many cells.

    >>> whole = TableSelection((Choice("Region", ("a", "b", "c")), Choice("Tid", ("1", "2"))))
    >>> [[len(choice.codes) for choice in part.choices] for part in split(whole, 4)]
    [[2, 2], [1, 2]]

    Raises:
        InvalidInput: when the interface says that it gives no cells at all.
    """
    if most_cells < 1:
        raise InvalidInput.because(f"the interface says that it gives {most_cells} cells a call")
    if selection.cells <= most_cells:
        yield selection
        return
    longest = max(range(len(selection.choices)), key=lambda place: len(selection.choices[place].codes))
    chosen = selection.choices[longest]
    size = max(1, most_cells * len(chosen.codes) // selection.cells)
    for start in range(0, len(chosen.codes), size):
        choices = list(selection.choices)
        choices[longest] = replace(chosen, codes=chosen.codes[start : start + size])
        yield from split(TableSelection(tuple(choices)), most_cells)
