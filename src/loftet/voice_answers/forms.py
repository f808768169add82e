"""The forms of those who answer: input is read and gathered, a group and a question are answered."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import PlainForm, RecordForm
from loftet.voice_answers.texts import STRUCK
from loftet.voices.models import Outcome, Reason, Voice, VoiceGroup, VoiceQuestion

ANSWERS: dict[str, Any] = {"rows": 6}


class ReadForm(RecordForm[Voice]):
    """Publish input, as it is or with words struck, or say why not."""

    decision = forms.ChoiceField(
        label=_("What do you do with it?"),
        choices=(("publish", _("Publish")), ("refuse", _("Do not publish"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose something here.")},
    )
    reason = forms.ChoiceField(
        label=_("Why not?"),
        required=False,
        choices=(("", _("choose")), *Reason.choices),
        help_text=_("Who has confirmed an address is told."),
    )

    without_name = forms.BooleanField(label=_("Publish it without the name"), required=False)

    class Meta:
        model = Voice
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        labels = {"text": _("The input")}
        help_texts = {
            "text": _(
                "Strike names and all that tells of single persons: write […] in its place. You cannot "
                "change other words. What is struck is not kept."
            )
        }

    field_order = ("text", "without_name", "decision", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = self.instance.of_whom or self.instance.name
        if shown:
            self.fields["without_name"].help_text = shown
        else:
            del self.fields["without_name"]

    def clean_text(self) -> str:
        """Return the text with one kind of mark for what is struck."""
        return str(self.cleaned_data["text"]).replace("[...]", STRUCK).replace("\r\n", "\n")

    def values_of(self, record: Voice) -> Mapping[str, Any]:
        """Return what a record holds, by field."""
        return {"text": record.text}


class GatherForm(PlainForm):
    """Group input that says alike under a name."""

    name = forms.CharField(
        label=_("What do they say, in a few words?"),
        max_length=80,
        help_text=_("The name of a group that is there already adds to it."),
    )
    voices = forms.TypedMultipleChoiceField(
        label=_("Input"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what says alike.")},
    )

    def __init__(self, *args: Any, texts: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["voices"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(texts.items())


class GroupAnswerForm(RecordForm[VoiceGroup]):
    """An answer to a group: its first words, and the rest."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=Outcome.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = VoiceGroup
        fields = ("outcome", "answer")
        labels = {"answer": _("Your answer")}
        widgets = {"answer": forms.Textarea(attrs=ANSWERS)}
        help_texts = {"answer": _("Say what, when and why, in words that those who asked understand.")}


class AnswerForm(RecordForm[VoiceQuestion]):
    """The answer to a question, and who did not take part."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=Outcome.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = VoiceQuestion
        fields = ("outcome", "answer", "absent")
        labels = {"answer": _("Your answer"), "absent": _("Who did not take part?")}
        widgets = {"answer": forms.Textarea(attrs=ANSWERS)}
        help_texts = {
            "answer": GroupAnswerForm.Meta.help_texts["answer"],
            "absent": _("Such as «Few under 30, and nobody from the upper valley»."),
        }
