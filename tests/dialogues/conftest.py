"""The conference and the people are those of the tests of meetings."""

from tests.meetings.conftest import event, register  # noqa: F401 - fixtures
from tests.needs.conftest import people, world, world_and_people, writer  # noqa: F401 - fixtures
