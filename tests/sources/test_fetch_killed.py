"""The command itself, against an office that counts: whole tables, within the limits, also after a kill."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from loftet.geography.gazetteer import load_gazetteer
from loftet.sources.municipalities import municipalities
from tests.sources.pxweb.conftest import opened
from tests.sources.pxweb_server import CONTENTS, TABLES, YEARS, Office, figure

NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def office(catalogue: Path) -> Office:
    today = date.today()  # noqa: DTZ011 - as the command does
    places = municipalities(load_gazetteer(catalogue / "places"), today)
    return Office(regions=[place.code(today) or "" for place in places])


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    with opened(office) as base:
        yield base


@pytest.fixture
def keys(catalogue: Path, tmp_path: Path) -> dict[str, tuple[str, str]]:
    """Write a catalogue of thirty indicators that ask for every contents code of the three tables."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for file in catalogue.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "places").symlink_to(catalogue / "places")
    with (catalogue / "indicators.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    asked = dict(zip((row["indicator"] for row in rows), product(TABLES, CONTENTS), strict=False))
    for row in rows:
        table, contents = asked.get(row["indicator"], ("", ""))
        source = "Statistisk sentralbyrå" if table else "Ungdata"
        row |= {"source": source, "table": table, "contents": contents, "selection": ""}
        row |= {"minus": "", "divided_by": "", "times": "", "verified": ""}
    with (folder / "indicators.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return asked


def command(address: str, root: Path) -> tuple[list[str], dict[str, str]]:
    words = ["fetch", "--base-url", address, "--fhi-url", NOWHERE, "--out", str(root / "study")]
    folders = {"LOFTET_DATA": str(root / "data"), "LOFTET_CATALOGUE": str(root / "catalogue")}
    return [sys.executable, "-m", "loftet.cli", *words], os.environ | folders


def kept(root: Path) -> set[str]:
    """Return the selections whose answers are in store with their notes."""
    found = set()
    for note in (root / "data").rglob("[0-9a-f]*.about.json"):
        told = json.loads(note.read_bytes())
        answer = json.loads(note.with_name(note.name.replace(".about", "")).read_bytes())
        axes = {name: list(answer["dimension"][name]["category"]["index"]) for name in answer["id"]}
        found.add(f"{told['url'].split('/tables/')[1].split('/')[0]} {json.dumps(axes)}")
    return found


@pytest.mark.nightly
def test_a_killed_fetch_goes_on_where_it_stopped_and_gets_all_of_it_once(
    office: Office, address: str, keys: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    words, environment = command(address, tmp_path)
    office.answers = 5
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as fetching:
        called = office.called.wait(60)
        os.kill(fetching.pid, signal.SIGKILL)
    assert (called, fetching.returncode) == (True, -signal.SIGKILL)
    office.answers = None
    office.open.set()
    assert not (tmp_path / "study").exists()
    in_store = kept(tmp_path)
    assert len(in_store) >= 4
    time.sleep(office.window)  # the killed process has taken its count of calls with it

    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2].startswith("30 indicators fetched, ")
    data = {asked: many for asked, many in office.asked.items() if "{" in asked}
    assert len(data) == 9  # 53,550 cells a table, 20,000 a call
    assert {asked: data[asked] for asked in in_store} == dict.fromkeys(in_store, 1)
    assert sum(data.values()) <= 9 + 1  # what the kill caught between the office's answer and the disk
    assert office.refused == {}

    with (tmp_path / "study" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({row["place"] for row in rows}) == 357
    known = load_gazetteer(tmp_path / "catalogue" / "places").known_from.year
    assert {row["year"] for row in rows} == {year for year in YEARS if int(year) >= known}
    for row in rows:
        table, contents = keys[row["indicator"]]
        wanted = figure(table, 1, row["code"], contents, row["year"])
        assert row["value"] == ("" if wanted is None else repr(wanted))
