"""Sources and their terms are named in the language of the page."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from loftet.status.local_names import local_name, read_local_names

Read = Callable[[str], str]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nb", ("Kommunen selv", "Husbanken", "Statistisk sentralbyrå")),
        ("nn", ("Kommunen sjølv", "Husbanken", "Statistisk sentralbyrå")),
        ("en", ("The municipality itself", "The Norwegian State Housing Bank", "Statistics Norway")),
    ],
)
def test_a_name_follows_the_language(language: str, expected: tuple[str, ...]) -> None:
    with translation.override(language):
        assert tuple(map(local_name, ("Kommunen selv", "Husbanken", "Statistisk sentralbyrå"))) == expected


def test_a_name_that_is_not_listed_stays(small_site: Path) -> None:
    with translation.override("nn"):
        assert local_name("Gol vassverk") == "Gol vassverk"


def test_every_source_of_the_catalogue_and_its_terms_have_a_name_in_each_language(catalogue: Path) -> None:
    files = [catalogue / "indicators.csv", *sorted((catalogue / "recipes").glob("*-indicators.csv"))]
    used = set()
    for file in files:
        with file.open(encoding="utf-8", newline="") as opened:
            used |= {row[column] for row in csv.DictReader(opened) for column in ("source", "licence")}
    plain = {"", "CC BY 4.0", "NLOD"}
    assert len(files) == 2
    for language in ("nb", "nn", "en"):
        names = read_local_names(catalogue / "local_names.csv", language)
        assert sorted(used - plain - names.keys()) == []
        assert all(names.values())


def test_no_page_in_nynorsk_names_a_source_in_bokmal(demo_site: Path, client: Client) -> None:
    for address in (
        "/kommuner/gol/tall/",
        "/baerekraftsmal/12/",
        "/datagrunnlag/?sted=gol",
        "/kommuner/gol/",
    ):
        page = client.get(address, {"lang": "nn"} if "?" not in address else {}).content.decode()
        assert [word for word in ("Kommunen selv", "Oppdiktede tall") if word in page] == []
