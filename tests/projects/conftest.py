"""A project that Gol leads with Ål and a firm; the people are those of the tests of needs."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from loftet.people.models import RoleKind, User
from loftet.people.permissions import Actor
from loftet.projects.actions import add_part, begin_project, finish_project, start_project
from loftet.projects.models import Partner, Project
from tests.needs.conftest import People, people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as, hire

TITLE = "Mindre lekkasje i lag"
STAFF = {"staff": "Drøfta med tillitsvalde i dag"}


def plan(**more: Any) -> dict[str, Any]:
    """Return what is filled in when a project is started."""
    return {"title": TITLE, "kind": "innovation", "starts_on": timezone.localdate()} | more


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def project(world: World, writer: Actor) -> Project:  # noqa: F811
    """Return a planned project of Gol."""
    return start_project(world.gol, plan(), actor=writer)


@pytest.fixture
def partner(project: Project, world: World, writer: Actor) -> Partner:  # noqa: F811
    """Return Ål as a partner."""
    part = add_part(project, Partner(), {"organisation": world.al, "share": 40}, actor=writer)
    assert isinstance(part, Partner)
    return part


@pytest.fixture
def firm(project: Project, world: World, writer: Actor) -> Partner:  # noqa: F811
    """Return a firm as a partner."""
    part = add_part(project, Partner(), {"organisation": world.firm, "share": 10}, actor=writer)
    assert isinstance(part, Partner)
    return part


@pytest.fixture
def firm_actor(people: People) -> Actor:  # noqa: F811
    return acting_as(people.firm)


@pytest.fixture
def employee(world: World) -> User:  # noqa: F811
    return hire("tillit@gol.example", world.gol, RoleKind.EMPLOYEE_REPRESENTATIVE)


def begun(project: Project, actor: Actor, **more: Any) -> Project:
    """Set a project under way."""
    project.refresh_from_db()
    return begin_project(project, STAFF | more, actor=actor)


def finished(project: Project, actor: Actor) -> Project:
    """Set a project under way, and finish it."""
    return finish_project(begun(project, actor), {"result": "Det lek mindre."}, actor=actor)
