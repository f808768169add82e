"""`loftet fetch` against the stand-ins: killed, run again, renumbered, with a source that is silent."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from loftet.cli import REFUSED, main
from loftet.faults import DONE, PARTLY
from tests.sources.stand_in.conftest import FEW, Served


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.nightly
def test_a_killed_fetch_goes_on_and_a_second_one_fetches_nothing(served: Served) -> None:
    assert served.fetch(data="untouched").returncode == DONE
    needed = served.take_counts()["figures"]
    served.stand_ins.slow = 0.3
    command, environment = served.command("fetch", "--out", str(served.root / "data" / "study"))
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as fetching:
        until = time.monotonic() + 60
        while served.stand_ins.counts["figures"] < 4:
            assert time.monotonic() < until
            time.sleep(0.02)
        os.kill(fetching.pid, signal.SIGKILL)
    served.stand_ins.slow = 0.0
    assert not (served.root / "data" / "study").exists()
    before = served.take_counts()["figures"]

    assert served.fetch().returncode == DONE
    after = served.take_counts()["figures"]
    assert needed <= before + after <= needed + 1  # the answer that the kill caught on its way
    assert after < needed
    studies = [served.root / data / "study" / "observations.csv" for data in ("untouched", "data")]
    assert studies[0].read_bytes() == studies[1].read_bytes()

    assert served.fetch().returncode == DONE
    again = served.take_counts()
    assert again.get("figures", 0) == 0
    assert again["unchanged"] >= 3


@pytest.mark.nightly
def test_every_indicator_comes_and_the_study_says_that_it_is_made_up(served: Served) -> None:
    done = served.fetch()
    assert done.returncode == DONE
    study = served.root / "data" / "study"
    assert {row["indicator"] for row in rows_of(study / "observations.csv")} == set(FEW)
    assert "demo = true\n" in (study / "about.toml").read_text(encoding="utf-8")
    assert "795: has periods of 1 and of 5 years" in done.stdout
    assert "«nokkel» is published by Helsedirektoratet" in done.stdout
    gol = [row for row in rows_of(study / "observations.csv") if row["place"] == "3324"]
    assert {row["code"] for row in gol if row["indicator"] == "violent_crime" and row["year"] == "2022"} == {
        "3041"
    }
    country = {row["indicator"] for row in rows_of(study / "observations.csv") if row["place"] == "NO"}
    assert {"violent_crime", "care_staff", "crowded_homes"} <= country


def test_a_renumbered_table_is_found_by_its_title(served: Served) -> None:
    served.fetch()
    served.stand_ins.renumbered = True
    done = served.fetch()
    assert done.returncode == DONE
    assert "FHI's number of «Prøvetabell" in done.stdout
    assert "is now 1795; change it in the catalogue" in done.stdout


@pytest.mark.nightly
def test_a_source_that_is_gone_ends_with_3_and_what_was_there_is_kept(served: Served) -> None:
    served.fetch()
    served.stand_ins.workbook = b"<!doctype html><title>Siden er flyttet</title>"
    done = served.fetch()
    assert done.returncode == PARTLY
    assert "asked for and not got: greenhouse_gases" in done.stdout
    assert "greenhouse_gases: kept as it was, of 2026-04-15" in done.stdout
    assert "next: loftet edition build" in done.stdout


def test_what_stand_ins_tell_is_not_written_into_the_catalogue_of_the_project(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOFTET_SOURCES", "http://127.0.0.1:9/")
    monkeypatch.delenv("LOFTET_CATALOGUE", raising=False)
    for words in (["catalogue", "verify"], ["places", "update", "--write"]):
        assert main(words) == REFUSED
        assert "let LOFTET_CATALOGUE name a copy" in capsys.readouterr().err


@pytest.mark.nightly
def test_a_national_edition_from_empty_and_again(tmp_path: Path, catalogue: Path) -> None:
    """As `make demo-sources` does it, with every row of the catalogue that names table and code."""
    from tests.walks.conftest import clean, free_port

    folder, port = tmp_path / "demo", str(free_port())
    words = [
        sys.executable,
        "-m",
        "loftet.cli",
        "stand-in",
        "--folder",
        str(folder),
        "--port",
        port,
        "--edition",
    ]

    def run() -> str:
        done = subprocess.run(
            words, env=clean(LOFTET_ENV_FILE=""), capture_output=True, text=True, check=False, timeout=600
        )
        assert done.returncode == DONE, done.stdout[-2000:] + done.stderr
        return done.stdout

    first = run()
    assert " is published" in first
    fetched = {row["indicator"] for row in rows_of(folder / "study" / "observations.csv")}
    named = {
        row["indicator"]
        for row in rows_of(catalogue / "indicators.csv")
        if row["table"] and row["contents"] and row["contents"][0] != "<"
    }
    assert named - fetched == set()
    assert len(named) >= 72
    again = run()
    assert ": 0 with figures," in again
    assert again.splitlines()[-2] == first.splitlines()[-2]  # the same edition
