"""The form that opens a phase."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import line
from loftet.core.forms import PlainForm


class PhaseForm(PlainForm):
    """The form of which phase is opened, and for whom."""

    phase = forms.ChoiceField(label=_("Phase"))
    municipality = forms.ChoiceField(label=_("For whom?"), required=False)
    note = line(_("Note"), 400, help_text=_("For example why it is opened again."))
