"""The action on a proposal: not wanted now."""

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.pool_proposals.models import ProposalDeclined
from loftet.pools.actions import acts_for_lead
from loftet.pools.rules import may_start


@action("pool.declined", rule=may_start, creates=True, locks_parent=True, acting_for=acts_for_lead)
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
