"""The places at which later apps join in with projects."""

from collections.abc import Callable, Iterable

from loftet.core.hooks import Hook
from loftet.core.pages import Button
from loftet.people.actor import Actor
from loftet.projects.models import Project

WAYS: Hook[Callable[[Project, Actor], Iterable[Button]]] = Hook("buttons on the page of a project")
PLAN_ROWS: Hook[Callable[[Project, Actor], Iterable[tuple[object, ...]]]] = Hook("rows of a plan as a file")
