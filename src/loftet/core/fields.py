"""Fields of forms: days, times, numbers with a comma, and texts on one line."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
ONE_DAY = timedelta(days=1)
LONGEST_CASE_TEXT = 20_000  # characters of a text of a case, of many pages
LONGEST_TOLD = 40  # characters of what was written that an error says again
NOT_MEANT = _("Write a day in a year from 1900 to 2199.")
AREA = forms.Textarea(attrs={"rows": 4})  # of a few sentences; copied into each form
TOO_LONG: dict[str, Any] = {
    "max_length": _("Write at most %(limit_value)d characters; you have %(show_value)d.")
}


def one_line(text: str) -> None:
    """Refuse line breaks where a browser lets nobody write them: they break calendars and letters.

    Raises:
        ValidationError: when there is more than one line.
    """
    if len(text.splitlines()) > 1:
        raise forms.ValidationError(_("Write it on one line."))


class ToldInFull(forms.Field):
    """A field whose error says again what was written: a browser that takes it for none shows it no more."""

    def to_python(self, value: Any) -> Any:
        """Read what was written, or put it into the error that refuses it, as «written»."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            error.params = {"written": str(value)[:LONGEST_TOLD]}
            raise


class DayField(ToldInFull, forms.DateField):
    """A day that can be meant: deadlines are counted back from it, and calendars go on after it."""

    default_validators = [MinValueValidator(FIRST_DAY, NOT_MEANT), MaxValueValidator(LAST_DAY, NOT_MEANT)]


class LastDayField(DayField):
    """The last day of something, which people count in; its value is the day after, on which it is over."""

    def clean(self, value: Any) -> Any:
        """Return the day on which it is over."""
        found = super().clean(value)
        return found + ONE_DAY if found else found

    def prepare_value(self, value: Any) -> Any:
        """Show the last day of what is kept; what somebody wrote is shown as it is."""
        return value - ONE_DAY if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Check whether another last day is written than the one that is kept."""
        return super().has_changed(self.prepare_value(initial), data)


class TimeOfDayField(ToldInFull, forms.TimeField):
    """A time of day."""


class CommaField(forms.DecimalField):
    """A number with a comma or a point, as people write it; a space between thousands is no fault."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")
        places = self.decimal_places
        self.error_messages |= {
            "invalid": _("Write a number, such as 0,5 or 12."),
            "max_decimal_places": _("Write at most %(places)d decimals.") % {"places": places or 0},
            "max_digits": _("The number is too large."),
            "max_whole_digits": _("The number is too large."),
        }

    def to_python(self, value: Any) -> Any:
        """Return a number in either way of writing."""
        if isinstance(value, str):
            value = value.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Write a number with a comma, without decimals that say nothing."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value


def number_field(label: Any, places: int = 2, *, required: bool = False, help_text: Any = "") -> CommaField:
    """Return a field for an amount, which may be left out."""
    return CommaField(
        label=label, required=required, max_digits=14, decimal_places=places, help_text=help_text
    )


def link_field(label: Any, help_text: Any = "") -> forms.URLField:
    """Return a field for the address of a page, which may be left out."""
    return forms.URLField(
        label=label,
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=help_text,
        error_messages={"invalid": _("Write an address that begins with https://.")},
    )


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> DayField:
    """Return a field for a day."""
    return DayField(required=required, **_day_options(label, help_text))


def begin_at(field: forms.Field, first: date, words: Any) -> None:
    """Set the first day that a field takes; the words say why one before it is refused."""
    field.validators = [MinValueValidator(first, words), MaxValueValidator(LAST_DAY, NOT_MEANT)]


def last_day_field(label: Any, *, help_text: Any = "") -> LastDayField:
    """Return a field for the last day of something, which may be left empty."""
    return LastDayField(required=False, **_day_options(label, help_text))


def _day_options(label: Any, help_text: Any) -> dict[str, Any]:
    return {
        "label": label,
        "help_text": help_text,
        "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        "error_messages": {"required": _("Say on which day."), "invalid": _("«%(written)s» is not a day.")},
    }


def time_field(label: Any) -> TimeOfDayField:
    """Return a field for a time of day, which may be left out."""
    return TimeOfDayField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("«%(written)s» is not a time. Write it like 09:30.")},
    )


def keep_all_that_is_pasted(field: forms.CharField) -> None:
    """Remove the limit from the widget: a browser would cut a long text off without a word."""
    field.widget.attrs.pop("maxlength", None)
    field.error_messages |= TOO_LONG


def line(label: Any, longest: int, missing: Words = "", help_text: Any = "") -> forms.CharField:
    """Return a field of one line, demanded if there are words for when it is missing."""
    messages: dict[str, Any] = {"required": missing} if missing else {}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        help_text=help_text,
        error_messages=messages,
    )


def area(
    label: Any, missing: Words = "", help_text: Any = "", rows: int = 6, longest: int = LONGEST_CASE_TEXT
) -> forms.CharField:
    """Return a field of several lines, demanded if there are words for when it is missing."""
    field = line(label, longest, missing, help_text)
    field.widget = forms.Textarea(attrs={"rows": rows})
    field.strip = True
    return field


class Suggestions(forms.TextInput):
    """A line with words to choose among, or to write others."""

    def __init__(self, words: Iterable[Words]) -> None:
        super().__init__()
        self.words = tuple(words)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the field with its list of words."""
        key = f"{name}-words"
        field = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        words = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.words))
        return format_html('{}<datalist id="{}">{}</datalist>', field, key, words)
