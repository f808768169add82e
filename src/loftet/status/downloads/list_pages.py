"""Lists that are handed out as a workbook, too."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from loftet.core.export import csv_file_response
from loftet.core.export import file_response as named_file
from loftet.core.pages import ListPage
from loftet.core.pages.lists import FORMAT
from loftet.status.downloads.answer import EXCEL
from loftet.status.downloads.workbook import Cell, Sheet, write_workbook


class WorkbookListPage(ListPage):
    """A list whose address with `format=xlsx` answers the whole of it as a workbook."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the list, or hand all of it out as a file."""
        if request.GET.get(FORMAT) == "xlsx":
            return self.as_workbook()
        return super().get(request, *args, **kwargs)

    def as_workbook(self) -> HttpResponse:
        """Return the whole list as a workbook."""
        rows = self.filtered.qs.iterator(chunk_size=2_000)
        cells = ([one.of(row) for one in self.columns] for row in rows)
        title = str(self.get_title())
        sheet = sheet_of_rows(title, [str(one.heading) or one.key for one in self.columns], cells)
        return workbook_response(self.file_name or slugify(title), title, sheet, self.actor.today)


def sheet_of_rows(title: str, header: Iterable[str], rows: Iterable[Sequence[object]]) -> Sheet:
    """Return a sheet of a list, with a row of headings that stays and filters."""
    first = [Cell(one, is_header=True) for one in header]
    cells = ([_cell(one) for one in row] for row in rows)
    return Sheet(title, [24] * len(first), [first, *cells], columns_kept=1, is_filtered=True)


def workbook_response(name: str, title: str, sheet: Sheet, day: date) -> HttpResponse:
    """Return a workbook of one sheet as a file of a name."""
    return named_file(write_workbook(title, [sheet], day), EXCEL.content_type, f"{name}.{EXCEL.ending}")


def file_response(
    kind: str, name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[object]], day: date
) -> HttpResponse | None:
    """Return a list as the CSV or the workbook that an address asks for; None where it asks for neither."""
    if kind == "csv":
        return csv_file_response(name, header, rows)
    return workbook_response(name, title, sheet_of_rows(title, header, rows), day) if kind == "xlsx" else None


def _cell(value: object) -> str | float | None:
    if value is None or isinstance(value, str):
        return value or None
    return float(value) if isinstance(value, Decimal | int) else str(value)
