"""The forms of a firm that is written in: what was told, and the same as the firm mends and publishes it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.notices.noted.forms import SaidFields, reply_field
from loftet.solutions.forms import SolutionFields
from loftet.status.goal_fields import TargetFields
from loftet.suppliers.forms import FoundForm

PUBLISH, KEEP = "publish", "keep"
WANTED = ("title", "what", "evidence", "evidence_source", "cpv", "targets", "contact")
PEOPLE = ("email", "said_by", "how", "said_on")


class WantsFields(TargetFields, SolutionFields):
    """The fields of a solution that is told of on the telephone."""

    class Meta(SolutionFields.Meta):
        fields: tuple[str, ...] = WANTED
        help_texts = SolutionFields.Meta.help_texts | {
            "contact": _("A function with a telephone number or an address."),
        }

    @property
    def wants(self) -> Mapping[str, Any]:
        """Return the values of the solution."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ToldForm(SaidFields, WantsFields):
    """A firm that the register knows, whom to write to there, and the solution as it was told."""

    asked = None  # type: ignore[assignment]  # the firm's own person, by address
    found = forms.CharField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-mail address of the person at the firm"),
        max_length=254,
        help_text=_("One letter goes there. It is published, mended or deleted without an account."),
    )
    clean_found = FoundForm.clean_found
    field_order = (*PEOPLE, *WANTED)

    @property
    def said(self) -> Mapping[str, Any]:
        """Return who said it, how and when, and where the letter goes."""
        return {name: self.cleaned_data[name] for name in PEOPLE}


class ReplyForm(WantsFields):
    """The solution as the firm mends it, and whether it is published now."""

    answer = reply_field(PUBLISH, KEEP)

    class Meta(WantsFields.Meta):
        fields = (
            *("title", "problem", "what", "effect", "evidence", "evidence_source"),
            *("cpv", "targets", "price_model", "contact"),
        )
        help_texts = WantsFields.Meta.help_texts | {
            "cpv": _("What kind of purchase it is: the first digits are enough, such as 45232 for pipes."),
        }
