"""The documents at each step of a procurement, and the mandates on the page of a joint purchase."""

from django.http import HttpRequest

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.pools.models import Pool
from loftet.pools.queries import members_of
from loftet.procurement.steps import StepSeen
from loftet.procurement_documents.kinds import KINDS
from loftet.procurement_documents.mandate import may_take_mandate


def on_step(_request: HttpRequest, seen: StepSeen) -> Panel | None:
    """Show the documents that a step makes, to those who read the step: the buyers."""
    kinds = [one for one in KINDS if one.step == seen.step.key]
    return (
        Panel("procurement_documents/parts/on_step.html", {"kinds": kinds, "seen": seen}) if kinds else None
    )


def on_pool(request: HttpRequest, subject: Pool) -> Panel | None:
    """Show the mandates that somebody can take out: until the competition is announced."""
    actor, rows = actor_of(request), [] if subject.frozen else members_of(subject)
    for one in rows:
        one.pool = subject
    found = [one.organisation for one in rows if may_take_mandate(actor, one)]
    context = {"mandates": found, "subject": subject}
    return Panel("procurement_documents/parts/on_pool.html", context) if found else None
