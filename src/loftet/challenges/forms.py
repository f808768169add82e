"""What people fill in about challenges."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import LONGEST_TEXT, Challenge, Origin
from loftet.core.forms import PlainForm


def _area(label: Any, *, required: bool, missing: Any = "", help_text: Any = "") -> forms.CharField:
    messages = {"required": missing} if missing else {}
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        error_messages=messages,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReportForm(PlainForm):
    """What the national tables do not know."""

    title = forms.CharField(
        label=_("The challenge in a few words"),
        max_length=200,
        error_messages={"required": _("Write what the challenge is, in a few words.")},
    )
    text = _area(_("What is it about?"), required=True, missing=_("Write what it is about."))
    said_by = forms.CharField(
        label=_("Who tells of it?"),
        max_length=200,
        help_text=_("Municipalities and their services, not the names of persons."),
        error_messages={"required": _("Write who tells of it.")},
    )
    own_figures = _area(
        _("Your own figures, if you have any"),
        required=False,
        help_text=_("With year and where they come from. Write nothing about single persons."),
    )


class ReviseForm(PlainForm):
    """What the region says of a challenge; the version is the one that was read."""

    text = _area(_("What is it about?"), required=False)
    own_figures = _area(_("Your own figures, if you have any"), required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, challenge: Challenge, **options: Any) -> None:
        super().__init__(*args, **options)
        if challenge.origin == Origin.REPORTED:
            self.fields["text"].required = True
            self.fields["text"].error_messages["required"] = _("Write what it is about.")


class WithdrawForm(PlainForm):
    """Why a challenge is withdrawn; the version is the one that was read."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=400,
        error_messages={"required": _("Write why the challenge is withdrawn.")},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
