"""The forms of a procurement: one screen to begin, more facts, criteria, and what is said of its way."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA, day_field, link_field, number_field
from loftet.core.forms import LongSelect, RecordForm, VersionForm
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.procurement.criteria import read_criteria, written
from loftet.procurement.models import Activity, ClimateMode, Contact, Procurement, Share

DOFFIN = RegexValidator(r"^20[0-9]{2}-[0-9]{4,8}$", _("A number on Doffin is like 2026-123456."))
YES_OR_NO = forms.NullBooleanSelect
TALL = forms.Textarea(attrs={"rows": 6})


class ProcurementForm(RecordForm[Procurement]):
    """The one screen that begins a procurement."""

    activity = forms.ChoiceField(
        label=_("What does the purchase serve?"),
        choices=[("", _("Choose")), *Activity.choices],
        help_text=_("It decides which rules apply, no matter who buys."),
    )
    value = number_field(
        _("Your own share, kr without VAT"),
        required=True,
        help_text=_("All lots and all years together, without options and without the other buyers."),
    )
    options = number_field(
        _("Options and extensions, kr"), required=True, help_text=_("0 if there are none.")
    )
    planned_on = day_field(
        _("When is it announced?"), help_text=_("Or the day on which you ask the first firm.")
    )

    class Meta:
        model = Procurement
        fields: tuple[str, ...] = (*("title", "activity", "kind", "value", "options", "planned_on", "cpv"),)
        labels = {
            "title": _("What is bought, in a few words?"),
            "kind": _("Kind of purchase"),
            "cpv": _("CPV code"),
        }
        help_texts = {
            "title": _("Such as «drive pupils to school without emission»."),
            "cpv": _("The first digits are enough, such as 601 for transport. May be left out."),
        }
        error_messages = {"title": {"required": _("Write what is bought.")}}


class MoreForm(ProcurementForm):
    """All facts and texts of a procurement."""

    max_value = number_field(
        _("Maximum value of a framework agreement, kr"),
        help_text=_("All buyers and all years together."),
    )

    class Meta(ProcurementForm.Meta):
        fields = (
            *ProcurementForm.Meta.fields,
            *("framework", "max_value", "months", "apprentices", "reserved", "benefit", "payment"),
            *("situation", "effect", "specification"),
        )
        widgets = {
            "framework": YES_OR_NO,
            "apprentices": YES_OR_NO,
            "situation": AREA,
            "effect": AREA,
            "specification": TALL,
        }
        labels = {
            **ProcurementForm.Meta.labels,
            "framework": _("Is it a framework agreement?"),
            "months": _("How many months, with options?"),
            "apprentices": _("Is there work that apprentices could do?"),
            "reserved": _("It is reserved for non-profit or sheltered suppliers"),
            "benefit": _("Research: who has the benefit?"),
            "payment": _("Research: who pays?"),
            "situation": _("What is it like today?"),
            "effect": _("Which effect is wanted?"),
            "specification": _("What must it do?"),
        }
        help_texts = {
            **ProcurementForm.Meta.help_texts,
            "effect": _("What is different afterwards, for whom, and how is it seen?"),
            "specification": _("A function in each line. Name no product."),
        }


class CriteriaForm(RecordForm[Procurement]):
    """The award criteria and the climate choice."""

    criteria = forms.CharField(
        label=_("Award criteria, a line each, with weight"),
        help_text=_("Such as «Price: 40». Write «climate» last where it is about climate or environment."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mode = forms.ChoiceField(label=_("How is the climate rule met?"), required=False)

    class Meta:
        model = Procurement
        fields = ("criteria", "mode", "requirements", "justification", "climate_effect")
        widgets = {"requirements": AREA, "justification": AREA}
        labels = {
            "requirements": _("Requirements on climate and environment"),
            "justification": _("Justification of the choice"),
            "climate_effect": _("How large is the effect, about?"),
        }
        help_texts = {
            "justification": _("Compare with a weight of 30 %: why is this at least as good?"),
            "climate_effect": _("Such as: 40 tonnes of CO2 a year less. It is asked for in the contract."),
        }

    def __init__(self, *args: Any, modes: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        known = {one.value: one.label for one in ClimateMode}
        field: Any = self.fields["mode"]
        field.choices = [("", _("Not chosen yet")), *((one, known[one]) for one in modes)]
        self.initial["criteria"] = written(self.instance.criteria)

    def clean_criteria(self) -> list[list[object]]:
        """Return the criteria as they are kept."""
        return read_criteria(self.cleaned_data["criteria"])

    def values_of(self, record: Procurement) -> dict[str, Any]:
        """Return what a procurement holds, as the form shows it."""
        return {**super().values_of(record), "criteria": written(record.criteria)}


class ShareForm(RecordForm[Share]):
    """Another buyer and its share."""

    value = number_field(_("Its share, kr without VAT"), required=True)

    class Meta:
        model = Share
        fields = ("organisation", "value", "binding")
        widgets = {"organisation": LongSelect}
        labels = {"organisation": _("Which buyer?"), "binding": _("It is binding, and no option")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(kind__in=SPEAKS_FOR_ITS_PLACE).order_by("name")


class StepForm(VersionForm):
    """A step: taken, or left out with a reason."""

    left_out = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[("", _("It is done")), ("yes", _("We leave it out"))],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("If you leave it out: why?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnnounceForm(RecordForm[Procurement]):
    """The day of the announcement, and where the competition is."""

    announced = day_field(_("Announced, or first firm asked, on"))
    notice = forms.CharField(
        label=_("Number on Doffin"),
        help_text=_("Such as 2026-123456. Empty where there is no duty to announce."),
        required=False,
        max_length=40,
        validators=[DOFFIN],
    )
    tool = link_field(_("Address of the competition in the tender tool"))

    class Meta:
        model = Procurement
        fields = ("announced", "notice", "tool")


class StopForm(RecordForm[Procurement]):
    """Why a procurement is cancelled."""

    class Meta:
        model = Procurement
        fields = ("reason",)
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        labels = {"reason": _("Why is it cancelled?")}
        help_texts = {"reason": _("Everybody can read it if it was announced.")}


class ContactForm(RecordForm[Contact]):
    """A contact that a firm made outside of the tender tool."""

    day = day_field(_("On which day?"))

    class Meta:
        model = Contact
        fields = ("day", "who", "what", "answer")
        labels = {
            "who": _("Which firm?"),
            "what": _("What was it about?"),
            "answer": _("How was it handled?"),
        }
        help_texts = {
            "answer": _("Such as: asked to put the question in the tender tool, so that all see it.")
        }
