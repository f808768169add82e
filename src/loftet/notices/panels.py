"""What notices show on pages of other packages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.panels import Panel
from loftet.notices.waiting import waiting_for
from loftet.people.access import acting_of


def show_waiting(request: HttpRequest, _subject: Any) -> Panel | None:
    """Show what waits for whoever is signed in; for others nothing is asked."""
    acting = acting_of(request)
    if acting.user is None:
        return None
    return Panel("notices/waiting.html", {"waiting": waiting_for(acting, timezone.localdate())})
