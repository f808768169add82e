"""Projects as search finds them: those that one may read of."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, owned_document
from loftet.projects.models import Project

PROJECTS = RecordSource(
    kind="project",
    words=_("project"),
    many=_("Projects"),
    model=Project,
    document=owned_document(
        "project",
        "text",
        "result",
        "lesson",
        "region.name",
        note=lambda one: f"{one.owner.name}, {one.get_state_display()}",
    ),
    related=("lead__place", "region"),
)
