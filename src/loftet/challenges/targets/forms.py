"""The forms of adopted targets: what is adopted, held against what is possible; and why one is withdrawn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.targets.models import AdoptedTarget
from loftet.core.fields import CommaField, day_field
from loftet.core.forms import RecordForm
from loftet.decisions.forms import DecisionField
from loftet.decisions.queries.matters import decisions_of
from loftet.editions.rows import Indicator
from loftet.places.models import Place
from loftet.status.sentences.words import YES_NO, figure

NUMBER = re.compile(r"\s*([-−]?[\d \N{NO-BREAK SPACE}]*[.,]?\d+)\s*(.*?)\s*", re.DOTALL)
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Known:
    """The facts that a target is held against: the indicator, the extremes of all, the own figure."""

    indicator: Indicator
    lowest: float
    highest: float
    now: float | None


class TargetForm(RecordForm[AdoptedTarget]):
    """A target as it was adopted. `known` reads what is known of an indicator."""

    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"))
    value = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=60,
        help_text=gettext_lazy("In the unit of the indicator, such as 25 %."),
        error_messages={"required": gettext_lazy("Write what the figure is to become.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("By the end of the year"),
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write a year."), "invalid": gettext_lazy("Write a year.")},
    )
    treatment = DecisionField(
        queryset=None,
        required=False,
        label=gettext_lazy("The decision, if it is recorded here"),
        empty_label=gettext_lazy("It is not recorded here"),
    )
    adopted_on = day_field(gettext_lazy("Adopted on"), required=False)
    meant = forms.BooleanField(
        required=False, label=gettext_lazy("It is meant so"), widget=forms.CheckboxInput
    )

    class Meta:
        model = AdoptedTarget
        fields = ("indicator", "value", "year", "treatment", "decision", "adopted_on")
        labels = {"decision": gettext_lazy("If not: which decision?")}
        help_texts = {"decision": gettext_lazy("Such as «vedtak 88/26».")}

    def __init__(self, *args: Any, place: Place, groups: Any, known: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.fields["indicator"].choices = groups  # type: ignore[attr-defined]
        self.fields["treatment"].queryset = decisions_of(place)  # type: ignore[attr-defined]
        self.fields["meant"].widget.attrs["class"] = "ds-input"
        if not self.is_bound:
            del self.fields["meant"]

    @property
    def changes(self) -> Mapping[str, Any]:
        """Return what was filled in; the answer to the question is not kept."""
        return {name: value for name, value in super().changes.items() if name != "meant"}

    def clean_value(self) -> Any:
        """Read the number, and hold its unit and its size against the indicator.

        Raises:
            ValidationError: when it is no number, in another unit, or not possible.
        """
        text, key = self.cleaned_data["value"], self.cleaned_data.get("indicator")
        match, known = NUMBER.fullmatch(text), self.known(key) if key else None
        number = match[1].replace("−", "-") if match else text
        value = CommaField(max_digits=16, decimal_places=4).clean(number)
        if known is None:
            return value
        unit = known.indicator.unit
        if match and match[2] and match[2].casefold() != unit.casefold():
            told = _("The indicator is counted in %(unit)s. Write the target so.")
            raise forms.ValidationError(told % {"unit": unit or _("numbers without a unit")})
        if cause := impossible(float(value), known):
            raise forms.ValidationError(cause)
        return value

    def clean(self) -> Any:
        """Ask where the target is weaker than the figure of today.

        Raises:
            ValidationError: never; the question is shown by its own field.
        """
        cleaned = super().clean()
        value, key = self.cleaned_data.get("value"), self.cleaned_data.get("indicator")
        known = self.known(key) if key else None
        weaker = is_weaker(float(value), known) if value is not None and known else False
        if weaker and not self.cleaned_data.get("meant") and known and known.now is not None:
            told = _("The figure is %(now)s today, which is better than the target. Tick if it is meant so.")
            self.add_error("meant", told % {"now": figure(known.now, known.indicator)})
        elif not weaker:
            self.fields.pop("meant", None)
        return cleaned


def impossible(value: float, known: Known) -> str:
    """Return why an indicator cannot have a value; empty where it can."""
    unit = known.indicator.unit
    if unit in YES_NO and value not in (0, 1):
        return _("Write 1 for yes or 0 for no.")
    if value < 0 <= known.lowest:
        return _("No municipality has a figure below 0, and none can have one.")
    if unit == "%" and value > 100 >= known.highest:
        return _("No municipality has more than 100 %, and none can have it.")
    return ""


def is_weaker(value: float, known: Known) -> bool:
    """Check whether a target is worse than the figure of today, where one direction is better."""
    return known.now is not None and (known.indicator.direction or 0) * (value - known.now) < 0


class WithdrawTargetForm(RecordForm[AdoptedTarget]):
    """The day on which a target was withdrawn, and why."""

    withdrawn_on = day_field(gettext_lazy("Withdrawn on"))

    class Meta:
        model = AdoptedTarget
        fields = ("withdrawn_on", "reason")
        labels = {"reason": gettext_lazy("Why? Name the decision, if there is one.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = True  # empty while a target holds
