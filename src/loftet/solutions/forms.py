"""The forms of solutions and uses: one question a step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA, link_field, number_field
from loftet.core.forms import RecordForm
from loftet.places.models import Place
from loftet.solutions.models import Answer, Language, PriceModel, Solution, Use
from loftet.status.goal_fields import GoalFields


class SolutionFields(RecordForm[Solution]):
    """The fields of a solution, by the words with which every form asks for them."""

    class Meta:
        model = Solution
        fields: tuple[str, ...] = ()
        widgets = dict.fromkeys(("problem", "what", "effect"), AREA)
        labels = {
            "title": _("The solution in one sentence"),
            "problem": _("Which problem does it solve?"),
            "what": _("What does it do?"),
            "effect": _("Which effect does it have?"),
            "evidence": _("How sure is the effect?"),
            "evidence_source": _("Who measured it, where and when?"),
            "maturity": _("How far has it come?"),
            "cpv": _("CPV code"),
            "price_model": _("How is it paid for?"),
            "price_note": _("About the price, in a sentence"),
            "unit": _("Unit"),
            "markets": _("In which countries do you sell it?"),
            "contact": _("Whom do municipalities ask?"),
        }
        help_texts = {"cpv": _("The first digits are enough, such as 45232 for pipes. May be left out.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "price_model" in self.fields:
            self.set_choices({"price_model": [("", _("Not said")), *PriceModel.choices]})


class FirstForm(SolutionFields):
    """The first question: what is it, and which problem does it solve?"""

    class Meta(SolutionFields.Meta):
        fields = ("title", "problem")
        help_texts = {
            "title": _("What becomes different, and how. Not only what the product is called."),
            "problem": _("As the municipality meets it: who notices it, how often, what does it cost?"),
        }
        error_messages = {"title": {"required": _("Write the solution in one sentence.")}}


class WhatForm(SolutionFields):
    """The solution itself, its effect, and how sure that is."""

    class Meta(SolutionFields.Meta):
        fields = ("title", "problem", "what", "effect", "evidence", "evidence_source", "maturity")
        help_texts = {
            "effect": _("With a number and the time it took, if you have them."),
            "evidence": _("Municipalities ask. «Stated by the supplier» is an honest answer."),
        }


class TagsForm(GoalFields, SolutionFields):
    """By what others find the solution."""

    class Meta(SolutionFields.Meta):
        fields = ("cpv", "goals", "targets")


class TermsForm(SolutionFields):
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
        choices=Language.choices,
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )

    class Meta(SolutionFields.Meta):
        fields = (
            *("price_model", "price_note", "least_volume", "unit"),
            *("delivers", "languages", "markets", "contact"),
        )
        help_texts = {
            "price_note": _("What the price depends on. Everybody reads this page: write no offer."),
            "unit": _("Such as km of pipe, meals or square metres."),
            "markets": _("May be left out."),
            "contact": _("A function and an address, such as post@firma.no."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        areas = Place.objects.filter(kind__in=("county", "region")).order_by("kind", "sort_key")
        super().__init__(*args, choices={"delivers": list(areas.values_list("slug", "name"))}, **options)


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

    answer = forms.ChoiceField(
        label=_("Is it so?"),
        required=False,
        help_text=_("Only what somebody can vouch for counts in how far a solution has spread."),
        choices=[
            ("", _("Choose")),
            (Answer.CONFIRMED, _("Yes, I can vouch for it")),
            (Answer.DENIED, _("No, I have found no proof")),
        ],
    )
    proof_link = link_field(
        _("Where can others read it?"), _("The address of a page by somebody else than the supplier.")
    )

    class Meta:
        model = Use
        fields = ("answer", "proof", "proof_link")
        labels = {"proof": _("How do you know?")}
        help_texts = {"proof": _("Such as «I called the waterworks of the town». Everybody reads it.")}
