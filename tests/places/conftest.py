"""The catalogue's places in the database."""

from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.places.actions import load_places


@pytest.fixture(scope="session")
def gazetteer(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


@pytest.fixture
def loaded(db: None, gazetteer: Gazetteer) -> Gazetteer:
    """Give the gazetteer whose places stand in the database."""
    load_places(gazetteer)
    return gazetteer
