"""Search finds what people wrote, however it is asked for, and in an order that can be explained."""

from pathlib import Path

import pytest
from django.utils import translation

from loftet.core.search import SearchDocument
from loftet.needs.actions import write_need
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.places.models import Place, PlaceCode
from loftet.search import queries
from loftet.search.command import nobody
from loftet.search.find import Fits
from loftet.search.jobs import rebuild
from loftet.search.ranking import Fit
from loftet.status.edition import store
from tests.needs.conftest import Share
from tests.people.partnership import LONG_AGO, World
from tests.search.conftest import Find, fits_of

MACHINES = "Gravearbeid med utsleppsfrie anleggsmaskiner"
BATHS = "Halvere strømregningen for svømmehallen"
TEXT = "Røyra lek, og ingen veit kvar. KI og sensorar kan hjelpe."


@pytest.fixture(autouse=True)
def written(world: World, writer: Actor, share: Share) -> None:
    share()
    for title in (MACHINES, BATHS, "Øye og øre", "Åpne data", "Zebra og åker", "Ærlig mat"):
        write_need(world.gol, {"title": title, "way": "purchase", "effect": TEXT}, actor=writer)
    open_one = Need.objects.get(title__startswith="Hemmeleg")
    told = {"state": "open", "audience": "public", "shared": open_one.shared}
    Need.objects.update(expires_on=open_one.expires_on, journal=open_one.journal, **told)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("anlegg", MACHINES),
        ("anleggsmaskin", MACHINES),
        ("maskiner", MACHINES),
        ("utslippsfri", MACHINES),
        ("construction machine", MACHINES),
        ("anlegsmaskiner", MACHINES),
        ("analeggsmaskiner", MACHINES),
        ("symjehall", BATHS),
        ("swimming hall", BATHS),
        ("strømrekninga i symjehallen er skyhøg", BATHS),
        ("svommehall", BATHS),
        ("svoemmehall", BATHS),
        ("SVØMMEHALLEN", BATHS),
        ("svømehallen", BATHS),
        ("aapne data", "Åpne data"),
        ("open data", "Åpne data"),
        ("hemmelig tunnel", "Hemmeleg tunnel under elva"),
    ],
)
def test_words_lead_to_what_was_meant(find: Find, words: str, first: str) -> None:
    assert find(words)[:1] == [first]


def test_a_word_of_two_letters_is_found_whole(find: Find) -> None:
    assert MACHINES in find("KI")
    assert find("Ø") == []


def test_a_place_is_found_by_its_short_name_and_its_code(world: World, folder: Path, catalogue: Path) -> None:
    for slug, name, code in (("al", "Ål", "3328"), ("bo", "Bø", "1867")):
        place, _new = Place.objects.get_or_create(
            slug=slug, defaults={"kind": "municipality", "name": name, "sort_key": slug}
        )
        PlaceCode.objects.get_or_create(place=place, code=code, defaults={"valid_from": LONG_AGO})
        for word in (slug, code):
            place.words.get_or_create(word=word)
    rebuild()
    for words, name in (("Ål", "Ål"), ("ål", "Ål"), ("al", "Ål"), ("Bø", "Bø"), ("BO", "Bø"), ("1867", "Bø")):
        places = [
            one.document for one in fits_of(folder, catalogue, words).best if one.document.kind == "place"
        ]
        assert [one.title for one in places] == [name]
        assert fits_of(folder, catalogue, words).counts["place"] == 1


def test_hits_that_are_alike_stand_as_norwegian_sorts(find: Find) -> None:
    found = [
        one for one in find("sensorar") if one in ("Zebra og åker", "Ærlig mat", "Øye og øre", "Åpne data")
    ]
    assert found == ["Zebra og åker", "Ærlig mat", "Øye og øre", "Åpne data"]


@pytest.mark.parametrize("words", ["zzzqqq", "", "   ", "xylofonverkstad"])
def test_what_is_nowhere_finds_nothing(find: Find, words: str) -> None:
    assert find(words, nobody()) == []


def test_a_goal_found_by_an_english_word_says_so_and_quotes_no_english(find: Find) -> None:
    with translation.override("nn"):
        found = queries.answer(store(), None, "healthy food", nobody()).results
        reasons = [one.reason for one in found if one.hit.kind == "goal"]
    assert reasons
    assert not [one for one in reasons if "Healthy" in one]
    assert set(reasons) == {"«healthy food» fører hit."}


def test_a_part_of_a_page_is_linked_in_the_edition_that_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Fit(SearchDocument("page", "method-gaps", "/metode/#gaps", "Hull"), 1.0, ())
    monkeypatch.setattr(queries, "find_fits", lambda *_asked: Fits((part,)))
    found = queries.answer(store(), None, "hull", nobody(), "?utgave=2025-01")
    assert "/metode/?utgave=2025-01#gaps" in [one.hit.address for one in found.results]
