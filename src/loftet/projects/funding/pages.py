"""Money from others: which schemes fit a project, and all schemes as a list."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import Page
from loftet.core.pages.lists import FORMAT
from loftet.core.verdicts import anybody
from loftet.effects.cards import indicators_now
from loftet.projects.funding.finder import Fit, facts_of, find_schemes, side_words
from loftet.projects.funding.schemes import Scheme, schemes
from loftet.projects.models import Kind, Project
from loftet.projects.pages.project import OfProject
from loftet.projects.rules import may_follow_up, may_see
from loftet.status.downloads.list_pages import file_response

HEADER = (
    *("key", "name", "owner", "applicants", "kinds", "share_percent", "ceiling_nok"),
    *("deadline", "usual", "about", "url", "source", "status", "checked_at"),
)
FOUND_HEADER = ("key", "name", "owner", "fits", "why", "deadline", "usual", "url", "status", "checked_at")


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
            *(map(_found, found), self.actor.today),
        )
        return file or self.answer(
            fits=[one for one in found if one.fits],
            others=[one for one in found if not one.fits],
            may_apply=bool(may_follow_up(self.actor, project)),
        )


def _found(fit: Fit) -> list[object]:
    """Return a row of the file: a scheme with what speaks for it, or what is missing."""
    one = fit.scheme
    return [
        *(one.key, one.name, one.owner, "yes" if fit.fits else "no", "; ".join(fit.lacks or fit.reasons)),
        *(fit.deadline, one.usual, one.url, one.status, one.checked_at),
    ]


class SchemeList(Page):
    """All schemes, with their source, and as a file."""

    rule = anybody
    title = _("Schemes that give money or advice")
    template_name = "projects/pages/schemes.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the list, or hand it out."""
        kind, rows, today = request.GET.get(FORMAT, ""), map(self._row, schemes()), self.actor.today
        file = file_response(kind, "ordninger", str(self.title), HEADER, rows, today)
        return file or self.answer(rows=list(self._lines()))

    def _row(self, one: Scheme) -> list[object]:
        """Return a row of the file: a deadline only where it is verified."""
        return [
            *(one.key, one.name, one.owner, " ".join(one.applicants), " ".join(one.kinds)),
            *(one.share, one.ceiling, one.known_deadline(self.actor.today), one.usual, one.about),
            *(one.url, one.source, one.status, one.checked_at),
        ]

    def _lines(self) -> Iterable[dict[str, Any]]:
        today = self.actor.today
        for one in schemes():
            yield {
                "scheme": one,
                "applicants": [side_words(key) for key in one.applicants],
                "kinds": [Kind(key).label for key in one.kinds],
                "deadline": one.known_deadline(today),
                "uncertain": one.is_uncertain(today),
                "old": one.is_old(today),
                "ended": one.status == "ended",
            }
