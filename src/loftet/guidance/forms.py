"""The forms of guidance."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, time_field
from loftet.core.forms import PlainForm, VersionForm
from loftet.guidance.actions import MOST_IN_A_ROW
from loftet.programme.models import Participation


class TimesForm(PlainForm):
    """Times that an adviser offers, after each other."""

    day = day_field(_("Day"))
    begins = time_field(_("The first one begins"))
    number = forms.IntegerField(
        label=_("How many after each other?"), min_value=1, max_value=MOST_IN_A_ROW, initial=3
    )
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        initial=45,
        choices=[(30, _("30 minutes")), (45, _("45 minutes")), (60, _("60 minutes"))],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["begins"].required = True


class BookForm(VersionForm):
    """The municipality that a time is booked for, where one acts for several."""

    def __init__(self, *args: Any, own: Sequence[Participation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["participation"] = forms.TypedChoiceField(
            label=_("For which municipality?"),
            coerce=int,
            choices=[(one.pk, one.organisation.name) for one in own],
        )
        self.style_fields()


class StepForm(PlainForm):
    """A next step."""

    what = forms.CharField(
        label=_("What is the next step?"),
        max_length=200,
        error_messages={"required": _("Write what the next step is.")},
    )
    due = day_field(_("By which day?"))
    promised = forms.CharField(label=_("What has the adviser promised?"), max_length=300, required=False)
