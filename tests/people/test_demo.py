"""The people of Demodalen: made up, in roles, and able to sign in."""

from datetime import date
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.people.demo import FirstLook, make_demo_people
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.people.permissions import permissions_at
from loftet.places.actions import load_places
from loftet.sources.demo_places import read_demo_places, with_demo_places

TODAY = date(2026, 11, 24)


@pytest.mark.django_db
def test_demodalen_has_people_once(catalogue: Path, gazetteer: Gazetteer) -> None:
    load_places(with_demo_places(gazetteer, read_demo_places(catalogue)))
    first = make_demo_people(catalogue, TODAY)
    counts = (Organisation.objects.count(), User.objects.count(), Role.objects.count())
    assert make_demo_people(catalogue, TODAY) == first
    assert (Organisation.objects.count(), User.objects.count(), Role.objects.count()) == counts
    emails = set(User.objects.values_list("email", flat=True))
    assert {email.rpartition(".")[2] for email in emails} == {"example"}  # nobody can own such an address
    assert {one.email for one in first} <= emails
    assert first[0] == FirstLook(
        "solveig@demodalen.example",
        "Solveig Demoås",
        "facilitator, Regionrådet for Demodalen; administrator, Regionrådet for Demodalen; "
        "sustainability coordinator, Øvre Demodal kommune (by delegation); "
        "sustainability coordinator, Fossvang kommune (by delegation); "
        "sustainability coordinator, Tjernli kommune (by delegation)",
        "/kull/demodalen-kull-1/oversikt/",
        "the coordinator: how six municipalities stand at one glance",
    )
    solveig = User.objects.get(email="solveig@demodalen.example")
    assert solveig.telephone == "32 00 00 00"
    coordinator = permissions_at(solveig, TODAY)
    assert [(one.slug, one.kind, one.document) for one in coordinator.roles] == [
        ("fossvang", RoleKind.SUSTAINABILITY_COORDINATOR, "25/204"),
        ("demodalen", RoleKind.ADMINISTRATOR, ""),
        ("demodalen", RoleKind.FACILITATOR, ""),
        ("tjernli", RoleKind.SUSTAINABILITY_COORDINATOR, "25/31"),
        ("ovre-demodal", RoleKind.SUSTAINABILITY_COORDINATOR, "25/117"),
    ]
    led = Role.objects.filter(kind=RoleKind.TOP_MANAGEMENT, organisation__kind="municipality")
    assert led.count() == 6
