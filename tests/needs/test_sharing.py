"""The map of who shares a need: its words first, those who have it marked, and the table beside it."""

import re
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from loftet.challenges.models import Challenge
from loftet.needs.models import Need
from loftet.places.models import Membership, Place
from tests.needs.conftest import People, Share, browser_of
from tests.needs.test_lists import many
from tests.people.partnership import LONG_AGO, World


@pytest.fixture
def region(world: World) -> Place:
    """Return Hallingdal with a third member, each with its code."""
    region = Place.objects.get(slug="hallingdal")
    third = Place.objects.create(slug="hemsedal", kind="municipality", name="Hemsedal", sort_key="hemsedal")
    Membership.objects.create(region=region, member=third, valid_from=LONG_AGO)
    for slug, code in (("gol", "3324"), ("hemsedal", "3326"), ("al", "3328")):
        Place.objects.get(slug=slug).codes.create(code=code, valid_from=LONG_AGO)
    return region


def page_of(need: Need, user: Any = None) -> str:
    return browser_of(user).get(f"{need.get_absolute_url()}?lang=nn").content.decode()


def marked(page: str) -> list[str]:
    """Return the codes that stand out on the map."""
    return sorted(re.findall(r'class="fill-p1" href="[^"]*#m(\d+)"', page))


def test_municipalities_with_the_same_kind_of_need_are_marked(
    world: World, people: People, region: Place
) -> None:
    many(world, people, 4)
    page = page_of(Need.objects.filter(organisation=world.gol).earliest("pk"))
    assert "To av tre i Hallingdal har dette" in page
    assert marked(page) == ["3324", "3328"]
    assert [name for name in ("Gol", "Ål", "Hemsedal") if f'<th scope="row">{name}</th>' in page] == [
        *("Gol", "Ål", "Hemsedal")
    ]


def test_a_challenge_marks_who_shares_it_by_the_figures(
    world: World, people: People, share: Share, region: Place
) -> None:
    said: dict[str, Any] = {
        "state": "challenge",
        "why": "",
        "sharing": ["Gol", "Hemsedal"],
        "spared": ["Ål"],
        "unknown": [],
    }
    said |= {"own": 1.0, "others": 2.0, "improving": None, "persons": {"shown": "unknown", "number": None}}
    common = {"region": region, "origin": "tested", "about": "indicator", "key": "k", "edition": "e"}
    common |= dict.fromkeys(("sentence_nb", "sentence_nn", "sentence_en"), "To av tre.")
    challenge = Challenge.objects.create(
        **common, figures=said, picked=timezone.now(), picked_by=people.writer, acting_for=""
    )
    need = share()
    Need.objects.filter(pk=need.pk).update(challenge=challenge)
    page = page_of(need)
    assert marked(page) == ["3324", "3326"]
    with translation.override("nn"):
        day = date_format(timezone.localdate(), "DATE_FORMAT")
    assert f"To av tre i Hallingdal har dette, etter tala {day}" in page


def test_a_need_that_is_hidden_marks_nobody(
    world: World, people: People, share: Share, region: Place
) -> None:
    need = share()
    Need.objects.filter(pk=need.pk).update(cpv="45232")
    many(world, people, 2, audience="own")
    Need.objects.exclude(pk=need.pk).filter(organisation=world.gol).delete()
    assert "har dette" not in page_of(need)
    assert "To av tre i Hallingdal har dette" in page_of(need, people.neighbour)
