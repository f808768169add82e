"""A procurement of Gol; it and the people are those of the tests of procurements."""

from tests.needs.conftest import people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.procurement.conftest import acting, buyer, pool, procurement  # noqa: F401 - fixtures
