"""Joint purchases as search finds them: those that one may read of. No price is among what it reads."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.pools.models import Pool, State


def document(pool: Pool) -> SearchDocument:
    """Return what search reads of a pool: what is asked for together, who leads it, and where."""
    newest = max(pool.specifications.all(), key=lambda one: one.number, default=None)
    asked, lead = newest.text if newest else "", pool.lead
    return record_document(
        pool,
        "pool",
        title=pool.title,
        text=f"{asked}\n{lead.name}\n{pool.region.name}",
        note=lead.name if pool.state == State.OPEN else f"{lead.name}, {pool.get_state_display()}",
        language=lead.official_form,
    )


POOLS = RecordSource(
    kind="pool",
    words=_("joint purchase"),
    many=_("Joint purchases"),
    model=Pool,
    document=document,
    related=("lead__place", "region"),
    fetched=("specifications",),
)
