"""Wrong places files are refused with file, line, column and cause."""

from pathlib import Path

import pytest

from loftet.geography.gazetteer import load_gazetteer
from loftet.invalid_input import InvalidInput

FILES = {
    "country.csv": "place,name,other_names\nnorge,Norge,Noreg;Hele landet\n",
    "counties.csv": (
        "place,name,other_names\n"
        "more-og-romsdal-fylke,Møre og Romsdal,\n"
        "viken-fylke,Viken,\n"
        "buskerud-fylke,Buskerud,\n"
        "akershus-fylke,Akershus,\n"
    ),
    "municipalities.csv": (
        "place,name,other_names,language,area_km2,longitude,latitude,population,population_date\n"
        "gol,Gol,,nn,532.5,9.0,60.747,4986,2024-01-01\n"
        "hol,Hol,,neutral,1854.54,8.01,60.57,4496,2024-01-01\n"
        "alesund-til-2024,Ålesund (til 2024),,,,,,,\n"
        "alesund,Ålesund,,neutral,371.34,6.723,62.487,58509,2024-01-01\n"
        "haram,Haram,,neutral,261.19,6.518,62.575,9357,2024-01-01\n"
    ),
    "regions.csv": "place,name,other_names,valid_from,valid_to\nhallingdal,Hallingdal,,2020-01-01,\n",
    "region_members.csv": (
        "region,place,valid_from,valid_to\nhallingdal,gol,2020-01-01,\nhallingdal,hol,2020-01-01,\n"
    ),
    "codes.csv": (
        "place,code,valid_from,valid_to\n"
        "norge,NO,2020-01-01,\n"
        "more-og-romsdal-fylke,15,2020-01-01,\n"
        "viken-fylke,30,2020-01-01,2024-01-01\n"
        "buskerud-fylke,33,2024-01-01,\n"
        "gol,3041,2020-01-01,2024-01-01\n"
        "gol,3324,2024-01-01,\n"
        "hol,3044,2020-01-01,2024-01-01\n"
        "hol,3330,2024-01-01,\n"
        "alesund-til-2024,1507,2020-01-01,2024-01-01\n"
        "alesund,1508,2024-01-01,\n"
        "haram,1580,2024-01-01,\n"
        "akershus-fylke,32,2024-01-01,\n"
    ),
    "changes.csv": (
        "old_code,new_code,date,kind\n"
        "30,32,2024-01-01,split\n"
        "30,33,2024-01-01,split\n"
        "3041,3324,2024-01-01,renumbered\n"
        "3044,3330,2024-01-01,renumbered\n"
        "1507,1508,2024-01-01,split\n"
        "1507,1580,2024-01-01,split\n"
    ),
}


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Return a small folder of places files that is right until it is spoilt."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def told(places: Path) -> list[str]:
    """Return the problems that are told of the folder, without the folder's own path."""
    with pytest.raises(InvalidInput) as refusal:
        load_gazetteer(places)
    return [str(problem).removeprefix(f"{places}/") for problem in refusal.value.problems]


def test_the_small_folder_is_right_before_it_is_spoilt(places: Path) -> None:
    assert len(load_gazetteer(places).places) == 11


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        (
            "gol,3324,2024-01-01,",
            "gol,324,2024-01-01,",
            "line 7, column code: «324» is not a code: four digits, two digits or NO; "
            "a leading zero is lost, it should be 0324",
        ),
        (
            "gol,3324,2024-01-01,",
            "gol,3324,2023-07-01,",
            "line 7, column place: the time of «gol» overlaps that of line 6",
        ),
        (
            "hol,3330,2024-01-01,",
            "hol,3324,2024-01-01,",
            "line 9, column code: the time of «3324» overlaps that of line 7",
        ),
        (
            "gol,3324,2024-01-01,",
            "golf,3324,2024-01-01,",
            "line 7, column place: «golf» is not a known municipality or county or country; "
            "did you mean «gol»?",
        ),
        (
            "gol,3324,2024-01-01,",
            "hallingdal,3324,2024-01-01,",
            "line 7, column place: «hallingdal» is not a known municipality or county or country",
        ),
        (
            "gol,3324,2024-01-01,",
            "gol,3324,2024-13-01,",
            "line 7, column valid_from: «2024-13-01» is not a date (YYYY-MM-DD)",
        ),
        (
            "gol,3324,2024-01-01,",
            "gol,3324,20240101,",
            "line 7, column valid_from: «20240101» is not a date (YYYY-MM-DD)",
        ),
        (
            "gol,3324,2024-01-01,",
            "gol,3324,2024-01-01,2024-01-01",
            "line 7, column valid_to: the end 2024-01-01 is not after the start 2024-01-01",
        ),
        (
            "gol,3324,2024-01-01,",
            "gol,35,2024-01-01,",
            "line 7, column code: «35»: the code of a municipality is four digits",
        ),
        (
            "norge,NO,2020-01-01,",
            "norge,0000,2020-01-01,",
            "line 2, column code: «0000»: the code of a country is NO",
        ),
        (
            "gol,3324,2024-01-01,",
            "gol,3424,2024-01-01,",
            "line 7, column code: «3424»: no county 34 exists for all of its time",
        ),
        ("gol,3041,2020-01-01,2024-01-01\ngol,3324,2024-01-01,\n", "", None),
    ],
)
def test_a_wrong_code_is_told(places: Path, right: str, wrong: str, problem: str | None) -> None:
    spoil(places / "codes.csv", right, wrong)
    no_code = "municipalities.csv, line 2, column place: the place «gol» has no code in codes.csv"
    assert told(places) == [f"codes.csv, {problem}" if problem else no_code]


GOL = FILES["municipalities.csv"].splitlines()[1]


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        (",nn,", ",nynorsk,", "column language: «nynorsk» is not one of nb, nn, neutral"),
        (
            ",nn,",
            ",neutrall,",
            "column language: «neutrall» is not one of nb, nn, neutral; did you mean «neutral»?",
        ),
        ("gol,Gol", "gol,", "column name: the name is empty"),
        ("532.5", '"532,5"', "column area_km2: «532,5» is not a number"),
        ("532.5", "nan", "column area_km2: nan is not between 0 and 500000"),
        ("9.0", "-inf", "column longitude: -inf is not between -180 and 180"),
        ("60.747", "607.47", "column latitude: 607.47 is not between -90 and 90"),
        ("4986", "4986.5", "column population: «4986.5» is not a whole number of inhabitants"),
        ("4986", "-1", "column population: «-1» is not a whole number of inhabitants"),
        ("2024-01-01", "", "column population_date: a population and the day of its count go together"),
        ("2024-01-01", "1 Jan 2024", "column population_date: «1 Jan 2024» is not a date (YYYY-MM-DD)"),
    ],
)
def test_a_wrong_figure_of_a_municipality_is_told(places: Path, right: str, wrong: str, problem: str) -> None:
    spoil(places / "municipalities.csv", GOL, GOL.replace(right, wrong))
    assert told(places) == [f"municipalities.csv, line 2, {problem}"]


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        (
            "3041,3324,2024-01-01,renumbered",
            "3041,3324,2024-01-01,renumberd",
            "line 4, column kind: «renumberd» is not one of renumbered, split, merged; "
            "did you mean «renumbered»?",
        ),
        (
            "1507,1580,2024-01-01,split",
            "1507,158,2024-01-01,split",
            "line 7, column new_code: «158» is not a code: four digits, two digits or NO; "
            "a leading zero is lost, it should be 0158",
        ),
        (
            "1507,1580,2024-01-01,split",
            "1507,1580,2024,split",
            "line 7, column date: «2024» is not a date (YYYY-MM-DD)",
        ),
        (
            "3041,3324,2024-01-01,renumbered",
            "3041,3325,2024-01-01,renumbered",
            "line 4, column new_code: no code 3325 begins on 2024-01-01",
        ),
        (
            "3041,3324,2024-01-01,renumbered\n",
            "",
            "the code 3041 ends on 2024-01-01, and no change tells what it became",
        ),
        (
            "1507,1580,2024-01-01,split\n",
            "",
            "line 6, column old_code: «split»: 1507 is in one change only; it takes at least two",
        ),
        ("1507,1580,2024-01-01,split", "1507,1580,2024-01-01,merged", None),
    ],
)
def test_a_wrong_change_is_told(places: Path, right: str, wrong: str, problem: str | None) -> None:
    spoil(places / "changes.csv", right, wrong)
    alone = [
        "line 6, column old_code: «split»: 1507 is in one change only; it takes at least two",
        "line 7, column new_code: «merged»: 1580 is in one change only; it takes at least two",
    ]
    expected = [problem] if problem else alone
    joined = ": " if problem and problem.startswith("the code") else ", "
    assert told(places) == [f"changes.csv{joined}{one}" for one in expected]


def test_a_change_that_stands_twice_or_calls_a_split_a_renumbering_is_told(places: Path) -> None:
    spoil(places / "changes.csv", "1507,1580,2024-01-01,split", "1507,1508,2024-01-01,renumbered")
    assert told(places) == [
        "changes.csv, line 7, column kind: "
        "«renumbered»: 1507 and 1508 are two places, alesund-til-2024 and alesund",
        "changes.csv, line 7, column old_code: the change stands already in line 6",
        "changes.csv, line 6, column old_code: «split»: 1507 is in one change only; it takes at least two",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        (
            "hallingdal,gol,2020-01-01,",
            "halingdal,gol,2020-01-01,",
            "line 2, column region: «halingdal» is not a known region; did you mean «hallingdal»?",
        ),
        (
            "hallingdal,gol,2020-01-01,",
            "hallingdal,golf,2020-01-01,",
            "line 2, column place: «golf» is not a known municipality; did you mean «gol»?",
        ),
        (
            "hallingdal,gol,2020-01-01,",
            "hallingdal,viken-fylke,2020-01-01,",
            "line 2, column place: «viken-fylke» is not a known municipality",
        ),
        (
            "hallingdal,gol,2020-01-01,",
            "hallingdal,hol,2019-01-01,",
            "line 3, column place: the time of «hol in hallingdal» overlaps that of line 2",
        ),
        (
            "hallingdal,gol,2020-01-01,",
            "hallingdal,gol,,",
            "line 2, column valid_from: «» is not a date (YYYY-MM-DD)",
        ),
    ],
)
def test_a_wrong_member_is_told(places: Path, right: str, wrong: str, problem: str) -> None:
    spoil(places / "region_members.csv", right, wrong)
    assert told(places) == [f"region_members.csv, {problem}"]


def test_a_slug_that_is_no_slug_or_stands_twice_is_told(places: Path) -> None:
    spoil(
        places / "regions.csv",
        "hallingdal,Hallingdal,,2020-01-01,\n",
        "hol,Hol,,2020-01-01,\nÅl,Ål,,2020-01-01,\n",
    )
    assert told(places)[:2] == [
        "regions.csv, line 2, column place: the place «hol» stands already in municipalities.csv, line 3",
        "regions.csv, line 3, column place: «Ål» is not a slug: small letters a–z, digits and single hyphens",
    ]


def test_every_fault_is_told_at_once(places: Path) -> None:
    spoil(places / "municipalities.csv", GOL, GOL.replace("532.5", "x").replace("60.747", "y"))
    spoil(places / "changes.csv", "1507,1508,2024-01-01,split", "1507,1508,soon,split")
    assert told(places) == [
        "municipalities.csv, line 2, column area_km2: «x» is not a number",
        "municipalities.csv, line 2, column latitude: «y» is not a number",
        "changes.csv, line 6, column date: «soon» is not a date (YYYY-MM-DD)",
    ]


def test_the_line_is_that_of_the_file_also_after_a_cell_of_two_lines(places: Path) -> None:
    spoil(places / "municipalities.csv", GOL, GOL.replace("gol,Gol,,", 'gol,Gol,"Gol\n",'))
    spoil(places / "municipalities.csv", "1854.54", "much")
    assert told(places) == ["municipalities.csv, line 4, column area_km2: «much» is not a number"]


def test_a_file_without_a_column_is_told_with_the_nearest_word(places: Path) -> None:
    spoil(places / "codes.csv", "valid_from", "valid_form")
    assert "codes.csv, line 1: the column «valid_from» is missing; did you mean «valid_form»?" in told(places)


def test_a_row_with_too_many_cells_is_told(places: Path) -> None:
    spoil(places / "municipalities.csv", GOL, f"{GOL},more")
    assert told(places)[0] == "municipalities.csv, line 2: the row has 10 cells, the header 9"


def test_a_broken_quote_is_told(places: Path) -> None:
    spoil(places / "regions.csv", "Hallingdal", 'Hall"ingdal" "')
    spoil(places / "country.csv", "Norge", '"Norge"x')
    assert "country.csv, line 2: the row is not CSV: ',' expected after '\"'" in told(places)


def test_a_file_that_is_not_utf8_is_told_with_its_line(places: Path) -> None:
    (places / "counties.csv").write_bytes(FILES["counties.csv"].encode("latin-1"))
    cause = "the file is not UTF-8: byte 0xf8; save it as «CSV UTF-8»"
    assert f"counties.csv, line 2: {cause}" in told(places)


def test_missing_and_empty_files_are_told(places: Path) -> None:
    (places / "changes.csv").unlink()
    assert told(places) == ["changes.csv: the file is missing"]
    (places / "changes.csv").mkdir()
    assert told(places) == ["changes.csv: the file cannot be read: Is a directory"]


def test_a_folder_without_municipalities_is_told(places: Path) -> None:
    for name, text in FILES.items():
        (places / name).write_text(text.splitlines()[0] + "\n", encoding="utf-8")
    assert told(places) == ["country.csv: the file has no rows"]


def test_an_unknown_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refusal:
        load_gazetteer(tmp_path / "nowhere")
    assert len(refusal.value.problems) == 7


def spoil(file: Path, right: str, wrong: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
