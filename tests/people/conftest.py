"""The small partnership, on a site without figures."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.people.partnership import World, small_partnership


@pytest.fixture
def world(db: None, settings: Settings, tmp_path: Path) -> World:
    settings.DATA = tmp_path
    return small_partnership()
