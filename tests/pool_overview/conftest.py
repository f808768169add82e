"""A pool that Gol leads; the people are those of the tests of needs, and the pool is that of pools."""

from tests.needs.conftest import people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.pools.conftest import join, open_one, pool, priced  # noqa: F401 - fixtures
