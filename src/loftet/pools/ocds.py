"""Joint purchases as open contracting data: those that are open or frozen; never what the buyers pay."""

from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.actor import AnyActor
from loftet.core.ocds import OcdsSource, Party, Release, item, milestone, page_of_record
from loftet.needs.ocds import process
from loftet.needs.search import NEEDS
from loftet.pools.models import Certainty, Pledge, Pool, State


def rows(pools: QuerySet[Pool], actor: AnyActor) -> QuerySet[Any]:
    """Return the pools that somebody finds and that have not ended, with buyers, text and needs."""
    buyers = Pledge.objects.filter(withdrawn=None, certainty=Certainty.COMMITTED)
    needs = NEEDS.visible_to(actor).order_by("pk")
    found = pools.exclude(state=State.ENDED).select_related("lead__place")
    return (
        found.annotate(specified=Max("specifications__when"))
        .order_by("pk")
        .prefetch_related(
            Prefetch("pledges", buyers.select_related("organisation").order_by("pk"), to_attr="buyers"),
            Prefetch("needs", needs, to_attr="public_needs"),
            "specifications",
        )
    )


def release(pool: Any) -> Release:
    """Return a pool as a release: what is asked for together, until when; once it is frozen, every buyer."""
    language = pool.lead.official_form
    newest = max(pool.specifications.all(), key=lambda one: one.number, default=None)
    planning: dict[str, Any] = {"rationale": newest.text if newest else pool.title}
    planning["documents"] = [page_of_record(pool, "procurementPlan", pool.title, language)]
    buyers = pool.buyers if pool.frozen else []
    with translation.override(language):
        if not pool.frozen:
            planning["milestones"] = [milestone("join", _("Join until"), "engagement", pool.joins_until)]
    total = sum(one.amount for one in buyers) if buyers else None
    tender = {
        "id": f"pool-{pool.pk}",
        "title": pool.title,
        "status": "planned" if pool.frozen else "planning",
        "items": [item(pool.title, pool.cpv, pool.unit, total)],
    }
    return Release(
        f"pool-{pool.pk}",
        pool.version,
        max(filter(None, (pool.opened, pool.frozen, pool.specified))),
        language,
        Party.of(pool.lead),
        {"planning": planning, "tender": tender},
        others=[Party.of(one.organisation) for one in buyers],
        related=[(process(one), one.title) for one in pool.public_needs],
    )


POOLS = OcdsSource(Pool, rows, release)
