"""The web process is light: what computes a status is not loaded to show one."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("xarray", "pandas", "scipy", "altair", "vl_convert", "dask", "distributed", "openpyxl", "httpx")
CODE = f"""
import sys
from django.conf import settings
from loftet.site.wsgi import application
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
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


def test_a_municipality_is_shown_without_the_heavy_libraries(demo_root: Path, tmp_path: Path) -> None:
    (tmp_path / "editions").symlink_to(demo_root / "editions")
    environment = os.environ | {
        "LOFTET_DATA": str(tmp_path),
        "LOFTET_DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "LOFTET_SECRET_KEY": "for this test alone",
        "LOFTET_HTTPS": "no",
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
