"""What notices show on pages of other packages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.panels import Panel
from loftet.notices.tasks import tasks_for
from loftet.people.access import permissions_of


def show_waiting(request: HttpRequest, _subject: Any) -> Panel | None:
    """Show what waits for whoever is signed in; for others nothing is asked."""
    permissions = permissions_of(request)
    if permissions.user is None:
        return None
    return Panel("notices/waiting.html", {"waiting": tasks_for(permissions, timezone.localdate())})
