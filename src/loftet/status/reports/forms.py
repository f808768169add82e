"""The forms of error reports, for readers and owners of figures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import TOO_LONG
from loftet.core.forms import PlainForm
from loftet.people.models import Organisation
from loftet.status.models import LANGUAGES, LONGEST_TEXT


class ErrorReportForm(forms.Form):
    """An error report: what is wrong with a figure, and where to send an answer.

    `homepage` is for machines alone: a person does not see it, and what fills it in is not kept.
    """

    text = forms.CharField(
        label=_("What is wrong with the figure?"),
        max_length=LONGEST_TEXT,
        error_messages=TOO_LONG | {"required": _("Write what is wrong.")},
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        max_length=254,
        error_messages=TOO_LONG
        | {"invalid": _("This is not an e-mail address. It looks like name@example.no.")},
    )
    homepage = forms.CharField(required=False)

    @property
    def is_from_a_machine(self) -> bool:
        """Check whether the field that no person sees was filled in."""
        return bool(self.data.get("homepage"))


class AnswerForm(PlainForm):
    """The answer to an error report."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_TEXT,
        help_text=_("Tell what you have found, and whether the figure is put right in the next edition."),
        error_messages={"required": _("Write an answer.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    language = forms.ChoiceField(label=_("Which language have you written in?"), choices=LANGUAGES)
    shown = forms.BooleanField(
        label=_("Show question and answer beside the figure"),
        required=False,
        help_text=_("Tick it only if neither says anything about single persons."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PassOnForm(PlainForm):
    """The organisation that is to answer instead; the choices come from the rules."""

    to = forms.ChoiceField(
        label=_("Who can answer better?"),
        error_messages={
            "required": _("Choose who is to answer."),
            "invalid_choice": _("Choose one of those in the list."),
        },
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Sequence[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.slug, one.name) for one in choices]
