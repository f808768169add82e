"""The task that pools give those who sign: one line, however many organisations they sign for."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.registry import Task, TaskReads
from loftet.core.words import join_words
from loftet.people.actor import Actor
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.pools.models import Certainty, Pledge, State
from loftet.pools.rules import SIGNS


def pledges_to_commit(actor: Actor) -> TaskReads:
    """Return one line on the pledges that somebody may sign."""
    (pledges,) = yield [to_be_committed(actor)]
    return [_commit(pledges)] if pledges else ()


def to_be_committed(actor: Actor) -> QuerySet[Pledge]:
    """Return the pledges that are not committed and that somebody can commit, the first day first."""
    signs = [
        one.organisation
        for one in actor.permissions.roles
        if one.organisation_kind in SPEAKS_FOR_ITS_PLACE and one.kind in SIGNS
    ]
    rows = Pledge.objects.filter(
        organisation__in=signs,
        withdrawn=None,
        certainty=Certainty.INTENTION,
        pool__state=State.OPEN,
        pool__joins_until__gte=actor.today,
    )
    rows = rows.select_related("pool", "organisation")
    return rows.order_by("pool__joins_until", "organisation__name", "pk")


def _commit(pledges: list[Pledge]) -> Task:
    first, pools = pledges[0], {one.pool_id for one in pledges}
    who = {one.organisation_id: one.organisation.short_name for one in pledges}
    words = _("Commit %(name)s") % {"name": join_words(list(who.values()))}
    address = first.pool.get_absolute_url() if len(pools) == 1 else reverse("pools")
    return Task(words, address, first.organisation.name, first.pool.title, first.pool.joins_until)
