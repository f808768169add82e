"""What a reader fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.indicators.models import LONGEST_TEXT


class ErrorReportForm(forms.Form):
    """What is wrong with a figure, and where to send an answer.

    `homepage` is for machines alone: a person does not see it, and what fills it in is not kept.
    """

    text = forms.CharField(
        label=_("What is wrong with the figure?"),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Write what is wrong."),
            "max_length": _("Write at most %(limit_value)d characters; you have %(show_value)d."),
        },
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.no.")},
    )
    homepage = forms.CharField(required=False)

    @property
    def is_from_a_machine(self) -> bool:
        """Tell whether the field that no person sees was filled in."""
        return bool(self.data.get("homepage"))
