"""The forms of a contract and of its promises."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.contracts.codes import ENVIRONMENT, INNOVATION, SOCIAL
from loftet.contracts.models import Contract, Promise, Verdict
from loftet.core.fields import day_field, number_field
from loftet.core.forms import LongSelect, RecordForm
from loftet.procurement.forms import YES_OR_NO


class CodesField(forms.MultipleChoiceField):
    """Some of a list of codes, as boxes to tick; none is allowed."""

    def __init__(self, label: Any, codes: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
        super().__init__(label=label, choices=codes, required=False, widget=widget)


class ContractForm(RecordForm[Contract]):
    """A contract on one screen."""

    value = number_field(
        _("Contract value, kr without VAT"), required=True, help_text=_("Everybody can read it.")
    )
    signed_on = day_field(_("Signed"))
    begins_on = day_field(_("Begins"))
    ends_on = day_field(_("Ends without options"))
    options_until = day_field(_("Ends with all options"), required=False)
    environment = CodesField(_("It serves the environment by"), ENVIRONMENT)
    social = CodesField(_("It serves social aims by"), SOCIAL)
    innovation = CodesField(_("It is innovative by"), INNOVATION)

    class Meta:
        model = Contract
        fields = (
            *("supplier", "number", "value", "signed_on", "begins_on", "ends_on", "options_until"),
            *("follows", "is_small", "is_local", "environment", "social", "innovation"),
        )
        widgets = {"follows": LongSelect, "is_small": YES_OR_NO, "is_local": YES_OR_NO}
        labels = {
            "supplier": _("Supplier"),
            "number": _("Its organisation number"),
            "follows": _("Who asks if the promises hold?"),
            "is_small": _("Fewer than 50 employees?"),
            "is_local": _("From the region?"),
        }
        help_texts = {"follows": _("One person. The lines of all contracts are one line on the own page.")}

    def __init__(self, *args: Any, followers: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if followers is not None:
            field: Any = self.fields["follows"]
            field.queryset = followers


class PromiseForm(RecordForm[Promise]):
    """A promise by a day."""

    amount = number_field(_("How much, if it can be counted"))
    due = day_field(_("When do you ask if it holds?"))

    class Meta:
        model = Promise
        fields = ("promise", "amount", "unit", "due")
        labels = {"promise": _("What did the supplier promise?"), "unit": _("Unit")}
        help_texts = {
            "promise": _("Such as: share of trips without emission. Everybody can read it."),
            "unit": _("Such as percent or hours."),
        }


class AnswerForm(RecordForm[Promise]):
    """Does the promise hold?"""

    verdict = forms.ChoiceField(
        label=_("Does the promise hold?"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    delivered = number_field(_("How much was delivered?"))

    class Meta:
        model = Promise
        fields = ("verdict", "delivered", "deviation")
        widgets = {"deviation": forms.Textarea(attrs={"rows": 3})}
        labels = {"deviation": _("If not: what is missing, and what is done about it?")}
