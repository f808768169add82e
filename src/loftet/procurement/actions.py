"""Actions on a procurement: started, changed, its steps, announced, cancelled, and later contacts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from loftet.agreements.rules import WRITES
from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.invalid_input import InvalidInput
from loftet.methods.procurement.check import TABLE
from loftet.needs.models import Need
from loftet.needs.rules import may_see as need_is_open_to
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.pools.actions import freeze_pool
from loftet.pools.models import Pool
from loftet.pools.queries import buyers_as_read, members_of
from loftet.pools.rules import LEADS
from loftet.procurement.check import Demands, demands_of
from loftet.procurement.climate import climate_fault
from loftet.procurement.lots import lots_fault
from loftet.procurement.models import Contact, Procurement, Share
from loftet.procurement.procedures import ways_of
from loftet.procurement.queries import carried_over, dialogues_of, is_ready
from loftet.procurement.rules import (
    STATES,
    may_change,
    may_change_share,
    may_log_contact,
    may_start,
    may_start_from,
    may_take_step,
)
from loftet.procurement.sentences import FIELDS
from loftet.procurement.steps import KEYS, missing_before, path_of


def acts_for(actor: Actor, record: Procurement | Share) -> str:
    """Return for whom somebody acts: by a role or a delegation of the buyer that leads, or of another."""
    procurement = record if isinstance(record, Procurement) else record.procurement
    if actor.permissions.has(procurement.lead, *WRITES):
        return actor.permissions.on_behalf_of(procurement.lead, *WRITES)
    inside = set(procurement.shares.values_list("organisation", flat=True))
    return actor.permissions.on_behalf_of_any(inside, *LEADS)


ACTS_FOR = acts_by(*WRITES)


@action("procurement.written", rule=may_start, creates=True, acting_for=ACTS_FOR)
def start_procurement(
    organisation: Organisation,
    written: Mapping[str, Any],
    *,
    need: Need | None = None,
    pool: Pool | None = None,
    actor: Actor,
) -> Procurement:
    """Create a procurement; from a pool with its buyers and their maximum.

    Raises:
        InvalidInput: when a value is refused, or it comes from what the actor may not read or lead.
    """
    if need is not None and not need_is_open_to(actor, need):
        raise InvalidInput.because(_("The need that it is made from is not open to you."))
    if pool is not None and (pool.lead_id != organisation.pk or not is_ready(pool)):
        raise InvalidInput.because(_("Open the joint purchase first. Its lead buyer starts from it."))
    if pool is not None:
        demand(may_start_from(actor, pool))
    procurement = Procurement(
        lead=organisation, need=need, pool=pool, written=actor.now, written_by=actor.person
    )
    set_values(procurement, written)
    procurement.save()
    if pool is not None:
        _carry_over(procurement, pool)
    _demand_enough(procurement)
    return procurement


def _carry_over(procurement: Procurement, pool: Pool) -> None:
    """Set buyers, their maximum and the specification as the pool has them."""
    carried = carried_over(pool)
    for pledge in carried.others:
        share = Share(procurement=procurement)
        set_values(share, {"organisation": pledge.organisation, "value": pledge.max_value, "binding": True})
        share.save()
    newest = pool.specifications.first()
    procurement.specification = newest.text if newest else ""
    procurement.max_value = max(carried.total, procurement.total)
    procurement.save()


@action("procurement.changed", rule=may_change, acting_for=acts_for)
def change_procurement(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Procurement:
    """Change the facts of a procurement and what it is about.

    Raises:
        InvalidInput: when a value is refused.
    """
    set_values(procurement, written)
    _demand_enough(procurement)
    return procurement


def _demand_enough(procurement: Procurement) -> None:
    if procurement.max_value is not None and procurement.max_value < procurement.total:
        words = _("The maximum cannot be below the value with options and all buyers.")
        raise InvalidInput.because(words, field="max_value")


@action("procurement.divided", rule=may_change, acting_for=acts_for)
def divide_procurement(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Procurement:
    """Set the lots with their sums, or why it is not divided.

    Raises:
        InvalidInput: when a value is refused, both are written, or the lots do not add up to the value.
    """
    set_values(procurement, written)
    if procurement.lots and procurement.undivided:
        cause = _("Write lots, or why there are none: not both.")
        raise InvalidInput.because(cause, field="undivided")
    _demand_lots(procurement)
    return procurement


def _demand_lots(procurement: Procurement) -> None:
    if fault := lots_fault(procurement.lots, procurement.total - procurement.options):
        raise InvalidInput.because(fault, field="lots")


@action("procurement.way_chosen", rule=may_change, acting_for=acts_for)
def choose_procedure(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Procurement:
    """Set what is wanted, and the procedure with its reasons.

    Raises:
        InvalidInput: when a value is refused, or the procedure may not be used with these answers.
    """
    set_values(procurement, written)
    _demand_way(procurement, demands_of(procurement, actor.today), "procedure")
    return procurement


def _demand_way(procurement: Procurement, demands: Demands, field: str = "") -> None:
    known = {one.key for one in ways_of(procurement, demands.scope)}
    if procurement.procedure and procurement.procedure not in known:
        cause = _("With these answers, this procedure may not be used. Choose another one.")
        raise InvalidInput.because(cause, field=field)


@action("procurement.weighed", rule=may_change, acting_for=acts_for)
def set_criteria(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Procurement:
    """Set the criteria and the climate choice.

    Raises:
        InvalidInput: when a value is refused, or the choice lacks what the rule asks of it.
    """
    set_values(procurement, written)
    if procurement.mode:
        _demand_climate(procurement)
    return procurement


def _demand_climate(procurement: Procurement) -> None:
    if fault := climate_fault(procurement):
        field, cause = fault
        raise InvalidInput.because(cause, field=field)


@action("procurement.shared", rule=may_change, creates=True, acting_for=acts_for)
def add_share(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Share:
    """Add a buyer with its share.

    Raises:
        InvalidInput: when a value is refused.
    """
    share = Share(procurement=procurement)
    set_values(share, written)
    share.save()
    return share


@action("procurement.unshared", rule=may_change_share, acting_for=acts_for)
def remove_share(share: Share, *, actor: Actor) -> Share:
    """Remove a buyer."""
    share.delete()
    return share


@action("procurement.stepped", rule=may_take_step, acting_for=acts_for)
def take_step(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Procurement:
    """Set a step to be taken, or left out with a reason.

    Raises:
        InvalidInput: when there is no such step, or it is left out without a reason.
    """
    key, reason = written["step"], written.get("reason", "").strip()
    if key not in KEYS:
        raise InvalidInput.because(_("There is no such step."))
    if written.get("left_out") and not reason:
        raise InvalidInput.because(_("Say why the step is left out."), field="reason")
    told = {"day": actor.today.isoformat(), "reason": reason if written.get("left_out") else ""}
    procurement.steps = {**procurement.steps, key: told}
    return procurement


@action("procurement.announced", rule=STATES.rule_of("announce"), acting_for=acts_for)
def announce_procurement(
    procurement: Procurement, written: Mapping[str, Any], *, actor: Actor
) -> Procurement:
    """Set a procurement to be announced: from now on it stands as it is, and firms ask in the tender tool.

    The joint purchase behind it is frozen with it, with the buyers that the procurement names.

    Raises:
        InvalidInput: when a value is refused, a step is open, or the rules lack something.
    """
    set_values(procurement, written)
    if procurement.announced is None or procurement.announced > actor.today:
        raise InvalidInput.because(_("The day is still to come. Write it down then."), field="announced")
    demands = demands_of(procurement, actor.today)
    if demands.scope is None:
        _demand_known(demands)
    open_ones = missing_before(path_of(procurement, is_small=demands.is_small))
    if open_ones:
        words = _("A step is open: %(step)s. Take it, or leave it out with a reason.")
        raise InvalidInput.because(words % {"step": open_ones[0].step.words})
    if demands.must_announce and not procurement.notice:
        raise InvalidInput.because(
            _("There is a duty to announce. Write the number on Doffin."), field="notice"
        )
    if demands.has_climate_duty:
        _demand_climate(procurement)
    _demand_known(demands)
    if demands.needs_maximum and procurement.max_value is None:
        raise InvalidInput.because(_("A framework agreement has a maximum value. Write it first."))
    _demand_enough(procurement)
    _demand_lots(procurement)
    _demand_way(procurement, demands)
    _demand_summaries(procurement, actor)
    if (pool := procurement.pool) is not None and pool.frozen is None:
        _freeze(procurement, pool, actor)
    STATES.take("announce", procurement)
    return procurement


def _demand_summaries(procurement: Procurement, actor: Actor) -> None:
    """Refuse a competition while what one firm heard in a dialogue is not open to all."""
    for event in dialogues_of(procurement):
        if event.is_past(actor.today) and not event.summaries.all():
            words = _("Open the summary of «%(title)s» first: all firms are to know the same.")
            raise InvalidInput.because(words % {"title": event.title})


def _freeze(procurement: Procurement, pool: Pool, actor: Actor) -> None:
    """Set the pool to be frozen; the buyer first reads who has committed or left since."""
    committed = {one.organisation.name: one.max_value for one in carried_over(pool).others}
    named = {one.organisation.name: one.value for one in procurement.shares.select_related("organisation")}
    if differ := sorted(one for one in committed | named if committed.get(one) != named.get(one)):
        words = _("The joint purchase has other buyers or sums: %(names)s. Correct the buyers here first.")
        raise InvalidInput.because(words % {"names": ", ".join(differ)})
    freeze_pool(pool, {"notice": procurement.notice}, buyers_as_read(members_of(pool)), actor=actor)


def _demand_known(demands: Demands) -> None:
    if TABLE in demands.open_fields:
        cause = _("The rules of that day are not here. Write the day on which it was announced.")
        raise InvalidInput.because(cause, field="announced")
    if demands.open_fields:
        words = _("Which rules apply depends on %(what)s. Write that first, under «Facts and texts».")
        raise InvalidInput.because(words % {"what": FIELDS.get(demands.open_fields[0], FIELDS["value"])})


@action("procurement.stopped", rule=STATES.rule_of("stop"), acting_for=acts_for)
def stop_procurement(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Procurement:
    """Cancel a procurement, with the reason.

    Raises:
        InvalidInput: when a value is refused, or nothing is said.
    """
    set_values(procurement, written)
    if not procurement.reason:
        raise InvalidInput.because(_("Say why it is cancelled."), field="reason")
    STATES.take("stop", procurement)
    procurement.ended = actor.now
    return procurement


@action("procurement.contacted", rule=may_log_contact, creates=True, acting_for=acts_for)
def log_contact(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Contact:
    """Log a contact that a firm made after the announcement, outside of the tender tool.

    Raises:
        InvalidInput: when a value is refused, or the day is not between the announcement and today.
    """
    contact = Contact(procurement=procurement, by=actor.person)
    set_values(contact, written)
    first: date = procurement.announced or actor.today
    if not first <= contact.day <= actor.today:
        cause = _("The day is between the announcement and today.")
        raise InvalidInput.because(cause, field="day")
    contact.save()
    return contact
