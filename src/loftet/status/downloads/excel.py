"""Figures as an Excel workbook: typed cells under a frozen header, and a sheet that says what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.core.words import MARKS, NOT_JOINED, colour_sign, trend_sign
from loftet.editions.periods import PeriodYear
from loftet.editions.rows import Edition, Indicator, Reading, Yardstick
from loftet.status.downloads.said import (
    MADE_UP,
    STATUS_WORDS,
    general_caveats,
    licence_words,
    origin_words,
    source_words,
)
from loftet.status.downloads.workbook import Cell, Row, Sheet, write_workbook

WHOLE = "#,##0"
# The width of each column of figures, in letters.
WIDTHS = (18, 8, 7, 44, 14, 7, 12, 12, 12, 20, 24, 8, 22, 24, 28, 12, 14, 30)
ABOUT_WIDTHS = (28, 100)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a workbook: of which place, of which indicator, and how it stands."""

    place: str
    indicator: Indicator
    reading: Reading


def excel_file(title: str, address: str, figures: Sequence[Figure], edition: Edition) -> bytes:
    """Write the figures and what they are as two sheets; the same edition gives the same bytes."""
    named = str(MADE_UP) if edition.demo else _("Figures")
    sheets = (
        Sheet(named, WIDTHS, _figure_rows(figures), columns_kept=1, is_filtered=True),
        Sheet(_("About the figures"), ABOUT_WIDTHS, _about_rows(title, address, figures, edition)),
    )
    return write_workbook(title, sheets, edition.built)


def _figure_rows(figures: Sequence[Figure]) -> Iterator[Row]:
    yield _header(
        pgettext("statistics", "Place"),
        _("Number"),
        _("Goal"),
        pgettext("statistics", "Indicator"),
        _("Unit"),
        _("Year"),
        _("Figure"),
        _("Interval from"),
        _("Interval to"),
        _("What the figure is"),
        _("Status"),
        _("Score"),
        _("Yardstick"),
        _("Development"),
        _("Source"),
        _("Table"),
        _("Licence"),
        _("Mark"),
    )
    for figure in figures:
        yield _figure_row(figure)


def _figure_row(figure: Figure) -> Row:
    """Return the cells of a figure; where there is none the cell is empty, and the next but two says why."""
    indicator, reading = figure.indicator, figure.reading
    shown = WHOLE + ("." + "0" * indicator.decimals if indicator.decimals else "")
    trend = trend_sign(reading.trend, indicator.yardstick).word if reading.trend else None
    status = colour_sign(reading.colour, indicator.yardstick).word if reading.colour else None
    if not reading.judged:
        status = NOT_JOINED.word
    return (
        figure.place,
        reading.place,
        int(indicator.goal) if indicator.goal.isdecimal() else indicator.goal,
        indicator.name,
        indicator.unit,
        str(reading.year) if isinstance(reading.year, PeriodYear) else reading.year,
        *(_number(one, shown) for one in (reading.value, reading.low, reading.high)),
        str(STATUS_WORDS[reading.status]),
        str(status or ""),
        _number(reading.score, WHOLE),
        _("Target") if indicator.yardstick is Yardstick.TARGET else _("Comparison"),
        str(trend or ""),
        indicator.source,
        indicator.table,
        indicator.licence,
        str(MARKS[reading.mark].word) if reading.mark else None,
    )


def _about_rows(title: str, address: str, figures: Sequence[Figure], edition: Edition) -> Iterator[Row]:
    yield _header(_("About the figures"), title)
    yield from ((_("What to be careful with") if not at else "", one) for at, one in _numbered(edition))
    yield _("Edition"), f"{edition.id}: {edition.title}"
    yield _("Content"), edition.content
    yield _("Where this is found"), address
    indicators = list({figure.indicator.key: figure.indicator for figure in figures}.values())
    if edition.demo:
        yield _("Licence"), licence_words(indicators[0], edition) if indicators else edition.licence
    yield _header(_("Source"), _("Licence"))
    tables = {source_words(one): one for one in indicators}
    for said, one in sorted(tables.items()):
        yield (said, origin_words(one, edition) if edition.demo else licence_words(one, edition))
    yield _header(_("What the figure is"), _("In the files for programs"))
    for status, word in STATUS_WORDS.items():
        yield str(word), status.value


def _numbered(edition: Edition) -> Iterator[tuple[int, str]]:
    return iter(enumerate(general_caveats(edition)))


def _header(*words: str) -> Row:
    return tuple(Cell(word, is_header=True) for word in words)


def _number(value: float | None, shown: str) -> Cell | None:
    return None if value is None else Cell(value, shown)
