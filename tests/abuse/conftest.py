"""The scene that an attacker finds."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.abuse.scene import Scene, play
from tests.made_once import made_once


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process play the scene: it takes as long as twenty of the tests in it."""
    for item in items:
        if "scene" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("scene"))


@pytest.fixture
def scene(db: None, settings: Settings, tmp_path: Path) -> Scene:
    settings.DATA = tmp_path
    return made_once(play)
