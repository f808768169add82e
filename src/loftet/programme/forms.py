"""What people fill in about cohorts, participation and phases; what can be chosen comes from the rules."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field
from loftet.core.forms import PlainForm
from loftet.core.words import Words
from loftet.decisions.models import Outcome
from loftet.people.forms import NOT_AN_ADDRESS
from loftet.people.models import LANGUAGES, Organisation, RoleKind, User
from loftet.places.models import Place
from loftet.programme.models import ParticipationState, Partnership
from loftet.programme.models.cohorts import LONGEST_TEXT

# What a decision by delegation can be, in words; each is an outcome and what it means.
DECIDED: Mapping[str, tuple[ParticipationState, Outcome, Words]] = {
    "takes_part": (ParticipationState.TAKES_PART, Outcome.ADOPTED, _("The municipality takes part")),
    "takes_part_changed": (
        ParticipationState.TAKES_PART,
        Outcome.AMENDED,
        _("The municipality takes part, with changes to what was proposed"),
    ),
    "does_not": (ParticipationState.DOES_NOT, Outcome.REJECTED, _("The municipality does not take part")),
    "postponed": (ParticipationState.POSTPONED, Outcome.POSTPONED, _("The matter is postponed")),
    "sent_back": (ParticipationState.SENT_BACK, Outcome.SENT_BACK, _("The matter is sent back")),
    "withdrew": (ParticipationState.WITHDREW, Outcome.ADOPTED, _("The municipality withdraws")),
}


def text_field(label: Any, *, required: bool, rows: int = 4, help_text: Any = "") -> forms.CharField:
    """Return a field for a text of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write something here.")},
    )


class CohortForm(PlainForm):
    """What a cohort is called, when it lasts, and who works with it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For example «kull 1». It stands after the name of the partnership."),
        error_messages={"required": _("Write what the cohort is called.")},
    )
    begins = day_field(_("Begins"))
    ends = day_field(_("Ends (this day not included)"), required=False, help_text=_("May be left empty."))
    about = text_field(_("What it is about"), required=False)
    language = forms.ChoiceField(label=_("In which language is this written?"), choices=LANGUAGES)
    partners = forms.ModelMultipleChoiceField(
        label=_("Who works with it, beside the municipalities"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, partners: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        set_choices(self.fields["partners"], partners)

    def clean(self) -> dict[str, Any]:
        """Check that it ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It must end after it begins."))
        return cleaned


class NewCohortForm(CohortForm):
    """The same with what is chosen once: partnership, lead and region."""

    partnership = forms.ModelChoiceField(
        label=_("Partnership"),
        queryset=Partnership.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a partnership.")},
    )
    lead = forms.ModelChoiceField(
        label=_("Who leads it"), queryset=Organisation.objects.none(), empty_label=None
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Place.objects.none(),
        error_messages={"required": _("Choose a region.")},
    )
    field_order = ("partnership", "name", "lead", "region")

    def __init__(
        self, *args: Any, leads: QuerySet[Organisation], regions: QuerySet[Place], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        set_choices(self.fields["partnership"], Partnership.objects.all())
        set_choices(self.fields["lead"], leads)
        set_choices(self.fields["region"], regions)


def set_choices(field: forms.Field, rows: QuerySet[Any]) -> None:
    """Set the rows that a field chooses among."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class PeopleForm(PlainForm):
    """Who is with it from the start: a colleague or an address, for each role that nobody has."""

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
                widget=forms.Select(attrs={"class": "ds-input"}),
            )
            self.fields[f"{kind}_email"] = forms.EmailField(
                label=_("… or the e-mail address of somebody else, who is invited"),
                max_length=254,
                required=False,
                error_messages={"invalid": NOT_AN_ADDRESS},
                widget=forms.EmailInput(attrs={"class": "ds-input", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        """Check that a role has one of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for kind in self.kinds:
            if cleaned.get(f"{kind}_colleague") and cleaned.get(f"{kind}_email"):
                self.add_error(f"{kind}_email", _("Choose one: somebody who takes part, or an address."))
        return cleaned

    def named(self) -> Iterable[tuple[RoleKind, User | None, str]]:
        """Return who is named."""
        for kind in self.kinds:
            colleague, email = self.cleaned_data[f"{kind}_colleague"], self.cleaned_data[f"{kind}_email"]
            if colleague or email:
                yield kind, colleague, email


class DecisionForm(PeopleForm):
    """A decision by delegation, and who is named in the same step."""

    decided = forms.ChoiceField(label=_("What was decided?"))
    day = day_field(_("On which day?"))
    decided_by = forms.CharField(
        label=_("By which function?"),
        max_length=120,
        help_text=_("For example «kommunedirektør». Not the name of a person."),
        error_messages={"required": _("Write which function decided.")},
    )
    document = forms.CharField(
        label=_("On which delegation does it rest?"),
        max_length=200,
        help_text=_("Case number or document, for example «delegeringsreglementet § 4»."),
        error_messages={"required": _("A delegation is in writing. Name the case or the document.")},
    )
    wording = text_field(_("The wording of the decision"), required=True)
    case_number = forms.CharField(label=_("Case number"), max_length=40, required=False)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    field_order = ("decided", "day", "decided_by", "document", "wording", "case_number")

    def __init__(self, *args: Any, states: Sequence[ParticipationState], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["decided"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, words) for key, (state, _outcome, words) in DECIDED.items() if state in states]


class MeaningForm(PlainForm):
    """What a recorded outcome means."""

    state = forms.ChoiceField(label=_("What does the outcome mean for taking part?"))
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, states: Sequence[ParticipationState], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, state.label) for state in states]


class PhaseForm(PlainForm):
    """Which phase is opened, and for whom."""

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


class ForAllForm(PlainForm):
    """What is done for several municipalities in one go; the text is used when a matter of one's own is."""

    what = forms.ChoiceField(label=_("What is to be done?"))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    facts = text_field(_("Facts of the case"), required=False)
    assessment = text_field(_("Assessment"), required=False)
    economy = text_field(_("Economic consequences"), required=False)
    proposal = text_field(_("Proposal"), required=False)
    language = forms.ChoiceField(label=_("In which language is this written?"), choices=LANGUAGES)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Check that a matter of one's own has a title and a proposal."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("what") == "own":
            for name in ("title", "proposal"):
                if not str(cleaned.get(name, "")).strip():
                    self.add_error(name, _("A matter says what it is about, and what is proposed."))
        return cleaned
