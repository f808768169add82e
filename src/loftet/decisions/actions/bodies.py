"""Actions on bodies and their meetings: added, changed, ended; planned, moved, cancelled."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.decisions.actions.notifications import notify_followers, where_and_when
from loftet.decisions.meeting_plan import FIELD, PlannedDay
from loftet.decisions.models import Body, Matter, Meeting
from loftet.decisions.rules import KEEPS_BODIES, may_keep_bodies, organisation_of
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.people.models import Organisation


def _acting_for(actor: Actor, record: Organisation | Body | Meeting) -> str:
    return actor.permissions.on_behalf_of(organisation_of(record), *KEEPS_BODIES)


@action("body.added", rule=may_keep_bodies, creates=True, locks_parent=True, acting_for=_acting_for)
def add_body(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Body:
    """Add a body to an organisation; `written` holds its fields.

    Raises:
        InvalidInput: when it has no name, or one that another body has.
    """
    row = Body(organisation=organisation, changed=actor.now)
    _write(row, written)
    row.save()
    return row


@action("body.revised", rule=may_keep_bodies, acting_for=_acting_for)
def revise_body(row: Body, written: Mapping[str, Any], *, actor: Actor) -> Body:
    """Change what a body is called, and when papers to it are due.

    Raises:
        InvalidInput: when it has no name, or one that another body has.
    """
    row.changed = actor.now
    _write(row, written)
    return row


@action("body.ended", rule=may_keep_bodies, acting_for=_acting_for)
def end_body(row: Body, *, actor: Actor) -> Body:
    """End a body today; what it did stays, and its meetings after today are cancelled.

    A meeting of today may have been held, and what came of it is still to be recorded.

    Raises:
        InvalidInput: when it has ended already.
    """
    _demand_not_ended(row)
    row.ended, row.changed = actor.today, actor.now
    for meeting in Meeting.objects.filter(body=row, cancelled=None, day__gt=actor.today).order_by("pk"):
        if not _something_came_of(meeting):
            cancel_meeting(meeting, actor=actor)
    return row


@action(
    "meetings.planned",
    rule=may_keep_bodies,
    creates=True,
    subject=lambda done: done.record,
    details=lambda done: {"number": len(done.result)},
    acting_for=_acting_for,
)
def plan_meetings(body: Body, days: Sequence[PlannedDay], place: str, *, actor: Actor) -> list[Meeting]:
    """Add meetings to the plan of a body; days on which it meets already are left as they are.

    Raises:
        InvalidInput: when the body meets on all of the days already, or has ended.
    """
    _demand_not_ended(body)
    new = new_days(body, days)
    if not new:
        raise InvalidInput.because(_("The body meets on all of these days already."), field=FIELD)
    rows = [Meeting(body=body, day=one.day, begins=one.begins, changed=actor.now) for one in new]
    for row in rows:
        set_values(row, {"place": place})
    return Meeting.objects.bulk_create(rows)


def new_days(body: Body, days: Sequence[PlannedDay]) -> tuple[PlannedDay, ...]:
    """Return the days on which a body does not meet yet; one query."""
    taken = set(Meeting.objects.filter(body=body, cancelled=None).values_list("day", flat=True))
    return tuple(one for one in days if one.day not in taken)


@action("meeting.moved", rule=may_keep_bodies, acting_for=_acting_for)
def move_meeting(row: Meeting, written: Mapping[str, Any], *, actor: Actor) -> Meeting:
    """Change when or where a meeting is; those whose matters are planned there are told of another time.

    Raises:
        InvalidInput: when it was cancelled, when something came of it already, or when the day is taken.
    """
    _demand_not_cancelled(row)
    before = row.day, row.begins
    set_values(row, written)
    row.changed = actor.now
    if row.day != before[0]:
        if _something_came_of(row):
            raise InvalidInput.because(
                _("The meeting has been held: something came of it. Its day stays."), field="day"
            )
        others = Meeting.objects.filter(body=row.body, day=row.day, cancelled=None)
        if others.exclude(pk=row.pk).exists():
            raise InvalidInput.because(_("The body meets on this day already."), field="day")
    if before != (row.day, row.begins):
        _tell_planned("matter.meeting_moved", row, actor)
    return row


@action("meeting.cancelled", rule=may_keep_bodies, acting_for=_acting_for)
def cancel_meeting(row: Meeting, *, actor: Actor) -> Meeting:
    """Cancel a meeting; those whose matters are planned there are told.

    Raises:
        InvalidInput: when it was cancelled already, or when something came of it.
    """
    _demand_not_cancelled(row)
    if _something_came_of(row):
        raise InvalidInput.because(_("The meeting has been held: something came of it. Its day stays."))
    row.cancelled = row.changed = actor.now
    _tell_planned("matter.meeting_cancelled", row, actor)
    return row


def _something_came_of(meeting: Meeting) -> bool:
    return meeting.treatments.exclude(outcome="").exists()


def _tell_planned(kind: str, meeting: Meeting, actor: Actor) -> None:
    """Notify those who follow the matters that are planned to a meeting."""
    planned = Matter.objects.filter(treatments__meeting=meeting, treatments__outcome="").distinct()
    for matter in planned.select_related("organisation", "prepared_by"):
        notify_followers(kind, matter, actor, where=where_and_when(meeting.body.name, meeting.day))


def _write(row: Body, written: Mapping[str, Any]) -> None:
    """Set the fields of a body whose organisation, or that itself, is locked."""
    set_values(row, written)
    others = Body.objects.filter(organisation=row.organisation_id, name=row.name)
    if others.exclude(pk=row.pk).exists():
        raise InvalidInput.because(_("The organisation has a body of this name already."), field="name")


def _demand_not_ended(body: Body) -> None:
    if body.ended is not None:
        raise InvalidInput.because(_("The body has ended already."))


def _demand_not_cancelled(meeting: Meeting) -> None:
    if meeting.cancelled is not None:
        raise InvalidInput.because(_("The meeting has been cancelled."))
