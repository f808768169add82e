"""What every test may ask for: the real data beside the project, and tools that a machine may lack."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings

PROJECT = Path(__file__).parent.parent
REQUIRED = frozenset(filter(None, os.environ.get("LOFTET_REQUIRE", "").split(",")))


def absent(tool: str, reason: str) -> None:
    """Skip a test whose tool is absent; fail it where the run demands that tool."""
    if tool in REQUIRED:
        pytest.fail(f"{tool} is demanded by LOFTET_REQUIRE, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def project() -> Path:
    """Give the folder of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def catalogue() -> Path:
    """Give the catalogue of the checkout."""
    return PROJECT / "catalogue"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real data beside the project; it is not on a user's machine."""
    folder = PROJECT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the real data beside the project (../shared) is not here")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        absent("chromium", "Chromium is not installed")
    assert path is not None
    return path


def pytest_configure() -> None:
    """Give Django what only a running site has: a secret, and the names of hashed static files."""
    settings.SECRET_KEY = "for the tests alone"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
