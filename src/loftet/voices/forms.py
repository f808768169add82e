"""Forms of voices: who answers, a question, and input from everybody."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import TOO_LONG, day_field
from loftet.core.forms import Folded, PlainForm, RecordForm
from loftet.core.values import LONGEST_TEXT
from loftet.people.models import Organisation, Role, User
from loftet.voices.models import (
    Source,
    VoiceQuestion,
    VoiceSetting,
)
from loftet.voices.queries import ABOUT, MOST_CHOICES, subjects_of
from loftet.voices.sentences import subject_name


class SettingForm(RecordForm[VoiceSetting]):
    """The person who answers inhabitants, and the days until then."""

    answerer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who answers"),
        help_text=_("The name is shown with each question, and what comes waits for this person."),
    )
    days = forms.IntegerField(
        label=_("Days from the last day until the answer"),
        help_text=_("The promise is shown with each question. At most 60."),
        error_messages={"invalid": _("Write a whole number.")},
    )

    class Meta:
        model = VoiceSetting
        fields = ("answerer", "days")

    def __init__(self, *args: Any, organisation: Organisation, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        held = Role.objects.on(today).filter(organisation=organisation, delegation=None)
        people = User.objects.filter(is_active=True, pk__in=held.values("user"))
        field = self.fields["answerer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.order_by("name", "email")
        field.label_from_instance = _name  # type: ignore[assignment]


def _name(person: User) -> str:
    return person.name or person.email


class QuestionForm(RecordForm[VoiceQuestion]):
    """A question: what can be influenced, what is decided, from when until when, and what it is about."""

    opens_on = day_field(_("Opens"))
    closes_on = day_field(_("Last day"), help_text=_("Give people time: two weeks or more."))
    about = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        help_text=_("The question is then linked from that page, too."),
    )

    class Meta:
        model = VoiceQuestion
        fields = ("title", "text", "decided", "opens_on", "closes_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "decided": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "title": _("One thing, in words that a neighbour uses."),
            "text": _("Say what the answers can change, and who decides."),
        }

    def __init__(self, *args: Any, organisation: Organisation, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.subjects = {
            f"{kind}:{one.pk}": one
            for kind, rows in subjects_of(organisation, today).items()
            for one in rows[:MOST_CHOICES]
        }
        if (kept := _about(self.instance)) and kept not in self.subjects:
            self.subjects[kept] = getattr(self.instance, kept.partition(":")[0])  # it was one before
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("nothing of this")), *self._grouped()]
        self.initial.setdefault("about", _about(self.instance))

    def _grouped(self) -> Sequence[tuple[Any, list[tuple[str, str]]]]:
        words = (_("Challenges"), _("Focus areas"), _("Needs"), _("Projects"))
        found = []
        for kind, label in zip(ABOUT, words, strict=True):
            of_kind = [
                (key, subject_name(one)) for key, one in self.subjects.items() if key.startswith(f"{kind}:")
            ]
            if of_kind:
                found.append((label, of_kind))
        return found

    @property
    def changes(self) -> Mapping[str, Any]:
        """Return what was filled in; what it is about as the field of its kind."""
        told = dict(super().changes)
        chosen = told.pop("about", "")
        return told | {
            kind: self.subjects[chosen] if chosen.startswith(f"{kind}:") else None for kind in ABOUT
        }

    def values_of(self, record: VoiceQuestion) -> Mapping[str, Any]:
        """Return what a record holds, by field."""
        return forms.model_to_dict(record, fields=self._meta.fields) | {"about": _about(record)}


def _about(question: VoiceQuestion) -> str:
    for kind in ABOUT:
        if (key := getattr(question, f"{kind}_id")) is not None:
            return f"{kind}:{key}"
    return ""


class VoiceForm(Folded, PlainForm):
    """Input from anybody: a text alone is enough."""

    folded = {_("Your name, and the answer by e-mail"): ("name", "email")}

    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "Somebody in the municipality reads it before it is shown to all. Write nothing private about "
            "yourself or others."
        ),
        error_messages=TOO_LONG | {"required": _("Write something here.")},
    )
    source = forms.ChoiceField(label=_("Who is it from?"), initial=Source.OWN)
    of_whom = forms.CharField(
        label=_("Which class or council?"),
        required=False,
        max_length=80,
        help_text=_("Such as «7th grade, Gol school». No names of pupils."),
    )
    name = forms.CharField(label=_("Your name, if you want it shown"), required=False, max_length=80)
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        max_length=254,
        help_text=_("You get a letter and confirm it. It is never shown, and deleted when you are answered."),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.no.")},
    )
    copied = forms.BooleanField(
        label=_("I am an employee, and want the employee representatives to know of it"), required=False
    )

    def __init__(self, *args: Any, types_in: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [one for one in Source.choices if types_in or one[0] != Source.PAPER]

    @property
    def is_from_a_machine(self) -> bool:
        """Check whether the field that no person sees was filled in."""
        return bool(self.data.get("homepage"))

    @property
    def written(self) -> dict[str, Any]:
        """Return what is kept, by the names of the model's fields."""
        return {name: self.cleaned_data[name] for name in ("text", "source", "of_whom", "name", "copied")}
