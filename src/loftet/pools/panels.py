"""Parts that pools show on pages of earlier apps: of a need, and of an organisation."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import Challenge
from loftet.core.actor import actor_of
from loftet.core.pages import Link
from loftet.core.panels import Panel
from loftet.core.threads import Stop
from loftet.needs.models import Need
from loftet.needs.models import State as NeedState
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.organisation_panel import OrganisationPanel
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.pools.models import Certainty, Pool
from loftet.pools.queries import starts_for
from loftet.pools.rules import may_start

MOST_SHOWN = 5


def on_need(request: HttpRequest, subject: Need) -> Panel | None:
    """Show which pools a need has become, and the link by which one is started from it."""
    actor = actor_of(request)
    pools = list(Pool.objects.visible_to(actor).filter(needs=subject)[:MOST_SHOWN])
    is_open = subject.state == NeedState.OPEN and not subject.has_expired(actor.today)
    starts = starts_for(actor)[:1] if is_open and not pools and subject.shared else []
    if not (pools or starts):
        return None
    stops = [Stop(_("Joint purchase"), one.title, one.get_absolute_url()) for one in pools]
    return Panel("pools/parts/on_need.html" if starts else "", {"starts": starts, "need": subject}, stops)


def on_challenge(request: HttpRequest, subject: Challenge) -> Panel | None:
    """Add the joint purchases that answer a challenge to its thread."""
    about = Q(challenge=subject) | Q(needs__challenge=subject)
    pools = Pool.objects.visible_to(actor_of(request)).filter(about).distinct().order_by("pk")
    stops = [Stop(_("Joint purchase"), one.title, one.get_absolute_url()) for one in pools[:MOST_SHOWN]]
    return Panel("", {}, stops) if stops else None


def pools_of(actor: Actor, organisation: Organisation) -> QuerySet[Pool]:
    """Return the pools that an organisation leads, or has pledged to; once frozen, only if it buys."""
    rows = Pool.objects.visible_to(actor)
    buys = Q(frozen=None) | Q(pledges__certainty=Certainty.COMMITTED)
    inside = rows.filter(buys, pledges__organisation=organisation, pledges__withdrawn=None)
    return (inside | rows.filter(lead=organisation)).distinct()


on_organisation = OrganisationPanel(
    heading_id="pools",
    heading=_("Joint purchases"),
    rows=pools_of,
    empty=_("It takes part in none yet."),
    list_url="pools",
    list_words=_("See the joint purchases"),
    links=(Link(_("Start a joint purchase"), "pool_create", may_start),),
    kinds=SPEAKS_FOR_ITS_PLACE,
)
