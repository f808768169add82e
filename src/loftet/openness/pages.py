"""The page on which a record is handed out; each app says what is in the file of its own."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.actions import ActingFor, Rule, action
from loftet.core.forms import PlainForm
from loftet.core.pages import FormPage
from loftet.openness.files import AccessFile
from loftet.openness.journal import Journalled


class JournalForm(PlainForm):
    """The question of the journal; the answer is kept in the log."""

    journalled = forms.ChoiceField(
        label=_("Is this to be journalled?"),
        choices=[("", _("choose")), *Journalled.choices],
        error_messages={"required": _("Answer whether it is to be journalled.")},
    )


def hand_out_action(key: str, rule: Rule, acting_for: ActingFor) -> Callable[..., Any]:
    """Build the action that notes in the log that a record was handed out; the record itself stays."""

    @action(
        key,
        rule=rule,
        creates=True,
        subject=lambda done: done.record,
        details=lambda done: {"journalled": done.result},
        acting_for=acting_for,
    )
    def hand_out(_record: Any, journalled: str, *, actor: Any) -> str:
        return journalled

    return hand_out


class AccessPage(FormPage):
    """Hand a record out on an access request: the answer to the form is the file."""

    title = _("Hand it out on an access request")
    lead = _(
        "You get one file: a page to read and the same as data, with the log. What is withheld is "
        "replaced by its paragraph."
    )
    button = _("Make the file")
    success = ""
    form_class = JournalForm
    action: Any

    def get_file(self, form: Any) -> AccessFile:
        """Return what is handed out."""
        raise NotImplementedError

    def save(self, form: Any) -> str:
        """Write it in the log."""
        journalled: str = type(self).action(self.subject, form.cleaned_data["journalled"], actor=self.actor)
        return journalled

    def get_response(self, form: Any) -> HttpResponse:
        """Return the file."""
        return self.get_file(form).response()
