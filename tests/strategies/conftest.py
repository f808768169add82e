"""A buyer of Gol; the people are those of the tests of needs."""

from tests.needs.conftest import people, world, world_and_people  # noqa: F401 - fixtures
from tests.procurement.conftest import acting, buyer  # noqa: F401 - fixtures
