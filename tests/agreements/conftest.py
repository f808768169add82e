"""The partnership and the people of the tests of needs."""

from tests.needs.conftest import draft, people, share, world, world_and_people, writer  # noqa: F401 - fixtures
