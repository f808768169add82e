"""Tasks from minutes: a draft that waits to be approved, and what somebody has taken on, in one line."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.meetings.models import Event
from loftet.meetings.rules import ORGANISES
from loftet.minutes.models import ActionPoint, Minutes
from loftet.people.actor import Actor

ASKED_OF = timedelta(days=120)  # a draft that nobody approved for so long is not asked of any more


def minutes_tasks(actor: Actor) -> TaskReads:
    """Return one line: what is to be done first, or how many wait; what one took on oneself comes first."""
    if actor.user is None:
        return ()
    taken_on = ActionPoint.objects.filter(who=actor.user, done=None).order_by("due", "pk")
    drafts, rows = yield [_drafts(actor), taken_on.select_related("event__organisation")]
    because = _("you took it on in a meeting")
    tasks = [_task(one.event, one.what, because, one.due) for one in rows]
    tasks += [_task(one.event, _approve(one), _("those who were there wait for them")) for one in drafts]
    if (number := len(tasks)) < 2:
        return tasks
    words = ngettext("%(what)s", "%(number)d things from meetings, first: %(what)s", number)
    return [replace(tasks[0], what=words % {"what": tasks[0].what, "number": number})]


def _drafts(actor: Actor) -> QuerySet[Minutes]:
    """Return the drafts that one's own organisations can approve, unless they are forgotten."""
    own = actor.permissions.held_in(*ORGANISES, own=True)
    rows = Minutes.objects.waiting(actor.today).filter(event__organisation__in=own)
    recent = rows.filter(written__date__gte=actor.today - ASKED_OF)
    return recent.select_related("event__organisation").order_by("written", "pk")


def _approve(draft: Minutes) -> str:
    return _("Approve the minutes of «%(title)s»") % {"title": draft.event.title}


def _task(event: Event, what: str, reason: str, due: date | None = None) -> Task:
    return Task(what, reverse("event_minutes", args=[event.pk]), event.organisation.name, reason, due)
