"""Names as people and tables write them."""

import unicodedata
from datetime import date

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Gol", "gol"),
        ("  GOL ", "gol"),
        ("Gol kommune", "gol"),
        ("Oslo", "oslo"),
        ("Oslo - Oslove", "oslo"),
        ("Oslo fylke", "oslo-fylke"),
        ("Trondheim - Tråante", "trondheim"),
        ("Guovdageaidnu - Kautokeino", "kautokeino"),
        ("Guovdageaidnu", "kautokeino"),
        ("Kautokeino", "kautokeino"),
        ("Porsanki", "porsanger"),
        ("Evenes - Evenássi", "evenes"),
        ("Hammerfest (f.o.m. 2020)", "hammerfest"),
        ("Hammerfest - Hámmerfeasta (2020-)", "hammerfest"),
        ("Våler (Østfold)", "valer-ostfold"),
        ("Våler (Viken)", "valer-ostfold"),
        ("Våler (Innlandet)", "valer-innlandet"),
        ("Herøy (Nordland) (f.o.m. 2020)", "heroy-nordland"),
        ("Hele landet", "norge"),
        ("Landet", "norge"),
        ("Norge", "norge"),
        ("Telemark", "telemark-fylke"),
        ("Troms - Romsa - Tromssa", "troms-fylke"),
        ("Viken", "viken"),
        ("Hallingdal", "hallingdal"),
        ("Ålesund", "alesund"),
    ],
)
def test_a_name_is_found_in_norway(gazetteer: Gazetteer, in_2024: date, name: str, slug: str) -> None:
    for typed in (unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
        assert gazetteer.by_name(typed, gazetteer.by_slug("norge"), in_2024).slug == slug


def test_every_municipality_and_county_is_found_by_its_own_name(
    gazetteer: Gazetteer, in_2022: date, in_2024: date
) -> None:
    norway = gazetteer.by_slug("norge")
    for day in (in_2022, in_2024):
        for county in gazetteer.counties(day):
            assert gazetteer.by_name(f"{county.name} fylke", norway, day) == county
            for place in gazetteer.members(county, day):
                assert gazetteer.by_name(place.name, county, day) == place
                assert gazetteer.by_name(place.name, norway, day) == place


def test_a_scope_tells_places_of_one_name_apart(gazetteer: Gazetteer, in_2024: date) -> None:
    for scope, slug in [("viken", "valer-ostfold"), ("innlandet-fylke", "valer-innlandet")]:
        assert gazetteer.by_name("Våler", gazetteer.by_slug(scope), in_2024).slug == slug


def test_a_table_of_a_county_may_hold_a_row_for_the_county_and_for_the_country(
    gazetteer: Gazetteer, in_2024: date
) -> None:
    telemark = gazetteer.by_slug("telemark-fylke")
    assert gazetteer.by_name("Telemark", telemark, in_2024) == telemark
    assert gazetteer.by_name("Hele landet", telemark, in_2024) == gazetteer.by_slug("norge")


def test_the_day_decides_which_alesund_and_which_viken(gazetteer: Gazetteer, in_2022: date) -> None:
    norway = gazetteer.by_slug("norge")
    assert gazetteer.by_name("Ålesund", norway, in_2022).slug == "alesund-til-2024"
    assert gazetteer.by_name("Viken", norway, in_2022).slug == "viken-fylke"


@pytest.mark.parametrize(
    ("name", "scope", "cause"),
    [
        (
            "Våler",
            "norge",
            "several places are called «Våler» in Norge on 2024-01-01"
            ": 3114 Våler (Østfold), 3419 Våler (Innlandet)",
        ),
        (
            "Herøy",
            "norge",
            "several places are called «Herøy» in Norge on 2024-01-01"
            ": 1515 Herøy (Møre og Romsdal), 1818 Herøy (Nordland)",
        ),
        (
            "Skein",
            "telemark-fylke",
            "no place is called «Skein» in Telemark on 2024-01-01; did you mean «Skien»?",
        ),
        ("Bod", "nordland-fylke", "no place is called «Bod» in Nordland on 2024-01-01; did you mean «Bodø»?"),
        ("Gol", "telemark-fylke", "no place is called «Gol» in Telemark on 2024-01-01"),
        (
            "Nes (Buskerud)",
            "norge",
            "no place is called «Nes (Buskerud)» in Norge on 2024-01-01"
            "; the note in brackets does not fit «Nes»",
        ),
        (
            "Moss (t.o.m. 2019)",
            "viken",
            "no place is called «Moss (t.o.m. 2019)» in Viken on 2024-01-01"
            "; the note in brackets does not fit «Moss»",
        ),
        (
            "Bø (-2019)",
            "norge",
            "no place is called «Bø (-2019)» in Norge on 2024-01-01; the note in brackets does not fit «Bø»",
        ),
        (
            "Oslo (bydel)",
            "norge",
            "no place is called «Oslo (bydel)» in Norge on 2024-01-01"
            "; the note in brackets does not fit «Oslo»",
        ),
        ("", "hallingdal", "no place is called «» in Hallingdal on 2024-01-01"),
        ("Halden", "viken-fylke", "Viken does not exist on 2024-01-01"),
    ],
)
def test_a_name_that_means_no_place_or_several_is_refused(
    gazetteer: Gazetteer, in_2024: date, name: str, scope: str, cause: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        gazetteer.by_name(name, gazetteer.by_slug(scope), in_2024)
    assert str(refusal.value) == cause
