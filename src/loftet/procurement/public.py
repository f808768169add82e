"""The public side of an announced procurement: its steps, its buyers, its rules, and about how large it is.

The rules are those that a notice tells: the part of the regulation, and the procedure. Nothing else of it is
public: no sum, no share, no reason, no paper, no criterion, and no name of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.people.models import Organisation
from loftet.procurement.check import Demands
from loftet.procurement.models import Procurement, State
from loftet.procurement.procedures import procedure_name
from loftet.procurement.sentences import PARTS
from loftet.procurement.steps import StepSeen, stages_of

# Wide, so that no band tells a firm what is set aside.
BANDS: Sequence[tuple[int, Words]] = (
    (500_000, _("Below 500,000 kr")),
    (2_000_000, _("Between 500,000 and 2 million kr")),
    (10_000_000, _("Between 2 and 10 million kr")),
    (50_000_000, _("Between 10 and 50 million kr")),
)
WIDEST = _("Above 50 million kr")


@dataclass(frozen=True, slots=True)
class PublicStep:
    """A step as everybody reads it: on which day it was taken, or that it is left out."""

    words: Words
    day: date | None
    is_left_out: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Public:
    """The steps, the buyers, the band of the value, and what the notice tells of the rules."""

    steps: Sequence[PublicStep]
    buyers: Sequence[Organisation]
    band: Words
    part: Words = ""
    procedure: str = ""


def public_of(procurement: Procurement, path: Sequence[StepSeen], demands: Demands) -> Public | None:
    """Return what everybody may read of a procurement; nothing before it is announced."""
    if not procurement.is_public:
        return None
    now = None if procurement.state == State.STOPPED else stages_of(path).now
    steps = [PublicStep(one.step.words, one.day, bool(one.reason), one is now) for one in path]
    told = Public(steps, procurement.buyers, band_of(procurement.total))
    if not demands.must_announce:  # no notice tells its part, which would tell more of the sum than the band
        return told
    part = PARTS.get(demands.scope or "", "")
    return replace(told, part=part, procedure=procedure_name(procurement))


def band_of(total: Decimal) -> Words:
    """Return in words about how large a value is."""
    return next((words for limit, words in BANDS if total < limit), WIDEST)
