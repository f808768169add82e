"""What the demo makes up stands beside the country's places, never among them."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from loftet.geography.gazetteer import Gazetteer
from loftet.places.actions import load_places
from loftet.places.models import Place
from loftet.places.queries import members_of
from loftet.sources.demo_places import read_demo_places, with_demo_places

TODAY = date(2026, 11, 24)
DEMODALEN = ["Bjørkevoll", "Fossvang", "Granåsen", "Nedre Demodal", "Tjernli", "Øvre Demodal"]


@pytest.fixture
def both(loaded: Gazetteer, catalogue: Path) -> Gazetteer:
    gazetteer = with_demo_places(loaded, read_demo_places(catalogue))
    load_places(gazetteer)
    return gazetteer


def test_they_are_their_region_s_and_not_the_country_s(both: Gazetteer) -> None:
    demodalen, country = Place.objects.get(slug="demodalen"), Place.objects.get(slug="norge")
    assert [place.name for place in members_of(demodalen, TODAY)] == DEMODALEN
    assert members_of(country, TODAY).count() == 357


def test_loading_the_catalogue_alone_makes_none_and_leaves_none(both: Gazetteer, loaded: Gazetteer) -> None:
    assert load_places(both).unchanged == 379 + 7
    assert load_places(loaded).removed == 7
    assert not Place.objects.filter(made_up=True).exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "Fossvang er også oppdiktet."), ("nn", "Fossvang er òg oppdikta."), ("en", "is made up, too.")],
)
def test_the_page_of_a_made_up_place_says_that_it_is(
    demo_site: Path, client: Client, language: str, said: str
) -> None:
    page = client.get(f"/kommuner/fossvang/?lang={language}")
    assert page.status_code == 200
    assert said in page.content.decode()
    assert said.partition(" ")[2] not in client.get(f"/kommuner/gol/?lang={language}").content.decode()
