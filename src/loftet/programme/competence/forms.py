"""Forms of who can what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import line
from loftet.core.forms import RecordForm
from loftet.people.models import User
from loftet.programme.models import Competence, CompetenceKind


class CompetenceForm(RecordForm[Competence]):
    """The form of who can what: a person of the municipality, a function, or both."""

    kind = forms.ChoiceField(label=_("What"), choices=CompetenceKind.choices)
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody by name"),
        help_text=_("Somebody who has a role in the municipality here; or write a function below."),
    )
    function = line(
        _("Function"),
        120,
        help_text=_("Such as head of procurement. Write no name of somebody who does not know of it."),
    )
    about = line(_("What they can"), 400)
    can_be_lent = forms.BooleanField(label=_("Can help other municipalities of the cohort"), required=False)

    class Meta:
        model = Competence
        fields = ("kind", "person", "function", "about", "can_be_lent")
