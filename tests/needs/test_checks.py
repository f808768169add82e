"""Advice on a need: product words in each language, and what is missing."""

from pathlib import Path

import pytest

from loftet.needs.checks import FILE, Check, Kind, check, read_words
from loftet.needs.models import Need

WHOLE = Need(
    title="Mindre straum",
    problem="640 kWh i dag.",
    effect="Straumen skal halverast.",
    users="Symjeklubben",
    constraints="28 grader.",
    volume=1,
    wished=320,
)


def unmet(need: Need, catalogue: Path, language: str = "nn") -> list[Kind]:
    return [one.kind for one in check(need, read_words(catalogue / FILE, language)) if not one.is_met]


def written(effect: str, title: str = "") -> Need:
    return Need(title=title, effect=effect, users="alle", constraints="ingen", volume=1, wished=1)


def test_a_whole_need_has_nothing_against_it(catalogue: Path) -> None:
    assert unmet(WHOLE, catalogue) == []


def test_an_empty_need_lacks_all_but_products(catalogue: Path) -> None:
    found = unmet(Need(), catalogue)
    assert found == [Kind.EFFECT, Kind.MEASURED, Kind.USERS, Kind.CONSTRAINTS, Kind.VOLUME]


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("nb", "Vi trenger en ny varmepumpe", "varmepumpe"),
        ("nb", "Varmepumper som virker bedre", "Varmepumper"),
        ("nb", "Et system for bedre oversikt", "system"),
        ("nb", "sensorene skal bli flere", "sensorene"),
        ("nn", "Vi treng sensorar i kummane", "sensorar"),
        ("nn", "Eit nytt system", "system"),
        ("en", "We need drones", "drones"),
    ],
)
def test_a_product_is_named_as_it_is_written(catalogue: Path, language: str, text: str, word: str) -> None:
    words = read_words(catalogue / FILE, language)
    found = check(written(text), words)[0]
    assert (found.kind, found.is_met, found.words) == (Kind.PRODUCT, False, (word,))
    assert found.instead


@pytest.mark.parametrize("text", ["systematisk arbeid", "Appellen fra laget", "kameratene får det bedre"])
def test_a_word_that_only_begins_alike_is_no_product(catalogue: Path, text: str) -> None:
    assert check(written(text), read_words(catalogue / FILE, "nb"))[0] == Check(Kind.PRODUCT, is_met=True)


def test_today_may_name_products_for_they_are_there(catalogue: Path) -> None:
    need = Need(problem="Varmepumpa er frå 1998.", effect="Mindre straum.")
    assert Kind.PRODUCT not in unmet(need, catalogue)


@pytest.mark.parametrize(
    ("effect", "tells"),
    [("Det skal bli betre.", True), ("Høgst 20 minutt.", True), ("Vi treng hjelp.", False)],
)
def test_an_effect_has_a_word_or_a_number(catalogue: Path, effect: str, tells: bool) -> None:
    assert (Kind.EFFECT not in unmet(written(effect), catalogue)) == tells


def test_every_product_has_a_sentence_of_what_it_is_for(catalogue: Path) -> None:
    for language in ("nb", "nn", "en"):
        words = read_words(catalogue / FILE, language)
        assert all(words.products.values())
        assert len(words.effects) > 20
