"""The forms of matches: why one is not for us, and what is declared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import VersionForm
from loftet.matches.models import MatchAnswer, Why


class NoForm(VersionForm):
    """The reason of «not for us», and a note for one's own."""

    why = forms.ChoiceField(label=_("Why not?"), choices=Why.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Do you want to say more?"),
        required=False,
        max_length=MatchAnswer._meta.get_field("note").max_length,
        help_text=_("Your own organisation reads it, and nobody else."),
    )
