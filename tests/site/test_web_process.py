"""The web process: light, for what computes a status is not loaded to show one; and it answers."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from shutil import copy
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HEAVY = ("xarray", "pandas", "scipy", "resvg_py", "dask", "distributed", "openpyxl", "httpx")
CODE = f"""
import sys
from django.conf import settings
from loftet.site.wsgi import application
from django.test import Client
from loftet.geography.gazetteer import load_gazetteer
from loftet.places.actions import load_places
load_places(load_gazetteer(settings.CATALOGUE / "places"))
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
client = Client(headers={{"host": "localhost"}})
for address in (
    *("/", "/kommuner/gol/?sted=al", "/kommuner/gol.csv", "/indikatorer/water_leakage.csv"),
    *("/kommuner/", "/indikatorer/", "/datagrunnlag/", "/datagrunnlag/?sted=gol", "/metode/"),
    *("/kommuner/gol.xlsx", "/indikatorer/water_leakage.json", "/indikatorer/water_leakage.zip"),
):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
print(*sorted(name for name in {HEAVY!r} if name in sys.modules))
"""


@pytest.mark.nightly
def test_a_municipality_is_shown_without_the_heavy_libraries(
    demo_root: Path, migrated_file: Path, tmp_path: Path
) -> None:
    copy(migrated_file, tmp_path / "db.sqlite3")
    (tmp_path / "editions").symlink_to(demo_root / "editions")
    environment = os.environ | {
        "LOFTET_DATA": str(tmp_path),
        "LOFTET_DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "LOFTET_SECRET_KEY": "for this test alone",
        "LOFTET_HTTPS": "no",
        "LOFTET_ACCESS_LOG": "no",
        "DJANGO_SETTINGS_MODULE": "loftet.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def answer(address: str, within: float) -> str:
    """Return the page of a server that is about to start; one that listens and is silent fails the test."""
    until = time.monotonic() + within
    while True:
        try:
            with urlopen(address, timeout=20) as page:
                return str(page.read().decode())
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.mark.nightly
def test_the_demo_answers_as_soon_as_it_is_made(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {name: text for name, text in os.environ.items() if not name.startswith("LOFTET_")}
    with subprocess.Popen(
        [sys.executable, "-m", "loftet.cli", "demo", "--port", str(port)],
        env=settings | {"LOFTET_DATA": str(tmp_path / "demo")},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            told = iter(server.stdout.readline, f"http://localhost:{port}\n")
            assert "sign in as one of these; the code is shown here:\n" in list(told)
            assert "Oppdiktede tall" in answer(f"http://127.0.0.1:{port}/", within=60)
            assert "Demodalen" in answer(f"http://127.0.0.1:{port}/kull/", within=60)
        finally:
            server.terminate()
