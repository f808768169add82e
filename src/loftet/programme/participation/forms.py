"""Forms of participation: who is named, what was decided, what an outcome means."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import area, day_field, line
from loftet.core.forms import AsksAgain, PlainForm
from loftet.core.words import Words
from loftet.decisions.models import Outcome
from loftet.people.forms import NOT_AN_ADDRESS
from loftet.people.models import RoleKind, User
from loftet.programme.models import ParticipationState
from loftet.programme.models.cohorts import LONGEST_TEXT

# What a decision by delegation can be, in words; each is an outcome and what it means.
DECIDED: Mapping[str, tuple[ParticipationState, Outcome, Words]] = {
    "takes_part": (ParticipationState.TAKES_PART, Outcome.ADOPTED, _("The municipality takes part")),
    "does_not": (ParticipationState.DOES_NOT, Outcome.REJECTED, _("The municipality does not take part")),
    "postponed": (ParticipationState.POSTPONED, Outcome.POSTPONED, _("The matter is postponed")),
    "withdrew": (ParticipationState.WITHDREW, Outcome.ADOPTED, _("The municipality withdraws")),
}


class PeopleForm(PlainForm):
    """The people who are with it from the start: a colleague or an address, for each role that nobody has."""

    def __init__(
        self, *args: Any, kinds: Sequence[RoleKind], colleagues: QuerySet[User], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kinds = tuple(kinds)
        for kind in self.kinds:
            self.fields[f"{kind}_colleague"] = forms.ModelChoiceField(
                label=_("%(role)s: somebody who takes part already") % {"role": kind.label.capitalize()},
                queryset=colleagues,
                required=False,
            )
            self.fields[f"{kind}_email"] = forms.EmailField(
                label=_("… or the e-mail address of somebody else, who is invited"),
                max_length=254,
                required=False,
                error_messages={"invalid": NOT_AN_ADDRESS},
                widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            )
        self.style_fields()

    def clean(self) -> dict[str, Any]:
        """Check that a role has one of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for kind in self.kinds:
            if cleaned.get(f"{kind}_colleague") and cleaned.get(f"{kind}_email"):
                self.add_error(f"{kind}_email", _("Choose one: somebody who takes part, or an address."))
        if not self.errors and not any(True for _one in self.named()):
            self.add_error(None, _("You have not named anybody."))
        return cleaned

    def named(self) -> Iterable[tuple[RoleKind, User | None, str]]:
        """Return who is named."""
        for kind in self.kinds:
            colleague, email = self.cleaned_data[f"{kind}_colleague"], self.cleaned_data[f"{kind}_email"]
            if colleague or email:
                yield kind, colleague, email


class DecisionForm(AsksAgain, PlainForm):
    """A decision by delegation: five fields, filled in from what is known."""

    folded = {_("Decided by another function than usual"): ("decided_by",)}
    decided = forms.ChoiceField(label=_("What was decided?"), widget=forms.RadioSelect)
    wording = area(_("The wording of the decision"), rows=4, longest=LONGEST_TEXT)
    day = day_field(_("On which day?"))
    document = line(
        _("On which delegation does it rest?"),
        200,
        _("A delegation is in writing. Name the case or the document."),
        _("Case number or document, for example «delegeringsreglementet § 4»."),
    )
    case_number = line(_("Case number"), 40)
    decided_by = line(
        _("By which function?"),
        120,
        _("Write which function decided."),
        _("For example «kommunedirektør». Not the name of a person."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, states: Sequence[ParticipationState], invited: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.invited = invited
        decided = [(key, words) for key, (state, _outcome, words) in DECIDED.items() if state in states]
        self.set_choices({"decided": decided})

    def clean(self) -> dict[str, Any]:
        """Ask about a day before the municipality was invited."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day = cleaned.get("day")
        if day and day < self.invited:
            words = _("The municipality was invited on %(day)s. Was it decided before that?")
            self.ask_again("day", words % {"day": date_format(self.invited, "j. F Y")})
        return cleaned


class MeaningForm(PlainForm):
    """The form of what a recorded outcome means."""

    state = forms.ChoiceField(
        label=_("What does the outcome mean for taking part?"), choices=ParticipationState.choices
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
