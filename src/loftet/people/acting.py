"""For whom somebody acts, as the log names it."""

from collections.abc import Callable
from typing import Any

from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind
from loftet.people.rules import facilitator_roles


def acts_by(*kinds: RoleKind) -> Callable[[Actor, Any], str]:
    """Build the `acting_for` of an action: on behalf of an organisation, or of the owner of a record.

    `kinds` are the roles by which somebody does it; one by delegation names who has lent it.
    """

    def acting_for(actor: Actor, record: Any) -> str:
        organisation = record if isinstance(record, Organisation) else record.owner
        return actor.permissions.on_behalf_of(organisation, *kinds)

    return acting_for


def as_facilitator(actor: Actor, _record: object) -> str:
    """Return the organisation for which somebody facilitates: the `acting_for` of what coordinators do."""
    return next((one.name for one in facilitator_roles(actor.permissions)), "")
