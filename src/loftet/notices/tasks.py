"""«Dette venter på deg»: tasks are computed and never stored, so none is left over when it has been done."""

from loftet.core import registry
from loftet.core.registry import Task
from loftet.people.permissions import Actor


def tasks_for(actor: Actor) -> list[Task]:
    """Return what waits for somebody: what is due first, then what has no day."""
    found = registry.tasks_for(actor)
    return sorted(found, key=lambda one: (one.due is None, one.due or actor.today, one.organisation))
