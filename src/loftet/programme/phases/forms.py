"""The form that opens a phase."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import PlainForm


class PhaseForm(PlainForm):
    """The form of which phase is opened, and for whom."""

    phase = forms.ChoiceField(label=_("Phase"))
    municipality = forms.ChoiceField(label=_("For whom?"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=400,
        required=False,
        help_text=_("For example why it is opened again."),
    )

    def __init__(
        self,
        *args: Any,
        phases: Sequence[tuple[str, str]],
        municipalities: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("phase", phases),
            ("municipality", [("", _("all municipalities of the cohort")), *municipalities]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
