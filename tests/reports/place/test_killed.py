"""Kill -9 of the worker, three times, while it makes 51 reports: each is made once and whole.

The worker is the real one, `loftet worker`, with a database of its own and the demo's figures.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

LOFTET = (sys.executable, "-m", "loftet.cli")
REPORTS, KILLS_AFTER, AT_MOST = 51, (5, 20, 35), 900  # seconds, on a busy machine
SET_UP = f"""
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from loftet.background.work import ask_for
from loftet.geography.gazetteer import load_gazetteer
from loftet.people.models import User
from loftet.places.actions import load_places
from loftet.places.models import Place
from loftet.reports.models import PlaceReport
from loftet.status.edition import current
load_places(load_gazetteer(settings.CATALOGUE / "places"))
by = {{"edition": current().edition.id, "ordered": timezone.now()}}
by["ordered_by"] = User.objects.create_user("odd@gol.example")
lasts = Place.objects.filter(kind="municipality", codes__valid_to=None).order_by("slug")
with transaction.atomic():
    for place in lasts[:{REPORTS}]:
        row = PlaceReport.objects.create(place=place, kind="saksframlegg", language="nb", **by)
        ask_for("report", row.pk)
"""


def done(database: Path) -> int:
    """Return how many reports are made."""
    with closing(sqlite3.connect(database, timeout=10)) as open_one:
        asked = "SELECT COUNT(*) FROM core_workitem WHERE state = 'done'"
        return int(open_one.execute(asked).fetchone()[0])


@pytest.mark.release
def test_51_reports_are_made_once_though_the_worker_is_killed_three_times(
    demo_root: Path, tmp_path: Path
) -> None:
    (tmp_path / "editions").symlink_to(demo_root / "editions")
    database = tmp_path / "db.sqlite3"
    environment = os.environ | {"LOFTET_DATA": str(tmp_path), "LOFTET_SECRET_KEY": "for this test alone"}
    environment |= {"LOFTET_DATABASE_URL": f"sqlite:///{database}", "LOFTET_HTTPS": "no"}
    for words in (("migrate", "-v0"), ("shell", "--no-imports", "--command", SET_UP)):
        subprocess.run([*LOFTET, "manage", *words], env=environment, check=True)
    began = time.monotonic()
    for number in (*KILLS_AFTER, REPORTS):
        worker = subprocess.Popen([*LOFTET, "worker"], env=environment, start_new_session=True)
        while done(database) < number and time.monotonic() < began + AT_MOST:
            time.sleep(0.05)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    print(f"51 reports, three kills: {time.monotonic() - began:.1f} s")  # noqa: T201
    made = sorted((tmp_path / "media" / "reports").glob("[!.]*"))
    assert (done(database), len(made)) == (REPORTS, 2 * REPORTS)
    assert all(ZipFile(one).testzip() is None for one in made if one.suffix == ".docx")
    assert all(one.read_bytes().rstrip().endswith(b"%%EOF") for one in made if one.suffix == ".pdf")
