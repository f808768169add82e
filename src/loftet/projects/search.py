"""Projects as search finds them: those that one may read of."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.people.actor import Actor
from loftet.projects.models import Project
from loftet.projects.queries import projects_read_by


def found_by(actor: Actor) -> QuerySet[Project]:
    """Return the projects that somebody may read of."""
    return projects_read_by(actor.permissions)


def document(project: Project) -> SearchDocument:
    """Return what search reads of a project: what is done, what came of it, who leads it, and where."""
    lead = project.lead
    return record_document(
        project,
        "project",
        title=project.title,
        text="\n".join((project.text, project.result, project.lesson, lead.name, project.region.name)),
        note=f"{lead.name}, {project.get_state_display()}",
        language=lead.official_form,
    )


PROJECTS = RecordSource(
    kind="project",
    words=_("project"),
    many=_("Projects"),
    rows=Project.objects.all,
    visible_to=found_by,
    document=document,
    related=("lead__place", "region"),
)
