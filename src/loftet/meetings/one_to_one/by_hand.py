"""Times given, swapped, taken back and locked by hand; they are of the newest timetable, as a draft."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import OneToOne, PlannedMeeting, Side, Team, Timetable, Wish
from loftet.meetings.one_to_one.actions import copied
from loftet.meetings.one_to_one.problem import signed_off, wishes_to_meet
from loftet.meetings.one_to_one.rules import is_barred, may_run
from loftet.meetings.rules import acts_for_row
from loftet.people.actor import Actor

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
    rows = list(draft.meetings.select_related("wish"))
    if any(row.wish_id == wish.pk for row in rows):
        raise InvalidInput.because(_("The two have a time already. Move it instead."), field="buyer")
    _check_place(frame, wish, slot, table, rows)
    for team in (firm, buyer):
        if sum(team.pk in _teams_of(row) for row in rows) >= frame.most:
            words = _("%(who)s has as many meetings as a team can have.") % {"who": team.name}
            raise InvalidInput.because(words, field="buyer")
    draft.meetings.create(wish=wish, slot=slot, table=table)
    _say_met(draft, wish)
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
    rows = [row for row in draft.meetings.select_related("wish") if row.wish_id not in (wish.pk, other.pk)]
    _check_free(frame, wish, second.slot, rows)
    _check_free(frame, other, first.slot, rows)
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
    return copied(newest, actor) if newest.released is not None else newest


def _say_met(draft: Timetable, wish: Wish) -> None:
    draft.unmet = {key: why for key, why in draft.unmet.items() if key != str(wish.pk)}
    draft.save(update_fields=["unmet"])


def _teams_of(row: PlannedMeeting) -> tuple[int, int]:
    return row.wish.firm_id, row.wish.buyer_id


def _check_place(frame: OneToOne, wish: Wish, slot: int, table: int, rows: Iterable[PlannedMeeting]) -> None:
    if not (1 <= slot <= frame.slots and 1 <= table <= frame.tables):
        raise InvalidInput.because(_("Choose a place of the timetable."), field="place")
    if any((row.slot, row.table) == (slot, table) for row in rows):
        raise InvalidInput.because(_("The place is taken."), field="place")
    _check_free(frame, wish, slot, rows)


def _check_free(frame: OneToOne, wish: Wish, slot: int, rows: Iterable[PlannedMeeting]) -> None:
    """Check that both of a wish are there at a time, and have no other meeting then."""
    both = {wish.firm_id, wish.buyer_id}
    busy = {team for row in rows if row.slot == slot for team in _teams_of(row)}
    away = slot in wish.firm.away or slot in wish.buyer.away or both & signed_off(frame)
    if busy & both or away:
        raise InvalidInput.because(_("One of the two is not free then."), field="place")
