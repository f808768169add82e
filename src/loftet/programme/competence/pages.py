"""Pages of who can what in the municipalities of a cohort, and where a municipality writes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.export import csv_file_response
from loftet.core.pages import ButtonPage, CreatePage, EditPage, Page
from loftet.people.pages.base import OfOrganisationMixin, SignedInPage
from loftet.people.queries.holders import own_people
from loftet.programme.competence.actions import add_competence, remove_competence, revise_competence
from loftet.programme.competence.forms import CompetenceForm
from loftet.programme.competence.queries import competence_map, competences_of
from loftet.programme.competence.rules import may_change, may_open, may_see
from loftet.programme.finding import OfCohort
from loftet.programme.models import Competence

OF_LINE = {"pk": "competence", "organisation__slug": "organisation"}


class CohortCompetence(OfCohort, Page):
    """The page of who can what in the municipalities of a cohort."""

    rule = may_see
    template_name = "programme/pages/competence.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the map."""
        return super().get_context(page=competence_map(self.subject, self.actor), **more)


class CohortCompetenceFile(OfCohort, Page):
    """The map as a file."""

    rule = may_see

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        rows: list[tuple[object, ...]] = []
        for row in competence_map(self.subject, self.actor).rows:
            for cell in row.cells:
                begins, helpers = (row.name, cell.kind.value), ", ".join(cell.helpers)
                rows += [(*begins, one.who, one.about, int(one.can_be_lent), "") for one in cell.able]
                rows += [] if cell.able else [(*begins, "", "", "", helpers)]
        header = ("municipality", "competence", "who", "about", "can_be_lent", "could_help")
        return csv_file_response(f"kompetanse-{self.subject.slug}", header, rows)


class OwnCompetence(SignedInPage, OfOrganisationMixin, CreatePage):
    """The page of who can what in a municipality, and the form that adds to it."""

    rule = may_open
    template_name = "programme/pages/own_competence.html"
    form_class = CompetenceForm
    action = add_competence
    success = _("It is kept.")
    context_names = {"organisation": "subject"}

    def get_form_options(self) -> dict[str, Any]:
        """Return who can be chosen."""
        return {"choices": {"person": own_people(self.subject, self.actor.today)}}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what is written beside the form."""
        lines = competences_of(self.subject, self.actor.today)
        return super().get_context(lines=lines, **more)


class CompetenceEdit(SignedInPage, EditPage):
    """The form that changes a line of the municipality that the address names."""

    rule = may_change
    model = Competence
    lookup = OF_LINE
    context_names = {"organisation": "subject.organisation"}
    title = _("Change who can what")
    template_name = "programme/pages/change_competence.html"
    form_class = CompetenceForm
    action = revise_competence
    button = _("Keep it")
    success = _("It is kept.")

    def get_form_options(self) -> dict[str, Any]:
        """Return the line, and who can be chosen."""
        people = own_people(self.subject.organisation, self.actor.today)
        return super().get_form_options() | {"choices": {"person": people}}


class CompetenceRemove(SignedInPage, ButtonPage):
    """The button that removes a line."""

    rule = may_change
    model = Competence
    lookup = OF_LINE
    action = remove_competence
    success = _("It is removed.")
    overtaken = _("Somebody else has changed it meanwhile. It was not removed.")
