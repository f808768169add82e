"""Actions on a pool: started, changed, specified, opened, frozen, ended; joined, left."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.core.versions import changed_meanwhile, same_version
from loftet.geography.place import Kind as PlaceKind
from loftet.invalid_input import InvalidInput
from loftet.needs.models import Need
from loftet.needs.models import State as NeedState
from loftet.notices.actions.notifications import News, followers, notify
from loftet.notices.models import Reason
from loftet.openness.journal import check_journal
from loftet.openness.legal_bases import is_basis
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation, User
from loftet.people.queries.organisation import neighbours_of, people_of
from loftet.places.models import Membership, Place
from loftet.pools.models import (
    Certainty,
    Pledge,
    PledgeChange,
    Pool,
    Specification,
)
from loftet.pools.queries import buyers_as_read
from loftet.pools.rules import (
    LEADS,
    STATES,
    may_change,
    may_commit,
    may_join,
    may_pledge,
    may_start,
    may_withdraw,
    member_ids,
)

FEWEST_BUYERS = 2


acts_for_lead = acts_by(*LEADS)


def acts_for_buyer(actor: Actor, pool: Pool) -> str:
    """Return the buyer for which the actor does something: the lead first."""
    inside = member_ids(pool) | {pool.lead_id}
    roles = [one for one in actor.permissions.roles if one.kind in LEADS and one.organisation in inside]
    roles.sort(key=lambda one: one.organisation != pool.lead_id)
    return next((one.name for one in roles), "")


# --- who is told ------------------------------------------------------------------------------------


def _tell(done: Done, pool: Pool, to: Iterable[User], reason: Reason) -> None:
    news = News.about(done.key, pool, *_within(pool, done.actor.today), title=pool.title)
    notify(news, to, reason=reason, by=done.actor.user, now=done.actor.now)


def _within(pool: Pool, day: date) -> tuple[Organisation, ...]:
    """Return whose people alone may know of a pool; nobody's where everybody may."""
    if pool.is_public:
        return ()
    return (pool.lead, *neighbours_of(pool.region_id, day).exclude(pk=pool.lead_id))


def _tell_members(done: Done) -> None:
    """Notify the members and the lead buyer."""
    pool = done.record
    inside = member_ids(pool) | {pool.lead_id}
    _tell(done, pool, people_of(inside, done.actor.today, LEADS), Reason.ROLE)


def _tell_all(done: Done) -> None:
    """Notify the members, and those who follow the pool or one of its needs."""
    pool = done.record
    _tell_members(done)
    told = set(people_of(member_ids(pool) | {pool.lead_id}, done.actor.today, LEADS))
    following = {user for need in pool.needs.all() for user in followers(need)} | set(followers(pool))
    _tell(done, pool, following - told, Reason.FOLLOWS)


def _tell_lead(done: Done) -> None:
    """Notify the lead buyer of a member's pledge."""
    pool = done.record if isinstance(done.record, Pool) else done.record.pool
    _tell(done, pool, people_of([pool.lead_id], done.actor.today, LEADS), Reason.ROLE)


# --- the pool ---------------------------------------------------------------------------------------


def region_of(organisation: Organisation, day: date) -> Place:
    """Return the region of an organisation's place, or the place itself.

    Raises:
        InvalidInput: when it has no place.
    """
    if organisation.place is None:
        raise InvalidInput.because(_("The organisation has no place, so nobody can join it."))
    rows = Membership.objects.on(day).filter(member=organisation.place, region__kind=PlaceKind.REGION)
    row = rows.select_related("region").order_by("region__sort_key").first()
    return row.region if row else organisation.place


@action("pool.started", rule=may_start, creates=True, acting_for=acts_for_lead)
def start_pool(
    organisation: Organisation, written: Mapping[str, Any], needs: Collection[int] = (), *, actor: Actor
) -> Pool:
    """Create a pool that the organisation leads, from open needs that have not run out, by their keys.

    Raises:
        InvalidInput: when a value is refused, or a need is hidden from the actor, closed or has run out.
    """
    read = list(Need.objects.visible_to(actor).filter(pk__in=needs))
    if len(read) < len(needs):
        raise InvalidInput.because(_("A need that it is made from is not open to you."))
    for need in read:
        if need.state != NeedState.OPEN or need.has_expired(actor.today):
            raise InvalidInput.because(
                _("The need «%(title)s» has run out or is closed. It must be renewed first.")
                % {"title": need.title}
            )
    pool = Pool(lead=organisation, written=actor.now, written_by=actor.person)
    pool.region = region_of(organisation, actor.today)
    set_values(pool, written)
    _in_time(pool, written, actor.today)
    pool.save()
    pool.needs.set(read)
    return pool


def _in_time(pool: Pool, written: Mapping[str, Any], today: date) -> None:
    if "joins_until" in written and pool.joins_until < today:
        raise InvalidInput.because(_("Choose a day that is still to come."), field="joins_until")


@action("pool.changed", rule=may_change, acting_for=acts_for_lead, notify=_tell_members)
def change_pool(pool: Pool, written: Mapping[str, Any], *, actor: Actor) -> Pool:
    """Change what a pool is about, its days, or its lead buyer; the members are notified.

    Raises:
        InvalidInput: when a value is refused, the unit of pledges or of own prices would change, or the lead
            is no member.
    """
    before = {name: getattr(pool, name) for name in written}
    inside = member_ids(pool) | {pool.lead_id}
    set_values(pool, written)
    changed = {name: before[name] for name in written if getattr(pool, name) != before[name]}
    _in_time(pool, changed, actor.today)
    if "unit" in changed and (pool.own_prices or pool.pledges.exists()):
        raise InvalidInput.because(_("Volumes are written in this unit, so it stays."), field="unit")
    if pool.lead_id not in inside:
        raise InvalidInput.because(_("The lead buyer is one of the members."), field="lead")
    return pool


@action("pool.specified", rule=may_change, acting_for=acts_for_lead, notify=_tell_all)
def specify_pool(pool: Pool, written: Mapping[str, Any], *, actor: Actor) -> Specification:
    """Create a new version of what is asked for together; the earlier ones stay.

    Raises:
        InvalidInput: when the text is refused.
    """
    number = pool.specifications.count() + 1
    row = Specification(pool=pool, number=number, when=actor.now, by=actor.person)
    set_values(row, written)
    row.save()
    return row


@action("pool.opened", rule=STATES.rule_of("open"), acting_for=acts_for_lead, notify=_tell_all)
def open_pool(pool: Pool, written: Mapping[str, Any], *, actor: Actor) -> Pool:
    """Open a pool to be read by everybody.

    Raises:
        InvalidInput: when the answer on the journal is missing, or the paragraph by which costs and
            prices stay hidden.
    """
    set_values(pool, written)
    check_journal(pool.journal, pool.journal_case, is_asked=True)
    if not is_basis(pool.hidden_basis, actor.today):
        raise InvalidInput.because(
            _("Choose the paragraph by which costs and prices stay hidden."), field="hidden_basis"
        )
    STATES.take("open", pool)
    pool.opened = actor.now
    return pool


@action("pool.frozen", rule=STATES.rule_of("freeze"), acting_for=acts_for_lead, notify=_tell_all)
def freeze_pool(pool: Pool, written: Mapping[str, Any], buyers: str, *, actor: Actor) -> Pool:
    """Set a pool to be frozen as the purchase is announced: those who are committed are the buyers.

    `buyers` names the pledges that were read, as `buyers_as_read` does: a pledge that comes, goes or changes
    leaves the version of the pool as it is, and nobody else is announced than whom the lead buyer has read.

    Raises:
        ChangedMeanwhile: when the buyers are no longer as they were read.
        InvalidInput: when fewer than two are committed, or a value is refused.
    """
    rows = pool.pledges.filter(withdrawn=None, certainty=Certainty.COMMITTED)
    if buyers_as_read(rows) != buyers:
        raise changed_meanwhile()
    if rows.count() < FEWEST_BUYERS:
        raise InvalidInput.because(_("At least two must be committed before it is announced."))
    set_values(pool, written)
    STATES.take("freeze", pool)
    pool.frozen = actor.now
    return pool


@action("pool.ended", rule=STATES.rule_of("end"), acting_for=acts_for_lead, notify=_tell_all)
def end_pool(pool: Pool, *, actor: Actor) -> Pool:
    """End a pool: without a purchase, called off, or done; when it was announced stays."""
    STATES.take("end", pool)
    return pool


# --- members ----------------------------------------------------------------------------------------


@action("pool.pledged", rule=may_join, creates=True, notify=_tell_lead)
def pledge(
    pool: Pool, organisation: Organisation, written: Mapping[str, Any], version: int, *, actor: Actor
) -> Pledge:
    """Create or change the pledge of an organisation; `version` is 0 where there was none.

    The row of the pool is locked, so nobody joins one that is being frozen.

    Raises:
        NotAllowed: when the actor does not act for the organisation, or may not commit it.
        InvalidInput: when a value is refused.
        ChangedMeanwhile: when somebody else has changed the pledge since `version` was read.
    """
    row = pledge_of(pool, organisation)
    demand(may_pledge(actor, row))
    same_version(row.version, version)
    set_values(row, written)
    if row.certainty == Certainty.COMMITTED:
        demand(may_commit(actor, organisation))
    row.pledged, row.pledged_by, row.withdrawn = actor.now, actor.person, None
    row.version += 1
    row.save()
    row.changes.create(when=actor.now, amount=row.amount, certainty=row.certainty)
    return row


def pledge_of(pool: Pool, organisation: Organisation) -> Pledge:
    """Return the pledge of an organisation, or one that is not made yet."""
    row = pool.pledges.select_related("organisation__place").filter(organisation=organisation).first()
    if row is None:
        return Pledge(pool=pool, organisation=organisation, version=0)
    row.pool = pool
    return row


@action("pool.withdrawn", rule=may_withdraw, notify=_tell_lead)
def withdraw_pledge(row: Pledge, *, actor: Actor) -> Pledge:
    """Withdraw a pledge; that it was there stays in the growth of the pool."""
    row.withdrawn = actor.now
    PledgeChange.objects.create(pledge=row, when=actor.now, amount=row.amount, certainty="")
    return row
