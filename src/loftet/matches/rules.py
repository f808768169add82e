"""Rules on matches: who reads one, who answers for which side, who draws suppliers.

A match is read by those who may read both its need and its solution, as long as both stand. Who has declared
to be disqualified («inhabil») on a match sees it no more.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.matches.models import Band, Draw, Match, Side
from loftet.needs.models import Need, State
from loftet.needs.queries import standing
from loftet.people.actor import Actor
from loftet.people.models import Disqualification
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, Permissions
from loftet.solutions.models import Solution
from loftet.solutions.rules import shown
from loftet.suppliers.models import IS_CONFIRMED_FIRST
from loftet.suppliers.rules import WRITES as WRITES_FOR_FIRM

WRITES_ON = {Side.NEED: WRITES, Side.SOLUTION: WRITES_FOR_FIRM}


def readable(actor: Actor) -> Q:
    """Return the condition on the matches that somebody may read: the one place where that is said."""
    needs = standing(Need.objects.visible_to(actor), actor.today).order_by().values("pk")
    solutions = Solution.objects.visible_to(actor).filter(shown(actor.today)).order_by().values("pk")
    return Q(stands=True, need__in=needs, solution__in=solutions) & not_closed_to(actor.permissions)


def not_closed_to(permissions: Permissions) -> Q:
    """Return the condition on the matches on which somebody has not declared to be disqualified."""
    if permissions.user is None:
        return Q()
    return ~Q(pk__in=Disqualification.objects.keys_closed_to(permissions.user, Match))


def may_see(actor: Actor, match: Match) -> Verdict:
    """Check whether the actor may read a match; the page has found none that is hidden."""
    if not Match.objects.visible_to(actor).filter(pk=match.pk).exists():
        return Denied(HIDDEN)
    return ALLOWED


def sides_of(actor: Actor, match: Match) -> list[Side]:
    """Return the sides of a match that the actor writes for."""
    return [
        side
        for side, kinds in WRITES_ON.items()
        if actor.permissions.has(match.side(side).organisation, *kinds)
    ]


def may_answer(actor: Actor, match: Match) -> Verdict:
    """Check whether the actor may answer for one side of a match, and has no role on the other."""
    if isinstance(denied := may_see(actor, match), Denied):
        return denied
    if all(actor.permissions.has(match.side(side).organisation) for side in Side):
        return Denied(_("You have a role on both sides. Somebody else answers."))
    if sides_of(actor, match):
        return ALLOWED
    return Denied(_("A match is answered by those who write for the buyer or the supplier."))


def may_draw(actor: Actor, need: Need) -> Verdict:
    """Check whether the actor may draw suppliers for a need: once, and standing apart from them."""
    if not actor.permissions.has(need.organisation, *WRITES):
        return Denied(_("Suppliers are drawn by those who write needs for the municipality."))
    if any(one.organisation_kind in IS_CONFIRMED_FIRST for one in actor.permissions.roles):
        return Denied(_("You have a role in a firm. Somebody else draws."))
    if need.state != State.OPEN or need.has_expired(timezone.localdate()):
        return Denied(_("The need is not open."))
    closed = Disqualification.objects.keys_closed_to(actor.permissions.user, Match)
    if actor.user is not None and Match.objects.filter(need=need, pk__in=closed).exists():
        return Denied(_("You have declared that you are disqualified. Somebody else draws."))
    if Draw.objects.filter(need=need).exists():
        return Denied(_("Suppliers are drawn already, once for each need."))
    if not Match.objects.filter(need=need, band=Band.GOOD, stands=True).exists():
        return Denied(_("No known solution fits well, so there is nobody to draw among."))
    return ALLOWED


def takes_part(actor: Actor, _subject: object) -> Verdict:
    """Check whether the actor has needs or solutions of an own organisation."""
    kinds = {one.organisation_kind for one in actor.permissions.roles}
    if kinds & {*SPEAKS_FOR_ITS_PLACE, *IS_CONFIRMED_FIRST}:
        return ALLOWED
    return Denied(_("Matches are shown to those who take part for a municipality or a firm."))
