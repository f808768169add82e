"""Times given, moved, swapped, taken back and locked by hand: of the newest timetable, as a draft."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Side, Team
from loftet.meetings.rules import acts_for_row
from loftet.one_to_one.models import Answer, OneToOne, Wish
from loftet.one_to_one.queries import wishes_to_meet
from loftet.one_to_one.rules import is_barred
from loftet.people.actor import Actor
from loftet.timetables.free import FreeTimes
from loftet.timetables.models import PlannedMeeting, Timetable
from loftet.timetables.queries import meetings_in
from loftet.timetables.rules import may_run

BY_HAND = "by_hand"  # the reason of a wish that has no time because nobody has given one


@action("one_to_one.given", rule=may_run, acting_for=acts_for_row)
def give_time(frame: OneToOne, firm: Team, buyer: Team, slot: int, table: int, *, actor: Actor) -> OneToOne:
    """Create a time for a firm with a buyer, whether or not it has asked here; one that has a time keeps it.

    Raises:
        InvalidInput: when the two are not of the event or must not meet, the place is taken, one of them is
            not free then, or has as many meetings as a team can have.
    """
    sides = (firm.side, buyer.side) == (Side.MARKET, Side.PUBLIC)
    if not sides or {firm.event_id, buyer.event_id} != {frame.event_id}:
        raise InvalidInput.because(_("Choose a firm and a buyer of this meeting."), field="buyer")
    wish = _wish_of(frame, firm, buyer)
    draft = _draft_of(frame, actor)
    meetings = meetings_in(draft, frame)
    if any(one.wish == wish.pk for one in meetings):
        raise InvalidInput.because(_("The two have a time already. Move it instead."), field="buyer")
    _check_place(FreeTimes(frame, meetings), wish, slot, table)
    for team in wish.teams:
        if sum(team in one.teams for one in meetings) >= frame.most:
            words = _("%(who)s has as many meetings as a team can have.") % {"who": team.name}
            raise InvalidInput.because(words, field="buyer")
    draft.meetings.create(wish=wish, slot=slot, table=table)
    draft.unmet = {key: why for key, why in draft.unmet.items() if key != str(wish.pk)}
    draft.save(update_fields=["unmet"])
    return frame


@action("one_to_one.moved", rule=may_run, acting_for=acts_for_row)
def move_meeting(frame: OneToOne, wish: Wish, slot: int, table: int, *, actor: Actor) -> OneToOne:
    """Move a meeting of the newest timetable to a free place; of a released one a new draft is made.

    Raises:
        InvalidInput: when the place is taken, one of the two is not free then, or the meeting is locked.
    """
    _row_of(frame, wish)
    draft = _draft_of(frame, actor)
    _check_place(FreeTimes(frame, meetings_in(draft, frame)), wish, slot, table)
    draft.meetings.filter(wish=wish).update(slot=slot, table=table)
    return frame


@action("one_to_one.swapped", rule=may_run, acting_for=acts_for_row)
def swap_meetings(frame: OneToOne, wish: Wish, other: Wish, *, actor: Actor) -> OneToOne:
    """Swap two meetings of the newest timetable.

    Raises:
        InvalidInput: when one has no time, is locked, or one of the four is not free at the other's time.
    """
    if wish.pk == other.pk:
        raise InvalidInput.because(_("Choose another meeting to swap with."), field="place")
    first, second = _row_of(frame, wish), _row_of(frame, other)
    draft = _draft_of(frame, actor)
    times = FreeTimes(frame, meetings_in(draft, frame))
    _check_free(times, wish, second.slot, besides=(wish, other))
    _check_free(times, other, first.slot, besides=(wish, other))
    draft.meetings.filter(wish__in=(wish, other)).delete()  # a table has one meeting at a time
    draft.meetings.create(wish=wish, slot=second.slot, table=second.table)
    draft.meetings.create(wish=other, slot=first.slot, table=first.table)
    return frame


@action("one_to_one.taken_back", rule=may_run, acting_for=acts_for_row)
def take_back(frame: OneToOne, wish: Wish, *, actor: Actor) -> OneToOne:
    """Remove the time of a meeting; the wish stays.

    Raises:
        InvalidInput: when it has no time, or is locked.
    """
    _row_of(frame, wish)
    draft = _draft_of(frame, actor)
    draft.meetings.filter(wish=wish).delete()
    draft.unmet = {**draft.unmet, str(wish.pk): BY_HAND}
    draft.save(update_fields=["unmet"])
    return frame


@action("one_to_one.locked", rule=may_run, acting_for=acts_for_row)
def set_locked(frame: OneToOne, wish: Wish, *, locked: bool, actor: Actor) -> OneToOne:
    """Lock a meeting at its time and table, or unlock it; nothing that is released changes by that.

    Raises:
        InvalidInput: when it has no time.
    """
    newest = frame.timetables.first()
    if newest is None or not newest.meetings.filter(wish=wish).update(locked=locked):
        raise InvalidInput.because(_("This meeting has no time."))
    return frame


def _wish_of(frame: OneToOne, firm: Team, buyer: Team) -> Wish:
    """Return the wish of a firm for a buyer; in a dialogue a time that is given makes one."""
    wish = frame.wishes.filter(firm=firm, buyer=buyer).select_related("firm", "buyer").first()
    if wish is not None and is_barred(wish):
        raise InvalidInput.because(_("The two must not meet."), field="buyer")
    if wish is None and not frame.event.kind_of.is_matchmaking:
        return Wish.objects.create(one_to_one=frame, firm=firm, buyer=buyer)
    if wish is None or not wishes_to_meet(frame).filter(pk=wish.pk).exists():
        raise InvalidInput.because(_("Both must have said yes first."), field="buyer")
    return wish


def _row_of(frame: OneToOne, wish: Wish) -> PlannedMeeting:
    """Return the meeting of a wish in the newest timetable, which is not locked."""
    newest = frame.timetables.first()
    row = newest.meetings.filter(wish=wish).first() if newest else None
    if row is None:
        raise InvalidInput.because(_("This meeting has no time."), field="place")
    if row.locked:
        raise InvalidInput.because(_("The meeting is locked. Unlock it first."), field="place")
    return row


def _draft_of(frame: OneToOne, actor: Actor) -> Timetable:
    """Return the newest timetable as a draft: a new one where none is made, a copy of one released."""
    newest = frame.timetables.first()
    if newest is None:
        asked = wishes_to_meet(frame).values_list("pk", flat=True)
        unmet = {str(key): BY_HAND for key in asked}
        return Timetable.objects.create(one_to_one=frame, number=1, made=actor.now, unmet=unmet)
    return _copied(newest, actor) if newest.released is not None else newest


def _copied(timetable: Timetable, actor: Actor) -> Timetable:
    """Create a draft with the meetings of a timetable."""
    draft = Timetable.objects.create(
        one_to_one=timetable.one_to_one,
        number=timetable.number + 1,
        made=actor.now,
        proven=False,
        gap=timetable.gap,
        unmet=timetable.unmet,
    )
    rows = timetable.meetings.exclude(wish__answer=Answer.NEVER)
    PlannedMeeting.objects.bulk_create(
        PlannedMeeting(
            timetable=draft, wish_id=row.wish_id, slot=row.slot, table=row.table, locked=row.locked
        )
        for row in rows
    )
    return draft


def _check_place(times: FreeTimes, wish: Wish, slot: int, table: int) -> None:
    """Check that a place is one of the timetable, and free, and that both of a wish can meet then."""
    if not (1 <= slot <= times.frame.slots and 1 <= table <= times.frame.tables):
        raise InvalidInput.because(_("Choose a place of the timetable."), field="place")
    there = times.by_place.get((slot, table))
    if there is not None and there.wish != wish.pk:
        raise InvalidInput.because(_("The place is taken."), field="place")
    _check_free(times, wish, slot, besides=(wish,))


def _check_free(times: FreeTimes, wish: Wish, slot: int, besides: Iterable[Wish]) -> None:
    """Check that both of a wish can meet at a time."""
    if not times.are_free(wish.teams, slot, [one.pk for one in besides]):
        raise InvalidInput.because(_("One of the two is not free then."), field="place")
