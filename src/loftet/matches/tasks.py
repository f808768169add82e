"""The task that matches give people: one line, however many needs and solutions they have."""

from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.matches.models import Band, Match, MatchAnswer, Side
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.waiting import said_together
from loftet.suppliers.models import IS_CONFIRMED_FIRST
from loftet.suppliers.rules import WRITES as WRITES_FOR_FIRM


def matches_to_answer(actor: Actor) -> TaskReads:
    """Return one line where solutions fit a need well, or needs a solution, and nobody has answered."""
    roles = actor.permissions.roles
    buyers = {
        one.organisation: one.name
        for one in roles
        if one.kind == RoleKind.BUSINESS_ADVISER and one.organisation_kind in SPEAKS_FOR_ITS_PLACE
    }
    firms = {
        one.organisation: one.name
        for one in roles
        if one.kind in WRITES_FOR_FIRM and one.organisation_kind in IS_CONFIRMED_FIRST
    }
    if not (buyers or firms):
        return ()

    def waiting(side: Side) -> Q:
        given = MatchAnswer.objects.filter(match=OuterRef("pk"), side=side)
        own = buyers if side == Side.NEED else firms
        return Q(~Exists(given), **{f"{side}__organisation__in": own})

    rows = Match.objects.visible_to(actor).filter(band=Band.GOOD)
    mine = rows.filter(waiting(Side.NEED) | waiting(Side.SOLUTION)).order_by()
    sides: Any = mine.values("need__organisation", "solution__organisation")
    (found,) = yield [sides.annotate(count=Count("pk"), only=Min("pk"))]
    if not found:
        return ()
    count, own = sum(one["count"] for one in found), buyers | firms
    named = {
        own[key]
        for one in found
        for key in (one["need__organisation"], one["solution__organisation"])
        if key in own
    }
    words = ngettext(
        "Say what you think of %(count)d match", "Say what you think of %(count)d matches", count
    ) % {"count": count}
    single = reverse("match", args=[found[0]["only"]])
    address = single if count == 1 else reverse("matches")
    return [Task(words, address, said_together(sorted(named)), _("The two texts fit well."), can_wait=True)]
