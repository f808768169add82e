"""What the year asks of somebody; a bounded number of queries."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.registry import Task
from loftet.people.actor import Actor
from loftet.programme.calendar.catalogue import LONGEST_WARNING, Turn, turns
from loftet.programme.catalogue import said
from loftet.programme.queries.waiting import own_participations


def year_tasks(actor: Actor) -> Iterator[Task]:
    """Return what the year asks of somebody's roles, once a municipality however many cohorts it is in."""
    permissions, today = actor.permissions, actor.today
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
                yield Task(_name(turn), address, one.organisation.name, reason, turn.day)


def _name(turn: Turn) -> str:
    """Return its name, which says when nobody has read its day in the source."""
    name = said(turn.entry.name)
    return name if turn.is_verified else _("%(name)s (the day is not checked)") % {"name": name}
