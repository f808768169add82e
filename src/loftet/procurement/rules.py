"""Rules on procurements: who reads one, who acts for its buyers, and when it is closed.

Until it is announced, a procurement is for those who act for its buyers. Nobody with a role in a firm sees
what is in it, nor anybody who has declared to be disqualified («inhabil») on it or on the pool behind it.
"""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import Disqualification, Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, Permissions
from loftet.pools.models import Pool
from loftet.pools.rules import LEADS, stands_apart
from loftet.procurement.models import Procurement, Share, State
from loftet.suppliers.models import IS_CONFIRMED_FIRST

OVER = (State.SIGNED, State.STOPPED)


# --- who reads --------------------------------------------------------------------------------------


def own_of(permissions: Permissions) -> Collection[int]:
    """Return the organisations that somebody buys for; none, where one has a role in a firm."""
    if any(one.organisation_kind in IS_CONFIRMED_FIRST for one in permissions.roles):
        return ()
    return permissions.held_in(*LEADS)


def readable(actor: Actor) -> Q:
    """Return the condition on the procurements that somebody may read: the one place where that is said."""
    return Q(announced__isnull=False) | inside(actor.permissions)


def inside(permissions: Permissions) -> Q:
    """Return the condition on the procurements of which somebody may read all: `is_inside` for many."""
    own = own_of(permissions)
    if not own:
        return Q(pk__in=())
    shared = Share.objects.filter(organisation__in=own).values("procurement")
    closed_to, user = Disqualification.objects.keys_closed_to, permissions.user
    stands_in = Q(pk__in=closed_to(user, Procurement)) | Q(pool__in=closed_to(user, Pool))
    return (Q(lead__in=own) | Q(pk__in=shared)) & ~stands_in


def is_inside(actor: Actor, procurement: Procurement) -> Verdict:
    """Check whether the actor may read all of a procurement: who acts for a buyer and stands apart."""
    if actor.user is None:
        return Denied(HIDDEN)
    buyers = {procurement.lead_id, *procurement.shares.values_list("organisation", flat=True)}
    if not any(one.organisation in buyers and one.kind in LEADS for one in actor.permissions.roles):
        return Denied(_("This is for those who act for the buyers of this procurement."))
    verdict = stands_apart(actor, procurement)
    if not verdict or procurement.pool is None:
        return verdict
    return stands_apart(actor, procurement.pool)


# --- who writes -------------------------------------------------------------------------------------


def may_start(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may start a procurement of an organisation, also by delegation."""
    if organisation.kind not in SPEAKS_FOR_ITS_PLACE:
        return Denied(_("Municipalities, counties and regional councils buy here."))
    if not own_of(actor.permissions) and actor.permissions.has(organisation, *LEADS):
        return Denied(_("You have a role in a firm, so the buyers' side is closed to you."))
    if actor.permissions.has(organisation, *WRITES):
        return ALLOWED
    return Denied(_("Procurements are started by those who write needs for the organisation."))


def may_start_from(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may start the procurement of a pool: who stands apart, and once."""
    if pool.procurements.exclude(state=State.STOPPED).exists():
        return Denied(_("The joint purchase has its procurement already."))
    return stands_apart(actor, pool)


def leads(actor: Actor, procurement: Procurement) -> Verdict:
    """Check whether the actor acts for the buyer that leads."""
    if not actor.permissions.has(procurement.lead, *WRITES):
        return Denied(_("The buyer that leads does this."))
    return is_inside(actor, procurement)


def may_change(actor: Actor, procurement: Procurement) -> Verdict:
    """Check whether the actor may change a procurement: until it is announced."""
    if procurement.state in OVER:
        return Denied(_("It is over, and stands as it is."))
    if procurement.state == State.ANNOUNCED:
        return Denied(
            _("It is announced, so it stands as it is. Questions are answered in the tender tool, to all.")
        )
    return leads(actor, procurement)


def may_change_share(actor: Actor, share: Share) -> Verdict:
    """Check whether the actor may take a buyer out."""
    return may_change(actor, share.procurement)


def may_take_step(actor: Actor, procurement: Procurement) -> Verdict:
    """Check whether the actor may say that a step is taken or left out: also after the announcement."""
    if procurement.state == State.STOPPED:
        return Denied(_("It is over, and stands as it is."))
    return leads(actor, procurement)


def may_log_contact(actor: Actor, procurement: Procurement) -> Verdict:
    """Check whether the actor may log a contact of a firm: from the announcement until the contract."""
    if procurement.state == State.PREPARED:
        return Denied(_("It is not announced yet: talk with firms in a meeting that all may come to."))
    if procurement.state in OVER:
        return Denied(_("It is over, and stands as it is."))
    return is_inside(actor, procurement)


def may_sign(actor: Actor, procurement: Procurement) -> Verdict:
    """Check whether the actor may write the contract: once, after the announcement."""
    if procurement.state == State.PREPARED:
        return Denied(_("Announce it first, or say that the firms have been asked."))
    if procurement.state in OVER:
        return Denied(_("It is over, and stands as it is."))
    return leads(actor, procurement)


STATES = States(
    State.PREPARED,
    Step("announce", (State.PREPARED,), State.ANNOUNCED, may_change, _("Announce")),
    Step("sign", (State.ANNOUNCED,), State.SIGNED, may_sign, _("Write the contract")),
    Step(
        "stop",
        (State.PREPARED, State.ANNOUNCED),
        State.STOPPED,
        may_take_step,
        _("Cancel the procurement"),
        danger=True,
    ),
)
