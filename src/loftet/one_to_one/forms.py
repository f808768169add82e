"""The forms of one-to-one meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, time_field
from loftet.core.forms import RecordForm, VersionForm
from loftet.meetings.models import Side, Team
from loftet.needs.models import Need
from loftet.one_to_one.asking import is_asked_by, wishes_of
from loftet.one_to_one.models import Answer, OneToOne, Talk
from loftet.solutions.models import Solution


class SetUpForm(RecordForm[OneToOne]):
    """The frame: when firms ask, when the meetings are, and how many there can be."""

    wishes_by = day_field(_("Firms ask until"), help_text=_("Until then all have the same right."))
    day = day_field(_("The day of the meetings"))
    begins = time_field(_("The first one begins"))

    class Meta:
        model = OneToOne
        fields = ("wishes_by", "day", "begins", "minutes", "gap", "slots", "tables", "most", "guide")
        widgets = {"guide": forms.Textarea(attrs={"rows": 5})}
        labels = {
            "minutes": _("How long is a meeting?"),
            "gap": _("Minutes between meetings"),
            "slots": _("How many after each other?"),
            "tables": _("How many tables?"),
            "most": _("How many can a team have at most?"),
            "guide": _("Which questions are asked in every meeting?"),
        }
        help_texts = {"most": _("Six a day is enough for people who listen and take notes.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["begins"].required = True


def slot_choices(frame: OneToOne) -> list[tuple[int, str]]:
    """Return the slots by the time at which they begin."""
    return [(slot, time_format(frame.time_of(slot), "H.i")) for slot in range(1, frame.slots + 1)]


def slots_field(label: Any, frame: OneToOne, away: Sequence[int] = ()) -> forms.TypedMultipleChoiceField:
    """Return a field for slots in which somebody cannot come."""
    return forms.TypedMultipleChoiceField(
        label=label,
        required=False,
        coerce=int,
        choices=slot_choices(frame),
        initial=list(away),
        widget=forms.CheckboxSelectMultiple,
    )


def about_choices(subjects: Sequence[Need | Solution]) -> list[tuple[str, str]]:
    """Return what a team can ask to talk about, by key."""
    return [(f"{one._meta.model_name}-{one.pk}", one.title) for one in subjects]


class WishesForm(VersionForm):
    """Whom a team asks to meet, what about, and when it cannot come."""

    def __init__(
        self,
        *args: Any,
        team: Team,
        frame: OneToOne,
        others: Sequence[tuple[Team, str]],
        subjects: Sequence[Need | Solution],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["wanted"] = forms.TypedMultipleChoiceField(
            label=_("Whom do you want to meet?"),
            required=False,
            coerce=int,
            choices=[(one.pk, f"{one.name} · {fits}" if fits else one.name) for one, fits in others],
            initial=[key for key, one in wishes_of(frame, team).items() if is_asked_by(one, team)],
            widget=forms.CheckboxSelectMultiple,
        )
        if subjects:
            self.fields["about"] = forms.ChoiceField(
                label=_("What do you want to talk about?"),
                required=False,
                choices=[("", _("Nothing in particular")), *about_choices(subjects)],
                widget=forms.RadioSelect,
                initial="",
            )
        self.fields["away"] = slots_field(_("When can you not come?"), frame, team.away)


class AnswerForm(VersionForm):
    """Yes or no to a wish, and why not."""

    answer = forms.ChoiceField(
        label=_("Do you want to meet them?"),
        choices=[(Answer.YES, _("Yes")), (Answer.NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = forms.CharField(
        label=_("If no: why?"), required=False, max_length=200, help_text=_("Those who asked read it.")
    )


class BarForm(VersionForm):
    """Two who must not meet, and why."""

    def __init__(self, *args: Any, frame: OneToOne, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = frame.event.teams.order_by("name", "pk")
        for name, side, label in (
            ("firm", Side.MARKET, _("Which firm?")),
            ("buyer", Side.PUBLIC, _("Which municipality?")),
        ):
            chosen = {"required": _("Choose one.")}
            self.fields[name] = forms.ModelChoiceField(
                teams.filter(side=side), label=label, error_messages=chosen
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why?"),
            max_length=200,
            help_text=_("Such as: the adviser of the municipality has worked for the firm."),
            error_messages={"required": _("Write why.")},
        )
        self.style_fields()


class NoteForm(RecordForm[Talk]):
    """The note of a meeting, and the next step."""

    next_by = day_field(_("By which day?"), required=False)

    class Meta:
        model = Talk
        fields = ("held", "note", "next_step", "next_by")
        labels = {
            "held": _("Was it held?"),
            "note": _("What was said?"),
            "next_step": _("Which next step did you agree on?"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 8})}
