"""Two questions about what others read: is it entered in the journal, and by which law is a part withheld?"""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.invalid_input import InvalidInput
from loftet.openness.legal_bases import bases_on


class Journal(models.TextChoices):
    """The answer to «is this to be entered in the journal?»."""

    ENTERED = "entered", _("Yes, it is entered in the journal")
    NOT_NEEDED = "not_needed", _("No, it is not a document of a case")


class Journalled(models.TextChoices):
    """The answer to whether what leaves is to be journalled; it is kept with what leaves."""

    YES = "yes", _("yes, it has been journalled")
    WILL_BE = "will_be", _("yes, it will be journalled")
    NO = "no", _("no")


ANSWERS = [("", _("Not answered yet")), *Journal.choices]


def check_journal(answer: str, case: str, *, is_asked: bool) -> None:
    """Check the answer to «is this to be entered in the journal?», which is asked when others read it.

    Raises:
        InvalidInput: when there is none, or a document that is entered has no case number.
    """
    if is_asked and not answer:
        raise InvalidInput.because(
            gettext("Choose whether it is to be entered in the journal, now that others read it."),
            field="journal",
        )
    if answer == Journal.ENTERED and not case:
        raise InvalidInput.because(gettext("Write the case number."), field="journal_case")


class JournalFields(forms.Form):
    """The question whether a record is to be entered in the journal, not answered at first."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        answer: Any = self.fields["journal"]
        answer.label, answer.choices = _("Is this to be entered in the journal?"), ANSWERS
        self.fields["journal_case"].label = _("Case number")


def basis_field(label: Any, help_text: Any = "") -> forms.ChoiceField:
    """Return a field for the paragraph by which something is withheld today."""
    rows = bases_on(timezone.localdate())
    choices = [("", _("Choose a paragraph")), *((one.key, f"{one.cited}: {one.text}") for one in rows)]
    return forms.ChoiceField(label=label, required=False, choices=choices, help_text=help_text)
