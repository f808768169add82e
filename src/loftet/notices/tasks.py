"""«Dette venter på deg»: tasks are computed and never stored, so none is left over when it has been done."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone

from loftet.core import registry
from loftet.core.actor import Actor
from loftet.core.registry import Task
from loftet.people.permissions import Permissions

FindTasks = Callable[[Permissions, date], Iterable[Task]]
_TASKS: list[FindTasks] = []


def register_tasks(tasks: FindTasks) -> None:
    """Register the tasks of an app that has no `App`; they are read for each page, so by few queries."""
    if tasks not in _TASKS:
        _TASKS.append(tasks)


def tasks_for(permissions: Permissions, today: date) -> list[Task]:
    """Return what waits for somebody: what is due first, then what has no day."""
    found = list(registry.tasks_for(Actor(None, timezone.now(), today, permissions)))
    found += [one for tasks in _TASKS for one in tasks(permissions, today)]
    return sorted(found, key=lambda one: (one.due is None, one.due or today, one.organisation))
