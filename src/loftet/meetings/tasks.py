"""Tasks that events give people: one line for a person, the next thing alone."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from loftet.core.registry import Task, TaskReads
from loftet.meetings.kinds import MOST_DAYS
from loftet.meetings.models import Event, State
from loftet.meetings.rules import ORGANISES
from loftet.people.actor import Actor


def event_tasks(actor: Actor) -> TaskReads:
    """Return the next draft that is to be announced now, of one's own organisations."""
    own = actor.permissions.held_in(*ORGANISES, own=True)
    if not own:
        return ()
    (drafts,) = yield [_drafts(own, actor)]
    due = [one for one in drafts if (one.day - actor.today).days <= one.kind_of.invite_days]
    return [_announce(one) for one in due[:1]]


def _drafts(organisations: Collection[int], actor: Actor) -> QuerySet[Event]:
    soon = actor.today + timedelta(days=MOST_DAYS)
    rows = Event.objects.filter(state=State.DRAFT, day__gte=actor.today, day__lte=soon)
    rows = rows.filter(organisation__in=organisations)
    return rows.select_related("organisation").order_by("day", "pk")


def _announce(event: Event) -> Task:
    words = _("Announce the meeting «%(title)s»") % {"title": event.title}
    reason = _("you plan it, and people need time to come")
    return Task(words, event.get_absolute_url(), event.organisation.name, reason, event.day)
