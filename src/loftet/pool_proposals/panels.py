"""The part that proposals show on the list of pools."""

from django.http import HttpRequest

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.core.reading import answer
from loftet.pool_proposals.proposals import proposals_of
from loftet.pools.queries import starts_for

MOST_ORGANISATIONS = 3


def on_pools(request: HttpRequest, _subject: None) -> Panel | None:
    """Show the proposals for each organisation that the reader starts pools for."""
    actor = actor_of(request)
    proposals = answer(proposals_of(actor, starts_for(actor)[:MOST_ORGANISATIONS]))
    proposed = [(one, found) for one, found in proposals if found]
    return Panel("pool_proposals/parts/on_pools.html", {"proposed": proposed}) if proposed else None
