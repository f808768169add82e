"""«Oppdiktede tall»: every page, chart and file of the demo says so, and no search engine may keep it."""

from pathlib import Path

import pytest
from django.test import Client

KEY, PLACES = "electricity_households", ("gol", "fossvang")
PAGES = (
    *(
        "/",
        "/sok/?q=klima",
        "/om/",
        "/personvern/",
        "/tilgjengelighet/",
        "/metode/",
        "/datagrunnlag/",
        "/kommuner/",
    ),
    *(f"/kommuner/{place}/" for place in PLACES),
    *(f"/kommuner/{place}/tall/" for place in PLACES),
    *(f"/kommuner/{place}/baerekraftsmal/13/" for place in PLACES),
    *("/baerekraftsmal/", "/baerekraftsmal/13/", "/indikatorer/", f"/indikatorer/{KEY}/?sted=fossvang"),
    *("/regioner/", "/regioner/hallingdal/", "/regioner/demodalen/", "/sammenlign/?sted=gol&sted=fossvang"),
    *(f"/indikatorer/{KEY}/figur/?sted=gol", "/kommuner/ingen-slik/"),
)
FILES = (
    *("/kommuner.csv", "/kommuner/gol.csv", "/kommuner/fossvang.csv", "/kommuner/gol.xlsx"),
    *("/baerekraftsmal.csv", "/baerekraftsmal/13.csv", "/indikatorer.csv", "/regioner.csv"),
    *("/regioner/demodalen.csv", "/regioner/demodalen.xlsx"),
    *(f"/indikatorer/{KEY}.{ending}" for ending in ("csv", "json", "metadata.json", "zip", "svg")),
    *(
        "/sammenlign.csv?sted=gol&sted=fossvang",
        "/sammenlign.xlsx?sted=gol&sted=fossvang",
        "/datagrunnlag.csv",
    ),
)
CLOSED = '<meta name="robots" content="noindex, nofollow">'
WORDS = {"nb": "Oppdiktede tall", "nn": "Oppdikta tal", "en": "Made-up figures"}


@pytest.mark.nightly
def test_every_page_says_so_in_the_reader_s_language(demo_site: Path, client: Client) -> None:
    silent = [
        f"{address} in {language}"
        for address in PAGES
        for language, words in WORDS.items()
        if not {words, CLOSED} <= said_by(client, address, language)
    ]
    assert silent == []


def said_by(client: Client, address: str, language: str) -> set[str]:
    page = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}").content.decode()
    return {words for words in (*WORDS.values(), CLOSED) if words in page}


def test_every_file_says_so_in_its_name_and_to_robots(demo_site: Path, client: Client) -> None:
    answers = {address: client.get(address) for address in FILES}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(FILES, 200)
    assert [a for a in FILES if "oppdiktede-tall" not in answers[a]["Content-Disposition"]] == []
    assert {answer["X-Robots-Tag"] for answer in answers.values()} == {"noindex, nofollow"}
