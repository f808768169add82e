"""What the measures ask of those who run a cohort; two queries."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.programme.measures.queries import lacking_baselines
from loftet.programme.models import Cohort, going_on


def baseline_tasks(actor: Actor) -> Iterator[Task]:
    """Return the cohorts that somebody runs and has not said where they began, from their first day."""
    leads = {one.organisation for one in actor.permissions.roles if one.kind == RoleKind.FACILITATOR}
    if not leads:
        return
    running = Cohort.objects.filter(lead__in=leads, begins__lte=actor.today).select_related("lead")
    rows = list(running.filter(going_on(actor.today)))
    lacking = lacking_baselines(rows) if rows else {}
    for one in rows:
        if count := lacking[one.pk]:
            words = {"count": count, "cohort": one.name}
            what = ngettext(
                "Say where %(cohort)s began: %(count)d baseline lacks",
                "Say where %(cohort)s began: %(count)d baselines lack",
                count,
            )
            address = reverse("cohort_measures", args=[one.slug])
            yield Task(what % words, address, one.lead.name, _("You run the cohort."))
