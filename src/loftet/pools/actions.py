"""Actions on a pool: started, changed, specified, opened, frozen, ended; joined, left; answered by firms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.core.versions import changed_meanwhile, same_version
from loftet.decisions.legal_bases import is_basis
from loftet.geography.place import Kind as PlaceKind
from loftet.invalid_input import InvalidInput
from loftet.needs.actions import check_journal
from loftet.needs.models import Need
from loftet.needs.models import State as NeedState
from loftet.needs.queries import needs_read_by
from loftet.needs.rules import HAS_NEEDS, region_mates
from loftet.notices.actions.notifications import News, followers, notify
from loftet.notices.models import Reason
from loftet.people.actor import Actor
from loftet.people.models import Organisation, Role, User
from loftet.places.models import Membership, Place
from loftet.pools.models import (
    Answer,
    Certainty,
    Pledge,
    PledgeChange,
    Pool,
    ProposalDeclined,
    Specification,
)
from loftet.pools.queries import buyers_as_read
from loftet.pools.rules import (
    LEADS,
    STATES,
    answers_are_closed,
    firms_of,
    may_answer,
    may_change,
    may_commit,
    may_join,
    may_pledge,
    may_start,
    may_withdraw,
    member_ids,
)
from loftet.solutions.rules import WRITES as WRITES_FOR_FIRM
from loftet.solutions.rules import is_confirmed_supplier

FEWEST_BUYERS = 2
# What everybody reads is said before the answers of firms are opened: nothing in it comes from them.
TOLD_BEFORE = frozenset({"unit_estimate", "least_volume", "answers_by"})


def acts_for_lead(actor: Actor, pool: Pool) -> str:
    """Return on whose behalf somebody acts who leads a pool."""
    return actor.permissions.on_behalf_of(pool.lead, *LEADS)


def _for_organisation(actor: Actor, organisation: Organisation) -> str:
    return actor.permissions.on_behalf_of(organisation, *LEADS)


# --- who is told ------------------------------------------------------------------------------------


def _tell(done: Done, pool: Pool, to: Iterable[User], reason: Reason) -> None:
    news = News(
        done.key,
        pool,
        pool.get_absolute_url(),
        pool.lead.name,
        {"title": pool.title},
        _within(pool, done.actor.today),
    )
    notify(news, to, reason=reason, by=done.actor.user, now=done.actor.now)


def _within(pool: Pool, day: date) -> tuple[Organisation, ...]:
    """Return whose people alone may know of a pool; nobody's where everybody may."""
    if pool.is_public:
        return ()
    mates = region_mates({pool.region_id}, day)
    others = Organisation.objects.filter(kind__in=HAS_NEEDS, place__in=mates).exclude(pk=pool.lead_id)
    return (pool.lead, *others)


def _people_of(organisations: Iterable[int], day: date, kinds: Iterable[str] = LEADS) -> list[User]:
    roles = Role.objects.on(day).filter(organisation__in=organisations, kind__in=kinds)
    return [one.user for one in roles.select_related("user")]


def _tell_members(done: Done) -> None:
    """Notify the members and the lead buyer."""
    pool = done.record
    inside = member_ids(pool) | {pool.lead_id}
    _tell(done, pool, _people_of(inside, done.actor.today), Reason.ROLE)


def _tell_all(done: Done) -> None:
    """Notify the members, and those who follow the pool or one of its needs."""
    pool = done.record
    _tell_members(done)
    told = set(_people_of(member_ids(pool) | {pool.lead_id}, done.actor.today))
    _tell(done, pool, _followers(pool) - told, Reason.FOLLOWS)


def _followers(pool: Pool) -> set[User]:
    """Return those who follow a pool, or one of its needs."""
    return {user for need in pool.needs.all() for user in followers(need)} | set(followers(pool))


def _tell_firms(done: Done, already: Iterable[int], but: Iterable[User] = ()) -> None:
    """Notify the firms that have answered, except who is told as a member or otherwise."""
    pool, day = done.record, done.actor.today
    firms = pool.answers.values_list("firm", flat=True)
    told = {*_people_of(already, day), *but}
    _tell(done, pool, set(_people_of(firms, day, WRITES_FOR_FIRM)) - told, Reason.ROLE)


def _tell_all_and_firms(done: Done) -> None:
    """Notify all, and the firms that have answered: what they answered on is another text now."""
    pool = done.record
    _tell_all(done)
    _tell_firms(done, member_ids(pool) | {pool.lead_id}, _followers(pool))


def _tell_lead(done: Done) -> None:
    """Notify the lead buyer of a member's pledge."""
    pool = done.record if isinstance(done.record, Pool) else done.record.pool
    _tell(done, pool, _people_of({pool.lead_id}, done.actor.today), Reason.ROLE)


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


@action("pool.started", rule=may_start, creates=True, acting_for=_for_organisation)
def start_pool(
    organisation: Organisation, written: Mapping[str, Any], needs: Sequence[Need] = (), *, actor: Actor
) -> Pool:
    """Create a pool that the organisation leads, from needs that are open and have not run out.

    Raises:
        InvalidInput: when a value is refused, or a need is hidden from the actor, closed or has run out.
    """
    read = list(needs_read_by(actor.permissions).filter(pk__in=[one.pk for one in needs]))
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
    for name in ("joins_until", "answers_by"):
        day = getattr(pool, name)
        if name in written and day is not None and day < today:
            raise InvalidInput.because(_("Choose a day that is still to come."), field=name)


@action("pool.changed", rule=may_change, acting_for=acts_for_lead, notify=_tell_members)
def change_pool(pool: Pool, written: Mapping[str, Any], *, actor: Actor) -> Pool:
    """Change what a pool is about, its days, or its lead buyer; the members are notified.

    Raises:
        InvalidInput: when a value is refused, the unit of pledges would change, what firms have answered on
            would not stand, or the lead is no member.
    """
    before = {name: getattr(pool, name) for name in written}
    inside = member_ids(pool) | {pool.lead_id}
    is_closed, is_answered = answers_are_closed(actor, pool), pool.answers.exists()
    set_values(pool, written)
    changed = {name: before[name] for name in written if getattr(pool, name) != before[name]}
    if is_answered:
        _as_answered(pool, changed, is_closed=is_closed)
    _in_time(pool, changed, actor.today)
    if "unit" in changed and pool.pledges.exists():
        raise InvalidInput.because(_("Others have pledged in this unit, so it stays."), field="unit")
    if pool.lead_id not in inside:
        raise InvalidInput.because(_("The lead buyer is one of the members."), field="lead")
    if is_answered and "answers_by" in changed:
        _tell_firms(Done("pool.changed", pool, pool, actor), already=inside)
    return pool


def _as_answered(pool: Pool, changed: Mapping[str, Any], *, is_closed: bool) -> None:
    """Refuse to change what firms have answered on; `changed` holds what stood there before.

    Raises:
        InvalidInput: with the field.
    """
    if is_closed and (stays := sorted(TOLD_BEFORE & changed.keys())):
        raise InvalidInput.because(
            _("The answers of firms are opened, so this stays as it was before."), field=stays[0]
        )
    if "unit" in changed:
        raise InvalidInput.because(_("Firms have answered in this unit, so it stays."), field="unit")
    day = changed.get("answers_by")
    if day is not None and (pool.answers_by is None or pool.answers_by < day):
        raise InvalidInput.because(
            _("Firms have answered, so the day can only be set later."), field="answers_by"
        )


@action("pool.specified", rule=may_change, acting_for=acts_for_lead, notify=_tell_all_and_firms)
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


@action("pool.declined", rule=may_start, creates=True, acting_for=_for_organisation)
def decline_proposal(organisation: Organisation, key: str, *, actor: Actor) -> ProposalDeclined:
    """Save that an organisation does not want a proposal now.

    Raises:
        InvalidInput: when the key is too long to be one.
    """
    row = ProposalDeclined.objects.filter(organisation=organisation, key=key).first()
    if row is None:
        row = ProposalDeclined(organisation=organisation, when=actor.now)
        set_values(row, {"key": key})
        row.save()
    return row


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


# --- firms ------------------------------------------------------------------------------------------


@action("pool.answered", rule=may_answer, creates=True)
def answer_prices(pool: Pool, written: Mapping[str, Any], version: int, *, actor: Actor) -> Answer:
    """Create or change the answer of the actor's firm; nobody is notified, and the log keeps no number.

    Raises:
        NotAllowed: when the firm is not confirmed.
        InvalidInput: when a value is refused.
        ChangedMeanwhile: when somebody else has changed the answer since `version` was read.
    """
    row = answer_of(pool, actor)
    demand(is_confirmed_supplier(row.firm))
    same_version(row.version, version)
    set_values(row, written)
    row.answered, row.answered_by = actor.now, actor.person
    row.version += 1
    row.save()
    return row


def answer_of(pool: Pool, actor: Actor) -> Answer:
    """Return the answer of the actor's firm, or one that is not made yet."""
    keys = firms_of(actor.permissions)
    row = Answer.objects.filter(pool=pool, firm__in=keys).select_related("firm").first()
    if row is None:
        firms = Organisation.objects.filter(pk__in=keys).order_by("name", "pk")
        firm = next((one for one in firms if is_confirmed_supplier(one)), firms[0])
        return Answer(pool=pool, firm=firm, version=0)
    row.pool = pool
    return row
