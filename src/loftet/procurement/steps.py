"""The steps of a procurement: a few below the national threshold, those of the method of LUP above it.

What is done and what is left out is kept in `Procurement.steps`, by the key of the step: its day, and the
reason where it is left out. Who did it is in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.procurement.models import Procurement
from loftet.procurement.queries import dialogues_of


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what is done, who does it, in how many days, and what is needed to go on.

    One that `is_small` is a small purchase's, too; one that `is_before` comes before the announcement.
    """

    key: str
    words: Words
    who: Words
    days: int
    needed: Words
    is_small: bool = False
    is_before: bool = True


MANAGER, BUYER = _("the manager who owns it"), _("the buyer")
USERS, TOGETHER = _("those who use it"), _("the buyer and those who use it")
STEPS: Sequence[Step] = (
    Step("anchor", _("Anchor it"), MANAGER, 5, _("An owner, a frame for the budget, and a case.")),
    Step(
        "need",
        _("Describe the need"),
        USERS,
        3,
        _("What is it like today, and which effect is wanted? No solution is named."),
        is_small=True,
    ),
    Step(
        "market",
        _("Look at the market"),
        BUYER,
        3,
        _("Who can deliver, what exists, and what have others bought?"),
        is_small=True,
    ),
    Step(
        "dialogue",
        _("Talk with the market"),
        TOGETHER,
        30,
        _("An invitation that all can see, and the same questions to all."),
    ),
    Step(
        "summary",
        _("Give all the same information"),
        BUYER,
        5,
        _("An open summary, and a log of what was said to whom."),
    ),
    Step("procedure", _("Choose the procedure"), BUYER, 3, _("One procedure, with the reasons.")),
    Step(
        "functions",
        _("Say what it must do"),
        TOGETHER,
        10,
        _("Functions and effects, so that a new solution can win."),
    ),
    Step(
        "criteria",
        _("Set the criteria and the climate choice"),
        BUYER,
        3,
        _("Weights that add up to 100, and a justification that can be read."),
        is_small=True,
    ),
    Step(
        "choose",
        _("Compare the tenders in the tender tool"),
        BUYER,
        15,
        _("A reasoned award, and a protocol."),
        is_small=True,
        is_before=False,
    ),
    Step(
        "follow",
        _("Sign, and follow up"),
        BUYER,
        2,
        _("Promises with days, and one person who asks if they hold."),
        is_small=True,
        is_before=False,
    ),
)
KEYS = tuple(one.key for one in STEPS)


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step of one procurement: since when it is taken, or why it is left out."""

    procurement: Procurement
    step: Step
    day: date | None
    reason: str

    @property
    def is_settled(self) -> bool:
        """Check whether it is taken or left out."""
        return self.day is not None


def step_of(key: str) -> Step:
    """Return a step by its key.

    Raises:
        KeyError: when there is none.
    """
    return {one.key: one for one in STEPS}[key]


def path_of(procurement: Procurement, *, is_small: bool) -> list[StepSeen]:
    """Return the steps of a procurement: of a small purchase or all; what was taken is never hidden.

    What other records show to be done needs no mark (`_shown_by_records`).
    """
    kept, shown = procurement.steps, _shown_by_records(procurement)
    found = []
    for step in STEPS:
        told = kept.get(step.key)
        if told or step.is_small or not is_small:
            day = date.fromisoformat(told["day"]) if told else shown.get(step.key)
            found.append(StepSeen(procurement, step, day, told["reason"] if told else ""))
    return found


def _shown_by_records(procurement: Procurement) -> dict[str, date]:
    """Return the steps that a contract, a dialogue or its summary shows to be taken, each with its day."""
    shown: dict[str, date] = {}
    if (contract := procurement.signed_contract) is not None:
        shown["choose"] = contract.signed_on
    dialogues = list(dialogues_of(procurement))
    if held := [one.day for one in dialogues if one.is_past(timezone.localdate())]:
        shown["dialogue"] = min(held)
    if opened := [one.when for event in dialogues for one in event.summaries.all()]:
        shown["summary"] = timezone.localdate(min(opened))
    return shown


@dataclass(frozen=True, slots=True)
class Stages:
    """The steps of a procurement by where they stand: settled, the one that is now, the next, the rest."""

    settled: Sequence[StepSeen]
    now: StepSeen | None
    following: Sequence[StepSeen]
    later: Sequence[StepSeen]


def stages_of(path: Sequence[StepSeen]) -> Stages:
    """Return the steps of a path by where they stand; the first one that is not settled is now."""
    open_ones = [one for one in path if not one.is_settled]
    settled = [one for one in path if one.is_settled]
    return Stages(settled, open_ones[0] if open_ones else None, open_ones[1:2], open_ones[2:])


def missing_before(path: Sequence[StepSeen]) -> list[StepSeen]:
    """Return the steps before the announcement that are neither taken nor left out."""
    return [one for one in path if one.step.is_before and not one.is_settled]
