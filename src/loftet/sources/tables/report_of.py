"""From what a build has read and made to its report."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from loftet.sources.tables.figures import Figure, suspicions
from loftet.sources.tables.indicators import IndicatorList
from loftet.sources.tables.place import StudyPlaces
from loftet.sources.tables.printed import doubtful_cells
from loftet.sources.tables.raw_file import Files, RawFile
from loftet.sources.tables.read import header_names, lettered, nameless
from loftet.sources.tables.recipe import PlaceKind, Recipe, SeriesPart
from loftet.sources.tables.report import BuildReport, FileReport, IndicatorReport, WorkbookReport
from loftet.sources.tables.series import NOT_ASKED, Observation
from loftet.sources.workbook_layout import hidden_parts

NOT_NAMED = "the recipe does not name it"

Made = Mapping[str, Sequence[Observation]]


def report_of(
    out: Path, data: Path, read: Recipe, files: Files, made: Made, study: StudyPlaces, rows: IndicatorList
) -> BuildReport:
    """Build the report of a study that has been made."""
    raw = [file for several in files.values() for file in several]
    statuses = Counter(
        one.value.mark.value if one.value.mark else "" for series in made.values() for one in series
    )
    return BuildReport(
        out,
        tuple(_file(file, made, _asked(read, file)) for file in raw),
        _workbooks(raw),
        _unused(read, data, {file.path for file in raw}),
        len(study.ranked),
        len(study.also),
        statuses,
        tuple(_indicator(one, made[one.indicator], files, study, rows) for one in read.series),
    )


def _asked(read: Recipe, file: RawFile) -> set[str]:
    """Return the columns of a file that the recipe names."""
    parts = [one.selection for one in read.series]
    parts += [one.divide.by for one in read.series if one.divide and one.divide.by]
    named = {name for one in parts if file.name in one.file for name in (*one.value, *one.where)}
    return {*named, file.part.place.column, file.part.period.column}


def _file(file: RawFile, made: Made, asked: set[str]) -> FileReport:
    counts = {indicator: sum(one.file is file for one in series) for indicator, series in made.items()}
    lines: dict[str, list[int]] = defaultdict(list)
    for line, _ in groupby(row.line for row in file.table.rows):  # a wide row is many of them
        if line not in file.used:
            lines[file.not_used.get(line, NOT_ASKED)].append(line)
    columns, rows = _hidden(file, asked)
    return FileReport(
        path=file.path,
        read=file.table.read,
        used=len(file.used),
        observations={indicator: count for indicator, count in counts.items() if count},
        left_out=file.places.left_out,
        sheet=file.sheet,
        rows_left_out=file.reading.left_out,
        not_used={reason: tuple(lines[reason]) for reason in sorted(lines)},
        ends=file.reading.ends,
        below=file.reading.below,
        hidden_columns=columns,
        hidden_rows=rows,
    )


def _hidden(file: RawFile, asked: set[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the hidden columns of a sheet, each with whether it is read, and the hidden rows that are."""
    sheet = file.reading.sheet
    if sheet is None:
        return (), ()
    columns, rows = hidden_parts(file.path, sheet.name)
    if file.part.turned:
        return tuple(nameless(n) for n in sorted(columns)), ()
    names = header_names(file.reading.rows[: file.part.header_rows], file.part)
    there = [n for n in sorted(columns) if n < len(names) and _holds_something(file, n)]
    told = tuple(f"{lettered(names[n], n)}{_is_read(file, names[n], asked)}" for n in there)
    lines = {row.line for row in file.reading.rows}
    return told, tuple(line for line in rows if line in lines)


def _holds_something(file: RawFile, column: int) -> bool:
    return any(row.cells[column] != "" for row in file.reading.rows)


def _is_read(file: RawFile, name: str, asked: set[str]) -> str:
    if file.part.wide is not None and name not in asked:
        return ""
    return ", read" if name in asked else ", not read"


def _workbooks(raw: Sequence[RawFile]) -> tuple[WorkbookReport, ...]:
    read: dict[Path, list[RawFile]] = defaultdict(list)
    for file in raw:
        if file.reading.sheet is not None:
            read[file.path].append(file)
    reports = []
    for path, files in read.items():
        sheets = {file.reading.sheet: None for file in files if file.reading.sheet}
        others = [sheet for sheet in files[0].reading.other_sheets if sheet not in sheets]
        reports.append(WorkbookReport(path, tuple(sheets), tuple(others)))
    return tuple(reports)


def _unused(read: Recipe, data: Path, used: set[Path]) -> dict[Path, str]:
    """Return every file of the folder that is not used, and why."""
    reasons = {one.file: one.reason for one in read.unused}
    there = sorted(path for path in data.iterdir() if path.is_file() and path not in used)
    return {path: reasons.get(path.name, NOT_NAMED) for path in there}


def _indicator(
    part: SeriesPart, series: Sequence[Observation], files: Files, study: StudyPlaces, rows: IndicatorList
) -> IndicatorReport:
    names = {code: f"{code} {place.name}" for code, place in sorted(study.codes.items())}
    ranked = {study.code(place) for place in study.ranked}
    figures = [_figure(one, study, ranked) for one in series if one.value.number is not None]
    with_figures, present = {one.code for one in figures}, {one.place for one in series}
    years = [one.year for one in figures]
    return IndicatorReport(
        indicator=part.indicator,
        figures=len(figures),
        years=(min(years, default=0), max(years, default=0)),
        places_with=len(with_figures),
        places=len(names),
        only_marks=tuple(names[code] for code in names if code in present - with_figures),
        absent=tuple(names[code] for code in names if code not in present),
        lowest=min(figures, key=lambda one: one.number, default=None),
        highest=max(figures, key=lambda one: one.number, default=None),
        look_at=(
            *suspicions(figures, rows.row(part.indicator)),
            *doubtful_cells(files, part.selection),
            *_before_known_places(series, study),
        ),
    )


def _before_known_places(series: Sequence[Observation], study: StudyPlaces) -> Iterator[str]:
    """Yield how many figures stand under places by name, of years before those that places are known from."""
    known = study.gazetteer.known_from.year
    early = sorted(
        one.year
        for one in series
        if one.file.part.place.kind is PlaceKind.NAME and one.value.number is not None and one.year < known
    )
    if early:
        when = f"{early[0]}–{early[-1]}" if early[0] != early[-1] else str(early[0])
        yield (
            f"{len(early)} figures of {when} stand under places of {study.codes_at.year} by their names, and "
            f"places are known from {known} on; where one was another then, write "
            f"years = {{ first = {known} }}"
        )


def _figure(one: Observation, study: StudyPlaces, ranked: set[str]) -> Figure:
    sheet = f" [{one.file.sheet}]" if one.file.sheet else ""
    assert one.value.number is not None  # those without one are no figures
    return Figure(
        one.place,
        study.codes[one.place].name,
        one.year,
        float(one.value.number),
        f"{one.file.path}{sheet}",
        one.lines[0],
        one.place in ranked,
    )
