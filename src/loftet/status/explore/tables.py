"""The table of what is shown: on the page, as CSV and as an Excel workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.charts.numbers import number_text
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.status.downloads import CSV, EXCEL, Kind, csv_response
from loftet.status.downloads.answer import file_response
from loftet.status.downloads.said import MADE_UP, general_caveats, licence_words, origin_words
from loftet.status.downloads.workbook import Cell, Sheet, write_workbook
from loftet.status.edition import PARAMETER
from loftet.status.explore import choices
from loftet.status.explore.queries import (
    Explored,
    Order,
    Row,
    across_name,
    courses,
    goals_of_members,
    order,
)
from loftet.status.explore.sentences import signed
from loftet.status.goal_names import goals
from loftet.status.queries.chosen import COUNTRY
from loftet.status.signs import goal_sign
from loftet.ui.numbers import number_style

FILE = "utforsk"
Value = str | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its word for programs, its heading, and its decimals where it holds numbers."""

    key: str
    heading: str
    decimals: int | None = None
    is_signed: bool = False

    def text(self, value: Value) -> str:
        """Write a cell for a reader."""
        if value is None:
            return ".."
        if isinstance(value, str) or self.decimals is None:
            return str(value)
        if self.is_signed:
            return signed(value, self.decimals)
        return number_text(value, self.decimals, number_style())


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the number of its place, its cells, and whether it is of the place that is brought out."""

    place: str
    cells: tuple[Value, ...]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, the first of them names, and rows of as many cells."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def texts(self) -> Iterator[tuple[bool, tuple[str, ...]]]:
        """Return each row as texts, and whether it is of the place that is brought out."""
        for line in self.lines:
            written = (column.text(value) for column, value in zip(self.columns, line.cells, strict=True))
            yield line.is_own, tuple(written)


def table_of(store: EditionStore, edition: Edition, explored: Explored) -> Table:
    """Return what a choice shows as a table."""
    kind = explored.choice.kind
    if kind is choices.Kind.ORDER:
        return order_table(explored, order(explored))
    if kind is choices.Kind.SMALL:
        return years_table(store, edition, explored)
    if kind is choices.Kind.GOALS:
        return goals_table(store, edition, explored)
    return figures_table(explored, explored.rows if kind is choices.Kind.TABLE else shown_rows(explored))


def shown_rows(explored: Explored) -> tuple[Row, ...]:
    """Return the rows with both figures, and then those with the first alone: dots are in this order."""
    alone = tuple(row for row in explored.known if row.across is None)
    return (*explored.both, *alone)


def _named(indicator: Indicator) -> str:
    return f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name


def _place() -> Column:
    return Column("place_name", pgettext("statistics", "Municipality"))


def figures_table(explored: Explored, rows: Sequence[Row]) -> Table:
    """Return both figures of municipalities, and the distance of the first from what one would expect."""
    up, across = explored.up, explored.choice.across
    distance = _("Distance to what one would expect") if explored.line else _("Distance to the middle")
    columns = (
        _place(),
        Column(up.key, _named(up), up.decimals),
        Column(
            across.key if across else "inhabitants",
            _named(across) if across else across_name(explored.choice),
            across.decimals if across else 0,
        ),
        Column("distance", distance, up.decimals, is_signed=True),
    )
    lines = (
        Line(row.place.code, (row.place.name, row.value, row.across, explored.distance(row)), row.is_own)
        for row in rows
    )
    return Table(columns, tuple(lines))


def order_table(explored: Explored, found: Order) -> Table:
    """Return between which places of the order each municipality with a status lies, by name."""
    up = explored.up
    columns = (
        _place(),
        Column(up.key, _named(up), up.decimals),
        Column("value_low", _("Interval from"), up.decimals),
        Column("value_high", _("Interval to"), up.decimals),
        Column("rank_low", _("At best"), 0),
        Column("rank_high", _("At worst"), 0),
    )
    lines = []
    for row in explored.known:
        reach = found.ranges.get(row.place.code)
        if reach is not None and row.up.judged:
            ends = (row.up.low, row.up.high, reach.best, reach.worst)
            lines.append(Line(row.place.code, (row.place.name, row.value, *ends), row.is_own))
    return Table(columns, tuple(lines))


def years_table(store: EditionStore, edition: Edition, explored: Explored) -> Table:
    """Return the years of the place brought out, a row for each municipality."""
    found, country = courses(store, edition, explored)
    years = sorted({year for one in found for year in one.years})
    columns = (_place(), *(Column(f"{year}", f"{year}", explored.up.decimals) for year in years))
    lines = [_of_years(one.place.code, one.place.name, one.years, years) for one in found]
    if country:
        lines.append(_of_years(COUNTRY, _("The country"), country, years))
    return Table(columns, tuple(lines))


def _of_years(code: str, name: str, held: Mapping[int, float], years: Sequence[int]) -> Line:
    return Line(code, (name, *(held.get(year) for year in years)))


def goals_table(store: EditionStore, edition: Edition, explored: Explored) -> Table:
    """Return the word and the counts of each goal, a row for each municipality and goal."""
    columns = (
        _place(),
        Column("goal", _("Goal")),
        Column("word", _("Word")),
        Column("strong", _("Strong"), 0),
        Column("weak", _("Weak"), 0),
        Column("uncertain", _("Uncertain"), 0),
        Column("missing", _("Missing"), 0),
    )
    lines = []
    for member in goals_of_members(store, edition, explored.choice):
        for goal in goals():
            reading = member.goals.get(goal.key)
            wording = reading.wording if reading else None
            counts: tuple[Value, ...] = (None,) * 4
            if wording:
                counts = (wording.strong, wording.weak, wording.level, wording.unknown)
            word = str(goal_sign(reading).word)
            lines.append(Line(member.place.code, (member.place.name, goal.title, word, *counts)))
    return Table(columns, tuple(lines))


# --- files ---------------------------------------------------------------------------------------


def table_response(
    request: HttpRequest, kind: Kind, table: Table, explored: Explored, edition: Edition, title: str
) -> HttpResponseBase:
    """Answer with what is shown as a file."""
    name = "-".join(filter(None, (FILE, explored.choice.kind, explored.up.key)))
    if kind is CSV:
        header = ["place", *(column.key for column in table.columns), "edition"]
        rows = [(line.place, *line.cells, edition.id) for line in table.lines]
        return csv_response(request, name, rows, edition, header)
    address = request.build_absolute_uri(choices.address(request, explored.choice, **{PARAMETER: edition.id}))
    about = about_rows(title, address, explored, edition)
    return file_response(request, edition, name, EXCEL, lambda: _workbook(title, table, about, edition))


def about_rows(title: str, address: str, explored: Explored, edition: Edition) -> list[tuple[str, str]]:
    """Return what a reader of the workbook must know of it."""
    choice = explored.choice
    used = [choice.up, *([choice.across] if choice.across else [])]
    rows = [(_("About the figures"), title), (_("Where this is found"), address)]
    rows += [(_("What to be careful with"), one) for one in general_caveats(edition)]
    rows += [(one.name, f"{origin_words(one, edition)} {licence_words(one, edition)}") for one in used]
    return [*rows, (_("Edition"), f"{edition.id}: {edition.title}")]


def _workbook(title: str, table: Table, about: Sequence[tuple[str, str]], edition: Edition) -> bytes:
    words = (_("Number"), *(column.heading for column in table.columns))
    heads = tuple(Cell(one, is_header=True) for one in words)
    body = [
        (
            line.place,
            *(_cell(column, value) for column, value in zip(table.columns, line.cells, strict=True)),
        )
        for line in table.lines
    ]
    widths = (8, 24, *(16 for _column in table.columns[1:]))
    first, *rest = about
    named = str(MADE_UP) if edition.demo else _("Figures")
    sheets = (
        Sheet(named, widths, [heads, *body], columns_kept=2, is_filtered=True),
        Sheet(
            _("About the figures"),
            (28, 100),
            [tuple(Cell(one, is_header=True) for one in first), *rest],
        ),
    )
    return write_workbook(title, sheets, edition.built)


def _cell(column: Column, value: Value) -> Cell | str | float | None:
    if value is None or isinstance(value, str) or column.decimals is None:
        return value
    shown = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return Cell(value, shown)
