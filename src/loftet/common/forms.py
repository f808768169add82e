"""Forms that look and read alike: Designsystemet's classes, the label above, the error below.

`{{ form.name.as_field_group }}` in a template gives the whole field.
"""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class FieldRenderer(DjangoTemplates):
    """Render a field with its label, its help and its error."""

    field_template_name = "common/field.html"


class PlainForm(forms.Form):
    """A form whose fields have the look of the house; required ones are told of by words, not by a star."""

    default_renderer = FieldRenderer

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "ds-input")
