"""Forms that look and read alike: Designsystemet's classes, the label above, the error below.

`{{ form.name.as_field_group }}` in a template gives the whole field. The form of a record holds the fields of
the model, the version that was read, and both texts after a conflict.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.template.defaultfilters import yesno
from django.utils.choices import BlankChoiceIterator
from django.utils.formats import date_format, time_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import keep_all_that_is_pasted, one_line
from loftet.core.records import Record
from loftet.core.words import Words

R = TypeVar("R", bound=Record)
DAY = "j. F Y"
WRITE, CHOOSE = _("Write something here."), _("Choose something here.")
CHOOSE_ONE, DASHES = _("Choose"), models.fields.BLANK_CHOICE_DASH[0][1]


class FieldRenderer(DjangoTemplates):
    """Render a field with its label, its help and its error."""

    field_template_name = "core/parts/field.html"


class StyledFields:
    """The look of every form: Designsystemet's classes; words, not a star, tell of required fields."""

    fields: dict[str, forms.Field]

    def style_fields(self) -> None:
        """Set the class of each field, and let the site say itself what is missing or too long."""
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
                    field.error_messages["required"] = CHOOSE
                elif isinstance(field, forms.CharField | forms.IntegerField):
                    field.error_messages["required"] = WRITE
            field.widget.attrs.setdefault("class", "ds-input")
            _name_the_empty_choice(field)
            if isinstance(field, forms.CharField):
                keep_all_that_is_pasted(field)
                if not isinstance(field.widget, forms.Textarea):
                    field.validators.append(one_line)

    def set_choices(self, choices: Mapping[str, Any]) -> None:
        """Set what fields choose among: rows, or values with their words."""
        for name, among in choices.items():
            field = self.fields[name]
            setattr(field, "queryset" if isinstance(field, forms.ModelChoiceField) else "choices", among)


def _name_the_empty_choice(field: forms.Field) -> None:
    """Set «Choose» where Django writes dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = CHOOSE_ONE
    elif isinstance(field, forms.TypedChoiceField) and isinstance(field.choices, list | BlankChoiceIterator):
        field.choices = [("", CHOOSE_ONE) if tuple(one) == ("", DASHES) else one for one in field.choices]


class LongSelect(forms.Select):
    """A choice of hundreds, not in groups: Django renders a template for each, which takes long."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Return the element, as Django's own template writes it."""
        options = (one for _name, some, _at in self.optgroups(name, self.format_value(value)) for one in some)
        written = format_html_join(
            "", '<option value="{}"{}>{}</option>', ((*_option(one), one["label"]) for one in options)
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), written
        )


def _option(one: Mapping[str, Any]) -> tuple[object, SafeString]:
    """Return the value of an option, and its other attributes."""
    return one["value"], flatatt({name: on for name, on in one["attrs"].items() if name != "value"})


class PlainForm(StyledFields, forms.Form):
    """A form whose fields have the look of the site; `choices` are those that a field has on its page."""

    default_renderer = FieldRenderer

    def __init__(self, *args: Any, choices: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.style_fields()
        self.set_choices(choices or {})

    def demand_value(self, name: str, words: Words) -> None:
        """Refuse a field that is empty; one that is refused already, such as a text too long, is not."""
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, words)  # type: ignore[arg-type]


class VersionForm(PlainForm):
    """A form on a thing that others may change meanwhile; the version is the one that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class Folded:
    """A form of which some fields are seldom needed: they are behind a line that opens them."""

    folded: ClassVar[Mapping[Words, tuple[str, ...]]] = {}
    fields: dict[str, forms.Field]

    @property
    def open_fields(self) -> list[forms.BoundField]:
        """Return the fields that are always shown."""
        inside = {name for names in self.folded.values() for name in names}
        return [one for one in self.visible_fields() if one.name not in inside]  # type: ignore[attr-defined]

    @property
    def folds(self) -> Iterator[tuple[Words, list[forms.BoundField], bool]]:
        """Return each line with its fields, and whether it is open: what is there or refused must be seen."""
        for words, names in self.folded.items():
            if inside := [self[name] for name in names if name in self.fields]:  # type: ignore[index]
                yield words, inside, any(_is_told(one) for one in inside)


def _is_told(one: forms.BoundField) -> bool:
    """Check whether a field was refused, or holds what it need not: one that is demanded is never empty."""
    return bool(one.errors) or (not one.field.required and one.value() not in one.field.empty_values)


class AsksAgain(Folded):
    """A form that asks about what is unlikely, such as a day long gone: sent with a tick, it is kept."""

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sure"] = forms.BooleanField(
            label=_("It is right as it stands"), required=False, widget=forms.HiddenInput
        )

    def ask_again(self, field: str, words: Words) -> None:
        """Refuse a field until its writer says that it is right, in a tick under it.

        What the form has no field for is asked at the tick itself, the first of the form.
        """
        if self.cleaned_data.get("sure"):
            return
        self.fields["sure"].widget = forms.CheckboxInput(attrs={"class": "ds-input"})
        names = [name for name in self.fields if name != "sure"]
        asked = field if field in names else "sure"
        names.insert(0 if asked == "sure" else names.index(field) + 1, "sure")
        self.order_fields(names)  # type: ignore[attr-defined]
        self.add_error(asked, words)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else has changed in the meantime: its label, and the stored text."""

    label: Words
    theirs: str


class RecordForm(StyledFields, forms.ModelForm, Generic[R]):  # type: ignore[type-arg]
    """A ModelForm whose instance is never written to: an action gets `changes`, and locks the row itself."""

    default_renderer = FieldRenderer
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance = copy(self.instance)  # the page goes on showing the record as it is
        self.conflicts: list[Conflict] = []
        self.initial["version"] = self.instance.version
        self.style_fields()
        self.set_choices(choices or {})

    @property
    def changes(self) -> Mapping[str, Any]:
        """Return what was filled in, by the names of the model's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def read_record(self) -> R:
        """Return the record with the version that the person has read, as an action expects it."""
        record: R = type(self.instance)._base_manager.get(pk=self.instance.pk)
        record.version = self.cleaned_data.get("version") or 0
        return record

    def _post_clean(self) -> None:
        """Check the record as a whole, also where a field was refused: all faults are told at once."""
        for name in self.errors:
            if isinstance(self.fields.get(name), forms.CharField):  # refused, and yet not empty
                setattr(self.instance, name, self[name].data or "")
        super()._post_clean()  # type: ignore[misc]

    def _update_errors(self, errors: ValidationError) -> None:
        """Show an error of a field that the form has not above the form: Django breaks on it.

        A field that was refused already keeps its own error alone.
        """
        found: dict[str, list[Any]] = {}
        for name, several in errors.update_error_dict({}).items():
            if name in self.fields and name in self.errors:
                continue
            found.setdefault(name if name in self.fields else NON_FIELD_ERRORS, []).extend(several)
        if found:
            super()._update_errors(ValidationError(found))  # type: ignore[misc]

    def values_of(self, record: R) -> Mapping[str, Any]:
        """Return what a record holds, by field; override it for a field that is not the model's."""
        return forms.model_to_dict(record, fields=list(self.changes))

    def show_conflict(self) -> int:
        """Set the stored text beside what was written, and return the version that it has."""
        newest: R = type(self.instance)._base_manager.get(pk=self.instance.pk)
        for name, theirs in self.values_of(newest).items():
            bound = self[name]
            if bound.field.has_changed(theirs, bound.data) and _plain(theirs) != _plain(bound.data):
                self.conflicts.append(Conflict(bound.label, _in_words(bound.field, theirs)))
        return newest.version


def _plain(value: object) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _in_words(field: forms.Field, value: Any) -> str:
    """Return a value as a reader meets it: the words of a choice, not its key."""
    if isinstance(field, forms.ModelChoiceField):  # also a row that can be chosen no longer
        model: type[models.Model] = field.queryset.model  # type: ignore[union-attr]
        keys = value if isinstance(value, list) else [value]
        return ", ".join(field.label_from_instance(one) for one in model._base_manager.filter(pk__in=keys))
    if isinstance(field, forms.ChoiceField):
        choices = dict(field.choices)  # type: ignore[arg-type]
        keys = value if isinstance(field, forms.MultipleChoiceField) else [value]
        return ", ".join(str(choices.get(key, key)) for key in keys)
    if isinstance(value, bool):
        return str(yesno(value))
    if isinstance(value, date):
        return date_format(field.prepare_value(value), DAY)
    if isinstance(value, time):
        return time_format(value, "H:i")
    return "" if value is None else str(field.prepare_value(value))
