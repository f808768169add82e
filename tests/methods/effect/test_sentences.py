"""The sentences say what can and cannot explain a difference, in three languages, and are easy to read."""

import re

import pytest

from loftet.methods.effect.results import Estimate, Verdict
from loftet.methods.effect.sentences import Language, Told, sentence

MOST_LIX = 45
LEAKAGE = Estimate(-6.04, -8.1, -3.92, 0.031)


def told(verdict: Verdict, pooled: Estimate = LEAKAGE, **more: object) -> Told:
    given: dict[str, object] = {"level": 0.9, "last": 2024, "start": 2020} | more
    return Told(verdict, pooled, **given)  # type: ignore[arg-type]


def lix(text: str) -> float:
    words = re.findall(r"[^\W\d_]+", text)
    sentences = len(re.findall(r"[.:;?!](?:\s|$)", text))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_what_is_found_is_said_with_its_level_and_without_a_cause() -> None:
    one = told(Verdict.FOUND)
    assert sentence(one, Language.NB, "Lekkasjen", "prosentpoeng") == (
        "Lekkasjen ble 6,0 prosentpoeng lavere i snitt i 2020–2024 enn ventet ut fra lignende kommuner; "
        "så mye skjer i 3 av 100 tilfeldige sammenligninger. "
        "Intervallet på 90 prosent går fra −8,1 til −3,9 prosentpoeng. "
        "Tilfeldigheter forklarer det neppe; andre endringer i samme tid kan."
    )
    assert sentence(one, Language.NN, "Lekkasjen", "prosentpoeng") == (
        "Lekkasjen vart 6,0 prosentpoeng lågare i snitt i 2020–2024 enn venta ut frå liknande kommunar; "
        "så mykje skjer i 3 av 100 tilfeldige samanlikningar. "
        "Intervallet på 90 prosent går frå −8,1 til −3,9 prosentpoeng. "
        "Tilfeldige utslag forklarer det neppe; andre endringar i same tid kan."
    )
    assert sentence(one, Language.EN) == (
        "The figure became 6.0 lower on average in 2020–2024 than expected from similar municipalities; "
        "that much happens in 3 of 100 random comparisons. The 90 percent interval runs from −8.1 to −3.9. "
        "Chance hardly explains it; other changes at the same time may."
    )


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (told(Verdict.NOT_FOUND, Estimate(0.4, -1.2, 2.0, 0.43)), "0,40 høyere"),
        (told(Verdict.NOT_FOUND, Estimate(0.4, -1.2, 2.0, 0.43)), "43 av 100"),
        (told(Verdict.NOT_FOUND, Estimate(0.0, -1.2, 2.0, 1.0)), "ble verken lavere eller høyere i snitt i"),
        (told(Verdict.NOT_FOUND, Estimate(0.4, None, None, 0.2)), "sammenligninger. Forskjellen kan ikke"),
        (told(Verdict.NOT_FOUND, Estimate(0.4, -1.2, 2.0, None)), "tilfeldig, kan ikke regnes ut"),
        (told(Verdict.FOUND, Estimate(0.4, 0.2, 0.6, 0.003)), "færre enn 1 av 100"),
        (told(Verdict.FOUND, start=2024), "6,0 lavere i 2024 enn ventet"),
        (told(Verdict.FOUND, level=0.995), "Intervallet på 99,5 prosent"),
        (told(Verdict.FOUND, Estimate(12345.6, 10000, 20000, 0.02)), "12\xa0346 høyere"),
        (told(Verdict.FOUND, by_law=True), "3 av 100 tilfeller der ingenting er gjort"),
        (told(Verdict.FOUND, by_law=True, few=True), "usikkerheten er større enn tallene viser."),
        (told(Verdict.POOR_FIT, poor=("Gol", "Ål", "Hol")), "ligner nok på Gol, Ål og Hol."),
        (told(Verdict.TOO_EARLY, Estimate(), start=2025), "Tallene går til 2024, og 2025 er det første året"),
    ],
)
def test_each_answer_has_its_words(one: Told, says: str) -> None:
    assert says in sentence(one, Language.NB)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_sentence_is_whole_and_easy(verdict: Verdict, language: Language) -> None:
    pooled = Estimate() if verdict is Verdict.TOO_EARLY else LEAKAGE
    text = sentence(told(verdict, pooled, poor=("Gol",)), language)
    assert not re.search(r"[{}]|  |None", text)
    assert text.endswith(".")
    assert lix(text) <= MOST_LIX
