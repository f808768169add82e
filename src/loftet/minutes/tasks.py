"""Tasks from minutes: what somebody has taken on, the first of it with how many there are."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.minutes.models import ActionPoint
from loftet.people.actor import Actor


def minutes_tasks(actor: Actor) -> TaskReads:
    """Return one line: the action that is due first, or how many wait."""
    if actor.user is None:
        return ()
    rows = ActionPoint.objects.filter(who=actor.user, done=None).order_by("due", "pk")
    (found,) = yield [rows.select_related("event__organisation")]
    if not found:
        return ()
    first, number = found[0], len(found)
    words = ngettext("%(what)s", "%(number)d things from meetings, first: %(what)s", number)
    address, reason = reverse("event_minutes", args=[first.event_id]), _("you took it on in a meeting")
    organisation = first.event.organisation.name
    return [Task(words % {"what": first.what, "number": number}, address, organisation, reason, first.due)]
