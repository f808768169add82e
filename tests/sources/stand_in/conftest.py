"""Stand-ins for a small catalogue, and the command that fetches from them."""

import csv
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from loftet.sources.catalogue import Catalogue, read_catalogue
from loftet.sources.stand_in.office import StandIns
from loftet.sources.stand_in.server import make_stand_ins, open_server

FEW = ("care_staff", "life_expectancy_gap", "greenhouse_gases", "violent_crime", "crowded_homes")
ASKED = ("table", "contents", "selection", "minus", "divided_by", "times", "verified")


@dataclass(frozen=True, slots=True)
class Served:
    """Stand-ins that are served, and commands that ask them."""

    stand_ins: StandIns
    address: str
    root: Path

    def command(self, *words: str, data: str = "data") -> tuple[list[str], dict[str, str]]:
        """Return a command and its environment."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LOFTET_")}
        environment |= {
            "LOFTET_ENV_FILE": "",
            "LOFTET_SOURCES": self.address,
            "LOFTET_DATA": str(self.root / data),
            "LOFTET_CATALOGUE": str(self.root / "catalogue"),
        }
        return [sys.executable, "-m", "loftet.cli", *words], environment

    def run(self, *words: str, data: str = "data") -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        command, environment = self.command(*words, data=data)
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def fetch(self, data: str = "data") -> subprocess.CompletedProcess[str]:
        """Fetch a study."""
        return self.run("fetch", "--out", str(self.root / data / "study"), data=data)

    def take_counts(self) -> dict[str, int]:
        """Return what has been asked since the last time."""
        counts = dict(self.stand_ins.counts)
        self.stand_ins.counts.clear()
        return counts


def small_catalogue(catalogue: Path, folder: Path) -> Path:
    """Copy the catalogue; only a few indicators keep the table that they come from."""
    folder.mkdir()
    for file in catalogue.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "places").symlink_to(catalogue / "places")
    with (catalogue / "indicators.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["indicator"] not in FEW:
            row |= dict.fromkeys(ASKED, "")
    with (folder / "indicators.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="session")
def known(catalogue: Path) -> Catalogue:
    return read_catalogue(catalogue)


@pytest.fixture(scope="session")
def whole(catalogue: Path) -> StandIns:
    """Build the stand-ins of the whole catalogue, which are asked without a server."""
    made = make_stand_ins(catalogue, date(2026, 3, 20), 300)
    made.faults, made.window.calls = False, 10_000
    return made


@pytest.fixture
def served(catalogue: Path, tmp_path: Path) -> Iterator[Served]:
    """Serve the stand-ins of a few indicators, which answer few cells at a time."""
    folder = small_catalogue(catalogue, tmp_path / "catalogue")
    stand_ins = make_stand_ins(folder, date.today(), 20)  # noqa: DTZ011 - as the command does
    stand_ins.faults, stand_ins.cells = False, 3_000
    stand_ins.window.calls = 1_000
    with open_server(stand_ins, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield Served(stand_ins, f"http://127.0.0.1:{server.server_address[1]}/", tmp_path)
        server.shutdown()
        thread.join()
