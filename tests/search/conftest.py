"""A site whose index is written, and somebody who asks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from loftet.people.permissions import Actor
from loftet.search.command import nobody
from loftet.search.find import Fits, find_fits
from loftet.search.jobs import rebuild
from loftet.search.words import FORMS
from tests.needs.conftest import (  # noqa: F401 - fixtures
    People,
    draft,
    people,
    share,
    world,
    world_and_people,
    writer,
)

Find = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Return a data folder without editions: its index holds what people wrote, places and pages."""
    settings.DATA = tmp_path
    return tmp_path


def fits_of(folder: Path, catalogue: Path, words: str, actor: Actor | None = None) -> Fits:
    return find_fits(folder, catalogue / FORMS, actor or nobody(), words)


@pytest.fixture
def find(folder: Path, catalogue: Path) -> Find:
    """Write the index, and return the titles that somebody finds, the best first."""
    rebuild()

    def found(words: str, actor: Actor | None = None) -> list[str]:
        return [one.document.title for one in fits_of(folder, catalogue, words, actor).best]

    return found
