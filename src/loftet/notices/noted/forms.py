"""Forms of what is written in for others: who said it and whom the letter asks; and the reply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field
from loftet.core.forms import PlainForm
from loftet.notices.models import How, Reply
from loftet.people.models import User

ASKED = _("The letter goes there. It is confirmed without signing in.")


class AskedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of the people who can confirm, by name and address."""

    def __init__(self) -> None:
        people = User.objects.none()
        super().__init__(people, label=_("Who confirms it?"), help_text=ASKED, empty_label=_("Choose"))

    def label_from_instance(self, one: Any) -> str:
        """Return a person's name and address."""
        return f"{one.name}, {one.email}" if one.name else str(one.email)


class SaidFields(forms.Form):
    """The fields that say who said something, how and when, and who confirms it."""

    said_by = forms.CharField(
        label=_("Who said it?"), max_length=160, help_text=_("Name, and what the person does.")
    )
    how = forms.ChoiceField(label=_("How?"), choices=How.choices)
    said_on = day_field(_("When?"))
    said_on.initial = timezone.localdate  # it is written while they talk
    asked = AskedField()

    @property
    def said(self) -> Mapping[str, Any]:
        """Return who said it, how and when, and who is asked."""
        return {name: self.cleaned_data[name] for name in SaidFields.base_fields}

    @property
    def wants(self) -> dict[str, Any]:
        """Return what was said of the record, where it is filled in."""
        found = {name: self.cleaned_data[name] for name in self._meta.fields}  # type: ignore[attr-defined]
        return {name: value for name, value in found.items() if value not in (None, "")}


def reply_field(*replies: str) -> forms.ChoiceField:
    """Return the field that the buttons of a reply fill in."""
    missing = _("Choose a reply.")
    messages: dict[str, Any] = {"required": missing, "invalid_choice": missing}
    choices = [(one, one) for one in replies]
    return forms.ChoiceField(choices=choices, widget=forms.HiddenInput, error_messages=messages)


class ReplyForm(PlainForm):
    """A reply by one of three buttons."""

    answer = reply_field(*Reply.values)
