"""What a record page says of its next step and of its thread: from origin to outcome."""

from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from loftet.core.threads import NextStep, Stop, Thread

TODAY = date(2026, 12, 1)
BEFORE = Stop("Utfordring", "Lekkasje", "/utfordringer/1/", "Hallingdal")
BECAME = Stop("Prosjekt", "Lytte etter lekkasje", "/prosjekt/1/")
THREAD = Thread("Dette behovet", [BEFORE], coming="Anskaffelse")


def said(part: str, **told: object) -> str:
    """Return the text of a part of the page, in bokmål."""
    with translation.override("nb"):
        return " ".join(strip_tags(render_to_string(f"core/parts/{part}.html", told)).split())


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (NextStep("Skriv status", date(2026, 12, 9)), "Neste steg Skriv status Innen 9. desember 2026 Du"),
        (NextStep("Skriv status", TODAY), "Neste steg Skriv status Innen 1. desember 2026 Du"),
        (
            NextStep("Skriv status", date(2026, 11, 3)),
            "Dette skulle ha skjedd Skriv status Fristen var 3. november 2026 Du",
        ),
        (NextStep("Skriv status", who="rektor"), "Neste steg Skriv status Ingen frist er satt Rektor"),
        (NextStep("Bli med", on_behalf_of="Gol"), "Neste steg for Gol Bli med Ingen frist er satt Du"),
        (
            NextStep("Tilbudene vurderes", who="Gol kommune", is_yours=False),
            "Dette skjer framover Tilbudene vurderes Gol kommune",
        ),
        (None, ""),
    ],
)
def test_the_next_step_says_what_by_which_day_and_by_whom(step: NextStep | None, words: str) -> None:
    assert said("next", next=step, today=TODAY) == words


def test_what_a_record_became_stands_in_place_of_what_is_to_come() -> None:
    assert THREAD.with_later([]) == [Stop("Anskaffelse")]
    assert THREAD.with_later(iter([BECAME])) == [BECAME]
    own = Stop("Behov", "Måle trykket", "/behov/2/")
    assert replace(THREAD, after=[own]).with_later([BECAME]) == [own, BECAME]
    assert replace(THREAD, coming="").with_later([]) == []


def test_a_thread_leads_from_its_origin_to_what_comes() -> None:
    waiting = said("thread", thread=THREAD, became=THREAD.with_later([]))
    assert waiting == "Utfordring Lekkasje (Hallingdal) Dette behovet Anskaffelse (kommer)"
    done = said("thread", thread=THREAD, became=THREAD.with_later([BECAME]))
    assert done == "Utfordring Lekkasje (Hallingdal) Dette behovet Prosjekt Lytte etter lekkasje"
    assert said("thread", thread=Thread("Dette behovet"), became=[]) == ""


def test_a_thread_of_many_stops_is_a_line_with_the_nearest_that_unfolds() -> None:
    """Of one stop on a side nothing is folded: its link is there at once."""
    contract = Stop("Kontrakt", "Demorør AS", "/kontrakt/1/")
    long = Thread("Dette prosjektet", [BEFORE, contract], coming="Erfaring")
    told = said("thread", thread=long, became=long.with_later([]))
    assert told == (
        "Kontrakt Dette prosjektet Erfaring "
        "Utfordring Lekkasje (Hallingdal)Kontrakt Demorør AS Dette prosjektet Erfaring (kommer)"
    )
    assert "<details" in render_to_string("core/parts/thread.html", {"thread": long, "became": []})
    short = {"thread": THREAD, "became": THREAD.with_later([])}
    assert "<details" not in render_to_string("core/parts/thread.html", short)
