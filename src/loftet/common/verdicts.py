"""The answer of a rule: yes, or no with the reason that is shown to whoever asked.

>>> bool(ALLOWED), bool(Denied("the invitation has expired"))
(True, False)
"""

from dataclasses import dataclass

from loftet.common.words import Words


@dataclass(frozen=True, slots=True)
class Allowed:
    """The rule says yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """The rule says no, and why; `field` is the field of a form whose value it denies, if it is a value."""

    reason: Words
    field: str | None = None

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Denied
ALLOWED = Allowed()


class NotAllowed(Exception):  # noqa: N818 - it is an answer, not a fault
    """An action was asked for that its rule denies; a page answers 403 and shows the reason."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(str(denied.reason))
        self.denied = denied


def demand(verdict: Verdict) -> None:
    """Go on when the rule says yes.

    Raises:
        NotAllowed: when it says no, with its reason.
    """
    if isinstance(verdict, Denied):
        raise NotAllowed(verdict)


def anybody(_actor: object, _subject: object) -> Verdict:
    """Check nothing: the rule of a page that is for all."""
    return ALLOWED
