"""Common ground of municipalities, read from an edition: challenges, strengths, and places to learn from.

NumPy alone, so that a page can ask for any set of municipalities.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from loftet.editions.comparable import Comparable, read_comparable
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.methods.challenges import (
    ChallengeFinding,
    FigureField,
    Rule,
    State,
    Why,
    correlated_groups,
    find_challenges,
    who_to_learn_from,
)
from loftet.methods.strata import NOWHERE

# How many editions are kept laid out.
KEPT = 4
RULE = Rule()


@dataclass(frozen=True, slots=True)
class Shared:
    """The finding for an indicator, a target or a goal in a set of municipalities; places by code.

    `key` is that of the indicator, the target or the goal. `own` and `others` are the middle of the members
    and of their like: of an indicator in its own unit (of a balance the distance from its ideal), of a goal
    in points; of a target None. `improving` is None where no trend is known. `together` names the other
    shared challenges that go with this one, `inside` and `outside` those to learn from, the best first.
    """

    key: str
    state: State
    why: Why
    sharing: tuple[str, ...]
    spared: tuple[str, ...]
    unknown: tuple[str, ...]
    own: float | None
    others: float | None
    p: float | None
    q: float | None
    p_strength: float | None
    q_strength: float | None
    improving: bool | None
    related: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedFindings:
    """All findings about a set: by indicator, target and goal, the surest challenges first.

    `left_out` are members that cannot be compared: of unknown size. `alike` counts the places
    in the members' classes of size and centrality, members included, and `classes` these classes.
    """

    members: tuple[str, ...]
    left_out: tuple[str, ...]
    alike: int
    classes: int
    indicators: tuple[Shared, ...]
    targets: tuple[Shared, ...]
    goals: tuple[Shared, ...]


class SharedChallenges:
    """A finder of the common ground of any set of municipalities, with a cache of whole editions.

    A place whose status the store hides is no member, and is named to nobody as an example.
    """

    def __init__(self, store: EditionStore, rule: Rule = RULE) -> None:
        self._store = store
        self._rule = rule
        self._comparable = lru_cache(maxsize=KEPT)(self._read)

    def seen_by(self, store: EditionStore) -> "SharedChallenges":
        """Return a reader of the same findings for another visibility; prepared data are shared."""
        other = copy(self)
        other._store = store
        return other

    def prepare(self, edition: Edition) -> None:
        """Read the figures of an edition before anybody asks about a set of its municipalities."""
        self._comparable(edition.id).asked_about(()).target_field  # noqa: B018 - computed once, and kept

    def of(self, edition: Edition, members: Sequence[str]) -> SharedFindings:
        """Find the common ground of a set of municipalities; codes that cannot be compared are left out."""
        hidden = self._store.hidden_in(edition)
        members = [code for code in members if code not in hidden]
        known = self._comparable(edition.id).asked_about(members)
        at = known.positions()
        compared = [code for code in dict.fromkeys(members) if code in at and known.strata[at[code]] >= 0]
        places = np.array([at[code] for code in compared], dtype=np.int64)
        strata = np.unique(known.strata[places])
        ask = _Finder(known, places, self._rule, np.isin(known.places, sorted(hidden)))
        return SharedFindings(
            members=tuple(compared),
            left_out=tuple(code for code in dict.fromkeys(members) if code not in set(compared)),
            alike=int(np.isin(known.strata, strata).sum()),
            classes=len(strata),
            indicators=ask(known.indicators, known.field, known.signs),
            targets=ask(tuple(known.targets), known.target_field, None),
            goals=ask(known.goals, known.goal_field, np.full(len(known.goals), -1.0)),
        )

    def _read(self, edition_id: str) -> Comparable:
        return read_comparable(self._store, self._store.edition(edition_id))


@dataclass(frozen=True, slots=True)
class _Finder:
    """The same search for indicators, targets and goals."""

    known: Comparable
    places: NDArray[np.int64]
    rule: Rule
    hidden: NDArray[np.bool_]

    def __call__(
        self, keys: tuple[str, ...], field: FigureField, signs: NDArray[np.float64] | None
    ) -> tuple[Shared, ...]:
        findings = find_challenges(field, self.known.strata, self.places, self.rule)
        related = self._related(keys, field, findings)
        told = [
            self._told(keys[one.column], one, field, None if signs is None else float(signs[one.column]))
            for one in findings
        ]
        return tuple(
            replace(one, related=related.get(one.key, ())) for one in sorted(told, key=_surest_first)
        )

    def _related(
        self, keys: tuple[str, ...], field: FigureField, findings: Sequence[ChallengeFinding]
    ) -> Mapping[str, tuple[str, ...]]:
        columns = tuple(one.column for one in findings if one.state is State.CHALLENGE)
        # What the members share they share in all of it; whether it belongs together, the others tell.
        elsewhere = self.known.strata.copy()
        elsewhere[self.places] = NOWHERE
        groups = correlated_groups(field, elsewhere, columns)
        return {
            keys[own]: tuple(keys[other] for other in group if other != own)
            for group in groups
            for own in group
        }

    def _told(self, key: str, finding: ChallengeFinding, field: FigureField, sign: float | None) -> Shared:
        named = np.where(self.hidden, NOWHERE, self.known.strata)
        examples = who_to_learn_from(field, named, self.places, finding.column)
        own, others = (
            None if sign is None or np.isnan(middle) else sign * middle
            for middle in (finding.own, finding.others)
        )
        p, q, p_strength, q_strength = (
            None if np.isnan(number) else number
            for number in (finding.p, finding.q, finding.p_strength, finding.q_strength)
        )
        return Shared(
            key=key,
            state=finding.state,
            why=finding.why,
            sharing=self._codes(finding.sharing),
            spared=self._codes(finding.spared),
            unknown=self._codes(finding.unknown),
            own=own,
            others=others,
            p=p,
            q=q,
            p_strength=p_strength,
            q_strength=q_strength,
            improving=finding.improving,
            inside=self._codes(examples.inside),
            outside=self._codes(examples.outside),
        )

    def _codes(self, places: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.known.places[place] for place in places)


ORDER = (State.CHALLENGE, State.STRENGTH, State.NEITHER, State.NOT_TESTED)


def _surest_first(shared: Shared) -> tuple[int, float, float, int]:
    q = shared.q_strength if shared.state is State.STRENGTH else shared.q
    p = shared.p_strength if shared.state is State.STRENGTH else shared.p
    return ORDER.index(shared.state), 2.0 if q is None else q, 2.0 if p is None else p, -len(shared.sharing)
