"""The list of projects with its file."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.states import StateTag
from loftet.core.verdicts import anybody
from loftet.effects.sentences import answer_words
from loftet.funding.kinds import ProjectKind
from loftet.people.filters import OwnerFilter
from loftet.projects.models import Project, State
from loftet.projects.queries import organisations_led_for, projects_in_order
from loftet.projects.sentences import state_tag
from loftet.status.downloads.list_pages import WorkbookListPage


class ProjectFilters(Filters):
    """Projects found by words, who leads, kind and state."""

    q = WordsFilter(("search_text",), label=_("Words"))
    hvem = OwnerFilter(Project, "lead", label=_("Who leads"))
    slag = django_filters.ChoiceFilter(
        "kind", label=_("Kind"), empty_label=_("all"), choices=ProjectKind.choices
    )
    tilstand = django_filters.ChoiceFilter(
        "state", label=pgettext_lazy("project", "State"), empty_label=_("all"), choices=State.choices
    )


def _tag(project: Any) -> StateTag:
    return state_tag(project, project.signal, is_late=project.is_late)


def _how(project: Any) -> str:
    return str(_tag(project).words) if project.state == State.RUNNING else ""


def _answer(project: Any) -> str:
    return str(answer_words(project.answer)) if project.answer else ""


class ProjectList(WorkbookListPage):
    """The projects that the reader may see, one's own and those under way first."""

    rule = anybody
    title = _("Projects")
    purpose = _("What municipalities carry out together, and what it changes in the figures.")
    template_name = "projects/pages/projects.html"
    filters = ProjectFilters
    file_name = "prosjekt"
    empty = _("Nobody has begun a project yet.")
    columns = (
        Column("title", _("Project"), link=True),
        Column("lead", _("Who leads")),
        Column("kind", _("Kind")),
        Column("state", pgettext_lazy("project", "State")),
        Column("signal", _("How it goes"), _how),
        Column("answer", _("What the figures say"), _answer),
        Column("partners", _("Partners"), lambda one: one.partner_count, number=True),
        Column("starts_on", _("Begins")),
        Column("ends_on", _("Ends")),
        Column("result", _("What came of it")),
        Column("lesson", _("What was learnt")),
    )

    def get_rows(self) -> QuerySet[Project]:
        """Return the projects in their order."""
        return projects_in_order(self.actor)

    def lines(self, rows: Any) -> Any:
        """Return the projects: the page shows fewer columns than the file."""
        return [(one, _tag(one), _answer(one)) for one in rows]

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader may start a project."""
        return super().get_context(writes_for=organisations_led_for(self.actor), **more)
