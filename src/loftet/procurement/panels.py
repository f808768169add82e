"""Parts that procurements show on pages of earlier apps: of a need, a pool, a project, an organisation."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loftet.core.actor import actor_of
from loftet.core.pages import Link
from loftet.core.panels import Panel
from loftet.core.verdicts import anybody
from loftet.meetings.models import Event
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.organisation_panel import OrganisationPanel
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place
from loftet.pools.models import Pool
from loftet.pools.queries import members_of
from loftet.procurement.clauses import CLAUSES
from loftet.procurement.contracts.codes import SOCIAL, words_of
from loftet.procurement.documents.mandate import may_take_mandate
from loftet.procurement.models import Contract, Procurement, State, Verdict
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
from loftet.procurement.yearly.queries import FEWEST, sums_of
from loftet.programme.models import Cohort
from loftet.projects.models import Project

MOST_SHOWN = 5
ON_WORK = [one for one in SOCIAL if one[0] in ("work-cond", "opp")]


def on_origin(request: HttpRequest, subject: Need | Pool) -> Panel | None:
    """Show which procurements a need or a pool has become, and the link by which one is started."""
    actor = actor_of(request)
    is_pool = isinstance(subject, Pool)
    which = Q(pool=subject) if isinstance(subject, Pool) else bought_for_need(subject)
    rows = Procurement.objects.visible_to(actor).filter(which).select_related("lead", "contract")
    found = list(rows[:MOST_SHOWN])
    owner = subject.lead if isinstance(subject, Pool) else subject.organisation
    may_be_made = is_ready(subject) if isinstance(subject, Pool) else subject.shared is not None
    is_open = bool(may_start_from(actor, subject)) if isinstance(subject, Pool) else True
    own = found if is_pool else [one for one in found if one.need_id == subject.pk]
    is_free = all(one.state == State.STOPPED for one in own)
    starts = owner if may_be_made and is_free and is_open and may_start(actor, owner) else None
    mandates = _mandates(actor, subject) if isinstance(subject, Pool) else []
    if not (found or starts or mandates):
        return None
    context: dict[str, Any] = {
        "stopped": [one for one in found if one.state == State.STOPPED],
        "starts": starts,
        "word": POOL if is_pool else NEED,
        "subject": subject,
    }
    context["mandates"] = mandates
    standing = [one for one in found if one.state != State.STOPPED]
    stops = [stop for one in standing for stop in became(one)]
    if is_pool:  # of a need, projects are told of by themselves
        stops += projects_of(standing, actor)
    tells = starts or mandates or context["stopped"]
    return Panel("procurement/parts/on_origin.html" if tells else "", context, stops)


def on_project(request: HttpRequest, subject: Project) -> Panel | None:
    """Add what was bought for the needs of a project to its thread: that is where its means come from."""
    actor = actor_of(request)
    found = list(bought_for_project(subject, actor)[:MOST_SHOWN])
    told = dialogues_for(subject, actor)
    bought = (stop for one in found for stop in became(one))
    origins = [*pools_of(found, actor), *told, *bought]
    return Panel("", {}, origins=origins) if origins else None


def on_event(request: HttpRequest, subject: Event) -> Panel | None:
    """Add what was bought after a market dialogue to its thread."""
    if not subject.kind_of.is_market:
        return None
    found = bought_after(subject, actor_of(request))[:MOST_SHOWN]
    stops = [stop for one in found for stop in became(one)]
    return Panel("", {}, stops) if stops else None


def _mandates(actor: Any, pool: Pool) -> list[Organisation]:
    """Return the members whose mandates can be taken out: until the competition is announced."""
    rows = [] if pool.frozen else members_of(pool)
    for one in rows:
        one.pool = pool
    return [one.organisation for one in rows if may_take_mandate(actor, one)]


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


def on_working_life(_request: HttpRequest, subject: Place) -> Panel | None:
    """Show the contracts of a municipality that ask for apprentices or fair work, and whether they hold."""
    speaks = {"procurement__lead__kind__in": SPEAKS_FOR_ITS_PLACE}
    rows = Contract.objects.filter(procurement__lead__place=subject, **speaks)
    rows = rows.select_related("procurement").prefetch_related("promises").order_by("-signed_on", "-pk")
    contracts = list(rows)
    if not contracts:
        return None
    lines = [line for line in map(_line_of_work, contracts) if line["clauses"]]
    return Panel("procurement/parts/on_working_life.html", {"lines": lines, "count": len(contracts)})


def _line_of_work(contract: Contract) -> dict[str, Any]:
    """Return a contract with its clauses on work, and how many of its promises hold and are answered."""
    apprentices = [CLAUSES["apprentice"]] if contract.procurement.apprentices else []
    answered = [one.verdict for one in contract.promises.all() if one.verdict]
    return {
        "contract": contract,
        "clauses": [*apprentices, *words_of(ON_WORK, contract.social)],
        "answered": len(answered),
        "kept": sum(one == Verdict.KEPT for one in answered),
    }


def on_measures(request: HttpRequest, subject: Cohort) -> Panel | None:
    """Show what suppliers of a cohort's municipalities have told, as sums of three firms or more."""
    sums = sums_of(subject, actor_of(request).today)
    return Panel("procurement/parts/on_measures.html", {"sums": sums, "fewest": FEWEST}) if sums else None
