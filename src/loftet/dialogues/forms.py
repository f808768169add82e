"""The forms of a market dialogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, number_field
from loftet.core.forms import PlainForm, RecordForm
from loftet.core.values import LONGEST_TEXT
from loftet.dialogues.models import LONGEST_INPUT, LONGEST_SUMMARY, MarketNotice, Question, WrittenInput
from loftet.dialogues.queries import is_about_volume, unit_of
from loftet.notices.models import How


class QuestionForm(PlainForm):
    """A question."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads it, and not who asks. Write nothing that is secret."),
        error_messages={"required": _("Write your question.")},
    )


class AnswerForm(RecordForm[Question]):
    """The answer to a question."""

    class Meta:
        model = Question
        fields = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 5})}
        labels = {"answer": _("The answer")}
        help_texts = {"answer": _("Everybody reads it. Name nobody who asks.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].required = True
        self.fields["answer"].error_messages["required"] = _("Write the answer.")


class NoticeForm(RecordForm[MarketNotice]):
    """The notice: what is pasted into Doffin, its number, and the text in English, or why not."""

    class Meta:
        model = MarketNotice
        fields = ("title", "text", "cpv", "doffin", "no_doffin", "english", "no_english")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 12}),
            "english": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {
            "text": _("Description, to be pasted into the advisory notice"),
            "doffin": _("Number on Doffin"),
            "no_doffin": _("Or why it is not announced there"),
            "english": _("For firms that read no Norwegian, in English"),
            "no_english": _("Or why there is no English"),
        }


class HandOverForm(PlainForm):
    """Something that suppliers were given."""

    what = forms.CharField(
        label=_("What was handed over?"),
        max_length=200,
        error_messages={"required": _("Write what was handed over.")},
    )
    link = forms.URLField(
        label=_("Where does everybody find it?"),
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": _("Write the address: what one firm is given is open to all."),
            "invalid": _("Write an address that begins with https://."),
        },
    )


class SummaryForm(PlainForm):
    """A version of the open summary."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Summary"),
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Who took part, what was corrected in the need, what the market says, where firms disagree, what "
            "you change, what is open, what comes next. Never who said what, and no prices."
        ),
        error_messages={"required": _("Write the summary.")},
    )


class InputForm(RecordForm[WrittenInput]):
    """The answer of a firm in writing; where something is bought, also two fields on volume and price."""

    text = forms.CharField(
        label=_("Answers to the questions"),
        max_length=LONGEST_INPUT,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("At most three pages, or 9,000 letters. Say what must be confidential, and why."),
        error_messages={"required": _("Write the answers.")},
    )
    least_volume = number_field(_("The smallest volume that the firm delivers"))

    class Meta:
        model = WrittenInput
        fields: tuple[str, ...] = ("text", "least_volume", "drivers")
        widgets = {"drivers": forms.Textarea(attrs={"rows": 4})}
        labels = {"drivers": _("What drives the price?")}
        help_texts = {"drivers": _("Such as access, length of contract or time of year. No prices.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        event = self.instance.event
        if not is_about_volume(event):
            del self.fields["least_volume"], self.fields["drivers"]
        elif unit := unit_of(event):
            words = _("The smallest volume that the firm delivers, %(unit)s") % {"unit": unit}
            self.fields["least_volume"].label = words


class NotedInputForm(InputForm):
    """The same, as the organiser writes it in: who sent it, how and when."""

    how = forms.ChoiceField(label=_("How?"), choices=How.choices, initial=How.MAIL)
    said_on = day_field(_("When?"))

    class Meta(InputForm.Meta):
        fields = (*InputForm.Meta.fields, "said_by", "how", "said_on")
        labels = {**InputForm.Meta.labels, "said_by": _("Who said it?")}
        help_texts = {**InputForm.Meta.help_texts, "said_by": _("Name, and what the person does.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["said_by"].required = True
        self.initial["how"] = self.instance.how or How.MAIL
