"""The forms of a dispute about who acts for a firm."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import Conflict, RecordForm, VersionForm
from loftet.suppliers.disputes.actions import Outcome
from loftet.suppliers.forms import NoteForm
from loftet.suppliers.models import Supplier


class DisputeForm(RecordForm[Supplier]):
    """The words of somebody who finds that others act for their firm."""

    class Meta:
        model = Supplier
        fields = ("dispute",)
        widgets = {"dispute": forms.Textarea(attrs={"rows": 4})}
        labels = {"dispute": _("How can a facilitator see that it is your firm?")}
        help_texts = {
            "dispute": _(
                "Such as your part in it, and a number to ring. A facilitator reads it. Those who act for "
                "the firm now see that you have said so."
            )
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["dispute"] = ""  # what another has said is the facilitator's


class DecisionForm(NoteForm, VersionForm):
    """The decision of a facilitator, with the reason; it is on the one who was read of."""

    outcome = forms.ChoiceField(
        label=_("Who acts for the firm?"), choices=[("", _("Choose")), *Outcome.choices], required=False
    )
    field_order = ("outcome", "note")
    conflicts: tuple[Conflict, ...] = ()

    def show_conflict(self, supplier: Supplier) -> None:
        """Set who says so now, and in which words, beside the decision."""
        who = supplier.disputed_by.email if supplier.disputed_by else ""
        self.conflicts = (Conflict(_("Who says that it is their firm"), f"{who}: {supplier.dispute}"),)
