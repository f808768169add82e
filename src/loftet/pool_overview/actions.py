"""The action on what the buyers pay today: prices of their own agreements are written in."""

from collections.abc import Mapping
from typing import Any

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.people.actor import Actor
from loftet.pools.actions import acts_for_buyer
from loftet.pools.models import Pool
from loftet.pools.rules import may_price


@action("pool.priced", rule=may_price, acting_for=acts_for_buyer)
def price_pool(pool: Pool, written: Mapping[str, Any], *, actor: Actor) -> Pool:
    """Set the prices of the buyers' own agreements; nobody is notified, and the log keeps no number.

    Raises:
        InvalidInput: when they are not a curve, or one does not say where it is from.
    """
    set_values(pool, written)
    return pool
