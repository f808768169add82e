"""Slugs are addresses: they stay as they are."""

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.slugs import slug


@pytest.mark.parametrize(
    ("code", "slug_of_code"),
    [
        ("3328", "al"), ("1818", "heroy-nordland"), ("1515", "heroy-more-og-romsdal"),
        ("3114", "valer-ostfold"), ("3419", "valer-innlandet"), ("3228", "nes"), ("3322", "nesbyen"),
        ("3330", "hol"), ("3310", "hole"), ("1108", "sandnes"), ("3430", "os"), ("1867", "bo"),
        ("1119", "ha"), ("3218", "as"), ("3020", "nordre-follo"), ("4219", "evje-og-hornnes"),
        ("3207", "nordre-follo"), ("5612", "kautokeino"), ("5540", "kafjord"), ("1853", "evenes"),
        ("5041", "snasa"), ("1857", "vaeroy"), ("5060", "naeroysund"), ("0301", "oslo"),
        ("1507", "alesund-til-2024"), ("1508", "alesund"), ("1580", "haram"), ("5622", "porsanger"),
        ("40", "telemark-fylke"), ("30", "viken-fylke"), ("38", "vestfold-og-telemark-fylke"),
        ("15", "more-og-romsdal-fylke"), ("NO", "norge"), ("viken", "viken"), ("hallingdal", "hallingdal"),
    ],
)  # fmt: skip
def test_a_slug_never_changes(gazetteer: Gazetteer, code: str, slug_of_code: str) -> None:
    place = gazetteer.by_slug(slug_of_code)
    assert code in {dated.code for dated in place.codes}


def test_every_slug_is_the_name_in_plain_letters(gazetteer: Gazetteer) -> None:
    endings = {"county": "-fylke"}
    expected = [slug(place.name) + endings.get(place.kind.value, "") for place in gazetteer.places]
    assert [place.slug for place in gazetteer.places] == expected
    assert len(set(expected)) == len(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ál", "al"),
        ("Kárášjohka", "karasjohka"),
        ("Unjárga", "unjarga"),
        ("Nöörje", "noorje"),
        ("Raarvihke", "raarvihke"),
        ("Sørŋđŧ", "sorndt"),
        ("A\u030as", "as"),
        ("«–»", ""),
    ],
)
def test_letters_become_plain(name: str, expected: str) -> None:
    assert slug(name) == expected
