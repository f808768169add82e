"""The task that reports give people: one line, however many reports wait to be approved."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.geography.place import Kind
from loftet.people.actor import Actor
from loftet.people.models import OrganisationKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, ActiveRole
from loftet.reports.models import PlaceReport, State, address_of
from loftet.reports.rules import approvers_of

WAITS_FOR = timedelta(days=60)  # then an older draft is nobody's task any more


def report_tasks(actor: Actor) -> TaskReads:
    """Return one line where others have ordered reports that wait for the actor's approval; one query."""
    held = {one.place: one for one in actor.permissions.roles if one.place and approves(one)}
    if not held:
        return ()
    waiting = PlaceReport.objects.filter(
        place__in=held, state=State.DRAFT, made__isnull=False, ordered__gte=actor.now - WAITS_FOR
    ).exclude(ordered_by=actor.user)
    (rows,) = yield [waiting.select_related("place").order_by("place__sort_key", "-ordered")]
    if not rows:
        return ()
    place = rows[0].place
    words = ngettext("Approve %(count)d report", "Approve %(count)d reports", len(rows))
    address = rows[0].get_absolute_url() if len(rows) == 1 else address_of(place)
    why = _("Everybody can read it then.")
    return [Task(words % {"count": len(rows)}, address, held[place.pk].name, why)]


def approves(role: ActiveRole) -> bool:
    """Check whether a role is one that approves what its organisation says."""
    is_municipality = role.organisation_kind == OrganisationKind.MUNICIPALITY
    kinds = approvers_of(Kind.MUNICIPALITY if is_municipality else Kind.REGION)
    speaks = role.organisation_kind in SPEAKS_FOR_ITS_PLACE
    return speaks and role.kind in kinds and not role.by_delegation
