"""The way of a file: sent, read as somebody chooses, kept with its source."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.export import file_response
from loftet.core.pages import ButtonPage, EditPage, FormPage
from loftet.core.saving import in_words
from loftet.core.words import Words
from loftet.invalid_input import InvalidInput
from loftet.own_data.actions import add_version, begin_series, choose_reading, discard_file, keep_figures
from loftet.own_data.choices import Choices, PlaceWords, Table, read_table
from loftet.own_data.figures import Figure
from loftet.own_data.findings import doubts, facts
from loftet.own_data.forms import FileForm, KeepForm, ReadingForm
from loftet.own_data.models import OwnFile
from loftet.own_data.page_bases import OfFile, OfPlace, OfSeries, OwnDataPage
from loftet.own_data.proposal import propose_columns, with_marks
from loftet.own_data.queries import choices_of, words_of
from loftet.own_data.reading import SHOWN, Reading, read_chosen
from loftet.own_data.rules import may_add, may_change_file, may_correct, may_open_file
from loftet.own_data.uploads import is_workbook, sheet_names
from loftet.sources.tables.read import text_of

MOST_CELLS, LONGEST_CELL, FIRST_LINES = 8, 30, 6  # of a row and of a file that are shown


class FilePage(OwnDataPage, FormPage):
    """A form that sends a file."""

    form_class = FileForm
    template_name = "own_data/pages/form.html"
    button = gettext_lazy("Look at the file")
    success = ""

    def get_form_options(self) -> dict[str, Any]:
        """Return the words of the place."""
        return {"words": words_of(self.place)}


class OwnDataCreate(OfPlace, FilePage):
    """Send the first file of a series."""

    rule = may_add
    title = gettext_lazy("Add own data")
    back_url = ("own_data", "slug")

    def save(self, form: FileForm) -> OwnFile:
        """Store the file."""
        assert form.upload is not None  # the form is valid
        return begin_series(self.subject, form.upload, actor=self.actor)


class OwnSeriesCorrect(OfSeries, FilePage):
    """Send a new file of a series."""

    rule = may_correct

    def get_title(self) -> Words:
        """Return the heading."""
        return _("%(series)s: a new file") % {"series": self.subject}

    def save(self, form: FileForm) -> OwnFile:
        """Store the file beside the earlier ones."""
        assert form.upload is not None  # the form is valid
        return add_version(self.subject, form.upload, actor=self.actor)


class OwnFileRead(OfFile, FormPage):
    """Ten figures beside the raw cells, and the choices that mend how the file is read."""

    rule = may_change_file
    template_name = "own_data/pages/file_read.html"
    form_class = ReadingForm
    success = ""
    is_read = False

    def get_title(self) -> Words:
        """Return the heading."""
        return _("Is %(file)s read rightly?") % {"file": self.subject.file_name}

    def answer(self, status: int = 200, **more: Any) -> HttpResponse:
        """Render the page, with the fields of the form in two parts."""
        form: ReadingForm = more["form"]
        self.column_fields = [form[name] for name in form.about_columns]
        self.file_fields = [form[name] for name in form.about_file]
        return super().answer(status, **more)

    @property
    def last_period(self) -> str:
        """Return the last period of the figures."""
        return self.now[1].figures[-1].period

    @cached_property
    def content(self) -> bytes:
        """Return the file as it was sent."""
        return bytes(self.subject.content)

    @cached_property
    def words(self) -> PlaceWords:
        """Return how tables write the municipality."""
        return words_of(self.subject.series.place)

    def read(self, choices: Choices) -> tuple[Table, Reading]:
        """Read the file as it is chosen; a layout in which nothing can be read is told."""
        name = self.subject.file_name
        try:
            table = read_table(name, self.content, choices, self.words)
        except InvalidInput as fault:
            return Table((), None, ()), Reading(problems=tuple(in_words(one) for one in fault.problems))
        return table, read_chosen(table, choices, self.words)

    @cached_property
    def now(self) -> tuple[Table, Reading]:
        """Return the table and the figures, as the file is read now."""
        return self.read(choices_of(self.subject))

    def get_form_options(self) -> dict[str, Any]:
        """Return what can be chosen among."""
        name, choices = self.subject.file_name, choices_of(self.subject)
        sheets = sheet_names(name, self.content) if is_workbook(name) else ()
        return {
            "sheets": sheets,
            "table": self.now[0],
            "choices": choices,
            "words": self.words,
            "initial": {"version": self.subject.version},
        }

    def save(self, form: ReadingForm) -> OwnFile:
        """Set the choices; where the layout has changed, the columns are proposed again."""
        choices, before = form.chosen(), choices_of(self.subject)
        table, reading = self.read(choices)
        if choices.layout != before.layout:
            choices = propose_columns(table, choices, self.words) if table.rows else choices
        choices = with_marks(choices, table, self.words)
        reading = read_chosen(table, choices, self.words) if table.rows else reading
        self.subject.version = form.cleaned_data["version"]
        self.is_read = reading.is_usable
        return choose_reading(self.subject, choices, reading, actor=self.actor)

    def newest(self, form: ReadingForm) -> int:
        """Return the version that the file has now."""
        return OwnFile.objects.values_list("version", flat=True).get(pk=self.subject.pk)

    def get_success_url(self) -> str:
        """Return to the figures, or go on where they were right."""
        goes_on = "next" in self.request.POST and self.is_read
        return reverse("own_file_keep" if goes_on else "own_file_read", args=[self.subject.pk])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the figures beside the raw cells, and the first lines of the file."""
        (table, reading), choices = self.now, choices_of(self.subject)
        return super().get_context(
            reading=reading,
            facts=list(facts(table, choices, reading)) if table.rows else [],
            doubts=list(doubts(self.subject.file_name, table, choices, self.words, reading)),
            shown=[(one, raw_row(table, one)) for one in reading.figures[:SHOWN]],
            raw=[row for row in table.rows if not row.blank][:FIRST_LINES],
            **more,
        )


def raw_row(table: Table, figure: Figure) -> str:
    """Return the row of a figure as the file has it; rows of a sheet for each year end with the year."""
    rows = [row for row in table.body if row.line == figure.line]
    row = next((row for row in rows if text_of(row.cells[-1]) == figure.period), rows[0])
    cells = [text_of(cell)[:LONGEST_CELL] for cell in row.cells if cell != ""]
    return " · ".join(cells[:MOST_CELLS])


class OwnFileKeep(OfFile, EditPage):
    """Description of the figures and their source; then they are shown."""

    rule = may_change_file
    template_name = "own_data/pages/file_keep.html"
    form_class = KeepForm
    action = keep_figures
    button = gettext_lazy("Show the figures to everybody")
    success = gettext_lazy("The figures are kept, and everybody can see them.")
    success_url = ("own_series", "series_id")

    def get_title(self) -> Words:
        """Return the heading."""
        return _("What are these figures?")


class OwnFileDiscard(OfFile, ButtonPage):
    """Remove a file that was not kept."""

    rule = may_change_file
    action = discard_file
    success = gettext_lazy("The file is removed.")

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Remove it, and go to the list."""
        super().post(request, *args, **kwargs)
        return redirect(reverse("own_data", args=[self.subject.series.place.slug]))


class OwnFileDownload(OfFile):
    """A file as it was sent."""

    rule = may_open_file

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file; a browser stores it and never opens it as a page."""
        return file_response(bytes(self.subject.content), "application/octet-stream", self.subject.file_name)
