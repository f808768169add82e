"""The pages on which times are given, moved, swapped and locked by hand."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import ButtonPage
from loftet.core.words import Words
from loftet.meetings.models import OneToOne, Side, Team, Wish
from loftet.meetings.one_to_one.actions import move_meeting
from loftet.meetings.one_to_one.by_hand import give_time, set_locked, swap_meetings, take_back
from loftet.meetings.one_to_one.forms import SWAP, TAKE_BACK, GiveForm, MoveForm, place_of
from loftet.meetings.one_to_one.grid import Taken, busy_of, swaps_for, taken_for
from loftet.meetings.one_to_one.pages import OfFrame
from loftet.meetings.one_to_one.queries import Shown, buyers_for, meetings_in
from loftet.meetings.one_to_one.rules import frame_of, may_run
from loftet.meetings.pages.event import OfEvent


class ByHand(OfFrame):
    """A form about one meeting of the newest timetable."""

    rule = may_run

    @cached_property
    def meetings(self) -> list[Shown]:
        """Return the meetings of the newest timetable."""
        return meetings_in(self.subject.timetables.first(), self.subject)


def wish_in(frame: OneToOne, key: int) -> Wish:
    """Return a wish of a frame, or answer 404."""
    found = Wish.objects.filter(one_to_one=frame, pk=key).select_related("firm", "buyer").first()
    if found is None:
        raise Http404(gettext("There is no such meeting."))
    return found


class Move(ByHand):
    """Move one meeting to a free place, swap it with another, or take its time back."""

    template_name = "meetings/pages/move.html"
    title = _("Move a meeting")
    button = _("Move the meeting")
    success = _("It is moved. Release the timetable to tell those it is about.")
    form_class = MoveForm

    @cached_property
    def wish(self) -> Wish:
        """Return the wish whose meeting is moved, or answer 404."""
        return wish_in(self.subject, self.kwargs["wish"])

    def get_lead(self) -> str:
        """Return whose meeting it is."""
        return f"{self.wish.firm.name} – {self.wish.buyer.name}"

    @cached_property
    def taken(self) -> list[Taken]:
        """Return the times at which one of the two is not free."""
        own = (one for one in self.meetings if one.wish == self.wish.pk)
        busy = busy_of(self.meetings)
        return [row for one in own for row in taken_for(one, busy, self.subject)]

    def get_form_options(self) -> dict[str, Any]:
        """Return the free places, and the meetings that can change places with this one."""
        used = {(row.slot, row.table) for row in self.meetings}
        busy = {row.slot for row in self.taken}
        swaps = [
            (f"{SWAP}{one.wish}", f"{one.begins:%H.%M}: {one.firm.name} – {one.buyer.name}")
            for one in swaps_for(self.wish.pk, self.meetings)
        ]
        return {
            **super().get_form_options(),
            "frame": self.subject,
            "used": used,
            "busy": busy,
            "swaps": swaps,
        }

    def run(self, written: dict[str, Any]) -> OneToOne:
        """Move, swap or take back."""
        place = written["place"]
        if place == TAKE_BACK:
            return take_back(self.subject, self.wish, actor=self.actor)
        if place.startswith(SWAP):
            other = wish_in(self.subject, int(place.removeprefix(SWAP)))
            return swap_meetings(self.subject, self.wish, other, actor=self.actor)
        return move_meeting(self.subject, self.wish, *place_of(place), actor=self.actor)


class Give(ByHand):
    """Form by which a firm has a time."""

    template_name = "meetings/pages/form.html"
    title = _("Give a time")
    button = _("Give the time")
    success = _("It has a time. Release the timetable to tell those it is about.")
    form_class = GiveForm

    @cached_property
    def firm(self) -> Team:
        """Return the firm, or answer 404."""
        rows = Team.objects.filter(event=self.subject.event, side=Side.MARKET)
        found = rows.filter(pk=self.kwargs["firm"]).first()
        if found is None:
            raise Http404(gettext("There is no such firm at this meeting."))
        return found

    @cached_property
    def buyers(self) -> list[Team]:
        """Return whom the firm can be given a time with."""
        return buyers_for(self.firm, self.subject, self.meetings)

    def get_lead(self) -> str:
        """Return which firm it is, and with whom where there is one buyer alone."""
        names = [one.name for one in self.buyers]
        return f"{self.firm.name} – {names[0]}" if len(names) == 1 else self.firm.name

    def get_form_options(self) -> dict[str, Any]:
        """Return the buyers, and the places that are free when the firm is."""
        frame, busy = self.subject, busy_of(self.meetings)
        used = {(one.slot, one.table) for one in self.meetings}
        only = self.buyers[0] if len(self.buyers) == 1 else None
        teams = [self.firm, *([only] if only else [])]
        free = {
            (slot, table)
            for slot in range(1, frame.slots + 1)
            for table in range(1, frame.tables + 1)
            if (slot, table) not in used
            and not any((team.pk, slot) in busy or slot in team.away for team in teams)
        }
        buyers = [(one.pk, one.name) for one in self.buyers]
        return {**super().get_form_options(), "frame": frame, "buyers": buyers, "free": free}

    def run(self, written: dict[str, Any]) -> OneToOne:
        """Create the meeting."""
        slot, table = place_of(written["place"])
        key = written.get("buyer") or next((one.pk for one in self.buyers), None)
        buyer = next((one for one in self.buyers if one.pk == key), None)
        if buyer is None:
            raise Http404(gettext("There is nobody whom the firm can meet."))
        return give_time(self.subject, self.firm, buyer, slot, table, actor=self.actor)


class Lock(OfEvent, ButtonPage):
    """The button that locks a meeting at its time, or unlocks it."""

    rule = may_run

    def get_subject(self) -> OneToOne | None:
        """Return the frame; None where there is none."""
        return frame_of(super().get_subject())

    @property
    def locks(self) -> bool:
        """Check whether the button locks."""
        return self.request.POST.get("locked") == "yes"

    def get_action(self) -> Callable[..., Any]:
        """Return the action on the meeting that the address names."""
        return partial(set_locked, wish=wish_in(self.subject, self.kwargs["wish"]), locked=self.locks)

    def get_success(self) -> Words:
        """Return what is said when it is done."""
        return _("The meeting is locked.") if self.locks else _("The meeting is unlocked.")
