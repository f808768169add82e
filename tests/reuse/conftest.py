"""The project of the tests of projects, and its people."""

from tests.needs.conftest import people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.projects.conftest import project  # noqa: F401 - a fixture
