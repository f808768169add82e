"""The places of the catalogue, and the days on which they are asked for."""

from datetime import date
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer, load_gazetteer


@pytest.fixture(scope="session")
def gazetteer(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


@pytest.fixture(scope="session")
def in_2022() -> date:
    return date(2022, 1, 1)


@pytest.fixture(scope="session")
def in_2024() -> date:
    return date(2024, 1, 1)
