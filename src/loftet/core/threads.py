"""The way of a record: what happens next, and its thread from origin to outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of a record: what, by whom, by which day.

    One that `is_yours` waits for the reader, on behalf of `on_behalf_of`. `who` is empty where it is the
    reader, and `by` where no day is set.
    """

    what: Words
    by: date | None = None
    who: Words = ""
    on_behalf_of: str = ""
    is_yours: bool = True


class Phase(IntEnum):
    """The phase of a record in a thread, where apps do not tell of them in that order."""

    PREPARED = 0  # all until there is a contract
    AGREED = 1
    CARRIED_OUT = 2
    TOLD = 3


@dataclass(frozen=True, slots=True)
class Stop:
    """A record of a thread: of which kind, its name, and where it is; without an address it is to come."""

    kind: Words
    name: str = ""
    address: str = ""
    owner: str = ""
    phase: Phase = Phase.PREPARED


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread of a record: what came before and after, and what is `coming` where nothing did yet."""

    this: Words
    before: Sequence[Stop] = ()
    after: Sequence[Stop] = ()
    coming: Words = ""

    def with_earlier(self, found: Iterable[Stop]) -> "Thread":
        """Return the thread with what later packages know that the record came from."""
        return replace(self, before=[*self.before, *found])

    def with_later(self, found: Iterable[Stop]) -> Sequence[Stop]:
        """Return what the record became, with what later packages know of it; else what is to come."""
        after = sorted([*self.after, *found], key=lambda stop: stop.phase)
        return after or ([Stop(self.coming)] if self.coming else [])
