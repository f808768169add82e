"""Rules of the timetable of one-to-one meetings: who makes, changes and releases it, and who sees which."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.dialogues.rules import is_not_frozen
from loftet.meetings.models import Event
from loftet.meetings.rules import may_change, organises
from loftet.one_to_one.models import OneToOne
from loftet.one_to_one.rules import NONE, frame_of, meets
from loftet.people.actor import Actor


def may_run(actor: Actor, frame: OneToOne | None) -> Verdict:
    """Check whether the actor may make and change timetables: the organiser, once nobody can ask any more."""
    if frame is None:
        return Denied(NONE)
    if not (verdict := organises(actor, frame.event) and is_not_frozen(frame.event)):
        return verdict
    if frame.answers_by >= actor.today:
        return Denied(_("Firms can still ask, the same for all. Make the timetable after that day."))
    if frame.day < actor.today:
        return Denied(_("The meetings have been."))
    return ALLOWED


def may_release(actor: Actor, frame: OneToOne | None) -> Verdict:
    """Check whether the actor may release the newest timetable."""
    verdict = may_run(actor, frame)
    if frame is None or not verdict:
        return verdict
    newest = frame.timetables.first()
    if newest is None:
        return Denied(_("There is no timetable yet."))
    return Denied(_("It is released already.")) if newest.released else ALLOWED


def may_see(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may see the meetings: the organiser all, those who are registered their own."""
    if actor.user is None:
        return Denied(HIDDEN)
    if organises(actor, event):
        return meets(event)
    own = actor.permissions.held_in()
    if frame_of(event) is not None and event.teams.filter(organisation__in=own).exists():
        return ALLOWED
    return Denied(_("Only those who meet see the one-to-one meetings."))


def may_lead(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor leads one-to-one meetings: the organiser, where there are some, or can be."""
    if not (verdict := organises(actor, event) and meets(event)):
        return verdict
    return ALLOWED if frame_of(event) is not None else may_change(actor, event)
