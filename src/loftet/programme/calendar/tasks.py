"""Tasks that the year gives people."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.registry import Task
from loftet.people.actor import Actor
from loftet.programme.calendar.catalogue import LONGEST_WARNING, turns
from loftet.programme.catalogue import said
from loftet.programme.queries.waiting import Own


def year_tasks(actor: Actor, own: Own) -> Iterator[Task]:
    """Return the days of the year that somebody's roles know of, once a municipality however many cohorts."""
    permissions, today = actor.permissions, actor.today
    coming = [one for one in turns(today, today + timedelta(days=LONGEST_WARNING)) if one.since <= today]
    kinds = {role for one in coming for role in one.entry.roles}
    held = permissions.held_in(*kinds) if kinds else ()
    if not held:
        return
    mine = [one for one in own.active(today) if one.organisation_id in held]
    rows = sorted(mine, key=lambda one: (one.organisation.name, one.cohort.begins))
    for one in {row.organisation_id: row for row in rows}.values():
        for turn in coming:
            roles = permissions.in_(one.organisation, *turn.entry.roles)
            if roles:
                address = reverse("cohort_year", args=[one.cohort.slug]) + f"#{turn.entry.key}"
                role = roles[0].kind.called_in(roles[0].organisation_kind)
                reason = _("Your role: %(role)s.") % {"role": role}
                yield Task(
                    said(turn.entry.name), address, one.organisation.name, reason, turn.day, is_reminder=True
                )
