"""What people fill in about hours."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import CommaField, day_field
from loftet.core.forms import PlainForm
from loftet.people.models import RoleKind


class HoursForm(PlainForm):
    """Hours of a day, written in half a minute."""

    hours = CommaField(
        label=_("Hours"),
        max_digits=5,
        decimal_places=1,
        help_text=_("With a comma or a point, such as 0,5."),
        error_messages={"required": _("Write how many hours.")},
    )
    role = forms.ChoiceField(label=_("As"))
    day = day_field(_("Day"))
    note = forms.CharField(
        label=_("On what, if you wish"),
        required=False,
        max_length=200,
        help_text=_("Write no names."),
    )

    def __init__(self, *args: Any, roles: Iterable[RoleKind], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["role"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.value, one.label) for one in roles]


class PlanForm(PlainForm):
    """Hours that a role is to spend in a year."""

    role = forms.ChoiceField(label=_("Role"), choices=RoleKind.choices)
    hours = CommaField(
        label=_("Hours in the year"),
        max_digits=6,
        decimal_places=1,
        error_messages={"required": _("Write how many hours.")},
    )
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
