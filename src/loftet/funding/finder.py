"""The schemes that fit a project, and why the others do not; nothing is hidden. As a table, too."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from loftet.core.words import Words
from loftet.funding.kinds import PartnerKind, ProjectKind
from loftet.funding.schemes import ENDED, Scheme
from loftet.status.goal_names import find_goal

HEADER = (
    *("key", "name", "owner", "applicants", "kinds", "share_percent", "ceiling_nok"),
    *("deadline", "usual", "about", "url", "source", "status", "checked_at"),
)
FOUND_HEADER = ("key", "name", "owner", "fits", "why", "deadline", "usual", "url", "status", "checked_at")


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """The facts of a project that schemes ask for; `cost` is cash and grants together, in kroner."""

    kind: ProjectKind
    sides: Collection[str]
    municipalities: int
    goals: Collection[str]
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Fit:
    """A scheme with the reasons for which it fits, and those for which it does not."""

    scheme: Scheme
    reasons: tuple[str, ...]
    lacks: tuple[str, ...]
    deadline: date | None
    is_uncertain: bool
    is_old: bool

    @property
    def fits(self) -> bool:
        """Check whether nothing is missing."""
        return not self.lacks


def find_schemes(facts: ProjectFacts, rows: Iterable[Scheme], today: date) -> list[Fit]:
    """Return all schemes, those that fit first, in the order of the table."""
    found = [
        Fit(
            one,
            tuple(_reasons(one, facts)),
            tuple(_lacks(one, facts)),
            one.known_deadline(today),
            one.is_uncertain(today),
            one.is_old(today),
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: not one.fits)


def _reasons(one: Scheme, facts: ProjectFacts) -> Iterable[str]:
    if facts.kind in one.kinds:
        yield _("for projects of the kind «%(kind)s»") % {"kind": facts.kind.label.lower()}
    if shared := [key for key in one.goals if key in facts.goals]:
        names = ", ".join(goal.title for key in shared if (goal := find_goal(key)))
        yield _("same goal: %(names)s") % {"names": names}
    if one.share and facts.cost:
        most = min(facts.cost * one.share / 100, Decimal(one.ceiling or 10**12))
        yield _("up to %(sum)s kr of the cost in cash") % {
            "sum": f"{most:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
        }


def _lacks(one: Scheme, facts: ProjectFacts) -> Iterable[str]:
    if one.status == ENDED:
        yield _("The scheme has ended.")
        return
    if facts.kind not in one.kinds:
        yield _("It is not for this kind of project.")
    if not set(one.applicants) & set(facts.sides):
        names = ", ".join(str(side_words(key)) for key in one.applicants)
        yield _("None of the partners can apply: %(names)s can.") % {"names": names}
    for key in one.partners:
        if key == PartnerKind.MUNICIPALITY and facts.municipalities < 2:
            yield _("Several municipalities must take part.")
        elif key not in facts.sides:
            yield _("A partner is missing: %(side)s.") % {"side": side_words(key)}
    if one.goals and facts.goals and not set(one.goals) & set(facts.goals):
        yield _("It is for other goals.")


def side_words(key: str) -> Words:
    """Return a side in words."""
    return _("county") if key == "county" else PartnerKind(key).label


def found_row(fit: Fit) -> list[object]:
    """Return a row of a file below `FOUND_HEADER`: a scheme with what speaks for it, or what is missing."""
    one = fit.scheme
    return [
        *(one.key, one.name, one.owner, "yes" if fit.fits else "no", "; ".join(fit.lacks or fit.reasons)),
        *(fit.deadline, one.usual, one.url, one.status, one.checked_at),
    ]


def scheme_row(one: Scheme, today: date) -> list[object]:
    """Return a row of a file below `HEADER`: a deadline only where it is verified."""
    return [
        *(one.key, one.name, one.owner, " ".join(one.applicants), " ".join(one.kinds)),
        *(one.share, one.ceiling, one.known_deadline(today), one.usual, one.about),
        *(one.url, one.source, one.status, one.checked_at),
    ]


def scheme_line(one: Scheme, today: date) -> dict[str, object]:
    """Return a scheme as a list of all shows it."""
    return {
        "scheme": one,
        "applicants": [side_words(key) for key in one.applicants],
        "kinds": [ProjectKind(key).label for key in one.kinds],
        "deadline": one.known_deadline(today),
        "uncertain": one.is_uncertain(today),
        "old": one.is_old(today),
        "ended": one.status == ENDED,
    }
