"""A timetable that is asked for: slots and tables, who can come when, and who asks to meet whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

MANY = 4  # nobody who asked shall be without a meeting while somebody has so many


@dataclass(frozen=True, slots=True)
class Person:
    """One who meets others: a participant, or a team that moves together."""

    key: str
    unavailable: frozenset[int] = frozenset()
    most: int | None = None
    name: str = ""

    @property
    def called(self) -> str:
        """Return the name, or the key of one without."""
        return self.name or self.key


@dataclass(frozen=True, slots=True)
class Request:
    """A meeting of two that is asked for; the meetings of `after`, if held, must lie in earlier slots."""

    key: str
    a: str
    b: str
    mandatory: bool = False
    weight: float = 0.0
    session: int | None = None
    fixed_slot: int | None = None
    after: tuple[str, ...] = ()

    @property
    def pair(self) -> frozenset[str]:
        """Return the two, in no order."""
        return frozenset((self.a, self.b))


@dataclass(frozen=True)
class Problem:
    """All that a timetable is made from.

    `first_session` is the last slot of session 1; `break_difference` is by how many the numbers of breaks of
    two people may differ.
    """

    slots: int
    tables: int
    people: Mapping[str, Person]
    requests: Sequence[Request]
    forbidden: frozenset[frozenset[str]] = field(default_factory=frozenset)
    first_session: int | None = None
    break_difference: int | None = None

    def slots_of(self, request: Request) -> tuple[int, ...]:
        """Return the slots that a request may have by itself: both can come, its session, its fixed slot.

        >>> people = {"a": Person("a", frozenset({1})), "b": Person("b")}
        >>> Problem(4, 1, people, [], first_session=2).slots_of(Request("r", "a", "b", session=1))
        (2,)
        """
        if request.pair in self.forbidden:
            return ()
        away = self.people[request.a].unavailable | self.people[request.b].unavailable
        return tuple(
            slot
            for slot in range(1, self.slots + 1)
            if slot not in away
            and request.fixed_slot in (None, slot)
            and (request.session is None or request.session == self.session_of(slot))
        )

    def session_of(self, slot: int) -> int:
        """Return the session of a slot: 1 for all where there is one."""
        return 1 if self.first_session is None or slot <= self.first_session else 2

    @cached_property
    def requests_of(self) -> dict[str, tuple[int, ...]]:
        """Return the positions of the requests of each person."""
        found: dict[str, list[int]] = {key: [] for key in self.people}
        for number, one in enumerate(self.requests):
            found[one.a].append(number)
            found[one.b].append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the timetable: where and when a request is met."""

    slot: int
    table: int
    request: str


def breaks_in(slots: Sequence[int]) -> int:
    """Count the gaps between consecutive meetings; a gap of several idle slots counts once.

    >>> breaks_in([1, 2, 6, 8]), breaks_in([3]), breaks_in([])
    (2, 0, 0)
    """
    ordered = sorted(slots)
    return sum(later - earlier > 1 for earlier, later in pairwise(ordered))
