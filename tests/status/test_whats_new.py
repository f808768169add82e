"""What is new in an edition: data, rules, basket; one municipality; one edition alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.test import Client

Read = Callable[[str], str]
LEAKAGE = ("observations.csv", "3324,leakage,2024,30,,,\n", "3324,leakage,2024,15,,,\n")
BUS = ("observations.csv", "3324,bus,2024,75,,,\n", "3324,bus,2023,75,,,\n3324,bus,2024,95,,,\n")
RULE = ("method.toml", "", "[colour]\nboth_rules = false\n")


def test_with_one_edition_it_says_so(small_site: Path, read: Read) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    said = read("/nytt/?lang=nb")
    assert (
        f"Hva er nytt Utgaven {edition} er den første her: Det finnes ingen tidligere å sammenligne med. "
        "Når neste utgave kommer, viser denne siden hva som er endret: tall, regler, grenser og hvilke "
        "indikatorer som teller."
    ) in said
    assert f"Utgåva {edition} er den første her" in read("/nytt/?lang=nn")


def test_two_editions_are_told_apart_by_data_and_rules(published_as: Callable[..., str], read: Read) -> None:
    first = published_as()
    second = published_as(LEAKAGE, BUS, RULE, day=date(2026, 12, 24))
    said = read("/nytt/?lang=nb")
    assert f"Fra utgaven {first} til utgaven {second}: 1 nytt tall, 2 rettede tall og 1 endret regel." in said
    assert "colour.both_rules true false" in said
    assert (
        "I alle kommunene samlet har et bærekraftsmål fått bedre status 2 ganger og svakere status 0 ganger."
    ) in said


def test_a_municipality_is_told_what_moved_it_and_which_words_are_others(
    published_as: Callable[..., str], read: Read
) -> None:
    published_as()
    published_as(LEAKAGE, BUS, day=date(2026, 12, 24))
    said = read("/nytt/?lang=nb&sted=gol").partition("Hva er nytt i Gol")[2]
    assert "For alle bærekraftsmålene samlet har Gol flyttet seg +" in said
    assert "nyere eller rettede tall" in said
    assert "Lekkasje: ■ Langt fra målet → ■ Nær målet" in said
    unmoved = read("/nytt/?lang=nb&sted=oslo")
    assert "Oslo har ikke flyttet seg: Alle bærekraftsmålene samlet gir like mange poeng." in unmoved
    assert "Ingen status og ingen utvikling er endret." in unmoved


def test_an_edition_may_be_named_and_only_an_earlier_one(
    published_as: Callable[..., str], client: Client
) -> None:
    first = published_as()
    second = published_as(LEAKAGE, day=date(2026, 12, 24))
    assert client.get(f"/nytt/?fra={first}").status_code == 200
    assert client.get(f"/nytt/?fra={second}").status_code == 404
    assert client.get("/nytt/?fra=../../etc").status_code == 404
