"""Actions on one-to-one meetings: set up, timed, released, moved, and somebody is away."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue_all
from loftet.background.work import ask_for, lock_work
from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import (
    Answer,
    Event,
    OneToOne,
    PlannedMeeting,
    Talk,
    Team,
    Timetable,
    Wish,
)
from loftet.meetings.one_to_one.problem import moved_teams
from loftet.meetings.one_to_one.rules import frame_of, may_release, may_run, may_set_up
from loftet.meetings.rules import acts_for, acts_for_row
from loftet.people.actor import Actor

WORK, LETTER = "one_to_one_timetable", "team_timetable"
MOST_SEED = 999_999


@action("one_to_one.set_up", rule=may_set_up, creates=True, acting_for=acts_for)
def set_up(event: Event, written: Mapping[str, Any], version: int, *, actor: Actor) -> OneToOne:
    """Create or change the frame; the number of the lots is drawn once. A timetable of the old frame goes.

    Raises:
        InvalidInput: when a value is refused, or the days are in the wrong order.
        ChangedMeanwhile: when somebody else has changed the frame since `version` was read.
    """
    frame = frame_of(event) or OneToOne(event=event, version=0, seed=secrets.randbelow(MOST_SEED) + 1)
    same_version(frame.version, version)
    set_values(frame, written)
    if frame.wishes_by < actor.today:
        raise InvalidInput.because(_("Choose a day that is still to come."), field="wishes_by")
    if frame.day <= frame.answers_by:
        raise InvalidInput.because(
            _("The meetings come after the day for asking, and three days for answers.")
            if event.kind_of.is_matchmaking
            else _("The meetings come after the day for asking."),
            field="day",
        )
    last = frame.slots * (frame.minutes + frame.gap) - frame.gap
    if frame.begins.hour * 60 + frame.begins.minute + last > 24 * 60:
        raise InvalidInput.because(_("So many meetings do not end on the same day."), field="slots")
    frame.version += 1
    frame.save()
    frame.timetables.all().delete()  # drafts: the rule has seen that none is released
    return frame


@action("one_to_one.planned", rule=may_run, acting_for=acts_for_row)
def make_timetable(frame: OneToOne, *, actor: Actor) -> OneToOne:
    """Ask the worker for a timetable; after a release it moves as few meetings as possible."""
    lock_work(WORK, frame.pk)
    ask_for(WORK, frame.pk)
    return frame


@action("one_to_one.away", rule=may_run, acting_for=acts_for_row)
def set_away(frame: OneToOne, team: Team, away: Sequence[int], *, actor: Actor) -> OneToOne:
    """Set when a team cannot come, and ask for a new timetable.

    Raises:
        InvalidInput: when the team is not registered for the event.
    """
    if team.event_id != frame.event_id:
        raise InvalidInput.because(_("The team is not registered for this meeting."), field="team")
    team.away = sorted({slot for slot in away if 1 <= slot <= frame.slots})
    team.save(update_fields=["away"])
    ask_for(WORK, frame.pk)
    return frame


@action("one_to_one.released", rule=may_release, acting_for=acts_for_row)
def release_timetable(frame: OneToOne, *, actor: Actor) -> OneToOne:
    """Release the newest timetable; only teams whose meetings are others than before are told."""
    newest = frame.timetables.all()[0]
    before = frame.timetables.exclude(released=None).first()
    newest.released = actor.now
    newest.save(update_fields=["released"])
    known = set(Talk.objects.filter(wish__one_to_one=frame).values_list("wish", flat=True))
    met = newest.meetings.values_list("wish", flat=True)
    Talk.objects.bulk_create(Talk(wish_id=key) for key in met if key not in known)
    told = moved_teams(list(before.meetings.all()) if before else [], list(newest.meetings.all()))
    keys = Team.objects.filter(pk__in=told).exclude(email="").order_by("pk").values_list("pk", flat=True)
    enqueue_all(LETTER, [(key, None) for key in keys])
    return frame


@action("one_to_one.moved", rule=may_run, acting_for=acts_for_row)
def move_meeting(frame: OneToOne, wish: Wish, slot: int, table: int, *, actor: Actor) -> OneToOne:
    """Move a meeting of the newest timetable to a free place; of a released one a new draft is made.

    Raises:
        InvalidInput: when the place is taken, one of the two is busy or away then, or the meeting is locked.
    """
    newest = frame.timetables.first()
    if newest is None or wish.one_to_one_id != frame.pk:
        raise InvalidInput.because(_("There is no timetable yet."))
    rows = {row.wish_id: row for row in newest.meetings.select_related("wish")}
    if wish.pk not in rows or not (1 <= slot <= frame.slots and 1 <= table <= frame.tables):
        raise InvalidInput.because(_("Choose a place of the timetable."), field="place")
    if rows[wish.pk].locked:
        raise InvalidInput.because(_("The meeting is locked. Unlock it first."), field="place")
    others = [row for key, row in rows.items() if key != wish.pk and row.slot == slot]
    if any(row.table == table for row in others):
        raise InvalidInput.because(_("The place is taken."), field="place")
    busy = {team for row in others for team in (row.wish.firm_id, row.wish.buyer_id)}
    if busy & {wish.firm_id, wish.buyer_id} or slot in wish.firm.away or slot in wish.buyer.away:
        raise InvalidInput.because(_("One of the two is not free then."), field="place")
    if newest.released is not None:
        newest = copied(newest, actor)
    newest.meetings.filter(wish=wish).update(slot=slot, table=table)
    return frame


def copied(timetable: Timetable, actor: Actor) -> Timetable:
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
