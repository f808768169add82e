"""The form of a municipality's comment on its figure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import PlainForm
from loftet.status.models import LANGUAGES, LONGEST_TEXT


class CommentForm(PlainForm):
    """A municipality's comment on its figure; the version is the one read, 0 where there was none."""

    text = forms.CharField(
        label=_("What does the municipality say?"),
        max_length=LONGEST_TEXT,
        help_text=_("It is shown beside the figure for all to read. Write nothing about single persons."),
        error_messages={"required": _("Write what the municipality says.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    language = forms.ChoiceField(label=_("Which language have you written in?"), choices=LANGUAGES)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
