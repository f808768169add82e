"""Forms of follow-ups."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import Suggestions, day_field, line
from loftet.core.forms import AsksAgain, Conflict, RecordForm
from loftet.decisions.follow_ups.actions import WRITTEN
from loftet.decisions.models import FollowUp
from loftet.decisions.queries.functions import FUNCTIONS
from loftet.decisions.queries.standing import day_in_words


class FollowUpForm(AsksAgain, RecordForm[FollowUp]):
    """A task, the function that sees to it, and the day it is due."""

    text = line(_("What is to be done?"), 400, _("Write what is to be done."))
    responsible = line(_("Who sees to it? (a function, not a name)"), 120)
    due = day_field(_("By when?"), required=False)

    class Meta:
        model = FollowUp
        fields = WRITTEN

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["responsible"].widget = Suggestions(tuple(FUNCTIONS.values()))
        self.style_fields()

    def clean(self) -> dict[str, Any]:
        """Ask about a day that has gone by, unless it is done."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        due = cleaned.get("due")
        if due and due < timezone.localdate() and due != self.instance.due and not cleaned.get("is_done"):
            self.ask_again("due", _("The day has gone by. Is it right?"))
        return cleaned


class ReviseFollowUpForm(FollowUpForm):
    """A task, and whether it is done."""

    is_done = forms.BooleanField(label=_("It is done"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["is_done"] = self.instance.done is not None

    def values_of(self, record: FollowUp) -> Mapping[str, Any]:
        """Return what a follow-up holds, and whether it is done."""
        return {**super().values_of(record), "is_done": record.done is not None}

    def show_conflict(self) -> int:
        """Show what is stored now beside what was written; a box that is ticked as the day."""
        version = super().show_conflict()
        done = FollowUp.objects.get(pk=self.instance.pk).done
        label = self.fields["is_done"].label or ""
        said = gettext("yes, %(day)s") % {"day": day_in_words(done)} if done else gettext("no")
        self.conflicts = [Conflict(label, said) if one.label == label else one for one in self.conflicts]
        return version
