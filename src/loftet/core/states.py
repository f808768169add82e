"""States as a table: which step leads from where to where, who may take it, and what it is called.

>>> from loftet.core.verdicts import ALLOWED
>>> gates = States("shut", Step("open", ("shut",), "open", lambda actor, gate: ALLOWED, "Open"))
>>> gates.step("open").target
'open'
>>> print(gates.diagram())
stateDiagram-v2
    [*] --> shut
    shut --> open: open
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, Verdict
from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """A step from some states to one; `words` is what its button says, `danger` asks on a page of its own."""

    name: str
    sources: tuple[str, ...]
    target: str
    rule: Callable[[Any, Any], Verdict]
    words: Words
    danger: bool = False


@dataclass(frozen=True, slots=True)
class StateTag:
    """The state of a record as pages show it: its key, its word, and the icon beside it."""

    key: str
    words: str
    icon: str


def tag_of(record: Any, tags: Mapping[Any, tuple[str, str]]) -> StateTag:
    """Return the state of a record as pages show it, by the key and the icon of each state."""
    key, icon = tags[record.state]
    return StateTag(key, str(record.get_state_display()), icon)


class States:
    """The states of one kind of record, kept in its field `state`."""

    def __init__(self, initial: str, *steps: Step) -> None:
        self.initial, self.steps = initial, steps
        self._by_name = {one.name: one for one in steps}
        if len(self._by_name) != len(steps):
            raise ValueError("two steps have one name")

    def step(self, name: str) -> Step:
        """Return a step by its name.

        Raises:
            KeyError: when there is none.
        """
        return self._by_name[name]

    def open_to(self, actor: Any, record: Any) -> Iterator[Step]:
        """Return the steps that somebody can take with a record now; a page makes its buttons of them."""
        return (one for one in self.steps if self.may_take(one.name, actor, record))

    def may_take(self, name: str, actor: Any, record: Any) -> Verdict:
        """Check whether the actor may take a step now: its state first, then its rule.

        The record is None where an address names one that its reader may not see.
        """
        step = self.step(name)
        if record is None or record.state not in step.sources:
            return Denied(
                _("This cannot be done now: something has changed since you opened the page. Load it again.")
            )
        return step.rule(actor, record)

    def rule_of(self, name: str) -> Callable[[Any, Any], Verdict]:
        """Return the rule of a step, as `@action` asks it."""

        def may(actor: Any, record: Any) -> Verdict:
            return self.may_take(name, actor, record)

        may.__qualname__ = f"may_{name}"
        return may

    def take(self, name: str, record: Any) -> None:
        """Set the state that a step leads to; the action saves the record."""
        record.state = self.step(name).target

    def diagram(self) -> str:
        """Build the diagram of the documentation, in Mermaid's words."""
        lines = [f"{source} --> {one.target}: {one.name}" for one in self.steps for source in one.sources]
        return "\n    ".join(("stateDiagram-v2", f"[*] --> {self.initial}", *lines))
