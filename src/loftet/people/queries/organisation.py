"""Who takes part in an organisation, and who is asked to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from loftet.core.outbox import Shown, letter_states
from loftet.people.letters import INVITATION
from loftet.people.models import Delegation, Invitation, Organisation, Role, RoleKind
from loftet.people.permissions import Permissions
from loftet.people.rules import may_appoint, may_see_people, may_withdraw_delegation


@dataclass(frozen=True, slots=True)
class PersonInRole:
    """One person in one role, and what whoever looks may do with it."""

    role: int
    name: str
    address: str
    kind: RoleKind
    since: date
    until: date | None
    document: str
    may_end: bool
    may_hand_over: bool


@dataclass(frozen=True, slots=True)
class WaitingInvitation:
    """An invitation that waits; the address is shown to those who may take it back."""

    invitation: int
    address: str
    kind: RoleKind
    expires: datetime
    document: str
    letter: Shown | None


@dataclass(frozen=True, slots=True)
class Lent:
    """A delegation that holds or is to hold."""

    delegation: int
    holder: str
    kind: RoleKind
    document: str
    since: date
    until: date | None
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class People:
    """The people of an organisation on a day; who they are only to those who may see it."""

    hidden: bool
    persons: tuple[PersonInRole, ...]
    in_all: int
    asked: tuple[WaitingInvitation, ...]
    lent: tuple[Lent, ...]


def people_of(
    organisation: Organisation, permissions: Permissions, wanted: str, today: date, now: datetime
) -> People:
    """Return who has a role, found by name or role; a bounded number of queries however many they are."""
    rights = {kind: bool(may_appoint(permissions, organisation, kind, today)) for kind in RoleKind}
    roles = list(
        Role.objects.on(today).filter(organisation=organisation).select_related("user", "delegation")
    )
    waiting = tuple(asked(organisation, permissions, rights, now))
    if not may_see_people(
        permissions, organisation
    ):  # whoever may only invite the first of the top management
        return People(hidden=True, persons=(), in_all=len(roles), asked=waiting, lent=())
    persons = tuple(person(role, permissions, rights) for role in roles)
    return People(
        hidden=False,
        persons=tuple(one for one in persons if wanted.casefold() in words_of(one)),
        in_all=len(persons),
        asked=waiting,
        lent=tuple(lent(organisation, permissions, today)),
    )


def words_of(one: PersonInRole) -> str:
    """Return what a person is found by."""
    return " ".join((one.name, one.address, str(one.kind.label))).casefold()


def person(role: Role, permissions: Permissions, rights: dict[RoleKind, bool]) -> PersonInRole:
    """Return one row of the list."""
    kind, document = RoleKind(role.kind), role.delegation.document if role.delegation else ""
    return PersonInRole(
        role=role.pk,
        name=role.user.name,
        address=role.user.email,
        kind=kind,
        since=role.valid_from,
        until=role.valid_to,
        document=document,
        may_end=not document and (role.user_id == permissions.user or rights[kind]),
        may_hand_over=not document and rights[kind],
    )


def asked(
    organisation: Organisation, permissions: Permissions, rights: dict[RoleKind, bool], now: datetime
) -> Iterator[WaitingInvitation]:
    """Return the invitations that wait, to those who may take them back."""
    may_lend = permissions.has_own(organisation, RoleKind.TOP_MANAGEMENT)
    rows = [
        one
        for one in Invitation.objects.waiting(now).filter(organisation=organisation)
        if (may_lend if one.is_delegation else rights[RoleKind(one.kind)])
    ]
    letters = letter_states(INVITATION, [one.pk for one in rows], now) if rows else {}
    for one in rows:
        yield WaitingInvitation(
            one.pk, one.email, RoleKind(one.kind), one.expires, one.document, letters.get(one.pk)
        )


def lent(organisation: Organisation, permissions: Permissions, today: date) -> Iterator[Lent]:
    """Return the delegations that have not ended."""
    given = Delegation.objects.filter(giver=organisation, withdrawn=None).select_related("holder")
    for one in given.order_by("kind", "valid_from", "pk"):
        if one.valid_to is None or one.valid_to > today:
            yield Lent(
                delegation=one.pk,
                holder=str(one.holder),
                kind=RoleKind(one.kind),
                document=one.document,
                since=one.valid_from,
                until=one.valid_to,
                may_withdraw=bool(may_withdraw_delegation(permissions, one)),
            )
