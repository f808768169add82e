"""The figures of a finding as they are kept beside its words, and read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loftet.indicators.sentences.challenges import Said
from loftet.methods.challenges import State, Why
from loftet.methods.persons import Persons, Shown


@dataclass(frozen=True, slots=True)
class Then:
    """A finding of an edition in all three languages: names and sentences by language, and what they say."""

    names: Mapping[str, str]
    sentences: Mapping[str, str]
    said: Said


def kept(said: Said) -> dict[str, Any]:
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


def read_back(figures: Mapping[str, Any]) -> Said:
    """Read what was kept of a finding."""
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
