"""Rules of minutes: the organiser writes and approves; those who took part read what is approved."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.meetings.models import Event, State, Way
from loftet.meetings.rules import organises
from loftet.minutes.models import ActionPoint, Minutes
from loftet.people.actor import Actor


def took_part(actor: Actor, event: Event) -> bool:
    """Check whether an organisation of the actor had somebody there, or the actor has something to do."""
    own = actor.permissions.held_in()
    rows = Event.objects.filter(pk=event.pk)
    came = Q(teams__organisation__in=own, teams__attendees__way__in=(Way.PHYSICAL, Way.DIGITAL))
    return rows.filter(came | Q(action_points__who=actor.user)).exists()


def may_read(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may read the minutes: the organiser, and those who were registered."""
    if actor.user is None:
        return Denied(HIDDEN)
    if organises(actor, event) or took_part(actor, event):
        return ALLOWED
    return Denied(_("Minutes are read by those who were registered, and by the organiser."))


def may_open(actor: Actor, event: Event) -> Verdict:
    """Check whether the page of the event leads the actor to the minutes: from its day on."""
    if event.day > actor.today or (event.day == actor.today and event.state != State.ANNOUNCED):
        return Denied(_("The meeting has not been yet."))
    return may_read(actor, event)


def may_write(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may write minutes: the organiser, from the day of the meeting on."""
    if not (verdict := organises(actor, event)):
        return verdict
    if event.state != State.ANNOUNCED:
        return Denied(_("Only a meeting that is announced and not cancelled has minutes."))
    if event.day > actor.today:
        return Denied(_("The meeting has not been yet."))
    return ALLOWED


def may_approve(actor: Actor, minutes: Minutes | None) -> Verdict:
    """Check whether the actor may approve minutes: the organiser, while they are a draft with a text."""
    if minutes is None:
        return Denied(_("There is no draft of minutes."))
    if not (verdict := may_write(actor, minutes.event)):
        return verdict
    if minutes.approved is not None:
        return Denied(_("The minutes are approved, and stand as they are."))
    if not (minutes.text or minutes.decisions):
        return Denied(_("The minutes are empty."))
    return ALLOWED


def may_finish(actor: Actor, row: ActionPoint) -> Verdict:
    """Check whether the actor may say that an action is done: who has it, or the organiser."""
    if actor.user is None:
        return Denied(HIDDEN)
    if row.done is not None:
        return Denied(_("It is done already."))
    if row.who_id == actor.user.pk or organises(actor, row.event):
        return ALLOWED
    return Denied(_("The one who has the task says that it is done, or the organiser."))
