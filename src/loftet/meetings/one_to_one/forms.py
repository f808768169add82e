"""The forms of one-to-one meetings."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, time_field
from loftet.core.forms import RecordForm, VersionForm
from loftet.meetings.models import Answer, OneToOne, Side, Talk, Team
from loftet.meetings.one_to_one.asking import is_asked_by, wishes_of
from loftet.needs.models import Need
from loftet.solutions.models import Solution

TAKE_BACK, SWAP = "none", "swap-"  # instead of a place: no time at all, or that of another meeting


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


class AwayForm(VersionForm):
    """A team that cannot come, and when."""

    def __init__(self, *args: Any, frame: OneToOne, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = frame.event.teams.filter(attendees__way="physical").distinct().order_by("name", "pk")
        self.fields["team"] = forms.ModelChoiceField(
            teams, label=_("Who cannot come?"), error_messages={"required": _("Choose who cannot come.")}
        )
        self.fields["away"] = slots_field(_("When?"), frame)
        self.style_fields()


def place_choices(frame: OneToOne) -> dict[tuple[int, int], tuple[str, str]]:
    """Return the places of a timetable by slot and table, as a form offers them."""
    words = _("%(time)s, table %(table)d") if frame.tables > 1 else "%(time)s"
    return {
        (slot, table): (f"{slot}-{table}", words % {"time": begins, "table": table})
        for slot, begins in slot_choices(frame)
        for table in range(1, frame.tables + 1)
    }


def place_of(key: str) -> tuple[int, int]:
    """Return the slot and the table of a place that was chosen among `place_choices`.

    >>> place_of("3-1")
    (3, 1)
    """
    slot, table = map(int, key.split("-"))
    return slot, table


class MoveForm(VersionForm):
    """The place to which a meeting is moved: those that are free when both are; or whom it swaps with.

    `swaps` are the meetings that can change places with it, by key.
    """

    def __init__(
        self,
        *args: Any,
        frame: OneToOne,
        used: Collection[tuple[int, int]],
        busy: Collection[int],
        swaps: Sequence[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        every = place_choices(frame)
        back = (TAKE_BACK, _("No time: take it back"))
        choices = [*every.values(), *swaps, back]
        place = forms.ChoiceField(label=_("Move it to"), choices=choices)
        # What was free on a page that is old is refused by the action, after it has asked for the version.
        free = [one for at, one in every.items() if at not in used and at[0] not in busy]
        self.has_free = bool(free)
        groups = [(_("Free places"), free), (_("Swap with"), list(swaps))]
        place.widget.choices = [*(group for group in groups if group[1]), back]
        self.fields["place"] = place
        self.style_fields()


class GiveForm(VersionForm):
    """A time for a firm: with whom, and when."""

    def __init__(
        self,
        *args: Any,
        frame: OneToOne,
        buyers: Sequence[tuple[int, str]],
        free: Collection[tuple[int, int]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if len(buyers) > 1:
            self.fields["buyer"] = forms.TypedChoiceField(label=_("With whom?"), coerce=int, choices=buyers)
        every = place_choices(frame)
        place = forms.ChoiceField(label=_("When?"), choices=every.values())
        place.widget.choices = [one for at, one in every.items() if at in free]
        self.fields["place"] = place
        self.style_fields()
