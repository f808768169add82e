"""The forms of choosing: all that a municipality says of indicators in one, and the day it was adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.choosing.candidates import Candidate, Said, with_reason
from loftet.challenges.choosing.models import LONGEST_REASON, Choice, ChosenIndicator, IndicatorSet
from loftet.core.fields import day_field
from loftet.core.forms import Conflict, PlainForm, RecordForm
from loftet.decisions.forms import DecisionField
from loftet.decisions.models import Treatment
from loftet.decisions.queries.matters import decisions_of


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate with its three fields: chosen, why, and why it does not matter here."""

    candidate: Candidate
    chosen: BoundField
    reason: BoundField
    aside: BoundField

    @property
    def is_used(self) -> bool:
        """Check whether something is filled in or wrong."""
        return bool(self.chosen.value() or self.errors)

    @property
    def errors(self) -> Sequence[str]:
        """Return what is wrong with the line."""
        return [*self.chosen.errors, *self.reason.errors, *self.aside.errors]


class ChoiceForm(PlainForm):
    """All candidates at once: each can be chosen with a reason, or set aside with one."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], version: int, **options: Any) -> None:
        super().__init__(*args, initial={"version": version}, **options)
        self.candidates = candidates
        self.conflicts: list[Conflict] = []
        for one in candidates:
            self._add_fields(one)
        self.style_fields()

    def _add_fields(self, one: Candidate) -> None:
        is_aside = one.state == Choice.NOT_RELEVANT
        reason = forms.Textarea(attrs={"rows": 2})
        self.fields |= {
            f"velg-{one.word}": forms.BooleanField(
                label=one.name, required=False, initial=one.state == Choice.CHOSEN
            ),
            f"fordi-{one.word}": forms.CharField(
                label=_("Why: %(name)s") % {"name": one.name},
                required=False,
                max_length=LONGEST_REASON,
                initial="" if is_aside else one.reason,
                widget=reason,
            ),
            f"ikke-{one.word}": forms.CharField(
                label=_("Does not matter here, because: %(name)s") % {"name": one.name},
                required=False,
                max_length=LONGEST_REASON,
                initial=one.reason if is_aside else "",
            ),
        }

    def line(self, one: Candidate) -> Line:
        """Return a candidate with its fields."""
        return Line(one, *(self[f"{part}-{one.word}"] for part in ("velg", "fordi", "ikke")))

    def clean(self) -> dict[str, Any]:
        """Check that each chosen indicator has a reason, and that none is both chosen and set aside."""
        for one in self.candidates:
            chosen, reason, aside = self._values(one)
            if chosen and aside:
                cause = _("Choose it, or say why it does not matter here: not both.")
                self.add_error(f"velg-{one.word}", cause)
            elif chosen and not reason:
                self.add_error(f"fordi-{one.word}", _("Write a reason for each indicator."))
        return self.cleaned_data

    def _values(self, one: Candidate) -> tuple[bool, str, str]:
        values = self.cleaned_data
        texts = (str(values.get(f"{part}-{one.word}", "")) for part in ("fordi", "ikke"))
        reason, aside = texts
        return bool(values.get(f"velg-{one.word}")), reason, aside

    @property
    def said(self) -> tuple[Said, ...]:
        """Return what the municipality says, in the order of the page."""
        found = []
        for one in self.candidates:
            chosen, reason, aside = self._values(one)
            if chosen:
                found.append(with_reason(one.said, reason, Choice.CHOSEN))
            elif aside:
                found.append(with_reason(one.said, aside, Choice.NOT_RELEVANT))
        return tuple(found)

    def show_conflicts(self, stored: Sequence[ChosenIndicator]) -> None:
        """Set the stored text beside each line that says something else."""
        now = {one.about: one for one in stored}
        written = {one.about: one for one in self.said}
        for one in self.candidates:
            there, mine = now.get(one.said.about), written.get(one.said.about)
            if _text(there) != _text(mine):
                self.conflicts.append(Conflict(one.name, _text(there)))


def _text(one: ChosenIndicator | Said | None) -> str:
    """Return what is said of an indicator in a line; nothing where nothing is."""
    if one is None:
        return ""
    reason = " ".join(one.reason.split())
    return f"{Choice(one.state).label}: {reason}"


class AdoptForm(RecordForm[IndicatorSet]):
    """The day on which the set was adopted, and the decision where it stands here."""

    adopted_on = day_field(gettext_lazy("The day of the decision"))
    treatment = DecisionField(
        Treatment.objects.none(), required=False, label=gettext_lazy("The decision, if it stands here")
    )

    class Meta:
        model = IndicatorSet
        fields = ("adopted_on", "treatment")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["treatment"]
        field.queryset = decisions_of(self.instance.place)
