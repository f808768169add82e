"""Actions on a timetable: asked for, made again because somebody is away, released."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue_all
from loftet.background.work import ask_for, lock_work
from loftet.core.actions import action
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Team
from loftet.meetings.rules import acts_for_row
from loftet.one_to_one.asking import slots_in
from loftet.one_to_one.models import OneToOne, Talk, Wish
from loftet.people.actor import Actor
from loftet.timetables.queries import changed_between, released_of
from loftet.timetables.rules import may_release, may_run

WORK, LETTER = "one_to_one_timetable", "team_timetable"


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
    team.away = slots_in(frame, away)
    team.save(update_fields=["away"])
    ask_for(WORK, frame.pk)
    return frame


@action("one_to_one.released", rule=may_release, acting_for=acts_for_row)
def release_timetable(frame: OneToOne, *, actor: Actor) -> OneToOne:
    """Release the newest timetable; only teams whose meetings are others than before are told."""
    newest = frame.timetables.all()[0]
    before = released_of(frame)
    newest.released = actor.now
    newest.save(update_fields=["released"])
    known = set(Talk.objects.filter(wish__one_to_one=frame).values_list("wish", flat=True))
    met = newest.meetings.values_list("wish", flat=True)
    Talk.objects.bulk_create(Talk(wish_id=key) for key in met if key not in known)
    changed = Wish.objects.filter(pk__in=changed_between(before, newest)).values_list("firm", "buyer")
    told = {team for pair in changed for team in pair}
    keys = Team.objects.filter(pk__in=told).exclude(email="").order_by("pk").values_list("pk", flat=True)
    enqueue_all(LETTER, [(key, None) for key in keys])
    return frame


def drop_drafts(frame: OneToOne) -> None:
    """Remove the timetables of an earlier frame: drafts, for it stands once one is released."""
    frame.timetables.all().delete()


def part_two(wish: Wish) -> None:
    """Remove the meetings of two who must not meet from a draft, and ask for a new timetable."""
    met = wish.meetings.exists()
    wish.meetings.filter(timetable__released=None).delete()
    if met:
        ask_for(WORK, wish.one_to_one_id)
