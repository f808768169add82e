"""What people fill in about competence and what is measured."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import CommaField, day_field
from loftet.core.forms import PlainForm
from loftet.people.models import User
from loftet.programme.models import CompetenceKind


class CompetenceForm(PlainForm):
    """Who can what: a person of the municipality, a function, or both."""

    kind = forms.ChoiceField(label=_("What"), choices=CompetenceKind.choices)
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody by name"),
        help_text=_("Somebody who has a role in the municipality here; or write a function below."),
    )
    function = forms.CharField(
        label=_("Function"),
        required=False,
        max_length=120,
        help_text=_("Such as head of procurement. Write no name of somebody who does not know of it."),
    )
    about = forms.CharField(label=_("What they can"), required=False, max_length=400)
    can_be_lent = forms.BooleanField(label=_("Can help other municipalities of the cohort"), required=False)
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["person"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "email")


class BaselineForm(PlainForm):
    """Where a cohort began; a value that is left out is not known, and the source says why."""

    value = CommaField(
        label=_("Value before the cohort began"),
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text=_("Leave it empty if it is not known. Write 0 only if you know that it was none."),
    )
    day = day_field(_("As of"))
    source = forms.CharField(
        label=_("Source, or why it is not known"),
        max_length=400,
        error_messages={"required": _("Write the source, or why it is not known.")},
    )
    aim = CommaField(label=_("Aim"), required=False, max_digits=14, decimal_places=2)
    aim_by = day_field(_("To be reached by"), required=False)
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)


class ReadingForm(PlainForm):
    """A value that is told."""

    value = CommaField(
        label=_("Value"),
        max_digits=14,
        decimal_places=2,
        error_messages={"required": _("Write the value.")},
    )
    day = day_field(_("As of"))
    source = forms.CharField(
        label=_("Source"), max_length=400, error_messages={"required": _("Write the source.")}
    )
