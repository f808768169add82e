"""A finding as it is kept when it is picked: its words in every language, and the figures behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loftet.challenges.models import About, Challenge, Origin
from loftet.methods.challenges import State, Why
from loftet.methods.persons import Persons, Shown
from loftet.status.shared_challenges.sentences import Said


@dataclass(frozen=True, slots=True)
class FrozenFinding:
    """A finding of an edition; `names` and `sentences` by language, `said` what they say in figures."""

    about: About
    key: str
    edition: str
    names: Mapping[str, str]
    sentences: Mapping[str, str]
    said: Said


def figures_of(said: Said) -> dict[str, Any]:
    """Return what the database keeps of a finding.

    Names as they were, numbers in the indicator's own unit.
    """
    return {
        "state": said.state.value,
        "why": said.why.value,
        "sharing": list(said.sharing),
        "spared": list(said.spared),
        "unknown": list(said.unknown),
        "own": said.own,
        "others": said.others,
        "improving": said.improving,
        "persons": {"shown": said.persons.shown.value, "number": said.persons.number},
    }


def read_figures(figures: Mapping[str, Any]) -> Said:
    """Read what the database has kept of a finding."""
    return Said(
        state=State(figures["state"]),
        why=Why(figures["why"]),
        sharing=tuple(figures["sharing"]),
        spared=tuple(figures["spared"]),
        unknown=tuple(figures["unknown"]),
        own=figures["own"],
        others=figures["others"],
        improving=figures["improving"],
        persons=Persons(Shown(figures["persons"]["shown"]), figures["persons"]["number"]),
    )


def sharing(challenge: Challenge | None) -> frozenset[str]:
    """Return the names of the places that share a challenge by the figures."""
    if challenge is None or challenge.origin != Origin.TESTED:
        return frozenset()
    return frozenset(read_figures(challenge.figures).sharing)
