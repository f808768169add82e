"""The rows of `benchmarks.lists`: notes, needs, solutions, purchases, and those who have them."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from examples.notes.models import Note
from examples.notes.models import State as NoteState
from loftet.needs.models import Need
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.places.models import Membership, Place
from loftet.pools.models import Pledge, Pool
from loftet.procurement.models import Procurement, Share
from loftet.solutions.models import Solution
from loftet.suppliers.models import Supplier

OWNERS, PLEDGES = 100, 3
LONG_AGO = date(2020, 1, 1)
VOCABULARY = """
vatn leidning lekkasje måling skule buss tak energi straum lys kommune region drift teneste bygg varme avfall
plast mat elev eldre heim veg gang sykkel snø flaum skred skog jord beite turist hytte verksemd sensor kart
data ferje hamn sløyd musikk ungdom frivillig arbeid opplæring språk helse omsorg
"""
WORDS = VOCABULARY.split()


def text(chance: random.Random, words: int) -> str:
    """Return a text of some words."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def make_rows(rows: int) -> User:
    """Fill the database, and return somebody who writes and buys for one of the municipalities."""
    chance, user = random.Random(18), User.objects.create_user("writer@gol.example")
    municipalities = _owners("municipality")
    firms = _owners("supplier")
    region = Place.objects.create(slug="region", kind="region", name="Region", sort_key="region")
    for one in municipalities[:6]:
        Membership.objects.create(region=region, member=Place.objects.get(slug=one.slug), valid_from=LONG_AGO)
    Role.objects.create(
        user=user,
        organisation=municipalities[0],
        kind=RoleKind.PROCUREMENT_OFFICER,
        valid_from=LONG_AGO,
    )
    common = {"written": timezone.now(), "written_by": user}
    _notes(rows, firms[0], user)
    _needs(rows, municipalities, common, chance)
    _solutions(rows, firms, common, chance)
    _pools(rows, municipalities, region, common, chance)
    _procurements(rows // 2, municipalities, common, chance)
    return user


def _owners(kind: str) -> Sequence[Organisation]:
    made = []
    for at in range(OWNERS):
        slug, place = f"{kind}-{at}", None
        if kind == "municipality":
            place = Place.objects.create(slug=slug, kind=kind, name=f"Kommune {at}", sort_key=slug)
        made.append(Organisation.objects.create(slug=slug, name=slug.title(), kind=kind, place=place))
    return made


def _notes(rows: int, organisation: Organisation, user: User) -> None:
    common = {"organisation": organisation, "written_by": user, "state": NoteState.PUBLISHED}
    common |= {"text": "Vatn. " * 20}
    Note.objects.bulk_create(Note(**common, title=f"Notat {one}") for one in range(rows))


def _needs(rows: int, owners: Sequence[Organisation], common: dict[str, Any], chance: random.Random) -> None:
    common = common | {"shared": common["written"], "state": "open"}
    Need.objects.bulk_create(
        (
            Need(
                organisation=owners[at % OWNERS],
                title=text(chance, 8),
                problem=text(chance, 70),
                effect=text(chance, 30),
                cpv=str(chance.randrange(30000, 99999)),
                goals=[str(chance.randrange(1, 18))],
                targets=[chance.choice(("6.4", "7.3", "11.6", "12.5", "13.1"))],
                audience=chance.choice(("public", "public", "public", "region", "own")),
                expires_on=timezone.localdate() + timedelta(days=chance.randrange(-60, 180)),
                **common,
            )
            for at in range(rows)
        ),
        batch_size=500,
    )


def _solutions(
    rows: int, owners: Sequence[Organisation], common: dict[str, Any], chance: random.Random
) -> None:
    now, user = common["written"], common["written_by"]
    confirmed = {
        "state": "confirmed",
        "confirmed": now,
        "means": "email",
        "signed_up": now,
        "signed_up_by": user,
    }
    Supplier.objects.bulk_create(
        Supplier(organisation=one, number=str(at), **confirmed) for at, one in enumerate(owners)
    )
    common = common | {"published": now, "state": "open"}
    Solution.objects.bulk_create(
        (
            Solution(
                organisation=owners[at % OWNERS],
                title=text(chance, 8),
                problem=text(chance, 70),
                what=text(chance, 70),
                effect=text(chance, 30),
                cpv=str(chance.randrange(30000, 99999)),
                goals=[str(chance.randrange(1, 18))],
                evidence=str(chance.randrange(1, 5)),
                rung=chance.randrange(0, 4),
                delivers=chance.choice(([], ["municipality-1"], ["region"])),
                expires_on=timezone.localdate() + timedelta(days=chance.randrange(-60, 365)),
                **common,
            )
            for at in range(rows)
        ),
        batch_size=500,
    )


def _pools(
    rows: int,
    owners: Sequence[Organisation],
    region: Place,
    common: dict[str, Any],
    chance: random.Random,
) -> None:
    common = common | {"region": region, "unit": "km", "opened": common["written"], "state": "open"}
    pools = Pool.objects.bulk_create(
        (
            Pool(
                lead=owners[at % OWNERS],
                title=text(chance, 8),
                cpv=str(chance.randrange(30000, 99999)),
                joins_until=timezone.localdate() + timedelta(days=chance.randrange(1, 300)),
                **common,
            )
            for at in range(rows)
        ),
        batch_size=500,
    )
    day = {"earliest": timezone.localdate(), "latest": timezone.localdate() + timedelta(days=90)}
    pledged = day | {"pledged": common["written"], "pledged_by": common["written_by"]}
    Pledge.objects.bulk_create(
        (
            Pledge(
                pool=pool,
                organisation=owners[(at + one) % OWNERS],
                amount=chance.randrange(1, 90),
                certainty=chance.choice(("interested", "intention")),
                **pledged,
            )
            for at, pool in enumerate(pools)
            for one in range(PLEDGES)
        ),
        batch_size=500,
    )


def _procurements(
    rows: int, owners: Sequence[Organisation], common: dict[str, Any], chance: random.Random
) -> None:
    """Fill in procurements, every other one announced, and a share of a second buyer in each third."""
    today = timezone.localdate()
    made = Procurement.objects.bulk_create(
        (
            Procurement(
                lead=owners[at % OWNERS],
                title=text(chance, 8),
                kind=chance.choice(("goods", "services", "works")),
                cpv=str(chance.randrange(30000, 99999)),
                value=chance.randrange(100_000, 9_000_000),
                planned_on=(day := today + timedelta(days=chance.randrange(-300, 300))),
                state="announced" if at % 2 else "prepared",
                announced=day if at % 2 else None,
                **common,
            )
            for at in range(rows)
        ),
        batch_size=500,
    )
    Share.objects.bulk_create(
        (
            Share(procurement=one, organisation=owners[(at + 1) % OWNERS], value=chance.randrange(1, 900_000))
            for at, one in enumerate(made)
            if not at % 3
        ),
        batch_size=500,
    )
