"""Projects as search finds them: those that one may read of."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.projects.models import Project


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
    model=Project,
    document=document,
    related=("lead__place", "region"),
)
