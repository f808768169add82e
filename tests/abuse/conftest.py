"""The scene that an attacker finds."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.abuse.scene import Scene, play


@pytest.fixture
def scene(db: None, settings: Settings, tmp_path: Path) -> Scene:
    settings.DATA = tmp_path
    return play()
