"""Tasks of guidance: the next step of one's own municipality."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.registry import Task, TaskReads
from loftet.guidance.models import Step
from loftet.meetings.rules import ORGANISES
from loftet.people.actor import Actor

SOON = timedelta(days=14)


def guidance_tasks(actor: Actor) -> TaskReads:
    """Return one line: the step of one's own municipality that is due first, two weeks ahead."""
    own = actor.permissions.held_in(*ORGANISES, own=True)
    if not own:
        return ()
    rows = Step.objects.filter(participation__organisation__in=own, done=None, due__lte=actor.today + SOON)
    (found,) = yield [
        rows.select_related("participation__organisation", "participation__cohort").order_by("due", "pk")
    ]
    return [_task(one) for one in found[:1]]


def _task(step: Step) -> Task:
    one = step.participation
    address = reverse("guidance_thread", args=[one.cohort.slug, one.organisation.slug])
    reason = _("you agreed on it with the adviser")
    return Task(step.what, address, one.organisation.name, reason, step.due)
