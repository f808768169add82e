"""Rules on pools: who reads, joins and leads, and who sees what the buyers pay.

What they pay is for the buyers of the pool alone. Nobody with a role in a firm sees it, nor anybody who has
declared to stand too close to the pool or to advise bidders.
"""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.notices.noted.rules import may_write_in
from loftet.people.actor import Actor
from loftet.people.models import Disqualification, Organisation, OrganisationKind, RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, reached_places
from loftet.places.queries import region_mates
from loftet.pools.models import Certainty, Pledge, Pool, State
from loftet.suppliers.models import IS_CONFIRMED_FIRST

LEADS = (*WRITES, RoleKind.FACILITATOR)
SIGNS = (RoleKind.TOP_MANAGEMENT, RoleKind.PROCUREMENT_OFFICER)
COORDINATES = (OrganisationKind.REGIONAL_COUNCIL, OrganisationKind.COUNTY)
AT_WORK = (State.PROPOSED, State.OPEN)


# --- who reads --------------------------------------------------------------------------------------


def readable(actor: Actor) -> Q:
    """Return the condition on the pools that somebody may read: the one place where that is said."""
    seen = Q(opened__isnull=False)
    if own := actor.permissions.held_in():
        seen |= Q(lead__in=own)
    if places := actor.permissions.once(reached_places):
        seen |= Q(region__in=places)
    return seen


def may_see(actor: Actor, pool: Pool) -> Verdict:
    """Check whether a pool is open to somebody, as `readable` says it of many."""
    if pool.is_public or Pool.objects.visible_to(actor).filter(pk=pool.pk).exists():
        return ALLOWED
    return Denied(_("The joint purchase is not open to you."))


# --- who stands outside -----------------------------------------------------------------------------


def stands_apart(actor: Actor, subject: Model) -> Verdict:
    """Check whether the actor stands apart from bidders: no role in one, and nothing declared."""
    if actor.user is None:
        return Denied(HIDDEN)
    if any(one.organisation_kind in IS_CONFIRMED_FIRST for one in actor.permissions.roles):
        return Denied(
            _("You have a role in a firm, or in another that can bid, so the buyers' side is closed to you.")
        )
    if Disqualification.objects.standing().about(subject).filter(user=actor.user).exists():
        return Denied(_("You have declared that you are disqualified, or advise bidders."))
    return ALLOWED


def member_ids(pool: Pool) -> set[int]:
    """Return the organisations in a pool; once it is frozen, the buyers alone."""
    rows = pool.pledges.filter(withdrawn=None)
    if pool.frozen is not None:
        rows = rows.filter(certainty=Certainty.COMMITTED)
    return set(rows.values_list("organisation", flat=True))


def takes_part(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor acts for the lead buyer or for a member."""
    inside = member_ids(pool) | {pool.lead_id}
    if any(one.organisation in inside and one.kind in LEADS for one in actor.permissions.roles):
        return ALLOWED
    return Denied(_("This is for those who act for the buyers of this purchase."))


def sees_costs(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may see what the buyers pay: acts for one, and stands apart from bidders."""
    return takes_part(actor, pool) and stands_apart(actor, pool)


# --- who leads --------------------------------------------------------------------------------------


def may_start(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may start a pool for an organisation: who writes needs, or coordinates."""
    if organisation.kind not in SPEAKS_FOR_ITS_PLACE:
        return Denied(_("Municipalities, counties and regional councils buy together here."))
    coordinates = organisation.kind in COORDINATES and RoleKind.FACILITATOR
    kinds = (*WRITES, RoleKind.FACILITATOR) if coordinates else WRITES
    if actor.permissions.has(organisation, *kinds):
        return ALLOWED
    return Denied(_("Joint purchases are started by those who write needs, or coordinate the region."))


def leads(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor acts for the lead buyer."""
    if not actor.permissions.has(pool.lead, *LEADS):
        return Denied(_("The lead buyer does this."))
    return stands_apart(actor, pool)


def may_change(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may change what a pool is about: the lead buyer, until it is frozen."""
    return _is_at_work(pool) and leads(actor, pool)


def may_price(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may write in prices of the buyers' own agreements, until the pool is frozen."""
    return _is_at_work(pool) and sees_costs(actor, pool)


def _is_at_work(pool: Pool) -> Verdict:
    if pool.state == State.FROZEN:
        return Denied(_("The purchase is announced: buyers, volumes and terms stand as they are."))
    if pool.state == State.ENDED:
        return Denied(_("The joint purchase has ended."))
    return ALLOWED


def may_end(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may end a pool: the lead buyer, also of one that is announced."""
    if pool.state == State.ENDED:
        return Denied(_("The joint purchase has ended."))
    return leads(actor, pool)


def may_open(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may open a pool to everybody: when it says what is asked for."""
    if pool.state == State.OPEN:
        return Denied(_("Everybody reads it already."))
    if not pool.specifications.exists():
        return Denied(_("Write first what you ask for together."))
    return may_change(actor, pool)


def may_freeze(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may freeze a pool, as the purchase is announced."""
    if pool.state == State.PROPOSED:
        return Denied(_("Open it to everybody first."))
    return may_change(actor, pool)


# --- who joins --------------------------------------------------------------------------------------


def is_joined_now(actor: Actor, pool: Pool) -> Verdict:
    """Check whether members can still come, change and leave."""
    if pool.state == State.FROZEN:
        return Denied(_("The purchase is announced, and nobody can join any more. Start a new one."))
    if pool.state == State.ENDED:
        return Denied(_("The joint purchase has ended."))
    if pool.joins_until < actor.today:
        return Denied(_("The day for joining has passed. The lead buyer can set a later one."))
    return ALLOWED


def may_join(actor: Actor, pool: Pool) -> Verdict:
    """Check whether the actor may join with somebody; `may_pledge` asks for whom."""
    return may_see(actor, pool) and is_joined_now(actor, pool)


def may_pledge(actor: Actor, pledge: Pledge) -> Verdict:
    """Check whether the actor may pledge for an organisation of the region, also by delegation."""
    return could_pledge(actor, pledge, region_mates({pledge.pool.region_id}, actor.today)) and may_pledge_in(
        actor, pledge.pool
    )


def may_pledge_in(actor: Actor, pool: Pool) -> Verdict:
    """Check what holds for every pledge of the actor in a pool."""
    return may_join(actor, pool) and stands_apart(actor, pool)


def could_pledge(actor: Actor, pledge: Pledge, mates: frozenset[int]) -> Verdict:
    """Check what holds for one pledge alone: by whom, and of an organisation in the places of the region."""
    if not actor.permissions.has(pledge.organisation, *WRITES):
        return Denied(
            _("You can pledge only for an organisation that you act for, by a role or a delegation.")
        )
    if pledge.organisation.kind not in SPEAKS_FOR_ITS_PLACE or pledge.organisation.place_id not in mates:
        return Denied(_("Municipalities of the region join this purchase."))
    if _is_signed(pledge) and not may_commit(actor, pledge.organisation):
        return Denied(
            _("It is committed: only top management or a procurement officer changes it or takes it back.")
        )
    return ALLOWED


def _is_signed(pledge: Pledge) -> bool:
    """Check whether a pledge is kept as committed, and stands."""
    return pledge.pk is not None and pledge.withdrawn is None and pledge.certainty == Certainty.COMMITTED


def may_note(actor: Actor, pledge: Pledge) -> Verdict:
    """Check whether the actor may write in what a municipality has said that it brings: its coordinator."""
    return may_pledge_in(actor, pledge.pool) and may_write_in(actor, pledge.organisation)


def may_commit(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may sign for an organisation."""
    if actor.permissions.has(organisation, *SIGNS):
        return ALLOWED
    return Denied(
        _("Top management or a procurement officer commits the municipality. Choose «intention»."),
        field="certainty",
    )


def may_withdraw(actor: Actor, pledge: Pledge) -> Verdict:
    """Check whether the actor may take a pledge back."""
    if pledge.pk is None or pledge.withdrawn is not None:
        return Denied(_("There is no pledge to take back."))
    return may_pledge(actor, pledge)


STATES = States(
    State.PROPOSED,
    Step("open", (State.PROPOSED,), State.OPEN, may_open, _("Open it to everybody")),
    Step("freeze", (State.OPEN,), State.FROZEN, may_freeze, _("Announce, and freeze")),
    Step("end", (*AT_WORK, State.FROZEN), State.ENDED, may_end, _("End the joint purchase"), danger=True),
)
