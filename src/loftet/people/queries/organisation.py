"""Queries of who takes part in an organisation, and who is asked to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from loftet.background.outbox import Shown, letter_states
from loftet.people.letters import INVITATION
from loftet.people.models import (
    Delegation,
    Invitation,
    Organisation,
    OrganisationKind,
    Role,
    RoleKind,
    User,
)
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, Actor, Permissions
from loftet.people.queries.holders import own_people
from loftet.people.rules import COORDINATES, UNDONE_WITHIN, may_appoint, may_withdraw_delegation
from loftet.places.queries import around, region_mates

Rights = Mapping[RoleKind, bool]


@dataclass(frozen=True, slots=True)
class PersonInRole:
    """One person in one role, and what the reader may do with it."""

    role: int
    name: str
    address: str
    telephone: str
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
    invited: datetime
    expires: datetime
    document: str
    letter: Shown | None
    replaces: int | None


@dataclass(frozen=True, slots=True)
class GivenDelegation:
    """A delegation that holds or is to hold."""

    delegation: int
    holder: str
    kind: RoleKind
    document: str
    since: date
    until: date | None
    may_withdraw: bool


def roles_held(organisation: Organisation, on: date) -> QuerySet[Role]:
    """Return the roles held in an organisation on a day."""
    rows = Role.objects.on(on).filter(organisation=organisation).select_related("user", "delegation")
    return rows.order_by("kind", "valid_from", "pk")


def rights_in(organisation: Organisation, actor: Actor) -> Rights:
    """Return which roles the actor appoints to."""
    return {kind: bool(may_appoint(actor.permissions, organisation, kind, actor.today)) for kind in RoleKind}


def people_in_roles(roles: Iterable[Role], actor: Actor, rights: Rights) -> list[PersonInRole]:
    """Return roles as the list shows them."""
    return [_person(role, actor, rights) for role in roles]


def _person(role: Role, actor: Actor, rights: Rights) -> PersonInRole:
    kind, document = RoleKind(role.kind), role.delegation.document if role.delegation else ""
    return PersonInRole(
        role=role.pk,
        name=role.user.name,
        address=role.user.email,
        telephone=role.user.telephone,
        kind=kind,
        since=role.valid_from,
        until=role.valid_to,
        document=document,
        may_end=not document and (role.user_id == actor.permissions.user or rights[kind]),
        may_hand_over=not document and rights[kind],
    )


def waiting_invitations(organisation: Organisation, actor: Actor, rights: Rights) -> list[WaitingInvitation]:
    """Return the invitations that wait, to those who may take them back; two queries."""
    mine = Q(document="", kind__in=[kind for kind, may in rights.items() if may])
    if actor.permissions.has_own(organisation, RoleKind.TOP_MANAGEMENT):
        mine |= ~Q(document="")
    rows = list(Invitation.objects.waiting(actor.now).filter(mine, organisation=organisation))
    letters = letter_states(INVITATION, [one.pk for one in rows], actor.now) if rows else {}
    return [
        WaitingInvitation(
            one.pk,
            one.email,
            RoleKind(one.kind),
            one.invited,
            one.expires,
            one.document,
            letters.get(one.pk),
            one.replaces_id,
        )
        for one in rows
    ]


def ended_roles(organisation: Organisation, actor: Actor, rights: Rights) -> list[Role]:
    """Return the roles that were ended lately, to those who may give them back."""
    kinds = [kind for kind, may in rights.items() if may]
    if not kinds:
        return []
    rows = Role.objects.filter(organisation=organisation, kind__in=kinds, user__is_active=True)
    return list(rows.filter(ended__gt=actor.now - UNDONE_WITHIN).select_related("user").order_by("-ended"))


def withdrawn_delegations(organisation: Organisation, actor: Actor) -> list[Delegation]:
    """Return the delegations that were withdrawn lately, to those who may let them hold again."""
    if not actor.permissions.has_own(organisation, RoleKind.TOP_MANAGEMENT):
        return []
    rows = Delegation.objects.filter(giver=organisation, withdrawn__gt=actor.now - UNDONE_WITHIN)
    return list(rows.filter(holder__is_active=True).select_related("holder").order_by("-withdrawn"))


def given_delegations(organisation: Organisation, actor: Actor) -> Iterator[GivenDelegation]:
    """Return the delegations that have not ended."""
    lasting = Q(valid_to=None) | Q(valid_to__gt=actor.today)
    rows = Delegation.objects.filter(lasting, giver=organisation, withdrawn=None)
    for one in rows.select_related("holder", "giver").order_by("kind", "valid_from", "pk"):
        yield GivenDelegation(
            delegation=one.pk,
            holder=str(one.holder),
            kind=RoleKind(one.kind),
            document=one.document,
            since=one.valid_from,
            until=one.valid_to,
            may_withdraw=bool(may_withdraw_delegation(actor, one)),
        )


def people_of(organisations: Iterable[int], on: date, kinds: Collection[str] | None = None) -> list[User]:
    """Return who has a role in one of some organisations, once each: of some kinds, where they are named."""
    held = Role.objects.on(on).filter(organisation__in=organisations)
    if kinds is not None:
        held = held.filter(kind__in=kinds)
    return list(dict.fromkeys(one.user for one in held.select_related("user")))


def facilitators_for(place: int, on: date) -> list[User]:
    """Return who facilitates where a municipality lies; where nobody does, those of the partners."""
    held = Role.objects.on(on).filter(kind=RoleKind.FACILITATOR, delegation=None, user__is_active=True)
    near = held.filter(organisation__kind__in=COORDINATES, organisation__place__in=around(place, on))
    found = near if near.exists() else held.filter(organisation__kind=OrganisationKind.PARTNER)
    return list(User.objects.filter(pk__in=found.values("user")).order_by("pk"))


def facilitators_near(permissions: Permissions, on: date) -> list[User]:
    """Return who facilitates where a person's own municipality lies, but for the person; two queries."""
    roles = (one for one in permissions.own_first if one.organisation_kind == OrganisationKind.MUNICIPALITY)
    place = next((one.place for one in roles if one.place), None)
    return [one for one in facilitators_for(place, on) if one.pk != permissions.user] if place else []


def possible_successors(role: Role, on: date) -> QuerySet[User]:
    """Return those who take part in the organisation by a role of their own, and could take over."""
    return own_people(role.organisation, on).exclude(pk=role.user_id)


def neighbours_of(place: int, day: date) -> QuerySet[Organisation]:
    """Return the organisations that speak for a place and for those that share a region with it."""
    mates = region_mates({place}, day)
    return Organisation.objects.filter(kind__in=SPEAKS_FOR_ITS_PLACE, place__in=mates)
