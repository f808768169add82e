"""The schemes that fit a project, and why the others do not; nothing is hidden."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from loftet.core.words import Words
from loftet.people.models import OrganisationKind
from loftet.projects.funding.schemes import ENDED, Scheme
from loftet.projects.models import Kind, MoneyKind, PartnerKind, Project
from loftet.status.goal_names import find_goal

SIDES = {
    OrganisationKind.MUNICIPALITY: "municipality",
    OrganisationKind.REGIONAL_COUNCIL: "municipality",  # its municipalities apply
    OrganisationKind.COUNTY: "county",
}


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """The facts of a project that schemes ask for; `cost` is cash and grants together, in kroner."""

    kind: Kind
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


def facts_of(project: Project, goals: Collection[str]) -> ProjectFacts:
    """Return what schemes ask for; two queries. `goals` are those of what the project is to move."""
    partners = list(project.partners.select_related("organisation"))
    sides = {str(one.kind) for one in partners} - {PartnerKind.OTHER}
    kinds = [OrganisationKind(one.organisation.kind) for one in partners if one.organisation]
    sides |= {SIDES[kind] for kind in kinds if kind in SIDES}
    money = project.money.exclude(kind=MoneyKind.HOURS)
    cost = sum((one.planned for one in money), Decimal(0))
    count = sum(one.kind == PartnerKind.MUNICIPALITY for one in partners)
    return ProjectFacts(Kind(project.kind), sides, count, goals, cost)


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
