"""Parts that procurements show on pages of earlier apps: of a need, a pool, a project, an organisation."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.actor import actor_of
from loftet.core.pages import Link
from loftet.core.panels import Panel
from loftet.core.threads import Stop
from loftet.core.verdicts import anybody
from loftet.meetings.models import Event
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.organisation_panel import OrganisationPanel
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.pools.models import Pool
from loftet.procurement.models import Procurement, State
from loftet.procurement.pages.writing import NEED, POOL
from loftet.procurement.queries import is_ready
from loftet.procurement.rules import may_start, may_start_from
from loftet.procurement.threads import (
    became,
    bought_after,
    bought_for_need,
    bought_for_project,
    dialogues_for,
    pools_of,
    projects_of,
)
from loftet.projects.models import Project

MOST_SHOWN = 5


def on_need(request: HttpRequest, subject: Need) -> Panel | None:
    """Show which procurements a need has become, alone or jointly, and the link by which one is started."""
    found = _bought(bought_for_need(subject), request)
    lead = subject.organisation
    own = any(one.need_id == subject.pk for one in found if one.state != State.STOPPED)
    may_be_made = subject.shared is not None and not own and may_start(actor_of(request), lead)
    starts = _start_address(lead, NEED, subject) if may_be_made else ""
    return _on_origin(found, starts)


def on_pool(request: HttpRequest, subject: Pool) -> Panel | None:
    """Show which procurements and projects a pool has become, and the link by which one is started."""
    actor = actor_of(request)
    found = _bought(Q(pool=subject), request)
    standing = [one for one in found if one.state != State.STOPPED]
    may_be_made = is_ready(subject) and not standing and may_start_from(actor, subject)
    may_be_made = may_be_made and may_start(actor, subject.lead)
    starts = _start_address(subject.lead, POOL, subject) if may_be_made else ""
    return _on_origin(found, starts, projects_of(standing, actor))


def _start_address(lead: Organisation, word: str, origin: Need | Pool) -> str:
    return reverse("procurement_create", args=(lead.slug,)) + f"?{word}={origin.pk}"


def _bought(which: Q, request: HttpRequest) -> list[Procurement]:
    rows = Procurement.objects.visible_to(actor_of(request)).filter(which)
    return list(rows.select_related("lead", "contract")[:MOST_SHOWN])


def _on_origin(found: Sequence[Procurement], starts: str, projects: Sequence[Stop] = ()) -> Panel | None:
    """Return the panel: those that stand are in the thread, what is cancelled and the link are shown."""
    if not (found or starts):
        return None
    stopped = [one for one in found if one.state == State.STOPPED]
    stops = [stop for one in found if one not in stopped for stop in became(one)]
    template = "procurement/parts/on_origin.html" if starts or stopped else ""
    return Panel(template, {"stopped": stopped, "starts": starts}, [*stops, *projects])


def on_project(request: HttpRequest, subject: Project) -> Panel | None:
    """Add what was bought for the needs of a project to its thread: that is where its means come from."""
    actor = actor_of(request)
    found = list(bought_for_project(subject, actor)[:MOST_SHOWN])
    told = dialogues_for(subject, actor)
    bought = (stop for one in found for stop in became(one))
    origins = [*pools_of(found, actor), *told, *bought]
    return Panel("", {}, origins=origins) if origins else None


def on_event(request: HttpRequest, subject: Event) -> Panel | None:
    """Add what was bought after a market dialogue to its thread, and the projects that came of it."""
    if not subject.kind_of.is_market:
        return None
    actor = actor_of(request)
    found = list(bought_after(subject, actor)[:MOST_SHOWN])
    stops = [stop for one in found for stop in became(one)]
    return Panel("", {}, stops + projects_of(found, actor)) if stops else None


def procurements_of(actor: Actor, organisation: Organisation) -> QuerySet[Procurement]:
    """Return the procurements that an organisation leads."""
    return Procurement.objects.visible_to(actor).filter(lead=organisation)


on_organisation = OrganisationPanel(
    heading_id="procurements",
    heading=_("Procurements"),
    rows=procurements_of,
    empty=_("None that you can read."),
    list_url="procurements",
    list_words=_("See the procurements"),
    links=(
        Link(_("Procurement strategy"), "procurement_strategy", anybody),
        Link(_("Prepare a procurement"), "procurement_create", may_start),
    ),
    kinds=SPEAKS_FOR_ITS_PLACE,
)
