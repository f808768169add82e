"""Tasks that the measures give those who run a cohort; one query."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.programme.measures.queries import lacking_baselines
from loftet.programme.models import Baseline, Cohort, going_on
from loftet.programme.queries.standings import taking_part


def baseline_tasks(actor: Actor) -> TaskReads:
    """Return the cohorts that somebody runs and has not said where they began, once a municipality joined."""
    leads = actor.permissions.held_in(RoleKind.FACILITATOR)
    if not leads:
        return ()
    running = Cohort.objects.filter(lead__in=leads, begins__lte=actor.today).select_related("lead")
    joined = taking_part(actor.today).values("cohort")
    running = running.filter(going_on(actor.today), pk__in=joined)
    stated = Baseline.objects.filter(cohort__in=running.order_by().values("pk"))
    rows, baselines = yield [running, stated.values_list("cohort", "measure")]
    lacking = lacking_baselines(rows, baselines)
    return [_task(one, lacking[one.pk]) for one in rows if lacking[one.pk]]


def _task(cohort: Cohort, count: int) -> Task:
    words = {"count": count, "cohort": cohort.name}
    what = ngettext(
        "Say where %(cohort)s began: %(count)d baseline lacks",
        "Say where %(cohort)s began: %(count)d baselines lack",
        count,
    )
    address = reverse("cohort_measures", args=[cohort.slug])
    return Task(what % words, address, cohort.lead.name, _("You run the cohort."))
