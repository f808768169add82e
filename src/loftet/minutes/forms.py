"""The forms of minutes and of actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field
from loftet.core.forms import PlainForm
from loftet.minutes.models import LONGEST_MINUTES
from loftet.people.models import User


class MinutesForm(PlainForm):
    """The text of the minutes, and what was decided."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    decisions = forms.CharField(
        label=_("What was decided"),
        required=False,
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A line for each decision."),
    )


class WhoField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person by name, or by e-mail where the name is not known."""

    def label_from_instance(self, obj: User) -> str:
        """Return the name."""
        return obj.name or obj.email


class ActionForm(PlainForm):
    """Something that somebody does by a day."""

    what = forms.CharField(
        label=_("What is to be done?"),
        max_length=200,
        error_messages={"required": _("Write what is to be done.")},
    )
    who = WhoField(
        User.objects.none(), label=_("Who does it?"), error_messages={"required": _("Choose who does it.")}
    )
    due = day_field(_("By which day?"))

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].queryset = people  # type: ignore[attr-defined]
