"""The task of experiences: once a year their owner says that they still hold, all of them in one line."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.learning.models import HOLDS_FOR, Experience, State
from loftet.people.actor import Actor
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.projects.tasks import WRITES_STATUS

SOON = timedelta(days=30)


def is_due(experience: Experience, today: date) -> bool:
    """Check whether it is time to say that an experience still holds."""
    last = experience.confirmed_on
    return last is not None and today >= last + HOLDS_FOR - SOON


def experience_tasks(actor: Actor) -> TaskReads:
    """Return at most one line: the experiences that wait for a yes."""
    own = actor.permissions.held_in(*WRITES_STATUS, among=SPEAKS_FOR_ITS_PLACE, own=True)
    if not own:
        return ()
    due = Experience.objects.filter(
        organisation__in=own, state=State.PUBLISHED, confirmed_on__lte=actor.today - HOLDS_FOR + SOON
    )
    (rows,) = yield [due.select_related("organisation").order_by("confirmed_on", "pk")]
    if not rows:
        return []
    first, count = rows[0], len(rows)
    words = ngettext(
        "Say if %(count)d experience still holds", "Say if %(count)d experiences still hold", count
    )
    address = first.get_absolute_url() if count == 1 else reverse("experiences")
    reason = _("It is a year since somebody looked at it.")
    ends = first.confirmed_on + HOLDS_FOR
    due_on = ends if ends >= actor.today else None  # it is never late: it is marked, and waits
    return [Task(words % {"count": count}, address, first.organisation.name, reason, due_on, can_wait=True)]
