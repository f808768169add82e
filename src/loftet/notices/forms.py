"""The form of a person's settings of notices."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import PlainForm
from loftet.notices.queries.following import TopicChoice


class NotificationSettingsForm(PlainForm):
    """The letter, and each topic of notices: ticked is wanted."""

    weekly_letter = forms.BooleanField(
        label=_("Send me a letter a week when there is something to tell"),
        required=False,
        help_text=_("A firm and a municipality of fewer than 5,000 get one a month at the most."),
    )

    def __init__(self, *args: Any, topics: Sequence[TopicChoice], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in topics:
            field = forms.BooleanField(label=str(one.about), required=False, initial=bool(one.wanted))
            field.widget.attrs["class"] = "ds-input"
            self.fields[one.topic] = field
        self.topics = topics

    @property
    def wanted(self) -> list[str]:
        """Return the kinds of the topics that are ticked: as they were, or all where none was wanted."""
        ticked = (one for one in self.topics if self.cleaned_data[one.topic])
        return [kind for one in ticked for kind in one.wanted or one.kinds]
