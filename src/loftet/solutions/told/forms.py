"""The forms of a firm that is written in: what was told, and the same as the firm mends and publishes it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import RecordForm
from loftet.notices.noted.forms import SaidFields
from loftet.solutions.forms import FoundForm, TagsForm
from loftet.solutions.models import PriceModel, Solution

AREA = forms.Textarea(attrs={"rows": 3})
PEOPLE = ("email", "said_by", "how", "said_on")


class Answer(models.TextChoices):
    """The answers that keep what the form holds."""

    PUBLISH = "publish", _("Publish it")
    KEEP = "keep", _("Keep it, and publish later")


class SolutionFields(RecordForm[Solution]):
    """The fields of a solution that is told of on the telephone."""

    targets = forms.CharField(
        label=_("Targets"), required=False, max_length=80, help_text=_("With commas, such as 6.4, 7.3.")
    )
    clean_targets = TagsForm.clean_targets

    class Meta:
        model = Solution
        fields: tuple[str, ...] = (
            *("title", "what", "evidence", "evidence_source"),
            *("cpv", "targets", "contact"),
        )
        widgets = {"problem": AREA, "what": AREA, "effect": AREA}
        labels = {
            "title": _("The solution in one sentence"),
            "problem": _("Which problem does it solve?"),
            "what": _("What does it do?"),
            "effect": _("Which effect does it have?"),
            "evidence": _("How sure is the effect?"),
            "evidence_source": _("Who measured it, where and when?"),
            "cpv": _("CPV code"),
            "price_model": _("How is it paid for?"),
            "contact": _("Whom do municipalities ask?"),
        }
        help_texts = {
            "cpv": _("The first digits are enough, such as 45232 for pipes. May be left out."),
            "contact": _("A function with a telephone number or an address."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["targets"] = ", ".join(self.instance.targets)

    @property
    def wants(self) -> Mapping[str, Any]:
        """Return the values of the solution."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ToldForm(SaidFields, SolutionFields):
    """A firm that the register knows, whom to write to there, and the solution as it was told."""

    asked = None  # type: ignore[assignment]  # the firm's own person, by address
    found = forms.CharField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-mail address of the person at the firm"),
        max_length=254,
        help_text=_("One letter goes there. It is published, mended or deleted without an account."),
    )
    clean_found = FoundForm.clean_found
    field_order = (*PEOPLE, *SolutionFields.Meta.fields)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("said_on", timezone.localdate())  # it is written while they talk

    @property
    def said(self) -> Mapping[str, Any]:
        """Return who said it, how and when, and where the letter goes."""
        return {name: self.cleaned_data[name] for name in PEOPLE}


class ReplyForm(SolutionFields):
    """The solution as the firm mends it, and whether it is published now."""

    answer = forms.ChoiceField(
        choices=Answer.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose a reply."), "invalid_choice": _("Choose a reply.")},
    )

    class Meta(SolutionFields.Meta):
        fields = (
            *("title", "problem", "what", "effect", "evidence", "evidence_source"),
            *("cpv", "targets", "price_model", "contact"),
        )
        help_texts = {
            **SolutionFields.Meta.help_texts,
            "cpv": _("What kind of purchase it is: the first digits are enough, such as 45232 for pipes."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["price_model"].choices = [("", _("Not said")), *PriceModel.choices]  # type: ignore[attr-defined]
