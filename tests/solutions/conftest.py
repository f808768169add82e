"""A firm of Gol with its people, and its solution, a draft or published."""

from tests.solutions.drafts import draft, publish  # noqa: F401 - fixtures
from tests.suppliers.conftest import boss, people, supplier, world  # noqa: F401 - fixtures
