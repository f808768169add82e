"""On whom a figure leans: the places of its own group where they are enough, else all ranked places."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.editions.frames import Floats
from loftet.editions.panel import SeriesPanel
from loftet.editions.study import Study
from loftet.methods.shrinkage import Prior, Shrunk

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

# With fewer members a group says too little of how its members differ.
FEWEST_MEMBERS = 8
NOBODY, ALL, GROUP = range(3)
TOWARD_WORDS = ("", "all", "group")


@dataclass(frozen=True, slots=True)
class Groups:
    """Series by indicator and group of places (`near`), and by indicator alone (`far`).

    `members` enter the priors: ranked, and with a figure.
    """

    near: Codes
    near_number: int
    far: Codes
    far_number: int
    named: Flags
    members: Flags


def groups_of(study: Study, panel: SeriesPanel, known: Flags) -> Groups:
    """Group the series; `known` tells which have a figure."""
    names, at = np.unique(np.array(study.places.groups, dtype=str), return_inverse=True)
    number = len(study.indicators)
    return Groups(
        near=panel.indicator * len(names) + at[panel.place],
        near_number=number * len(names),
        far=panel.indicator,
        far_number=number,
        named=(names != "")[at][panel.place],
        members=known & study.places.ranked[panel.place],
    )


def shrink_to_groups(
    groups: Groups, priors: Callable[[Codes, int], Prior], shrink: Callable[[Prior], Shrunk]
) -> tuple[Shrunk, Codes]:
    """Shrink the figures of members towards their group; return the group of each, and no figure for others.

    `priors` reads the priors of so many groups off the members, `shrink` applies one prior for each series.
    """
    near = priors(groups.near, groups.near_number).of(groups.near)
    far = priors(groups.far, groups.far_number).of(groups.far)
    own = groups.named & (near.members >= FEWEST_MEMBERS)
    enough = groups.members & (own | (far.members >= FEWEST_MEMBERS))
    prior = Prior(*(np.where(own, *pair) for pair in _pairs(near, far)))
    shrunk = shrink(prior)
    toward = np.where(enough, np.where(own, GROUP, ALL), NOBODY)
    kept = (np.where(enough, getattr(shrunk, name), np.nan) for name in Shrunk.__slots__)
    return Shrunk(*kept), toward


def joined(first: Prior, second: Prior) -> Prior:
    """Join priors of groups of which each has members in one of the two only."""
    return Prior(*(np.where(first.members > 0, *pair) for pair in _pairs(first, second)))


def _pairs(first: Prior, second: Prior) -> list[tuple[Floats, Floats]]:
    return [(getattr(first, name), getattr(second, name)) for name in Prior.__slots__]
