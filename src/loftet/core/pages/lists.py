"""Lists: filtered, sorted and paged in the database, and handed out whole as a file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import Count, Model, QuerySet, Window
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.text import slugify

from loftet.core.export import csv_file_response
from loftet.core.filters import Filters
from loftet.core.pages.base import Page
from loftet.core.registry import add_parameters
from loftet.core.states import StateTag
from loftet.core.words import Words

NUMBER, FORMAT = "side", "format"
NONE = "–"
MOST_PAGES = 1_000_000  # a database counts no further than so many rows of a page
MOST_FILTERS = 4  # of more, the first three are shown and the others folded
FEW_ROWS = 10  # of fewer, all filters are folded


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its key in files, its heading, and how a cell is read: by default by its key.

    `on_page` is what the page shows in place of that, and `note` a line below it.
    """

    key: str
    heading: Words
    value: Callable[[Any], object] | None = None
    link: bool = False
    number: bool = False
    on_page: Callable[[Any], object] | None = None
    note: Callable[[Any], object] | None = None

    def of(self, row: Any) -> object:
        """Return the cell of a row: a choice in words, several keys with commas, another row by its name."""
        if self.value is not None:
            return self.value(row)
        if in_words := getattr(row, f"get_{self.key}_display", None):
            return str(in_words())
        found = getattr(row, self.key)
        if isinstance(found, list):
            return ", ".join(found)
        return str(found) if isinstance(found, Model) else found


def amount_text(amount: Any, unit: str) -> str:
    """Return an amount with its unit as pages show it, and a dash where there is none."""
    return NONE if amount is None else f"{floatformat(amount, '-2g')} {unit}"


def short_day(day: date | None) -> str:
    """Return a day in a few letters, and nothing where there is none."""
    return date_format(day, "j. N Y") if day else ""


def day_text(day: date | None) -> str:
    """Return a day in a few letters, and a dash where there is none."""
    return short_day(day) or NONE


@dataclass(frozen=True, slots=True)
class ListCell:
    """A cell as the template shows it."""

    heading: Words
    value: object
    address: str = ""
    number: bool = False
    note: object = ""

    @property
    def tag(self) -> StateTag | None:
        """Return the state that it shows, if it does."""
        return self.value if isinstance(self.value, StateTag) else None


class KeyPaginator(Paginator):  # type: ignore[type-arg]
    """Pages that are counted, sorted and cut by keys alone: the whole rows are read of those shown."""

    def get_page(self, number: int | float | str | None) -> PageOfRows[Any]:
        """Return a page, in two queries; the first or the last one where there is no such page."""
        rows: Any = self.object_list
        wanted = int(str(number)) if str(number).isdecimal() else 1
        counted = rows.annotate(_rows=Window(Count("*"))).values_list("pk", "_rows")
        first = (min(max(wanted, 1), MOST_PAGES) - 1) * self.per_page
        cut = list(counted[first : first + self.per_page])
        if not cut:
            return super().get_page(number)
        self.count = cut[0][1]
        return self._of_keys([key for key, _rows in cut], wanted or 1)

    def page(self, number: int | str) -> PageOfRows[Any]:
        """Return a page that is there."""
        number = self.validate_number(number)
        rows: Any = self.object_list
        end = number * self.per_page
        return self._of_keys(list(rows.values_list("pk", flat=True)[end - self.per_page : end]), number)

    def _of_keys(self, keys: list[Any], number: int) -> PageOfRows[Any]:
        rows: Any = self.object_list
        return PageOfRows(rows.filter(pk__in=keys), number, self)


class ListPage(Page):
    """A list of records; a subclass names its rows, columns and filters."""

    template_name = "core/pages/list.html"
    columns: ClassVar[Sequence[Column]] = ()  # a list without columns is not handed out as a file
    shown: ClassVar[Sequence[str]] = ()  # the columns of the page by their keys, where they are not all
    filters: ClassVar[type[Filters]] = Filters
    page_size: ClassVar[int] = 20
    file_name: ClassVar[str] = ""
    is_file: ClassVar[bool] = False  # at an address of its own, by `as_view(is_file=True)`
    empty: ClassVar[Words] = ""
    purpose: ClassVar[Words] = ""  # what the rows are, for those who come from outside
    write_url: ClassVar[str] = ""  # the form of a new row, at an address with the slug of an organisation
    write_words: ClassVar[Words] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "filters" in vars(cls):
            add_parameters(cls.filters.base_filters)

    def get_rows(self) -> QuerySet[Any]:
        """Return the rows that the actor may see, in their order, with what the columns read."""
        raise NotImplementedError

    def writes_for(self) -> Sequence[Any]:
        """Return the organisations for which the reader may write a row: the first one has the button."""
        return ()

    @cached_property
    def filtered(self) -> Filters:
        """Return the filters, filled with what the address asks for."""
        return self.filters(self.request.GET, queryset=self.get_rows(), request=self.request)

    @property
    def first_filters(self) -> Sequence[Any]:
        """Return the fields that are always shown: all of them where they are few."""
        fields = list(self.filtered.form)
        return fields if len(fields) <= MOST_FILTERS else fields[: MOST_FILTERS - 1]

    @property
    def more_filters(self) -> Sequence[Any]:
        """Return the fields that are folded away."""
        return list(self.filtered.form)[len(self.first_filters) :]

    @property
    def uses_more(self) -> bool:
        """Check whether the address chooses by a field that is folded away."""
        return any(self.request.GET.get(one.html_name) for one in self.more_filters)

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show one page of the list, or hand all of it out as a file."""
        if self.is_file or (self.columns and request.GET.get(FORMAT) == "csv"):
            return self.as_file()
        rows = KeyPaginator(self.filtered.qs, self.page_size).get_page(request.GET.get(NUMBER))
        return self.answer(
            rows=rows, lines=self.lines(rows), kept=self.kept_query(), folds=self.folds_filters(rows)
        )

    def folds_filters(self, rows: PageOfRows[Any]) -> bool:
        """Check whether the filters are folded: the list is short by itself, and nothing is asked of it."""
        asked = any(self.request.GET.get(one.html_name) for one in self.filtered.form)
        return rows.paginator.count < FEW_ROWS and not asked

    def as_file(self) -> HttpResponse:
        """Return the whole list as a file."""
        header = [one.key for one in self.columns]
        rows = self.rows_of_file()
        return csv_file_response(
            self.file_name or slugify(str(self.get_title())),
            header,
            ([one.of(row) for one in self.columns] for row in rows),
        )

    def rows_of_file(self) -> Iterable[Any]:
        """Return all rows that were asked for, as the file has them."""
        return self.filtered.qs.iterator(chunk_size=2_000)

    @property
    def shown_columns(self) -> Sequence[Column]:
        """Return the columns of the page, in its order."""
        by_key = {one.key: one for one in self.columns}
        return [by_key[key] for key in self.shown or by_key]

    def lines(self, rows: PageOfRows[Any]) -> Any:
        """Return what the template shows of the rows: by default their cells."""
        columns = self.shown_columns
        return [[self.cell(one, row) for one in columns] for row in rows]

    def cell(self, column: Column, row: Any) -> ListCell:
        """Return a cell as the template shows it."""
        address = row.get_absolute_url() if column.link else ""
        value = column.of(row) if column.on_page is None else column.on_page(row)
        return ListCell(
            column.heading, value, address, column.number, column.note(row) if column.note else ""
        )

    def kept_query(self) -> str:
        """Return the filters of the address, for the links to other pages and to the file."""
        query = self.request.GET.copy()
        for name in (NUMBER, FORMAT):
            query.pop(name, None)
        return query.urlencode()
