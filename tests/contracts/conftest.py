"""A contract of Gol; the people and its procurement are those of the tests of procurements."""

from tests.needs.conftest import people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.procurement.conftest import acting, buyer, contract, procurement, small  # noqa: F401 - fixtures
