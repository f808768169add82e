"""The pages of status are easy to read in both forms of Norwegian: LIX, words a sentence and long words."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

LIMIT = 45  # «medium»: what a newspaper is written in
FEWEST = 30  # words; of fewer the measure says nothing
PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
DRAWN = re.compile(r"<(svg|script|style|pre|textarea)\b.*?</\1>", re.DOTALL)
ADDRESS = re.compile(r"https?://\S+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
END = re.compile(r"[.!?:]+(?=\s|$)")
PAGES = (
    *("/", "/kommuner/", "/kommuner/gol/", "/kommuner/gol/ark/", "/kommuner/gol/tall/"),
    *("/kommuner/gol/baerekraftsmal/6/", "/baerekraftsmal/", "/baerekraftsmal/6/", "/indikatorer/"),
    *("/indikatorer/water_leakage/?sted=gol", "/regioner/", "/regioner/hallingdal/", "/datagrunnlag/"),
    *("/regioner/hallingdal/utfordringer/", "/sammenlign/?sted=gol&sted=al", "/utforsk/", "/data/"),
    *("/nytt/", "/metode/"),
)

# What newcomers stumbled on in November 2026.
STUMBLED_ON = (
    *("Hol og tvil", "Slik vel de dei", "kven de kan lære av", "Byrj med", "At måltalet er nådd"),
    *("minst sjanse til å nå det i tide", "byggjer på få og er usikkert", "er kommunen sitt eige"),
    *("ikkje i resultat", "ville oftast blitt valde", "like sentral og same målform", "Mellom dei 357"),
    *("Overskot i drifta", "Svært langt att", "Midten av dei har", "Det skil om lag", "Talet leier til"),
    *("Natur og jord bygd ned", "hyttefolk rekna med", "og kvar går det", "haldne mot", "holdes mot"),
    *("Like bra som den grøne", "Ikkje på nokon av indikatorane", "Hull og tvil", "kull av kommuner"),
    *("This must be lifted", "Here we stand strong", "only say how others stand", "Inga kjelde funnen"),
)

Read = Callable[[str], str]


def sentences(page: str) -> list[str]:
    """Return the sentences of a page: what stands in paragraphs and ends like one."""
    main = DRAWN.sub(" ", page.partition("<main")[2].partition("</main>")[0])
    said = []
    for text in PARAGRAPH.findall(main):
        plain = re.sub(r"\s+", " ", ADDRESS.sub(" ", unescape(re.sub(r"<[^>]+>", " ", text)))).strip()
        if plain.endswith((".", "!", "?", ":")):
            said += [part.strip() for part in END.split(plain) if WORD.search(part)]
    return said


def lix(said: list[str]) -> float:
    """Return words in a sentence and, in per cent, words of more than six letters."""
    words = [word for one in said for word in WORD.findall(one)]
    return len(words) / len(said) + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_lix_is_words_in_a_sentence_and_long_words_in_per_cent() -> None:
    assert lix(["Gol gjer det godt på drikkevatn"]) == 6 + 100 / 6


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_easy_to_read(demo_site: Path, client: Client, address: str, language: str) -> None:
    joiner = "&" if "?" in address else "?"
    said = sentences(client.get(f"{address}{joiner}lang={language}").content.decode())
    if sum(len(WORD.findall(one)) for one in said) >= FEWEST:
        assert lix(said) <= LIMIT, sorted(said, key=lambda one: -lix([one]))[:8]


def test_nothing_is_said_that_newcomers_stumbled_on(project: Path) -> None:
    texts = "\n".join(
        one.read_text(encoding="utf-8")
        for folder in ("src/loftet", "catalogue")
        for one in (project / folder).rglob("*")
        if one.suffix in {".po", ".html", ".csv"}
    )
    assert [words for words in STUMBLED_ON if words in texts] == []
