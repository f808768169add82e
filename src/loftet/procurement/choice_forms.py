"""The forms of lots and of the procedure."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA
from loftet.core.forms import RecordForm
from loftet.methods.procurement.procedures import QUESTIONS
from loftet.procurement.forms import YES_OR_NO
from loftet.procurement.lots import read_lots, written
from loftet.procurement.models import Procurement
from loftet.procurement.procedures import ASKED


class DivisionForm(RecordForm[Procurement]):
    """The lots, or why it is not divided."""

    lots = forms.CharField(
        label=_("Lots, a line each, with the sum"),
        help_text=_("Such as «North: 700 000». Without options they add up to what all buyers buy for."),
        required=False,
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Procurement
        fields = ("lots", "undivided")
        widgets = {"undivided": forms.Textarea(attrs={"rows": 3})}
        labels = {"undivided": _("If it is not divided: why not?")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["lots"] = written(self.instance.lots)

    def clean_lots(self) -> list[list[str]]:
        """Return the lots as they are kept."""
        return read_lots(self.cleaned_data["lots"])

    def values_of(self, record: Procurement) -> dict[str, Any]:
        """Return what a procurement holds, as the form shows it."""
        return {**super().values_of(record), "lots": written(record.lots)}


class ProcedureForm(RecordForm[Procurement]):
    """Four questions; once they were sent also the procedure, and why."""

    class Meta:
        model = Procurement
        fields = ("procedure", "why")
        widgets = {"why": AREA}
        labels = {"procedure": _("Procedure"), "why": _("Why this way?")}

    def __init__(self, *args: Any, procedures: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in QUESTIONS:
            self.fields[key] = forms.NullBooleanField(label=ASKED[key], required=False, widget=YES_OR_NO)
            self.initial[key] = self.instance.wanted.get(key)
        if procedures is None:
            del self.fields["procedure"], self.fields["why"]
        else:
            choices = [("", _("Not chosen yet")), *procedures]
            label = self.fields["procedure"].label
            self.fields["procedure"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields([*QUESTIONS, "procedure", "why"])
        self.style_fields()

    @property
    def changes(self) -> Mapping[str, Any]:
        """Return what was filled in, the answers together."""
        found = dict(super().changes)
        wanted = {key: found.pop(key) for key in QUESTIONS}
        return {**found, "wanted": wanted}

    def values_of(self, record: Procurement) -> dict[str, Any]:
        """Return what a procurement holds, by the fields of the form."""
        texts = {name: getattr(record, name) for name in ("procedure", "why") if name in self.fields}
        return texts | {key: record.wanted.get(key) for key in QUESTIONS}
