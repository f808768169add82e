from datetime import date

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.invalid_input import InvalidInput
from loftet.sources.tables.place import PlaceReader, StudyPlaces
from loftet.sources.tables.read import Cell
from loftet.sources.tables.recipe import Outside, PlaceKind, PlacePart

IN_2020, IN_2024 = date(2020, 1, 1), date(2024, 1, 1)


@pytest.fixture
def study(gazetteer: Gazetteer) -> StudyPlaces:
    def find(code: str) -> Place:
        return gazetteer.resolve(code, IN_2024)

    return StudyPlaces(gazetteer, IN_2024, gazetteer.members(find("40"), IN_2024), (find("NO"), find("40")))


def codes(on: date, strip: str = "", outside: Outside = Outside.REFUSE) -> PlacePart:
    return PlacePart("Region", PlaceKind.CODE, on, strip=strip, outside=outside)


NAMES = PlacePart("Kommune", PlaceKind.NAME, IN_2024, scope="40", aliases={"Fylket": "40"})


@pytest.mark.parametrize(
    ("part", "cell", "code"),
    [
        (codes(IN_2024), "4003", "4003"),
        (codes(IN_2020), "3807", "4003"),
        (codes(IN_2020, strip="K"), "K3818", "4026"),
        (codes(IN_2024), "00", "NO"),
        (codes(IN_2024), "40", "40"),
        (PlacePart("Region", PlaceKind.CODE, codes_follow_year=True), "3807", "4003"),
        (NAMES, "Skien", "4003"),
        (NAMES, "Hele landet", "NO"),
        (NAMES, "Telemark", "40"),
        (NAMES, "Fylket", "40"),
    ],
)
def test_a_place_gets_the_code_of_the_study(
    study: StudyPlaces, part: PlacePart, cell: Cell, code: str
) -> None:
    assert PlaceReader(part, study).read(cell, 2023) == code


def test_a_place_outside_is_left_out_when_the_recipe_says_so_and_then_told(study: StudyPlaces) -> None:
    reader = PlaceReader(codes(IN_2020, "K", Outside.SKIP), study)
    assert (reader.read("K0301", 2023), reader.read("K3807", 2023)) == (None, "4003")
    assert reader.left_out == {"K0301": "Oslo"}


@pytest.mark.parametrize(
    ("part", "cell", "cause"),
    [
        (codes(IN_2024), 4003, "the code 4003 is a number"),
        (codes(IN_2024), "3807", "it became 4003 Skien"),
        (codes(IN_2020), "4003", "«4003» is not valid on 2020-01-01; .* 3807 Skien"),
        (codes(IN_2020), "1507", "it became 1508 Ålesund, 1580 Haram"),
        (codes(IN_2024, "K", Outside.SKIP), "K9999", "the code «9999» is not known"),
        (NAMES, "Oslo", "no place is called «Oslo» in Telemark"),
    ],
)
def test_a_place_that_is_not_certain_is_refused(
    study: StudyPlaces, part: PlacePart, cell: Cell, cause: str
) -> None:
    with pytest.raises(ValueError, match=cause):
        PlaceReader(part, study).read(cell, 2023)


def test_the_people_of_a_county_are_those_of_its_municipalities(study: StudyPlaces) -> None:
    skien, telemark = study.population("4003", 2024), study.population("40", 2024)
    assert (skien, telemark) == (56619, 177093)
    with pytest.raises(ValueError, match="no population of Skien on 1 January 2020"):
        study.population("4003", 2020)


def test_a_study_of_a_place_that_is_gone_is_refused(study: StudyPlaces, gazetteer: Gazetteer) -> None:
    viken = gazetteer.resolve("30", IN_2020)
    with pytest.raises(InvalidInput, match="it became 31 Østfold, 32 Akershus, 33 Buskerud"):
        study.code(viken)
