"""Money from others: which schemes fit a project, and all schemes as a list."""

from collections.abc import Collection
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import Page
from loftet.core.pages.lists import FORMAT
from loftet.core.verdicts import anybody
from loftet.effects.cards import indicators_now
from loftet.funding.finder import (
    FOUND_HEADER,
    HEADER,
    ProjectFacts,
    find_schemes,
    found_row,
    scheme_line,
    scheme_row,
)
from loftet.funding.kinds import PartnerKind, ProjectKind
from loftet.funding.schemes import schemes
from loftet.people.models import OrganisationKind
from loftet.projects.models import MoneyKind, Project
from loftet.projects.pages.project import OfProject
from loftet.projects.rules import may_follow_up, may_see
from loftet.status.downloads.list_pages import file_response

SIDES = {
    OrganisationKind.MUNICIPALITY: "municipality",
    OrganisationKind.REGIONAL_COUNCIL: "municipality",  # its municipalities apply
    OrganisationKind.COUNTY: "county",
}


def facts_of(project: Project, goals: Collection[str]) -> ProjectFacts:
    """Return what schemes ask for; two queries. `goals` are those of what the project is to move."""
    partners = list(project.partners.select_related("organisation"))
    sides = {str(one.kind) for one in partners} - {PartnerKind.OTHER}
    kinds = [OrganisationKind(one.organisation.kind) for one in partners if one.organisation]
    sides |= {SIDES[kind] for kind in kinds if kind in SIDES}
    money = project.money.exclude(kind=MoneyKind.HOURS)
    cost = sum((one.planned for one in money), Decimal(0))
    count = sum(one.kind == PartnerKind.MUNICIPALITY for one in partners)
    return ProjectFacts(ProjectKind(project.kind), sides, count, goals, cost)


def goals_of(project: Project) -> set[str]:
    """Return the goals of what a project is to move, and of its needs and its challenge."""
    known = indicators_now()
    found = {known[one.indicator].goal for one in project.effects.all() if one.indicator in known}
    found |= {goal for need in project.needs.all() for goal in need.goals}
    if project.challenge and project.challenge.key in known:
        found.add(known[project.challenge.key].goal)
    return found


class FundingFinder(OfProject):
    """The schemes that fit a project, and why the others do not."""

    rule = may_see
    title = _("Money from others")
    template_name = "projects/pages/funding.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the schemes, or hand them out."""
        project = self.subject
        found = find_schemes(facts_of(project, goals_of(project)), schemes(), self.actor.today)
        file = file_response(
            request.GET.get(FORMAT, ""),
            *(f"ordninger-prosjekt-{project.pk}", str(self.title), FOUND_HEADER),
            *(map(found_row, found), self.actor.today),
        )
        return file or self.answer(
            fits=[one for one in found if one.fits],
            others=[one for one in found if not one.fits],
            may_apply=bool(may_follow_up(self.actor, project)),
        )


class SchemeList(Page):
    """All schemes, with their source, and as a file."""

    rule = anybody
    title = _("Schemes that give money or advice")
    template_name = "projects/pages/schemes.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the list, or hand it out."""
        kind, today = request.GET.get(FORMAT, ""), self.actor.today
        rows = (scheme_row(one, today) for one in schemes())
        file = file_response(kind, "ordninger", str(self.title), HEADER, rows, today)
        return file or self.answer(rows=[scheme_line(one, today) for one in schemes()])
