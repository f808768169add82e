"""A small partnership: a region of two municipalities, its council, a partner, a firm, and people."""

from dataclasses import dataclass
from datetime import date, datetime

from django.test import Client
from django.utils import timezone

from loftet.people.actor import Actor, actor_at
from loftet.people.models import Delegation, Organisation, Role, RoleKind, User
from loftet.places.models import Membership, Place
from tests.letters import letters_sent

LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class World:
    """The organisations of the small partnership."""

    gol: Organisation
    al: Organisation
    council: Organisation
    partner: Organisation
    firm: Organisation


def small_partnership() -> World:
    """Make the organisations, and the places where these are not there."""
    places = {
        slug: Place.objects.get_or_create(
            slug=slug, defaults={"kind": kind, "name": name, "language": "nn", "sort_key": slug}
        )[0]
        for slug, kind, name in (
            ("gol", "municipality", "Gol"),
            ("al", "municipality", "Ål"),
            ("hallingdal", "region", "Hallingdal"),
        )
    }
    for member in ("gol", "al"):
        Membership.objects.get_or_create(
            region=places["hallingdal"], member=places[member], defaults={"valid_from": LONG_AGO}
        )

    def organisation(slug: str, name: str, kind: str, place: Place | None = None) -> Organisation:
        return Organisation.objects.create(slug=slug, name=name, kind=kind, place=place)

    return World(
        organisation("gol", "Gol kommune", "municipality", places["gol"]),
        organisation("al", "Ål kommune", "municipality", places["al"]),
        organisation("hallingdal", "Regionrådet for Hallingdal", "regional_council", places["hallingdal"]),
        organisation("ks", "KS", "partner"),
        organisation("varme", "Varme AS", "supplier", places["gol"]),
    )


def county_of(world: World) -> Organisation:
    """Make the county that Gol, but not Ål, lies in by its code."""
    place, _new = Place.objects.get_or_create(
        slug="buskerud-fylke", defaults={"kind": "county", "name": "Buskerud", "sort_key": "buskerud"}
    )
    for slug, code in (("buskerud-fylke", "33"), ("gol", "3324"), ("al", "5001")):
        one = Place.objects.get(slug=slug)
        if not one.codes.exists():
            one.codes.create(code=code, valid_from=LONG_AGO)
    return Organisation.objects.create(slug="buskerud", name="Buskerud fylke", kind="county", place=place)


def hire(email: str, organisation: Organisation, kind: RoleKind, document: str = "") -> User:
    """Make somebody who has a role, by delegation if a document is named."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    delegation = None
    if document:
        delegation = Delegation.objects.create(
            giver=organisation,
            holder=user,
            kind=kind,
            document=document,
            decided_by=user,
            valid_from=LONG_AGO,
        )
    Role.objects.create(
        user=user, organisation=organisation, kind=kind, valid_from=LONG_AGO, delegation=delegation
    )
    return user


def named_person(name: str, world: World, elsewhere: Organisation) -> User | None:
    """Return a person by the name that an example uses, such as «member: planner»."""
    if name == "nobody":
        return None
    if name == "no role":
        return User.objects.create_user("none@example.no")
    at, kind = name.split(": ")
    where = {"own": world.council, "member": world.gol, "lent": world.gol, "supplier": world.firm}
    document = "24/1" if at == "lent" else ""
    email = f"{at}-{kind}@example.no"
    return hire(email, where.get(at, elsewhere), RoleKind(kind), document=document)


def acting_as(user: User, now: datetime | None = None, today: date | None = None) -> Actor:
    """Return somebody as an actor, now or at another moment."""
    now = now or timezone.now()
    return actor_at(user, now, today or timezone.localdate(now))


def browser_of(user: User | None, *, strict: bool = False, language: str = "") -> Client:
    """Return a browser in which somebody has signed in, or nobody; a strict one asks for CSRF tokens.

    With a `language` it is one that has been chosen there.
    """
    client = Client(enforce_csrf_checks=strict)
    if language:
        client.cookies["language"] = language
    if user is not None:
        client.force_login(user)
    return client


def code_sent(to: str = "") -> str:
    """Return the code of the newest letter with one, to an address if it is named."""
    bodies = (one.body for one in reversed(letters_sent()) if to in ("", *one.to))
    return next(word for body in bodies for word in str(body).split() if word.isdigit() and len(word) == 6)
