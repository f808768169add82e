"""What the year, and a cohort without baselines, ask of somebody; a bounded number of queries."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task
from loftet.people.models import RoleKind
from loftet.people.permissions import Permissions
from loftet.programme.catalogue import said
from loftet.programme.catalogue_work import LONGEST_WARNING, Turn, turns
from loftet.programme.models import Cohort, going_on
from loftet.programme.queries.measures import lacking_baselines
from loftet.programme.queries.waiting import own_participations


def reminder_tasks(permissions: Permissions, today: date) -> Iterable[Task]:
    """Return what the year brings to somebody's roles, and what a cohort has not stated."""
    if not permissions.roles:
        return
    yield from _of_the_year(permissions, today)
    yield from _baselines(permissions, today)


def _of_the_year(permissions: Permissions, today: date) -> Iterator[Task]:
    """Remind the roles concerned, each municipality once however many cohorts it is in."""
    coming = [one for one in turns(today, today + timedelta(days=LONGEST_WARNING)) if one.since <= today]
    kinds = {role for one in coming for role in one.entry.roles}
    held = {one.organisation for one in permissions.roles if one.kind in kinds}
    if not held:
        return
    mine = [one for one in permissions.once(own_participations).active(today) if one.organisation_id in held]
    rows = sorted(mine, key=lambda one: (one.organisation.name, one.cohort.begins))
    for one in {row.organisation_id: row for row in rows}.values():
        for turn in coming:
            roles = permissions.in_(one.organisation, *turn.entry.roles)
            if roles:
                address = reverse("cohort_year", args=[one.cohort.slug]) + f"#{turn.entry.key}"
                reason = _("Your role: %(role)s.") % {"role": roles[0].kind.label}
                yield Task(_called(turn), address, one.organisation.name, reason, turn.day)


def _called(turn: Turn) -> str:
    """Call it by its name, and say when nobody has read its day in the source."""
    name = said(turn.entry.name)
    return name if turn.is_verified else _("%(name)s (the day is not checked)") % {"name": name}


def _baselines(permissions: Permissions, today: date) -> Iterator[Task]:
    """Ask those who run a cohort to say where it began, from its first day; two queries."""
    leads = {one.organisation for one in permissions.roles if one.kind == RoleKind.FACILITATOR}
    if not leads:
        return
    running = Cohort.objects.filter(lead__in=leads, begins__lte=today).select_related("lead")
    rows = list(running.filter(going_on(today)))
    lacking = lacking_baselines(rows) if rows else {}
    for one in rows:
        if count := lacking[one.pk]:
            said_ = {"count": count, "cohort": one.name}
            what = ngettext(
                "Say where %(cohort)s began: %(count)d baseline lacks",
                "Say where %(cohort)s began: %(count)d baselines lack",
                count,
            )
            address = reverse("cohort_measures", args=[one.slug])
            yield Task(what % said_, address, one.lead.name, _("You run the cohort."))
