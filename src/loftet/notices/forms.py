"""The form of a person's settings of notices."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import PlainForm
from loftet.notices.queries.following import KindChoice


class NotificationSettingsForm(PlainForm):
    """The letter, and each kind of notice: ticked is wanted."""

    weekly_letter = forms.BooleanField(
        label=_("Send me a letter a week when there is something to tell"), required=False
    )

    def __init__(self, *args: Any, kinds: Sequence[KindChoice], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in kinds:
            field = forms.BooleanField(label=capfirst(str(one.about)), required=False, initial=one.wanted)
            field.widget.attrs["class"] = "ds-input"
            self.fields[one.kind] = field
        self.kinds = [one.kind for one in kinds]

    @property
    def wanted(self) -> list[str]:
        """Return the kinds that are ticked."""
        return [kind for kind in self.kinds if self.cleaned_data[kind]]
