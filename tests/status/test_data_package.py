"""A whole edition for programs: the data package and the table of JSON-stat, read back by others' readers."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from loftet.cli import main
from loftet.sources.jsonstat import CellStatus, read_jsonstat
from loftet.status.edition import store
from tests.parameters import by_night

Publish = Callable[..., str]


def faults_of(file: Path, folder: Path) -> list[str]:
    from frictionless import Package  # it takes a second, which no other test should wait for

    longest = csv.field_size_limit()
    try:
        report = Package(file.name, basepath=str(folder)).validate()
    finally:
        csv.field_size_limit(longest)  # it lifts the limit for the whole process
    return [str(one) for one in report.flatten(["type", "note"])]


@pytest.mark.parametrize("name", ["datapackage.json", *by_night("edition.zip")])
def test_a_package_is_valid_and_says_what_its_tables_are(
    published_as: Publish, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = published_as()
    file = tmp_path / name
    assert main(["export", "datapackage", "--out", str(file)]) == 0
    assert edition in capsys.readouterr().out
    assert faults_of(file, tmp_path) == []
    if name.endswith(".zip"):
        with ZipFile(file) as packed:
            told = json.loads(packed.read("datapackage.json"))
    else:
        told = json.loads(file.read_text())
    assert (told["version"], told["title"], told["made_up"]) == (edition, "Prøvetall", False)
    assert [one["name"] for one in told["resources"]] == [
        "figures",
        "series",
        "goals",
        "indicators",
        "places",
    ]
    assert told["resources"][1]["schema"]["primaryKey"] == ["place", "indicator", "year"]


def test_a_package_whose_rows_are_changed_is_refused(published_as: Publish, tmp_path: Path) -> None:
    published_as()
    file = tmp_path / "datapackage.json"
    main(["export", "datapackage", "--out", str(file)])
    told = json.loads(file.read_text())
    told["resources"][1]["data"][1][0] = "9999"  # a place that is not in the table of places
    file.write_text(json.dumps(told))
    assert any("foreign-key" in one for one in faults_of(file, tmp_path))


def test_the_table_holds_every_figure_and_why_one_is_not_there(published_as: Publish, tmp_path: Path) -> None:
    published_as()
    file = tmp_path / "edition.json"
    assert main(["export", "jsonstat", "--language", "nn", "--out", str(file)]) == 0
    cube = read_jsonstat(file.read_bytes())
    reader, edition = store(), store().published()
    assert edition is not None
    told = {
        (one.place, str(one.year), key.key): (one.value, one.status.name)
        for key in reader.indicators(edition, "nn")
        for one in reader.whole_series(edition, key.key)
    }
    found = {at: cube.at(place=at[0], year=at[1], indicator=at[2]) for at in told}
    read = {
        at: (None if np.isnan(value) else value, CellStatus(status).name)
        for at, (value, status) in found.items()
    }
    assert read == told
    assert len(told) == int((cube.status != CellStatus.MISSING).sum()) - 5 * 3 + 1


@pytest.mark.parametrize("kind", ["datapackage", "jsonstat"])
def test_what_cannot_be_written_is_refused_with_its_name(
    published_as: Publish, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    published_as()
    (tmp_path / "here").mkdir()
    assert main(["export", kind, "--out", str(tmp_path / "here")]) == 2
    assert "it is a folder; name a file" in capsys.readouterr().err
    assert main(["export", kind, "--edition", "2020-01-01-x", "--out", str(tmp_path / "one.zip")]) == 2
    assert "2020-01-01-x" in capsys.readouterr().err
    assert not (tmp_path / "one.zip").exists()


def test_a_site_without_an_edition_says_so(
    serve: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(tmp_path / "empty")
    assert main(["export", "jsonstat", "--out", str(tmp_path / "one.json")]) == 2
    assert "no edition is published here" in capsys.readouterr().err
