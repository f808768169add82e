"""What notices show on pages of other packages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.panels import Panel
from loftet.notices.tasks import tasks_for
from loftet.people.access import permissions_of


def show_tasks(request: HttpRequest, _subject: Any) -> Panel | None:
    """Return what waits for the signed-in person; for others nothing is read."""
    permissions = permissions_of(request)
    if permissions.user is None:
        return None
    return Panel("notices/parts/waiting.html", {"waiting": tasks_for(permissions, timezone.localdate())})
