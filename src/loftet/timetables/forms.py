"""The forms of a timetable: who cannot come, and the place of a meeting."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import VersionForm
from loftet.one_to_one.forms import slot_choices, slots_field
from loftet.one_to_one.models import OneToOne

TAKE_BACK, SWAP = "none", "swap-"  # instead of a place: no time at all, or that of another meeting


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
        free: Collection[tuple[int, int]],
        swaps: Sequence[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        every = place_choices(frame)
        back = (TAKE_BACK, _("No time: take it back"))
        choices = [*every.values(), *swaps, back]
        place = forms.ChoiceField(label=_("Move it to"), choices=choices)
        # What was free on a page that is old is refused by the action, after it has asked for the version.
        places = [one for at, one in every.items() if at in free]
        self.has_free = bool(places)
        groups = [(_("Free places"), places), (_("Swap with"), list(swaps))]
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
