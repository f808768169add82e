"""The task that stories give people: one line, however many wait to be approved."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.reports.tasks import approves
from loftet.stories.models import State, Story


def story_tasks(actor: Actor) -> TaskReads:
    """Return one line where stories wait for the actor's approval; one query."""
    held = {one.organisation: one for one in actor.permissions.roles if approves(one)}
    if not held:
        return ()
    waiting = Story.objects.filter(organisation__in=held, state=State.OFFERED)
    (rows,) = yield [waiting.order_by("organisation_id", "pk")]
    if not rows:
        return ()
    words = ngettext("Approve %(count)d story", "Approve %(count)d stories", len(rows))
    address = rows[0].get_absolute_url() if len(rows) == 1 else reverse("stories")
    who = held[rows[0].organisation_id].name
    return [Task(words % {"count": len(rows)}, address, who, _("Everybody can read it then."))]
