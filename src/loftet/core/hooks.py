"""Hooks: places at which an app lets later apps join in, without knowing of them.

The earlier app names a hook and its type; a later one adds a value in its registration; and the earlier one
asks the registry for all values.

    NEXT_DAYS: Hook[NextDays] = Hook("the next days of the programme")          # programme
    APP = register(App(label="meetings", hooks=(NEXT_DAYS(next_events),)))      # meetings
    days = chain.from_iterable(call_all(NEXT_DAYS, today, most))                 # programme
"""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Hook(Generic[T]):
    """A place where later apps join in: called with what an app gives, it returns the line of its `App`."""

    name: str

    def __call__(self, value: T) -> "Added":
        """Return the value that an app adds to the hook."""
        return Added(self, value)


@dataclass(frozen=True, slots=True)
class Added:
    """A value that an app adds to a hook of an earlier one."""

    hook: Hook[Any]
    value: Any
