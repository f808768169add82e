"""The people of Demodalen, who are made up like their municipalities: read from `catalogue/demo_people`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from loftet.core.demo import Cells, Demo
from loftet.log.actions import told_of
from loftet.people.actions.organisations import NewOrganisation, add_organisation
from loftet.people.actions.roles import begin_role, hand_over
from loftet.people.actor import actor_at
from loftet.people.models import Delegation, Organisation, OrganisationKind, Role, RoleKind, User
from loftet.places.queries import place_by_slug
from loftet.text_files.rows import read_whole

HELD_FOR = timedelta(weeks=80)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Somebody who can sign in: as what, and what to look at first."""

    email: str
    name: str
    roles: str
    address: str
    look: str


def rows(file: Path) -> list[dict[str, str]]:
    """Read a file of the catalogue."""
    return [row.cells for row in read_whole(file, ())]


@transaction.atomic
def make_demo_people(catalogue: Path, today: date) -> list[FirstLook]:
    """Add the organisations and people that are not there; give what to look at as which of them."""
    folder = catalogue / "demo_people"
    for row in rows(folder / "organisations.csv"):
        if not Organisation.objects.filter(slug=row["slug"]).exists():
            new = NewOrganisation(row["slug"], row["name"], OrganisationKind(row["kind"]), row["number"])
            add_organisation(new, place_by_slug(row["place"]) if row["place"] else None)
    people = rows(folder / "roles.csv")
    for row in people:
        add_demo_role(row, today)
    return [first_look(row, people) for row in rows(folder / "first_looks.csv")]


def first_look(row: dict[str, str], people: list[dict[str, str]]) -> FirstLook:
    """Return what to look at as somebody, by the roles that the files give."""
    held = [one for one in people if one["email"] == row["email"]]
    names = dict(Organisation.objects.values_list("slug", "name"))
    roles = (
        f"{one['kind'].replace('_', ' ')}, {names[one['organisation']]}"
        + (" (by delegation)" if one["document"] else "")
        for one in held
    )
    return FirstLook(row["email"], held[0]["name"], "; ".join(roles), row["address"], row["look"])


def then(
    demo: Demo, email: str, day: date, action: Callable[..., Made], *given: object, **named: object
) -> Made:
    """Run an action as somebody on a day, also in the log; return what it returns."""
    moment, by = demo.at(day), User.objects.get(email=email)
    with told_of(moment):
        return action(*given, actor=actor_at(by, moment, day), **named)


def add_demo_role(row: dict[str, str], today: date) -> None:
    """Create one role of one person; a delegation is decided by the giver's top management."""
    organisation = Organisation.objects.get(slug=row["organisation"])
    user = User.objects.filter(email=row["email"]).first() or User.objects.create_user(
        row["email"], name=row["name"], language=row["language"], telephone=row["telephone"]
    )
    if Role.objects.filter(user=user, organisation=organisation, kind=row["kind"]).exists():
        return
    delegation = delegation_of(row, user, organisation, today) if row["document"] else None
    began, kind = today - HELD_FOR, RoleKind(row["kind"])
    with told_of(Demo(Path(), today).at(began)):
        begin_role(user, organisation, kind, by=None, today=began, delegation=delegation)


def delegation_of(row: dict[str, str], holder: User, giver: Organisation, today: date) -> Delegation:
    """Create the delegation that a row names."""
    leader = User.objects.filter(roles__organisation=giver, roles__kind=RoleKind.TOP_MANAGEMENT).first()
    return Delegation.objects.create(
        giver=giver,
        holder=holder,
        kind=row["kind"],
        document=Demo(Path(), today).dated(row["document"]),
        decided_by=leader or holder,
        valid_from=today - HELD_FOR,
    )


def tell_of_hand_overs(demo: Demo) -> None:
    """Create the hand-overs of those who have left."""
    columns = ("email", "organisation", "kind", "to", "by", "day")
    demo.each("hand_overs.csv", columns, lambda row: _handed_over(demo, row))


def _handed_over(demo: Demo, row: Cells) -> None:
    role = Role.objects.get(
        user__email=row["email"], organisation__slug=row["organisation"], kind=row["kind"]
    )
    to, by = (User.objects.get(email=row[one]) for one in ("to", "by"))
    day = demo.day(row["day"])
    with told_of(demo.at(day)):
        hand_over(role, to, actor=actor_at(by, demo.at(day), day))
