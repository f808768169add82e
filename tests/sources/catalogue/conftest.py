"""The catalogue as it stands, and a copy of it to spoil."""

from pathlib import Path

import pytest

from loftet.sources.catalogue import Catalogue, read_catalogue


@pytest.fixture(scope="session")
def catalogued(catalogue: Path) -> Catalogue:
    return read_catalogue(catalogue)


@pytest.fixture
def copied(catalogue: Path, tmp_path: Path) -> Path:
    """Return a folder with the catalogue's files, places aside."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for file in catalogue.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder
