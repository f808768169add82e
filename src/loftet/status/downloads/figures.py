"""The figures of a page as a file: CSV or Excel, as the address ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from loftet.editions.rows import Edition
from loftet.status.downloads.answer import EXCEL, Kind, file_response
from loftet.status.downloads.csv import csv_response, reading_cells
from loftet.status.downloads.excel import Figure, excel_file
from loftet.status.edition import PARAMETER, store
from loftet.status.queries.conservative_trend import conservative_trend, judges_by_all_years


@dataclass(frozen=True, slots=True)
class Page:
    """The page whose figures a file holds: what it is called, and its address."""

    title: str
    name: str
    args: tuple[str, ...] = ()
    query: tuple[tuple[str, str], ...] = ()

    def permanent(self, request: HttpRequest, edition: Edition) -> str:
        """Return the whole address of the page in an edition."""
        words = urlencode([*self.query, (PARAMETER, edition.id)])
        return request.build_absolute_uri(f"{reverse(self.name, args=self.args)}?{words}")


def figures_response(
    request: HttpRequest, kind: Kind, name: str, page: Page, figures: Iterable[Figure], edition: Edition
) -> HttpResponseBase:
    """Answer with the figures of a page, in the order given; `name` is what the file is called.

    Raises:
        Http404: when the address asks for a style of CSV that there is not.
    """
    figures = _with_conservative_trend(list(figures), edition)
    if kind is EXCEL:
        address = page.permanent(request, edition)
        return file_response(
            request, edition, name, kind, lambda: excel_file(page.title, address, figures, edition)
        )
    cells = (reading_cells(one.place, one.indicator, one.reading, edition) for one in figures)
    return csv_response(request, name, cells, edition)


def _with_conservative_trend(figures: list[Figure], edition: Edition) -> list[Figure]:
    """Return the figures the directions that pages show: those that the whole interval bears out."""
    by_all = judges_by_all_years(store(), edition)
    ahead = {
        (place, one.indicator): one
        for place in {figure.reading.place for figure in figures}
        for one in store().projection_reader.projections(edition, place)
    }
    return [
        replace(
            one,
            reading=conservative_trend(
                one.reading, ahead.get((one.reading.place, one.indicator.key)), by_all
            ),
        )
        for one in figures
    ]
