"""Procedures for a purchase, ranked by what is known of what is wanted, with what each costs in weeks.

It never decides: it says what speaks for and against each, and which question is open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loftet.methods.procurement.rows import DatedRow

QUESTIONS = ("on_market", "can_specify", "must_talk", "buy_after")
# What an answer means, as (yes, no).
SENTENCES: Mapping[str, tuple[str, str]] = {
    "on_market": ("it is on the market today", "it is not on the market today"),
    "can_specify": ("you can specify it", "you cannot specify it"),
    "must_talk": ("you must talk about the tenders", "you need no talks about the tenders"),
    "buy_after": ("you buy it when it is developed", "you buy nothing of it afterwards"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The answers to four questions about what is wanted; None where one is not answered."""

    on_market: bool | None = None
    can_specify: bool | None = None
    must_talk: bool | None = None
    buy_after: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(DatedRow):
    """A procedure: where it may be used, and what speaks for it; an answer with «!» is a no.

    Of `grounds` one must hold, of `must` each. `weeks` are from the need to the contract, `effort` is from
    1 to 3.
    """

    procedure: str
    code: str
    scopes: frozenset[str]
    grounds: tuple[str, ...]
    must: tuple[str, ...]
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    weeks: tuple[int, int]
    effort: int
    names: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return what the row is called among those that must be checked."""
        return f"procedure {self.procedure}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A procedure that may be used, what speaks for and against it, and the questions that are open."""

    row: Procedure
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    open_questions: tuple[str, ...]

    @property
    def balance(self) -> int:
        """Return how much more speaks for it than against."""
        return len(self.speaks_for) - len(self.speaks_against)


def suggest(rows: Iterable[Procedure], scope: str, wanted: Wanted, day: date) -> Sequence[Suggestion]:
    """Return the procedures that may be used, the best first.

    Shapes: procedures in order. Units: weeks. Formula: by what speaks for less against, then without an open
    question, then the least effort and time. Errors: none. Source: DFØ, the ministry's guide; the rows say.
    """
    held = (one for one in rows if one.holds(day) and scope in one.scopes)
    found = [_suggestion(one, wanted) for one in held if _is_possible(one, wanted)]
    return sorted(
        found,
        key=lambda one: (-one.balance, len(one.open_questions), one.row.effort, one.row.weeks, one.row.code),
    )


def _is_possible(row: Procedure, wanted: Wanted) -> bool:
    """Check that no condition fails; one that is open may hold."""
    if any(_holds(one, wanted) is False for one in row.must):
        return False
    return not row.grounds or any(_holds(one, wanted) is not False for one in row.grounds)


def _suggestion(row: Procedure, wanted: Wanted) -> Suggestion:
    is_grounded = any(_holds(one, wanted) for one in row.grounds)
    hang_on = (*row.must, *(() if is_grounded else row.grounds))
    unknown = tuple(dict.fromkeys(one.lstrip("!") for one in hang_on if _holds(one, wanted) is None))
    return Suggestion(
        row,
        tuple(_said(one) for one in row.speaks_for if _holds(one, wanted)),
        (
            *(_said(one) for one in row.speaks_against if _holds(one, wanted)),
            *(_said(_opposite(one)) for one in row.speaks_for if _holds(one, wanted) is False),
        ),
        unknown,
    )


def _holds(answer: str, wanted: Wanted) -> bool | None:
    told: bool | None = getattr(wanted, answer.lstrip("!"))
    return None if told is None else told != answer.startswith("!")


def _opposite(answer: str) -> str:
    return answer[1:] if answer.startswith("!") else f"!{answer}"


def _said(answer: str) -> str:
    yes, no = SENTENCES[answer.lstrip("!")]
    return no if answer.startswith("!") else yes
