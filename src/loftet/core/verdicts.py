"""The answer of a rule: yes, or no with the reason that is shown to the person who asked.

>>> bool(ALLOWED), bool(Denied("the invitation has expired"))
(True, False)

A no knows which rule gave it, for the log: the function that made it, without any work of the rule.

>>> def may_answer() -> Denied:
...     return Denied("the invitation has expired")
>>> may_answer().rule.rpartition(".")[2]
'may_answer'
"""

import dataclasses
import sys
from dataclasses import dataclass
from types import FrameType

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words

# The reason of a rule to somebody who is not signed in, or may know of nothing: nobody is told which.
HIDDEN = _("Sign in to see whether there is something here for you.")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The rule says yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """The rule says no, and why; `field` is the field of a form whose value it denies, if it is a value.

    `rule` is the dotted name of the rule, for the log.
    """

    reason: Words
    field: str | None = None
    rule: str = dataclasses.field(init=False, compare=False, repr=False, default="")

    def __post_init__(self) -> None:
        # Two frames up: this method, the generated __init__, and then the function that denies.
        object.__setattr__(self, "rule", _dotted_name(sys._getframe(2)))

    def __bool__(self) -> bool:
        return False


def _dotted_name(frame: FrameType) -> str:
    """Return the name of the rule that a frame belongs to.

    A rule may deny by a helper in its own module: the outermost function of that module is the rule.
    """
    module = frame.f_globals.get("__name__", "")
    while (outer := frame.f_back) is not None and outer.f_globals.get("__name__", "") == module:
        if outer.f_code.co_name == "<module>":
            break
        frame = outer
    name = frame.f_code.co_qualname
    return str(module if name == "<module>" else f"{module}.{name.partition('.<locals>')[0]}")


Verdict = Allowed | Denied
ALLOWED = Allowed()


class NotAllowed(Exception):  # noqa: N818 - it is an answer, not a fault
    """An action was asked for that its rule denies; a page answers 403 and shows the reason."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(str(denied.reason))
        self.denied = denied


def demand(verdict: Verdict) -> None:
    """Raise NotAllowed where the rule denies.

    Raises:
        NotAllowed: when it says no, with its reason.
    """
    if isinstance(verdict, Denied):
        raise NotAllowed(verdict)


def anybody(_actor: object, _subject: object) -> Verdict:
    """Check nothing: the rule of a page that is for all."""
    return ALLOWED
