"""The tables of a report: every figure as the pages write it, or the word for why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from loftet.challenges.choosing.queries import ChosenFigure
from loftet.documents.blocks import Cell, Table
from loftet.editions.rows import Edition, Indicator
from loftet.report_content.links import permanent
from loftet.status.municipality.ahead import AheadChart
from loftet.status.municipality.queries import GoalCard
from loftet.status.queries.figures import Compared, FigureRow
from loftet.status.queries.sources import find_sources

NAME, FIGURE, OTHER, STATUS, DIRECTION = 2.9, 1.9, 1.3, 2.3, 1.7  # shares of the width of a page
NOTHING = "–"
FEW = 4  # columns: case systems cut wider tables


def value_words(row: FigureRow) -> str:
    """Return a figure with its unit and its year, or why it is not there."""
    if row.gap is not None:
        return str(row.gap.word)
    unit = f"\N{NO-BREAK SPACE}{row.unit}" if row.unit else ""
    return f"{row.value}{unit} ({row.own.year})"


def other_words(other: Compared, year: int | None) -> str:
    """Return the figure of another place, with its year where that is another, or why it is not there."""
    if other.gap is not None:
        return str(other.gap.word)
    return other.value if other.reading.year == year else f"{other.value} ({other.reading.year})"


def figures_table(caption: str, rows: Sequence[FigureRow], place: str, edition: Edition) -> Table:
    """Return figures beside those of the country, with status and direction."""
    beside = [one.column for one in rows[0].compared] if rows else []
    header = (_("Indicator"), _("Figure"), *beside, _("Status"), _("Direction"))
    return Table(
        caption,
        header,
        tuple(_figure_cells(row, place, edition) for row in rows),
        (NAME, FIGURE, *(OTHER for _one in beside), STATUS, DIRECTION),
    )


def first_columns(table: Table) -> Table:
    """Return a table of as many columns as a case system takes."""
    rows = tuple(row[:FEW] for row in table.rows)
    return replace(table, header=table.header[:FEW], rows=rows, widths=table.widths[:FEW])


def chosen_table(
    caption: str, chosen: Sequence[ChosenFigure], rows: Mapping[str, FigureRow], place: str, edition: Edition
) -> Table:
    """Return what a municipality has chosen, in its order, with its reasons."""
    return Table(
        caption,
        (_("Indicator"), _("Figure"), _("Status"), _("Why we have chosen it")),
        tuple(
            (
                *_figure_cells(rows[one.key], place, edition)[:2],
                Cell(said_of(rows[one.key])[0]),
                Cell(one.reason),
            )
            for one in chosen
            if one.key in rows
        ),
        (2.2, 1.5, 1.8, 3.0),
    )


def _figure_cells(row: FigureRow, place: str, edition: Edition) -> tuple[Cell, ...]:
    name = Cell(row.indicator.name, permanent(edition, "indicator", row.indicator.key, sted=place))
    others = (Cell(other_words(one, row.own.year)) for one in row.compared)
    return (name, Cell(value_words(row)), *others, *(Cell(one) for one in said_of(row)))


def said_of(row: FigureRow) -> tuple[str, str]:
    """Return the words for status and direction; of a figure that is not there, neither is said."""
    return (NOTHING, NOTHING) if row.gap is not None else (str(row.status.word), str(row.trend.word))


def goals_table(caption: str, goals: Sequence[GoalCard], link: Mapping[str, str]) -> Table:
    """Return the seventeen goals with their words and counts; one without figures says so."""
    return Table(
        caption,
        (_("Goal"), _("Status"), _("Figures")),
        tuple(
            (
                Cell(f"{one.key}. {one.name}", link[one.key]),
                Cell(str(one.word.word) if one.measured else _("No figures in this edition")),
                Cell(one.counts),
            )
            for one in goals
        ),
        (3.0, 2.0, 3.0),
        whole=True,
    )


def ahead_table(caption: str, charts: Sequence[AheadChart], place: str, edition: Edition) -> Table:
    """Return the targets that are unlikely to be reached in time."""
    return Table(
        caption,
        (_("Indicator"), _("Now"), _("Target"), _("Chance")),
        tuple(
            (
                Cell(one.name, permanent(edition, "indicator", one.key, sted=place)),
                Cell(one.now),
                Cell(one.target_value),
                Cell(one.chance),
            )
            for one in charts
        ),
        (3.4, 1.0, 1.6, 2.0),
    )


def source_list(indicators: Sequence[Indicator]) -> str:
    """Return the publishers of figures with their tables, in one line."""
    word = _("table")
    found = ((one.name, [each.table for each in one.named]) for one in find_sources(indicators).publishers)
    return "; ".join(f"{name}, {word} {', '.join(tables)}" if tables else name for name, tables in found)
