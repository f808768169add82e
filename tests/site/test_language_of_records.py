"""A record is met in the form of Norwegian of whose it is, by a reader who has chosen none."""

import re

import pytest
from django.test import Client

from loftet.meetings.example import announced_event
from loftet.needs.models import Need
from loftet.people.models import RoleKind
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.procurement.models import Procurement
from tests.needs.conftest import (  # noqa: F401 - fixtures
    People,
    Share,
    draft,
    people,
    share,
    world,
    world_and_people,
    writer,
)
from tests.needs.test_pages import reported
from tests.people.partnership import LONG_AGO, World, browser_of, hire
from tests.procurement.conftest import acting, announced, buyer, small  # noqa: F401 - fixtures

FORM = re.compile(r'<html lang="(\w\w)"')
NOTE = "Vist på nynorsk"


def form_of(address: str, client: Client | None = None) -> str:
    """Return the language of a page, which its header and its words agree on."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    found = FORM.findall(answer.content.decode())[0]
    assert answer["Content-Language"] == found
    return str(found)


@pytest.fixture
def need(share: Share) -> Need:  # noqa: F811
    return share("public")


@pytest.mark.parametrize("form", ["nn", "nb"])
def test_records_are_met_in_the_form_of_their_owner(
    world: World,  # noqa: F811
    people: People,  # noqa: F811
    writer: Actor,  # noqa: F811
    acting: Actor,  # noqa: F811
    need: Need,
    small: Procurement,  # noqa: F811
    form: str,
) -> None:
    Place.objects.update(language=form)
    for place in Place.objects.filter(slug__in=("gol", "al")):
        place.codes.create(code=f"33{place.pk}", valid_from=LONG_AGO)
    rows = (need, announced_event(writer, world.gol), announced(small, acting), reported(world, people))
    for one in rows:
        address = one.get_absolute_url()
        assert form_of(address) == form, address
        page = Client().get(address).content.decode()
        assert (NOTE in page) == (form == "nn"), address


def test_what_the_reader_has_chosen_goes_before_the_owner(need: Need, world: World) -> None:  # noqa: F811
    address = need.get_absolute_url()
    assert form_of(address) == "nn"
    assert form_of(f"{address}?lang=nb") == "nb"
    assert form_of(address, Client(HTTP_ACCEPT_LANGUAGE="en")) == "en"
    chosen = Client()
    chosen.cookies["language"] = "nb"
    assert form_of(address, chosen) == "nb"
    Place.objects.filter(slug="al").update(language="nb")
    neighbour = hire("per@al.example", world.al, RoleKind.EDITOR)
    assert form_of(address, browser_of(neighbour)) == "nb"


def test_an_owner_that_has_chosen_no_form_is_met_in_bokmal(need: Need, world: World) -> None:  # noqa: F811
    Place.objects.update(language="neutral")
    assert form_of(need.get_absolute_url()) == "nb"
