"""The forms of challenges."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import Challenge, Origin
from loftet.core.forms import RecordForm

AREA = {"rows": 5}


class ReportForm(RecordForm[Challenge]):
    """A challenge that the national tables do not know."""

    class Meta:
        model = Challenge
        fields = ("title", "text", "said_by", "own_figures")
        widgets = {"text": forms.Textarea(attrs=AREA), "own_figures": forms.Textarea(attrs=AREA)}
        labels = {
            "title": _("The challenge in a few words"),
            "text": _("What is it about?"),
            "said_by": _("Who tells of it?"),
            "own_figures": _("Your own figures, if you have any"),
        }
        help_texts = {
            "said_by": _("Municipalities and their services, not the names of persons."),
            "own_figures": _("With year and where they come from. Write nothing about single persons."),
        }
        error_messages = {
            "title": {"required": _("Write what the challenge is, in a few words.")},
            "text": {"required": _("Write what it is about.")},
            "said_by": {"required": _("Write who tells of it.")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("title", "text", "said_by"):  # empty where a challenge was found in the figures
            self.fields[name].required = True


class ReviseForm(RecordForm[Challenge]):
    """A region's words about a challenge; one that was reported says something."""

    class Meta:
        model = Challenge
        fields = ("text", "own_figures")
        widgets = {"text": forms.Textarea(attrs=AREA), "own_figures": forms.Textarea(attrs=AREA)}
        labels = {"text": _("What is it about?"), "own_figures": _("Your own figures, if you have any")}
        error_messages = {"text": {"required": _("Write what it is about.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].required = self.instance.origin == Origin.REPORTED


class WithdrawForm(RecordForm[Challenge]):
    """Why a challenge is withdrawn."""

    class Meta:
        model = Challenge
        fields = ("reason",)
        labels = {"reason": _("Why is it withdrawn?")}
        error_messages = {"reason": {"required": _("Write why the challenge is withdrawn.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id="withdraw_%s", **options)  # its page has another form
        self.fields["reason"].required = True  # empty while a challenge stands
