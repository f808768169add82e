"""Demodalen is made up as a whole: it bears no real name, and nobody else is measured by it."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from loftet.editions.folder import build_edition
from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Language
from loftet.geography.slugs import slug
from loftet.invalid_input import InvalidInput
from loftet.sources.demo import CODES_AT
from loftet.sources.demo_places import read_demo_places, with_demo_places
from loftet.sources.municipalities import municipalities, write_rows

DAY = date(2026, 11, 24)
# One of each sort: a count, a mean, a sum, a yes or no, what applies to Demodalen alone and what does not.
FEW = ("neet", "fine_dust", "cabins", "climate_plan", "wild_reindeer", "open_shore", "net_operating_result")
DEMODALEN = "99"


def test_six_small_municipalities_in_both_forms_of_norwegian_are_made_up(catalogue: Path) -> None:
    demo = read_demo_places(catalogue)
    assert [place.last_code for place in demo.municipalities] == [
        *("9901", "9902", "9903", "9904", "9905", "9906")
    ]
    assert {place.language for place in demo.municipalities} == set(Language)
    people = [place.population.people for place in demo.municipalities if place.population]
    assert (len(people), min(people), max(people)) == (6, 1108, 4794)
    assert [place.slug for place in demo.municipalities] == [
        slug(place.name) for place in demo.municipalities
    ]
    assert all(place.made_up for place in (demo.region, *demo.municipalities))


def test_they_stand_beside_the_real_places_and_in_no_county(catalogue: Path, gazetteer: Gazetteer) -> None:
    both = with_demo_places(gazetteer, read_demo_places(catalogue))
    assert [place.slug for place in both.members(both.by_slug("demodalen"), DAY)] == [
        *("ovre-demodal", "nedre-demodal", "granasen", "fossvang", "tjernli", "bjorkevoll")
    ]
    assert len(both.places) == len(gazetteer.places) + 7
    assert not any(place.made_up for place in gazetteer.places)
    assert len(municipalities(gazetteer, CODES_AT)) == 357
    counties = {place.code(CODES_AT) for place in both.places if place.kind is Kind.COUNTY}
    assert DEMODALEN not in counties


@pytest.mark.parametrize(
    ("old", "new"),
    [("fossvang,9904,Fossvang", "gol,9904,Fossvang"), ("9904", "3324"), (",Fossvang,", ",Gol,")],
)
def test_a_made_up_place_may_not_bear_what_a_real_one_does(
    catalogue: Path, gazetteer: Gazetteer, tmp_path: Path, old: str, new: str
) -> None:
    spoilt = spoil(catalogue, tmp_path, lambda text: text.replace(old, new))
    name = "Gol" if "Gol" in new else "Fossvang"
    with pytest.raises(InvalidInput) as refusal:
        with_demo_places(gazetteer, read_demo_places(spoilt))
    assert str(refusal.value) == f"«{name}» is made up, but there is a real place of that name, slug or code"


def test_a_made_up_place_that_is_not_whole_is_refused_with_its_line(catalogue: Path, tmp_path: Path) -> None:
    spoilt = spoil(catalogue, tmp_path, lambda text: text.replace("9904", "994").replace(",2417,", ",some,"))
    with pytest.raises(InvalidInput) as refusal:
        read_demo_places(spoilt)
    file = spoilt / "demo_places" / "municipalities.csv"
    assert str(refusal.value).splitlines() == [
        f"{file}, line 5, column population: «some» is not a whole number of inhabitants",
        f"{file}, line 5, column code: «994» is not a code: four digits, two digits or NO"
        "; a leading zero is lost, it should be 0994",
    ]


def spoil(catalogue: Path, folder: Path, change: Callable[[str], str]) -> Path:
    places = folder / "demo_places"
    places.mkdir()
    for file in (catalogue / "demo_places").iterdir():
        (places / file.name).write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.mark.nightly
def test_nobody_else_is_measured_by_demodalen(demo_study: Path, tmp_path: Path) -> None:
    few, without = tmp_path / "few", tmp_path / "without"
    narrow(
        demo_study,
        few,
        {"indicators.csv": lambda row: row[0] in FEW, "observations.csv": lambda row: row[1] in FEW},
    )
    narrow(few, without, dict.fromkeys(("places.csv", "observations.csv"), is_real))
    first, second = (built(study) for study in (few, without))
    for table in ("index", "goal_scores", "indicator_scores", "peers", "expected", "observations"):
        one, other = (real_rows(edition / f"{table}.parquet") for edition in (first, second))
        assert one
        assert one == other


def is_real(row: Sequence[str]) -> bool:
    return not row[0].startswith(DEMODALEN)


def narrow(study: Path, folder: Path, kept: Mapping[str, Callable[[Sequence[str]], bool]]) -> None:
    """Copy a study, and of some tables only some rows."""
    copytree(study, folder)
    for name, is_kept in kept.items():
        with (study / name).open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        write_rows(folder / name, tuple(header), (tuple(row) for row in rows if is_kept(row)))


def built(study: Path) -> Path:
    root = study.with_name(f"{study.name}-data")
    return root / "editions" / build_edition(study, root, DAY)


def real_rows(table: Path) -> list[tuple[object, ...]]:
    query = f"SELECT * FROM '{table}' WHERE place NOT LIKE '{DEMODALEN}%' ORDER BY ALL"
    return duckdb.connect().execute(query).fetchall()
