"""The forms of reports: ordered, for all members, sent, adopted, and a Word template."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import PlainForm, VersionForm
from loftet.decisions.forms import DecisionField
from loftet.decisions.models import Treatment
from loftet.documents.word_package import KILOBYTE, most_packed
from loftet.openness.journal import ANSWERS
from loftet.report_content.kinds import LANGUAGES, ReportKind


class MembersForm(PlainForm):
    """The kind of report that each municipality gets."""

    kind = forms.ChoiceField(label=_("Which report?"), choices=ReportKind.choices)


class OrderForm(MembersForm):
    """The kind and the language of a report; the language is the official form of the place at first."""

    language = forms.ChoiceField(label=_("In which language?"), choices=LANGUAGES)


class TemplateForm(PlainForm):
    """A Word template."""

    file = forms.FileField(
        label=_("The Word file (.docx)"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Choose a file."),
            "invalid": _("Choose a file."),
            "empty": _("The file is empty."),
            "max_length": _("The name of the file is too long."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = gettext(
            "The report stands where the template says {{ report }}, or at its end. Styles, header and "
            "footer are your own. The file can be at most %(most)d kB."
        ) % {"most": most_packed() // KILOBYTE}


class SendForm(PlainForm):
    """The post box that a report goes to, and whether it is entered in the journal."""

    address = forms.EmailField(label=_("E-mail address of the post box"), max_length=200)
    journal = forms.ChoiceField(label=_("Is this to be entered in the journal?"), choices=ANSWERS)
    journal_case = forms.CharField(label=_("Case number"), max_length=60, required=False)


class AdoptForm(VersionForm):
    """The decision that adopted a report."""

    decision = DecisionField(
        label=_("Which decision?"), queryset=Treatment.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, decisions: QuerySet[Treatment], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
