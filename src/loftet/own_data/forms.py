"""The forms of own data: a file, how it is read, what its figures are, why they are taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.forms import PlainForm, RecordForm
from loftet.core.saving import in_words
from loftet.core.words import GAPS, Words
from loftet.invalid_input import InvalidInput
from loftet.own_data.actions import Upload
from loftet.own_data.choices import (
    ACROSS,
    COMMA,
    COMMA_BETWEEN,
    FIXED,
    MOST_MARKS,
    OF_MONTHS,
    POINT,
    POINT_BETWEEN,
    WHOLE,
    ZERO,
    Choices,
    PlaceWords,
    Table,
)
from loftet.own_data.findings import MONTHS_IN_WORDS
from loftet.own_data.models import OwnFile, OwnSeries
from loftet.own_data.proposal import LAST_HEADER, categories, propose
from loftet.own_data.reading import read_chosen
from loftet.own_data.uploads import EACH_YEAR, demand_usable, most_bytes, size_in_words, too_large
from loftet.sources.tables.raw_text import SEPARATORS
from loftet.sources.tables.read import text_of
from loftet.sources.workbook import column_letters

MARKS: list[tuple[str, Words]] = [("", gettext_lazy("Choose")), (ZERO, gettext_lazy("the number zero"))]
DECIMALS = (
    (COMMA, gettext_lazy("comma: 12,5")),
    (POINT, gettext_lazy("point: 12.5")),
    (POINT_BETWEEN, gettext_lazy("comma, and a point between thousands: 1.234,5")),
    (COMMA_BETWEEN, gettext_lazy("point, and a comma between thousands: 1,234.5")),
)
SIGNS = {";": gettext_lazy("semicolon"), "\t": gettext_lazy("tab"), ",": gettext_lazy("comma"), "|": "|"}
ENCODINGS = (("utf-8", "UTF-8"), ("cp1252", "Windows (ANSI)"), ("utf-16", "UTF-16"))
COLUMN_FIELDS: tuple[str, ...] = ("place", "period", "value", "only")  # may be empty
LAYOUT_FIELDS: tuple[str, ...] = ("decimal", "sheet", "separator", "encoding")
SHOWN_CELLS, LONGEST_CELL, LONGEST_MEASURE, YEARS_OFFERED = 4, 24, 60, 15

Options = Iterable[tuple[str, Any]]


class FileForm(PlainForm):
    """A file, looked at as soon as it comes: what cannot be read is refused at the field."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The name of the file is too long."),
        },
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, words: PlaceWords, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].widget.attrs |= {"data-most": most_bytes(), "data-too-large": too_large()}
        self.fields["file"].help_text = _(
            "CSV, TSV or Excel (.xlsx), at most %(most)s. Send nothing about single persons."
        ) % {"most": size_in_words()}
        self.words = words
        self.upload: Upload | None = None

    def clean_file(self) -> Any:
        """Read the file, and propose how."""
        sent = self.cleaned_data["file"]
        try:
            demand_usable(sent.name, sent.size, lambda: self._content(sent))
            content = self._content(sent)
            choices, table = propose(sent.name, content, self.words)
        except InvalidInput as fault:
            raise forms.ValidationError([in_words(problem) for problem in fault.problems]) from fault
        self.upload = Upload(sent.name, content, choices, read_chosen(table, choices, self.words))
        return sent

    @staticmethod
    def _content(sent: Any) -> bytes:
        sent.seek(0)
        content: bytes = sent.read()
        return content


def _select(label: str, options: Options, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(options), initial=initial, required=False)


class ReadingForm(PlainForm):
    """Choices of how a file is read, among what the file holds; the first fields are about the columns."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sheets: Sequence[str],
        table: Table,
        choices: Choices,
        words: PlaceWords,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.table, self.choices = table, choices
        self.about_columns = self._columns(words)
        self.about_file = self._file(sheets)
        self.fields |= self.about_columns | self.about_file
        self.style_fields()

    def _columns(self, words: PlaceWords) -> dict[str, forms.Field]:
        chosen, columns = self.choices, [(str(n), self._column(n)) for n in self.table.columns]
        none, across = [("", _("Choose"))], self._across()
        filters = self._filters(words)
        fields: dict[str, forms.Field] = {
            "place": _select(
                _("The column of the municipality"),
                [(WHOLE, _("none: all rows are about the municipality")), *columns],
                chosen.place,
            ),
            "period": _select(
                _("Where the years stand"), [*none, *across, *columns, *self._years()], chosen.period
            ),
        }
        if not chosen.is_across:
            months = MONTHS_IN_WORDS if self.table.months_across() else {}
            options = [*none, *((f"{OF_MONTHS}{what}", words) for what, words in months.items()), *columns]
            fields["value"] = _select(_("The column of the figures"), options, chosen.value)
        if filters or chosen.only:
            every = [("", _("all of them")), *filters]
            fields["only"] = _select(_("Rows that count"), every, chosen.only)
        fields["decimal"] = _select(_("Decimals are written with"), DECIMALS, chosen.decimal)
        gaps: list[tuple[str, Words]] = [(key, sign.word) for key, sign in GAPS.items()]
        meanings = [*MARKS, *gaps]
        for number, (mark, meaning) in enumerate(list(chosen.marks.items())[:MOST_MARKS]):
            label = _("«%(mark)s» means") % {"mark": mark[:LONGEST_CELL]}
            fields[f"mark{number}"] = _select(label, meanings, meaning)
        return fields

    def _across(self) -> list[tuple[str, str]]:
        """Return the choices of years in the header: one, or one for each measure that comes before them."""
        options = [(ACROSS, _("in the header, one column a year"))]
        for measure in filter(None, self.table.measures_across()):
            words = _("in the header, behind «%(words)s»") % {"words": measure.strip()[:LONGEST_MEASURE]}
            options.append((f"{ACROSS}:{measure}", words))
        return options

    def _years(self) -> list[tuple[str, str]]:
        """Return the choices of one year for the whole file."""
        now = timezone.localdate().year
        years = dict.fromkeys(
            filter(None, [self.choices.year, *map(str, range(now, now - YEARS_OFFERED, -1))])
        )
        return [(FIXED + year, _("nowhere: all are of %(year)s") % {"year": year}) for year in years]

    def _filters(self, words: PlaceWords) -> list[tuple[str, str]]:
        rows = self.table.own(replace(self.choices, only=""), words)
        found = categories(self.table, rows, self.choices)
        return [
            (f"{column}={word}", f"{self._column(column)}: {word}")
            for column, parts in found.items()
            for word in parts
        ]

    def _file(self, sheets: Sequence[str]) -> dict[str, forms.Field]:
        chosen = self.choices
        tops = {one.top for one in self.table.blocks}
        filled = [row for row in self.table.rows if not row.blank]
        filled = [row for n, row in enumerate(filled) if n < LAST_HEADER or row.line in tops]
        lines = [(str(row.line), f"{row.line}: {self._cells(row)}") for row in filled]
        header = _select(_("The line of the header"), [("0", _("none")), *lines], str(chosen.header))
        if sheets:
            every = _("all that have a year in their name")
            names = [(one, every if one == EACH_YEAR else one) for one in sheets]
            return {"header": header, "sheet": _select(_("The sheet"), names, chosen.sheet)}
        signs = [(sign, SIGNS[sign]) for sign in SEPARATORS]
        return {
            "header": header,
            "separator": _select(_("Between the cells stands"), signs, chosen.separator),
            "encoding": _select(_("The letters are written in"), ENCODINGS, chosen.encoding),
        }

    def _column(self, number: int) -> str:
        """Name a column by its letter, its header and its first cell, as a spreadsheet shows it."""
        letter = column_letters(number + 1)
        first = next((text_of(cell) for cell in self.table.cells(number) if cell != ""), "")
        name = self.table.name(number)
        shown = f"{letter}: {name[:LONGEST_CELL]}" if name else letter
        return f"{shown} ({first[:LONGEST_CELL]} …)" if first else shown

    @staticmethod
    def _cells(row: Any) -> str:
        cells = [text_of(cell)[:LONGEST_CELL] for cell in row.cells if cell != ""]
        return " · ".join(cells[:SHOWN_CELLS])

    def chosen(self) -> Choices:
        """Return the choices that were sent; what the form did not ask for stays as it was."""
        sent = {name: value for name, value in self.cleaned_data.items() if name in self.data}
        given = {name: sent[name] for name in COLUMN_FIELDS if name in sent}
        given |= {name: sent[name] for name in LAYOUT_FIELDS if sent.get(name)}
        marks = dict(self.choices.marks)
        for number, mark in enumerate(list(marks)[:MOST_MARKS]):
            marks[mark] = sent.get(f"mark{number}", marks[mark])
        header = int(sent.get("header") or self.choices.header)
        return replace(self.choices, **given, header=header, marks=marks)


class KeepForm(RecordForm[OwnFile]):
    """Description of the figures of a file, and their source."""

    class Meta:
        model = OwnFile
        fields = ("title", "unit", "decimals", "covers", "source", "licence", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "title": gettext_lazy("What the figures show"),
            "unit": gettext_lazy("Counted in"),
            "decimals": gettext_lazy("Decimals that are shown"),
            "covers": gettext_lazy("One figure is about"),
            "source": gettext_lazy("Where the figures come from"),
            "licence": gettext_lazy("How others may use them"),
            "note": gettext_lazy("What readers should know"),
        }
        help_texts = {
            "title": gettext_lazy("Such as «Power used by municipal buildings»."),
            "unit": gettext_lazy("Such as %, kWh or persons."),
            "source": gettext_lazy("The system or service, and who has taken the figures out of it."),
            "note": gettext_lazy("How it was counted, and what has changed on the way. It can be left out."),
        }
        error_messages = {
            "title": {"required": gettext_lazy("Write what the figures show.")},
            "unit": {"required": gettext_lazy("Write the unit.")},
            "source": {"required": gettext_lazy("Write where the figures come from.")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("unit", "source"):  # empty until the figures are kept
            self.fields[name].required = True


class WithdrawForm(RecordForm[OwnSeries]):
    """Reason why a series is taken back."""

    class Meta:
        model = OwnSeries
        fields = ("reason",)
        labels = {"reason": gettext_lazy("Why are the figures taken back?")}
        error_messages = {"reason": {"required": gettext_lazy("Write why the figures are taken back.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = True  # empty while the figures are shown
