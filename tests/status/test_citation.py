"""How a page is cited: in words and as BibTeX, with edition and an address that lasts."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.citation import Cited, bibtex, text_citation

ADDRESS = "https://loftet.example/kommuner/gol/?utgave=2026-11-24-x"


@pytest.fixture
def edition(small_store: EditionStore) -> Edition:
    found = small_store.published()
    assert found is not None
    return found


def fields(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return [unescape(one) for one in re.findall(r'<textarea[^>]*id="cite-[^>]*>([^<]*)</textarea>', page)]


def test_a_citation_names_publisher_title_edition_day_and_address(edition: Edition) -> None:
    with translation.override("nn"):
        assert text_citation(Cited("Korleis står det til i Gol?", edition, ADDRESS)) == (
            f"Løftet (2026): «Korleis står det til i Gol?». Utgåve {edition.id}, 24. november 2026. {ADDRESS}"
        )


def test_a_citation_says_that_figures_are_made_up(edition: Edition) -> None:
    cited = Cited("Gol", replace(edition, demo=True), ADDRESS)
    with translation.override("nb"):
        assert "Oppdiktede tall." in text_citation(cited)
        assert "note = {Oppdiktede tall}" in bibtex(cited)


def test_bibtex_is_whole_and_marks_its_own_signs(edition: Edition) -> None:
    with translation.override("en"):
        entry = bibtex(Cited("Water & 100 % {Ål}", edition, ADDRESS))
    assert entry.startswith(f"@misc{{loftet-{edition.id}-water-100-al,\n")
    assert r"title = {{Water \& 100 \% \{Ål\}}}" in entry
    assert f"url = {{{ADDRESS}}}" in entry
    assert entry.count("{") == entry.count("}")
    assert re.findall(r"^  (\w+) =", entry, flags=re.MULTILINE) == [
        *("author", "title", "year", "date", "version", "publisher", "url", "langid"),
    ]


@pytest.mark.parametrize(
    "address",
    ["/kommuner/gol/", "/kommuner/gol/tall/", "/baerekraftsmal/6/", "/indikatorer/", "/metode/", "/data/"],
)
def test_a_status_page_tells_how_it_is_cited(small_site: Path, client: Client, address: str) -> None:
    said = fields(client, f"{address}?lang=nb")
    assert len(said) == 2
    assert f"http://testserver{address}?lang=nb&utgave=" in said[0]
    assert said[1].startswith("@misc{loftet-")


def test_the_address_of_a_citation_shows_the_same_page_in_its_edition(
    published_as: Callable[..., str], client: Client
) -> None:
    edition = published_as()
    address = re.search(r"http://testserver(\S+)", fields(client, "/baerekraftsmal/6/?lang=nn")[0])
    assert address is not None
    assert address[1] == f"/baerekraftsmal/6/?lang=nn&utgave={edition}"
    assert client.get(address[1]).status_code == 200


def test_a_page_about_the_site_has_no_citation(small_site: Path, client: Client) -> None:
    assert fields(client, "/om/") == []
    assert fields(client, "/meld-feil/") == []
