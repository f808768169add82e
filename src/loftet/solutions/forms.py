"""The forms of suppliers, solutions and uses: one question a step."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA, link_field, number_field
from loftet.core.forms import PlainForm, RecordForm
from loftet.people.forms import CodeForm
from loftet.people.models import OrganisationKind
from loftet.places.models import Place
from loftet.solutions.models import IS_CONFIRMED_FIRST, Answer, PriceModel, Solution, Supplier, Use
from loftet.solutions.values import LANGUAGES
from loftet.sources.brreg.company import Company, kept_company
from loftet.status.goal_fields import GoalFields

SALT, FOUND_LASTS = "loftet.solutions.found", 3_600  # seconds
KINDS = [(one.value, one.label) for one in OrganisationKind if one in IS_CONFIRMED_FIRST]


def signed(company: Company) -> str:
    """Return what was found in the register, as a form carries it: nobody can change it on the way."""
    return signing.dumps(company.snapshot(), salt=SALT, compress=True)


class FoundForm(PlainForm):
    """«Yes, this is us»: what was found, signed."""

    found = forms.CharField(widget=forms.HiddenInput)

    def clean_found(self) -> Company:
        """Return the organisation that was found."""
        try:
            told = signing.loads(self.cleaned_data["found"], salt=SALT, max_age=FOUND_LASTS)
        except signing.BadSignature as fault:
            raise ValidationError(
                _("It is too long since the number was looked up. Look it up again.")
            ) from fault
        return kept_company(told)


class SignUpForm(FoundForm):
    """The kind of organisation that signs up."""

    kind = forms.ChoiceField(label=_("What are you?"), choices=KINDS)


class ForeignForm(PlainForm):
    """An organisation that a register of another country knows."""

    kind = forms.ChoiceField(label=_("What are you?"), choices=KINDS)
    name = forms.CharField(label=_("The organisation's name"), max_length=160)
    country = forms.CharField(label=_("Country"), max_length=60)
    register = forms.CharField(
        label=_("Register"), max_length=120, help_text=_("Such as Bolagsverket or Handelsregister München.")
    )
    number = forms.CharField(label=_("Number there"), max_length=40)


class SupplierCodeForm(CodeForm):
    """The code that the firm has got."""


class NoteForm(PlainForm):
    """A note of a facilitator."""

    note = forms.CharField(
        label=_("Note"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Such as: rang the number in the register and spoke with the manager. The firm reads it."
        ),
    )


class SupplierForm(RecordForm[Supplier]):
    """The texts of a supplier about itself."""

    class Meta:
        model = Supplier
        fields = ("about", "contact")
        widgets = {"about": AREA}
        labels = {"about": _("About us, in two sentences"), "contact": _("Whom do municipalities ask?")}
        help_texts = {"contact": _("A function and an address, such as post@firma.no.")}


class FirstForm(RecordForm[Solution]):
    """The first question: what is it, and which problem does it solve?"""

    class Meta:
        model = Solution
        fields = ("title", "problem")
        widgets = {"problem": AREA}
        labels = {"title": _("The solution in one sentence"), "problem": _("Which problem does it solve?")}
        help_texts = {
            "title": _("What becomes different, and how. Not only what the product is called."),
            "problem": _("As the municipality meets it: who notices it, how often, what does it cost?"),
        }
        error_messages = {"title": {"required": _("Write the solution in one sentence.")}}


class WhatForm(RecordForm[Solution]):
    """The solution itself, its effect, and how sure that is."""

    class Meta:
        model = Solution
        fields = ("title", "problem", "what", "effect", "evidence", "evidence_source", "maturity")
        widgets = dict.fromkeys(("problem", "what", "effect"), AREA)
        labels = {
            "title": _("The solution in one sentence"),
            "problem": _("Which problem does it solve?"),
            "what": _("What does it do?"),
            "effect": _("Which effect does it have?"),
            "evidence": _("How sure is the effect?"),
            "evidence_source": _("Who measured it, where and when?"),
            "maturity": _("How far has it come?"),
        }
        help_texts = {
            "effect": _("With a number and the time it took, if you have them."),
            "evidence": _("Municipalities ask. «Stated by the supplier» is an honest answer."),
        }


class TagsForm(GoalFields, RecordForm[Solution]):
    """By what others find the solution."""

    class Meta:
        model = Solution
        fields = ("cpv", "goals", "targets")
        labels = {"cpv": _("CPV code")}
        help_texts = {"cpv": _("The first digits are enough, such as 45232 for pipes. May be left out.")}


class TermsForm(RecordForm[Solution]):
    """Price, places and languages."""

    least_volume = number_field(
        _("The least you deliver"), help_text=_("Needs that are smaller are told to stand together.")
    )
    delivers = forms.MultipleChoiceField(
        label=_("Where do you deliver?"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Choose none if you deliver in the whole country."),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages?"),
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )

    class Meta:
        model = Solution
        fields = (
            *("price_model", "price_note", "least_volume", "unit"),
            *("delivers", "languages", "markets", "contact"),
        )
        labels = {
            "price_model": _("How is it paid for?"),
            "price_note": _("About the price, in a sentence"),
            "unit": _("Unit"),
            "markets": _("In which countries do you sell it?"),
            "contact": _("Whom do municipalities ask?"),
        }
        help_texts = {
            "price_note": _("What the price depends on. Everybody reads this page: write no offer."),
            "unit": _("Such as km of pipe, meals or square metres."),
            "markets": _("May be left out."),
            "contact": _("A function and an address, such as post@firma.no."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = Place.objects.filter(kind__in=("county", "region")).order_by("kind", "sort_key")
        self.fields["delivers"].choices = list(areas.values_list("slug", "name"))  # type: ignore[attr-defined]
        self.fields["price_model"].choices = [("", _("Not said")), *PriceModel.choices]  # type: ignore[attr-defined]


class UseForm(RecordForm[Use]):
    """A place where a solution is in use."""

    place = forms.ModelChoiceField(
        Place.objects.filter(kind="municipality").order_by("sort_key"),
        label=_("Municipality"),
        required=False,
        empty_label=_("None of these: abroad"),
    )

    class Meta:
        model = Use
        fields = ("place", "abroad", "began", "ended", "result", "contact")
        labels = {
            "abroad": _("Or a place abroad"),
            "began": _("In use since the year"),
            "ended": _("Until the year"),
            "result": _("What came of it?"),
            "contact": _("Whom can one ask there?"),
        }
        help_texts = {
            "abroad": _(
                "Place and country, such as Östersund, Sweden. It counts when a facilitator has proof of it."
            ),
            "ended": _("Leave it out while it is in use."),
            "result": _("With a number, if you have one."),
            "contact": _("A function, not the name of a person."),
        }


class AbroadForm(RecordForm[Use]):
    """The answer of a facilitator about a use abroad, with its proof."""

    proof_link = link_field(
        _("Where can others read it?"), _("The address of a page by somebody else than the supplier.")
    )

    class Meta:
        model = Use
        fields = ("answer", "proof", "proof_link")
        labels = {
            "answer": _("Is it so?"),
            "proof": _("How do you know?"),
        }
        help_texts = {
            "answer": _("Only what somebody can vouch for counts in how far a solution has spread."),
            "proof": _("Such as «I called the waterworks of the town». Everybody reads it."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            (Answer.CONFIRMED, _("Yes, I can vouch for it")),
            (Answer.DENIED, _("No, I have found no proof")),
        ]
