"""An open question of Gol with its input; the people and the question are those of the tests of voices."""

from tests.needs.conftest import people, world, world_and_people  # noqa: F401 - fixtures
from tests.voices.conftest import asker, director, draft, give, named, planner, question  # noqa: F401 - fixtures
