"""The catalogue against the real data beside the project."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer

pytestmark = pytest.mark.shared


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_names_and_codes_are_those_of_klass(gazetteer: Gazetteer, shared: Path, in_2024: date) -> None:
    answer = json.loads((shared / "data/klass/klass-131-codesAt-2026-01-01.json").read_text(encoding="utf-8"))
    klass = {row["code"]: set(row["name"].split(" - ")) for row in answer["codes"] if row["code"] != "9999"}
    ours = gazetteer.members(gazetteer.by_slug("norge"), in_2024)
    assert {place.code(in_2024): {place.name, *place.other_names} for place in ours} == klass


def test_figures_are_those_of_the_facts(gazetteer: Gazetteer, shared: Path, in_2024: date) -> None:
    for row in rows(shared / "data/facts/municipalities.csv"):
        place = gazetteer.resolve(row["code"], in_2024)
        county = gazetteer.county_of(place, in_2024)
        assert county is not None
        assert place.population is not None
        ours = (county.code(in_2024), county.name, place.language, place.population.people)
        assert ours == (row["county_code"], row["county"], row["language_form"], int(row["population_2025"]))
        position = (place.area_km2, place.longitude, place.latitude)
        assert position == tuple(float(row[key]) for key in ("area_km2", "longitude", "latitude"))


def test_changes_are_those_of_the_facts(gazetteer: Gazetteer, shared: Path) -> None:
    facts = {
        (row["old_code"], row["new_code"], row["date"], row["kind"])
        for row in rows(shared / "data/facts/municipality_code_changes_2024.csv")
    }
    ours = {
        (one.old_code, one.new_code, one.date.isoformat(), one.kind.value)
        for one in gazetteer.changes.changes
        if len(one.old_code) == 4
    }
    assert ours == facts


def test_viken_has_the_codes_of_both_periods(gazetteer: Gazetteer, shared: Path) -> None:
    for row in rows(shared / "data/facts/viken_codes.csv"):
        place = gazetteer.resolve(row["code_2024"], date(2024, 1, 1))
        assert gazetteer.series_code(place, 2023) == row["code_2020_2023"]
        hallingdal = gazetteer.members(gazetteer.by_slug("hallingdal"), date(2024, 1, 1))
        assert (place in hallingdal) == (row["hallingdal"] == "1")
