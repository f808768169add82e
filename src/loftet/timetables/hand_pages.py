"""The pages on which times are given, moved, swapped and locked by hand."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import ButtonPage
from loftet.core.words import Words
from loftet.meetings.models import Side, Team
from loftet.meetings.pages.event import OfEvent
from loftet.one_to_one.models import OneToOne, Wish
from loftet.one_to_one.pages import OfFrame
from loftet.one_to_one.rules import frame_of
from loftet.timetables.by_hand import give_time, move_meeting, set_locked, swap_meetings, take_back
from loftet.timetables.forms import SWAP, TAKE_BACK, GiveForm, MoveForm, place_of
from loftet.timetables.free import FreeTimes, Taken
from loftet.timetables.queries import Shown, buyers_for, meetings_in
from loftet.timetables.rules import may_run


class ByHand(OfFrame):
    """A form about one meeting of the newest timetable."""

    rule = may_run

    @cached_property
    def meetings(self) -> list[Shown]:
        """Return the meetings of the newest timetable."""
        return meetings_in(self.subject.timetables.first(), self.subject)

    @cached_property
    def times(self) -> FreeTimes:
        """Return the times that these leave free."""
        return FreeTimes(self.subject, self.meetings)


def wish_in(frame: OneToOne, key: int) -> Wish:
    """Return a wish of a frame, or answer 404."""
    found = Wish.objects.filter(one_to_one=frame, pk=key).select_related("firm", "buyer").first()
    if found is None:
        raise Http404(gettext("There is no such meeting."))
    return found


class Move(ByHand):
    """Move one meeting to a free place, swap it with another, or take its time back."""

    template_name = "timetables/pages/move.html"
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
    def own(self) -> Shown | None:
        """Return the meeting, if it has a time."""
        return next((one for one in self.meetings if one.wish == self.wish.pk), None)

    @cached_property
    def taken(self) -> list[Taken]:
        """Return the times at which one of the two is not free."""
        return self.times.taken_for(self.own) if self.own else []

    def get_form_options(self) -> dict[str, Any]:
        """Return the free places, and the meetings that can change places with this one."""
        return {
            **super().get_form_options(),
            "frame": self.subject,
            "free": self.times.places_for(self.wish.teams, besides=(self.wish.pk,)),
            "swaps": [
                (f"{SWAP}{one.wish}", f"{one.begins:%H.%M}: {one.firm.name} – {one.buyer.name}")
                for one in (self.times.swaps_for(self.own) if self.own else ())
            ],
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
        teams = [self.firm, *(self.buyers if len(self.buyers) == 1 else ())]
        free = self.times.places_for(teams)
        buyers = [(one.pk, one.name) for one in self.buyers]
        return {**super().get_form_options(), "frame": self.subject, "buyers": buyers, "free": free}

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
