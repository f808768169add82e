"""Somebody without a role asks for access, and those who lead the work in the region have it in a letter."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from loftet.people.actions.retention import forget
from loftet.people.models import AccessRequest, RoleKind, User
from loftet.people.personal_data import tables_of
from loftet.places.models import PlaceCode
from tests.letters import letters_sent
from tests.people.partnership import LONG_AGO, World, hire

SENT = {"name": "Nina Ny", "email": "ny@gol.example", "text": "Eg kjøper inn."}


def ask(world: World, **other: str) -> tuple[int, str]:
    place = world.gol.place
    assert place is not None
    PlaceCode.objects.get_or_create(place=place, valid_from=LONG_AGO, defaults={"code": "3324"})
    page = Client().post("/be-om-tilgang/?lang=en", SENT | {"place": str(place.pk)} | other, follow=True)
    return page.status_code, page.content.decode()


def test_the_facilitator_of_the_region_has_a_letter_and_nobody_else(world: World) -> None:
    leader = hire("per@hallingdal.example", world.council, RoleKind.FACILITATOR)
    hire("kari@ks.example", world.partner, RoleKind.FACILITATOR)
    status, page = ask(world)
    assert (status, "The request is on its way" in page, "Send the request" in page) == (200, True, False)
    (letter,) = letters_sent()
    assert letter.to == [leader.email]
    for said in ("Nina Ny (ny@gol.example)", "«Eg kjøper inn.»", "/organisasjoner/gol/inviter/"):
        assert said in letter.body


def test_it_is_the_persons_own_whatever_the_case_of_the_address(world: World) -> None:
    hire("per@hallingdal.example", world.council, RoleKind.FACILITATOR)
    assert ask(world, email="Ny@Gol.Example")[0] == 200
    assert len(tables_of(User.objects.create_user("ny@gol.example"))["access_requests"]) == 1


def test_where_nobody_leads_the_work_it_is_said(world: World) -> None:
    status, page = ask(world)
    assert (status, "Nobody leads the work for Gol in Løftet yet." in page) == (422, True)


def test_many_requests_are_stopped_and_all_are_forgotten(world: World) -> None:
    hire("per@hallingdal.example", world.council, RoleKind.FACILITATOR)
    assert [ask(world)[0] for _time in range(4)] == [200, 200, 200, 422]
    forget(timezone.now() + timedelta(days=31))
    assert AccessRequest.objects.count() == 0
