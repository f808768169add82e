"""The catalogue's places in the database."""

import pytest

from loftet.geography.gazetteer import Gazetteer
from tests.kept_places import KeptPlaces


@pytest.fixture
def loaded(kept_places: KeptPlaces, db: None) -> Gazetteer:
    """Return the gazetteer whose places stand in the database."""
    kept_places.copy()
    return kept_places.gazetteer
