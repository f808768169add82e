"""Rows as named columns, whether the file is long or wide, and the rows that a series asks for."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.raw_text import is_excel
from loftet.sources.tables.read import Cell, SheetRow, header_names, lettered, nameless, spaced, text_of
from loftet.sources.tables.recipe import CellSelection, FilePart, WidePart
from loftet.text_files.rows import nearest

VALUE = "value"  # the column that a wide file's cells land in


@dataclass(frozen=True, slots=True)
class LongTable:
    """A raw file as a long table; `header` is the line of its header.

    `read` counts the rows of the file itself, of which a wide one gives many. `printed` are the columns of a
    workbook by what they are called in faults.
    """

    file: Path
    header: int
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]
    read: int
    wide: WidePart | None = None
    printed: Mapping[str, int] = field(default_factory=dict)

    def label(self, row: SheetRow, column: str) -> str:
        """Name the column of the file in which a value stands; in a wide file that is its header."""
        if self.wide is None or column != VALUE:
            return self.with_letter(column)
        heads = [text_of(row.cells[self.columns[name]]) for name in self.wide.names]
        return self.with_letter(" / ".join(heads))

    def with_letter(self, column: str) -> str:
        """Return the name of a column, with its letter where the file is a workbook: «Andel (C)»."""
        return lettered(column, self.printed[column]) if column in self.printed else column


def shape(file: Path, rows: tuple[SheetRow, ...], part: FilePart) -> LongTable:
    """Name the columns of a file, and lay a wide one out as a long one."""
    headers, body = rows[: part.header_rows], rows[part.header_rows :]
    if part.wide is not None:
        table = _from_wide(file, headers, body, part.wide)
    else:
        names = header_names(headers, part)
        columns = _positions(file, headers[0].line, names)
        table = LongTable(file, headers[0].line, columns, body, len(body), printed=columns)
    has_letters = is_excel(Path(file.name.partition(" [")[0])) and not part.turned
    printed = {name: n for name, n in table.printed.items() if name != part.sheet_column}
    return replace(table, printed=printed if has_letters else {})


def _positions(file: Path, line: int, names: list[str]) -> dict[str, int]:
    twice = [name for n, name in enumerate(names) if name and name in names[:n]]
    if twice:
        cause = f"the column «{twice[0]}» stands more than once; a wide file needs [files.….wide]"
        raise InvalidInput.because(cause, file=file, line=line, column=twice[0])
    as_printed = {name: position for position, name in enumerate(names) if name}
    return {spaced(name): position for name, position in as_printed.items()} | as_printed


def _from_wide(
    file: Path, headers: tuple[SheetRow, ...], body: tuple[SheetRow, ...], wide: WidePart
) -> LongTable:
    own = [_printed([row.cells for row in headers], n) for n in range(len(headers[0].cells))]
    own = [name or (one if (one := nameless(n)) in wide.id_columns else "") for n, name in enumerate(own)]
    ids_here = {n for n, name in enumerate(own) if name in wide.id_columns}
    heads = [_filled(row.cells, ids_here) if wide.fill else row.cells for row in headers]
    printed = [own[n] if n in ids_here else _printed(heads, n) for n in range(len(own))]
    for name in wide.id_columns:
        if name not in printed:
            cause = f"the column «{name}» is missing{nearest(name, printed)}"
            raise InvalidInput.because(cause, file=file, line=headers[0].line, column=name)
    ids = [printed.index(name) for name in wide.id_columns]
    nothing = {n for n in range(len(printed)) if all(row.cells[n] == "" for row in (*headers, *body))}
    values = [n for n in range(len(printed)) if n not in ids_here and n not in nothing and printed[n]]
    names = [*wide.id_columns, *wide.names, VALUE]
    long = tuple(_melted(body, ids, values, heads))
    columns = _positions(file, headers[0].line, names)
    over = {" / ".join(text_of(head[n]) for head in heads): n for n in reversed(values)}
    return LongTable(
        *(file, headers[0].line, columns, long, len(body), wide),
        printed=over | dict(zip(wide.id_columns, ids, strict=True)),
    )


def _printed(heads: Sequence[tuple[Cell, ...]], column: int) -> str:
    """Return what the uppermost header of a column says."""
    return next((text_of(head[column]) for head in heads if head[column] != ""), "")


def _filled(cells: tuple[Cell, ...], ids: AbstractSet[int]) -> tuple[Cell, ...]:
    """Copy a header that spans several columns into each of them, but for those that hold no values."""
    filled: list[Cell] = []
    above: Cell = ""
    for position, cell in enumerate(cells):
        above = "" if position in ids else cell if cell != "" else above
        filled.append(cell if position in ids else above)
    return tuple(filled)


def _melted(
    body: tuple[SheetRow, ...], ids: list[int], values: list[int], heads: list[tuple[Cell, ...]]
) -> Iterator[SheetRow]:
    over = [(n, tuple(head[n] for head in heads)) for n in values]
    for row in body:
        kept = tuple(row.cells[n] for n in ids)
        for position, head in over:
            yield SheetRow(row.line, (*kept, *head, row.cells[position]))


def select(table: LongTable, selection: CellSelection, needed: list[str]) -> list[SheetRow]:
    """Return the rows that a selection asks for; every column it names must be there."""
    demand_columns(table, [*selection.where, *selection.starts_with, *needed])
    rows: Sequence[SheetRow] = table.rows
    for name, values in selection.where.items():
        n, wanted = table.columns[name], frozenset(values)
        rows = [row for row in rows if (cell := row.cells[n]) in wanted or text_of(cell) in wanted]
    for name, start in selection.starts_with.items():
        n = table.columns[name]
        rows = [row for row in rows if text_of(row.cells[n]).startswith(start)]
    if not rows:
        asked = ", ".join(selection.where) or ", ".join(selection.starts_with)
        raise InvalidInput.because("no row is left by the filter", file=table.file, column=asked)
    return list(rows)


def value_column(table: LongTable, names: Sequence[str]) -> str:
    """Return the column of the numbers: the one of several names that a file has, as headings change.

    Raises:
        InvalidInput: when a file has two of them.
    """
    there = [name for name in names if name in table.columns]
    if len(there) > 1:
        cause = f"the columns «{there[0]}» and «{there[1]}» are both in the file; name one of them"
        raise InvalidInput.because(
            cause, file=table.file, line=table.header, column=table.with_letter(there[1])
        )
    return next(iter([*there, *names, VALUE]))


def demand_columns(table: LongTable, needed: list[str]) -> None:
    """Refuse a table that lacks a column which the recipe names."""
    known = list(table.columns)
    absent = [name for name in dict.fromkeys(needed) if name not in table.columns]
    if absent:
        raise InvalidInput(
            Problem(f"the column «{name}» is missing{_alike(name, known)}", table.file, table.header, name)
            for name in absent
        )


def _alike(name: str, known: list[str]) -> str:
    """Suggest a column whose name begins like the one asked for, or the nearest one."""
    begins = [one for one in known if name and one.casefold().startswith(name.casefold())]
    return f"; did you mean «{begins[0]}»?" if begins else nearest(name, known)


def demand_values(tables: Sequence[LongTable], where: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a value that the recipe asks for and no row of any table has."""
    problems = []
    for name, wanted in where.items():
        if absent := set(wanted).difference(*[_texts(one, name, set(wanted)) for one in tables]):
            seen = sorted(set().union(*[_texts(one, name) for one in tables]))
            problems += [
                Problem(
                    f"no row has «{value}»{nearest(value, seen)}",
                    tables[0].file,
                    None,
                    tables[0].with_letter(name),
                )
                for value in wanted
                if value in absent
            ]
    if problems:
        raise InvalidInput(problems)


def _texts(table: LongTable, column: str, wanted: AbstractSet[str] | None = None) -> set[str]:
    """Return the texts of a column, no further than to where all that are wanted have been seen."""
    n, seen = table.columns[column], set[str]()
    for row in table.rows:
        seen.add(text_of(row.cells[n]))
        if wanted is not None and len(seen) >= len(wanted) and wanted <= seen:
            break
    return seen
