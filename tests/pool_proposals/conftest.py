"""What municipalities need alike; the people are those of the tests of needs, and a pool is that of pools."""

from tests.needs.conftest import people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.pools.conftest import join, open_one, pool  # noqa: F401 - fixtures
