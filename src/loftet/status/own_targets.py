"""The targets that municipalities have adopted, as later apps know them; status shows them beside figures.

They are never part of an edition: an app registers where they are asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from loftet.core.hooks import Hook
from loftet.core.registry import call_all


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """A value that a municipality wants an indicator to have in a year, and the decision that says so."""

    indicator: str
    value: float
    year: int
    decision: str
    adopted_on: date
    address: str


Ask = Callable[[str], Iterable[OwnTarget]]
# From the slug of a municipality to its targets that hold.
OWN_TARGETS: Hook[Ask] = Hook("the adopted targets of a municipality")


def own_targets_of(slug: str) -> dict[str, Sequence[OwnTarget]]:
    """Return the targets of a municipality by indicator, the earliest year first. One query."""
    found: dict[str, list[OwnTarget]] = {}
    for one in sorted(chain.from_iterable(call_all(OWN_TARGETS, slug)), key=lambda one: one.year):
        found.setdefault(one.indicator, []).append(one)
    return dict(found)
