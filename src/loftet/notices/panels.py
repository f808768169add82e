"""The panels of notices on pages of other packages."""

from typing import Any

from django.http import HttpRequest

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.notices.tasks import asked
from loftet.notices.waiting import tasks_of
from loftet.people.actor import Actor


def show_tasks(request: HttpRequest, _subject: Any) -> Panel | None:
    """Return what waits for the signed-in person, the first of it as the next step; nothing for others."""
    return _tasks(request, front=False)


def show_first_task(request: HttpRequest, _subject: Any) -> Panel | None:
    """Return what waits first, and how much more: the front page is for other things, too."""
    return _tasks(request, front=True)


def works_for_several(actor: Actor) -> bool:
    """Check whether a person has roles in more than one organisation, so that each line must name its own."""
    return len(actor.permissions.held_in()) > 1


def _tasks(request: HttpRequest, *, front: bool) -> Panel | None:
    actor = actor_of(request)
    if actor.user is None:
        return None
    found = tasks_of(request)
    waiting = asked(found)
    told = {
        "waiting": waiting,
        "rest": waiting[1:],
        "later": [one for one in found if one.is_later],
        "days": [one for one in found if one.is_reminder],
        "several": works_for_several(actor),
        "front": front,
    }
    return Panel("notices/parts/waiting.html", told)
