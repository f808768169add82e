"""Figures as CSV: plain for programs, or as a Norwegian spreadsheet writes it (`?format=norsk`)."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from loftet.core.export import NORWEGIAN, PLAIN, Cells, Style, csv_lines
from loftet.core.words import NOT_JOINED
from loftet.editions.rows import Edition, GoalReading, Indicator, Reading
from loftet.status.downloads.answer import CSV, file_response
from loftet.status.downloads.whole import Whole

HEADER = (
    "place",
    "place_name",
    "indicator",
    "indicator_name",
    "goal",
    "unit",
    "year",
    "value",
    "value_low",
    "value_high",
    "status",
    "score",
    "colour",
    "yardstick",
    "trend",
    "source",
    "table",
    "licence",
    "edition",
    "edition_title",
    "mark",
    "period",
)
SERIES_HEADER = (
    "place",
    "place_name",
    "indicator",
    "indicator_name",
    "unit",
    "year",
    "value",
    "value_low",
    "value_high",
    "status",
    "source",
    "table",
    "vintage",
    "period",
    "code",
    "row",
    "edition",
    "edition_title",
    "licence",
)
FORMAT = "format"


STYLES = {"": PLAIN, "norsk": NORWEGIAN}


def reading_cells(name: str, indicator: Indicator, reading: Reading, edition: Edition) -> Cells:
    """Return the cells of one figure; what is not known is an empty cell, and `status` says why."""
    return (
        reading.place,
        name,
        indicator.key,
        indicator.name,
        indicator.goal,
        indicator.unit,
        None if reading.year is None else int(reading.year),
        reading.value,
        reading.low,
        reading.high,
        reading.status,
        reading.score,
        colour_word(reading),
        indicator.yardstick,
        reading.trend,
        indicator.source,
        indicator.table,
        indicator.licence,
        edition.id,
        edition.title,
        reading.mark,
        reading.year,
    )


def colour_word(reading: Reading | GoalReading) -> str | None:
    """Return the colour of a figure, or the word for a municipality that is given no status."""
    return reading.colour if reading.judged else NOT_JOINED.key


def series_cells(whole: Whole) -> Iterator[Cells]:
    """Return the cells of every place and year of an indicator, each with where its value came from."""
    indicator, edition, names = whole.indicator, whole.edition, whole.names
    source = "" if edition.demo else indicator.source
    for one in whole.series:
        yield (
            one.place,
            names[one.place],
            indicator.key,
            indicator.name,
            indicator.unit,
            one.year,
            one.value,
            one.low,
            one.high,
            one.status,
            one.source or source,
            one.table or indicator.table,
            one.vintage,
            one.period,
            one.code,
            one.row,
            edition.id,
            edition.title,
            indicator.licence,
        )


def csv_response(
    request: HttpRequest,
    name: str,
    rows: Iterable[Cells],
    edition: Edition,
    header: Sequence[str] = HEADER,
) -> HttpResponseBase:
    """Answer with a CSV file, in the style that the address asks for.

    Numbers in `rows` are numbers and not texts: how their decimals stand belongs to the style.

    Raises:
        Http404: when the address asks for a style that there is not.
    """
    style = wanted_style(request)
    return file_response(
        request, edition, name, CSV, lambda: "".join(csv_lines(rows, header, style)).encode()
    )


def wanted_style(request: HttpRequest) -> Style:
    """Find the style that an address asks for.

    Raises:
        Http404: when there is no such style.
    """
    wanted = request.GET.get(FORMAT, "")
    if wanted not in STYLES:
        raise Http404(
            _("There is no format «%(name)s». There is «norsk», and the plain one.") % {"name": wanted}
        )
    return STYLES[wanted]
