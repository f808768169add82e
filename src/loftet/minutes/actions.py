"""Actions on minutes: written, approved; and what somebody does afterwards: agreed on, done."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.versions import save_next_version
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Event
from loftet.meetings.rules import acts_for, acts_for_row
from loftet.minutes.models import ActionPoint, Minutes
from loftet.minutes.rules import may_approve, may_finish, may_write
from loftet.people.actor import Actor
from loftet.people.models import Role


@action("minutes.written", rule=may_write, creates=True, acting_for=acts_for)
def write_minutes(event: Event, written: Mapping[str, Any], version: int, *, actor: Actor) -> Minutes:
    """Create or change the draft; what is approved stays, and a later text is a new version.

    Raises:
        InvalidInput: when a value is refused.
        ChangedMeanwhile: when somebody else has changed the draft since `version` was read.
    """
    return save_next_version(draft_of(event), version, written, written=actor.now, written_by=actor.person)


def draft_of(event: Event) -> Minutes:
    """Return the draft, or one that is not made yet: it begins with the text that was approved last."""
    newest = event.minutes.first()
    if newest is not None and newest.approved is None:
        return newest
    number = newest.number + 1 if newest else 1
    text, decisions = (newest.text, newest.decisions) if newest else ("", "")
    return Minutes(event=event, number=number, text=text, decisions=decisions, version=0)


@action("minutes.approved", rule=may_approve, acting_for=acts_for_row)
def approve_minutes(minutes: Minutes, *, actor: Actor) -> Minutes:
    """Mark minutes as approved: they are frozen, and read by those who took part."""
    minutes.approved, minutes.approved_by = actor.now, actor.person
    return minutes


@action("minutes.agreed", rule=may_write, creates=True, acting_for=acts_for)
def agree_on(event: Event, written: Mapping[str, Any], *, actor: Actor) -> ActionPoint:
    """Create something that somebody does by a day.

    Raises:
        InvalidInput: when a value is refused, the day has passed, or somebody is chosen who was not there.
    """
    row = ActionPoint(event=event)
    set_values(row, written)
    if row.due < actor.today:
        raise InvalidInput.because(_("Choose a day that is still to come."), field="due")
    if row.who_id not in possible_people(event, actor).values_list("user", flat=True):
        raise InvalidInput.because(_("Choose somebody of an organisation that was there."), field="who")
    row.save()
    return row


def possible_people(event: Event, actor: Actor) -> Any:
    """Return the roles of those who can have something to do: of the organiser, and of those who came."""
    keys = event.teams.exclude(organisation=None).values("organisation")
    rows = Role.objects.on(actor.today).filter(user__is_active=True)
    return rows.filter(organisation__in=keys) | rows.filter(organisation=event.organisation_id)


@action("minutes.done", rule=may_finish)
def finish(row: ActionPoint, *, actor: Actor) -> ActionPoint:
    """Mark an action as done."""
    row.done = actor.now
    return row
