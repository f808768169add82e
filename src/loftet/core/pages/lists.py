"""Lists: filtered, sorted and paged in the database, and handed out whole as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from loftet.core.export import csv_file_response
from loftet.core.filters import Filters
from loftet.core.pages.base import Page
from loftet.core.registry import add_parameters
from loftet.core.words import Words

NUMBER, FORMAT = "side", "format"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its key in files, its heading, and how a cell is read: by default by its key."""

    key: str
    heading: Words
    value: Callable[[Any], object] | None = None
    link: bool = False
    number: bool = False

    def of(self, row: Any) -> object:
        """Return the cell of a row."""
        return getattr(row, self.key) if self.value is None else self.value(row)


@dataclass(frozen=True, slots=True)
class ListCell:
    """A cell as the template shows it."""

    heading: Words
    value: object
    address: str = ""
    number: bool = False


class ListPage(Page):
    """A list of records; a subclass names its rows, columns and filters."""

    template_name = "core/pages/list.html"
    columns: ClassVar[Sequence[Column]] = ()  # a list without columns is not handed out as a file
    filters: ClassVar[type[Filters]] = Filters
    page_size: ClassVar[int] = 50
    file_name: ClassVar[str] = ""
    empty: ClassVar[Words] = ""
    http_method_names = ["get", "head", "options"]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "filters" in vars(cls):
            add_parameters(cls.filters.base_filters)

    def get_rows(self) -> QuerySet[Any]:
        """Return the rows that the actor may see, in their order, with what the columns read."""
        raise NotImplementedError

    @cached_property
    def filtered(self) -> Filters:
        """Return the filters, filled with what the address asks for."""
        return self.filters(self.request.GET, queryset=self.get_rows(), request=self.request)

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show one page of the list, or hand all of it out as a file."""
        if self.columns and request.GET.get(FORMAT) == "csv":
            return self.as_file()
        rows = Paginator(self.filtered.qs, self.page_size).get_page(request.GET.get(NUMBER))
        return self.answer(rows=rows, lines=self.lines(rows), kept=self.kept_query())

    def as_file(self) -> HttpResponse:
        """Return the whole list as a file."""
        header = [one.key for one in self.columns]
        rows = self.filtered.qs.iterator(chunk_size=2_000)
        return csv_file_response(
            self.file_name or slugify(str(self.get_title())),
            header,
            ([one.of(row) for one in self.columns] for row in rows),
        )

    def lines(self, rows: PageOfRows[Any]) -> Any:
        """Return what the template shows of the rows: by default their cells."""
        return [[self.cell(one, row) for one in self.columns] for row in rows]

    def cell(self, column: Column, row: Any) -> ListCell:
        """Return a cell as the template shows it."""
        address = row.get_absolute_url() if column.link else ""
        return ListCell(column.heading, column.of(row), address, column.number)

    def kept_query(self) -> str:
        """Return the filters of the address, for the links to other pages and to the file."""
        query = self.request.GET.copy()
        for name in (NUMBER, FORMAT):
            query.pop(name, None)
        return query.urlencode()
