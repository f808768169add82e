"""The panels of notices on pages of other packages."""

from typing import Any

from django.http import HttpRequest

from loftet.core.panels import Panel
from loftet.core.requests import actor_of
from loftet.notices.tasks import tasks_for


def show_tasks(request: HttpRequest, _subject: Any) -> Panel | None:
    """Return what waits for the signed-in person; for others nothing is read."""
    actor = actor_of(request)
    if actor.user is None:
        return None
    return Panel("notices/parts/waiting.html", {"waiting": tasks_for(actor)})
