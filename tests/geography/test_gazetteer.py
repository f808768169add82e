"""Places found by code, and what holds what."""

from datetime import date
from typing import Any

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind
from loftet.invalid_input import InvalidInput

COUNTS_2024 = {
    "03": 1, "11": 23, "15": 27, "18": 41, "31": 12, "32": 21, "33": 18, "34": 46,
    "39": 6, "40": 17, "42": 25, "46": 43, "50": 38, "55": 21, "56": 18,
}  # fmt: skip
COUNTS_2020 = {
    "03": 1, "11": 23, "15": 26, "18": 41, "30": 51, "34": 46,
    "38": 23, "42": 25, "46": 43, "50": 38, "54": 39,
}  # fmt: skip


def counted(gazetteer: Gazetteer, on: date) -> dict[str | None, int]:
    return {county.code(on): len(gazetteer.members(county, on)) for county in gazetteer.counties(on)}


def test_every_county_has_its_number_of_municipalities(
    gazetteer: Gazetteer, in_2022: date, in_2024: date
) -> None:
    assert counted(gazetteer, in_2024) == COUNTS_2024
    assert counted(gazetteer, in_2022) == COUNTS_2020
    norway = gazetteer.by_slug("norge")
    assert len(gazetteer.members(norway, in_2024)) == sum(COUNTS_2024.values()) == 357
    assert len(gazetteer.members(norway, in_2022)) == sum(COUNTS_2020.values()) == 356


@pytest.mark.parametrize(
    ("code", "day", "slug"),
    [
        ("3041", date(2022, 6, 1), "gol"),
        ("3324", date(2024, 1, 1), "gol"),
        ("3041", date(2023, 12, 31), "gol"),
        ("0301", date(2020, 1, 1), "oslo"),
        ("3018", date(2023, 1, 1), "valer-ostfold"),
        ("3114", date(2024, 1, 1), "valer-ostfold"),
        ("3053", date(2023, 1, 1), "jevnaker"),
        ("3236", date(2026, 1, 1), "jevnaker"),
        ("3054", date(2023, 1, 1), "lunner"),
        ("3234", date(2026, 1, 1), "lunner"),
        ("4003", date(2024, 1, 1), "skien"),
        ("4026", date(2024, 1, 1), "tinn"),
        ("1507", date(2023, 1, 1), "alesund-til-2024"),
        ("1508", date(2024, 1, 1), "alesund"),
        ("30", date(2022, 1, 1), "viken-fylke"),
        ("40", date(2024, 1, 1), "telemark-fylke"),
        ("NO", date(2024, 1, 1), "norge"),
        ("0000", date(2024, 1, 1), "norge"),
        ("00", date(2024, 1, 1), "norge"),
        ("hallingdal", date(2024, 1, 1), "hallingdal"),
    ],
)
def test_a_code_means_one_place_on_a_day(gazetteer: Gazetteer, code: str, day: date, slug: str) -> None:
    assert gazetteer.resolve(code, day) == gazetteer.by_slug(slug)


@pytest.mark.parametrize(
    ("code", "day", "cause"),
    [
        ("3041", "2024-01-01", "the code «3041» is not valid on 2024-01-01; it became 3324 Gol"),
        ("3324", "2023-12-31", "the code «3324» is not valid on 2023-12-31; before it came 3041 Gol"),
        (
            "1507",
            "2024-01-01",
            "the code «1507» is not valid on 2024-01-01; it became 1508 Ålesund, 1580 Haram",
        ),
        (
            "1580",
            "2023-01-01",
            "the code «1580» is not valid on 2023-01-01; before it came 1507 Ålesund (til 2024)",
        ),
        ("38", "2024-01-01", "the code «38» is not valid on 2024-01-01; it became 39 Vestfold, 40 Telemark"),
        ("301", "2024-01-01", "the code «301» is not known; has it lost its leading zero («0301»)?"),
        ("haling", "2024-01-01", "the code «haling» is not known; did you mean «hallingdal»?"),
        ("9999", "2024-01-01", "the code «9999» is not known; codes are known from 2020-01-01 on"),
        ("", "2024-01-01", "the code «» is not known"),
        (301, "2024-01-01", "the code 301 is a number; codes are text of four digits, such as «0301»"),
        (
            "3041",
            "2019-12-31",
            "the code «3041» is asked for on 2019-12-31, and codes are known from 2020-01-01 on",
        ),
    ],
)
def test_a_code_that_means_nothing_on_the_day_is_refused_with_what_it_became(
    gazetteer: Gazetteer, code: Any, day: str, cause: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        gazetteer.resolve(code, date.fromisoformat(day))
    assert str(refusal.value) == cause


def test_a_series_keeps_the_place_while_its_code_changes(gazetteer: Gazetteer) -> None:
    codes = [gazetteer.series_code(gazetteer.by_slug("gol"), year) for year in range(2019, 2027)]
    assert codes == [None, "3041", "3041", "3041", "3041", "3324", "3324", "3324"]


def test_a_split_is_never_cast_back(gazetteer: Gazetteer) -> None:
    years = range(2020, 2027)
    old, new, haram = (gazetteer.by_slug(slug) for slug in ("alesund-til-2024", "alesund", "haram"))
    assert [gazetteer.series_code(old, year) for year in years] == ["1507"] * 4 + [None] * 3
    assert [gazetteer.series_code(new, year) for year in years] == [None] * 4 + ["1508"] * 3
    assert [gazetteer.series_code(haram, year) for year in years] == [None] * 4 + ["1580"] * 3


def test_codes_are_followed_forwards_and_backwards(
    gazetteer: Gazetteer, in_2022: date, in_2024: date
) -> None:
    assert gazetteer.successors("3018", in_2024) == ("3114",)
    assert gazetteer.predecessors("3114", in_2022) == ("3018",)
    assert gazetteer.successors("1507", in_2024) == ("1508", "1580")
    assert gazetteer.predecessors("1580", in_2022) == gazetteer.predecessors("1508", in_2022) == ("1507",)
    assert gazetteer.successors("30", in_2024) == ("31", "32", "33")
    assert gazetteer.predecessors("55", in_2022) == ("54",)
    assert gazetteer.successors("0301", in_2024) == gazetteer.predecessors("0301", in_2022) == ("0301",)
    assert gazetteer.successors("9999", in_2024) == ()


def test_jevnaker_and_lunner_lie_in_viken_and_then_in_akershus(
    gazetteer: Gazetteer, in_2022: date, in_2024: date
) -> None:
    for slug in ("jevnaker", "lunner"):
        place = gazetteer.by_slug(slug)
        counties = [gazetteer.county_of(place, day) for day in (in_2022, in_2024)]
        assert counties == [gazetteer.by_slug("viken-fylke"), gazetteer.by_slug("akershus-fylke")]
    assert gazetteer.county_of(gazetteer.by_slug("haram"), in_2022) is None


def test_hallingdal_has_its_six_and_viken_its_fifty_one(
    gazetteer: Gazetteer, in_2022: date, in_2024: date
) -> None:
    hallingdal = gazetteer.members(gazetteer.by_slug("hallingdal"), in_2024)
    assert [place.slug for place in hallingdal] == ["fla", "nesbyen", "gol", "hemsedal", "al", "hol"]
    region = set(gazetteer.members(gazetteer.by_slug("viken"), in_2024))
    assert region == set(gazetteer.members(gazetteer.by_slug("viken-fylke"), in_2022))
    later = [gazetteer.by_slug(f"{name}-fylke") for name in ("ostfold", "akershus", "buskerud")]
    assert region == {place for county in later for place in gazetteer.members(county, in_2024)}
    assert len(region) == 51


def test_a_place_that_does_not_exist_holds_nothing(gazetteer: Gazetteer, in_2024: date) -> None:
    assert gazetteer.members(gazetteer.by_slug("viken-fylke"), in_2024) == ()
    assert gazetteer.members(gazetteer.by_slug("alesund-til-2024"), in_2024) == ()
    gol = gazetteer.by_slug("gol")
    assert gazetteer.members(gol, in_2024) == (gol,)


def test_a_misspelt_slug_is_refused_with_the_nearest(gazetteer: Gazetteer) -> None:
    with pytest.raises(InvalidInput) as refusal:
        gazetteer.by_slug("hemsdal")
    assert str(refusal.value) == "no place has the slug «hemsdal»; did you mean «hemsedal»?"


def test_every_municipality_of_today_has_a_language_and_a_population(
    gazetteer: Gazetteer, in_2024: date
) -> None:
    members = gazetteer.members(gazetteer.by_slug("norge"), in_2024)
    assert {place.kind for place in members} == {Kind.MUNICIPALITY}
    assert [place.name for place in members if place.language is None] == []
    counted = {place.population.counted if place.population else None for place in members}
    assert counted == {date(2024, 1, 1)}


def test_every_municipality_of_today_has_an_area_and_lies_in_norway(
    gazetteer: Gazetteer, in_2024: date
) -> None:
    members = gazetteer.members(gazetteer.by_slug("norge"), in_2024)
    assert [place.name for place in members if not (place.area_km2 or 0) > 0] == []
    assert [place.name for place in members if not 4 < (place.longitude or 0) < 32] == []
    assert [place.name for place in members if not 57 < (place.latitude or 0) < 72] == []


def test_the_people_of_all_municipalities_are_those_of_norway_in_2024(
    gazetteer: Gazetteer, in_2024: date
) -> None:
    places = gazetteer.members(gazetteer.by_slug("norge"), in_2024)
    assert sum(place.population.people for place in places if place.population) == 5_550_203


def test_gol_hemsedal_and_al_write_nynorsk(gazetteer: Gazetteer, in_2024: date) -> None:
    forms = {
        place.slug: place.language for place in gazetteer.members(gazetteer.by_slug("hallingdal"), in_2024)
    }
    assert forms == {
        "fla": "nb", "nesbyen": "nb", "gol": "nn", "hemsedal": "nn", "al": "nn", "hol": "neutral",
    }  # fmt: skip
