"""Queries of a person's own page, and of all that is kept about the person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from loftet.core.reading import read_together
from loftet.people.models import (
    Disqualification,
    Invitation,
    Organisation,
    Passkey,
    Role,
    RoleKind,
    User,
)
from loftet.people.permissions import ActiveRole, Permissions
from loftet.people.personal_data import Counted, Group, counted, tables, tables_of
from loftet.people.rules import UNDONE_WITHIN
from loftet.people.tables import PERSON


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation that waits for the person's answer."""

    invitation: int
    organisation: str
    kind: RoleKind
    invited_by: str
    expires: datetime
    document: str
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A person's own page."""

    permissions: Permissions
    offers: tuple[Offer, ...]
    ended: tuple[Role, ...]
    disqualifications: tuple[Disqualification, ...]

    @property
    def own_roles(self) -> tuple[ActiveRole, ...]:
        """Return the roles in the person's own organisations."""
        return tuple(one for one in self.permissions.roles if not one.by_delegation)

    @property
    def delegated(self) -> tuple[ActiveRole, ...]:
        """Return the roles on behalf of others."""
        return tuple(one for one in self.permissions.roles if one.by_delegation)


def own_page(permissions: Permissions) -> OwnPage:
    """Return what a person is here: roles, what is offered, what is closed; one query."""
    offers, closed, ended = read_together(
        _offered(permissions), _declared(permissions), _given_up(permissions.user)
    )
    permissions.know(offered, tuple(offers))
    permissions.know(declared, tuple(closed))
    return OwnPage(
        permissions=permissions,
        offers=tuple(offer(one) for one in offers),
        ended=tuple(ended),
        disqualifications=tuple(closed),
    )


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The ways in which a person signs in."""

    passkeys: tuple[Passkey, ...]
    issuers: frozenset[str]


def own_account(user: User) -> OwnAccount:
    """Return how a person signs in: by which keys and services."""
    issuers = user.outside_identities.values_list("issuer", flat=True)
    return OwnAccount(tuple(user.passkeys.all()), frozenset(issuers))


def offered(permissions: Permissions) -> tuple[Invitation, ...]:
    """Return the invitations that a person can answer; to be asked with `Permissions.once`."""
    return tuple(_offered(permissions))


def _offered(permissions: Permissions) -> QuerySet[Invitation]:
    address = User.objects.filter(pk=permissions.user or 0).values("email")
    waiting = Invitation.objects.waiting(timezone.now()).filter(email__in=address).exclude(email="")
    return waiting.select_related("organisation", "invited_by")


def declared(permissions: Permissions) -> tuple[Disqualification, ...]:
    """Return where a person has declared to be disqualified; to be asked with `Permissions.once`."""
    return tuple(_declared(permissions))


def _declared(permissions: Permissions) -> QuerySet[Disqualification]:
    return Disqualification.objects.standing().filter(user=permissions.user)


def _given_up(user: int | None) -> QuerySet[Role]:
    """Return the roles that a person has given up or given back lately, and may take up again."""
    since = timezone.now() - UNDONE_WITHIN
    given_up = Q(ended__gt=since, given_up=True)
    given_back = Q(delegation__withdrawn__gt=since, delegation__given_back=True)
    rows = Role.objects.filter(given_up | given_back, user=user).select_related("organisation")
    return rows.order_by("organisation__name", "organisation__slug", "pk")


def offer(one: Invitation) -> Offer:
    """Return an invitation as its receiver meets it."""
    return Offer(
        invitation=one.pk,
        organisation=one.organisation.name,
        kind=RoleKind(one.kind),
        invited_by=str(one.invited_by),
        expires=one.expires,
        document=one.document,
        valid_to=one.valid_to,
    )


def led_by_nobody_else(user: User) -> tuple[Organisation, ...]:
    """Return the organisations in which somebody is the only one of the top management today. One query."""
    leads = Role.objects.on(timezone.localdate()).filter(kind=RoleKind.TOP_MANAGEMENT, delegation=None)
    others = leads.exclude(user=user)
    own = leads.filter(user=user).exclude(organisation__in=others.values("organisation"))
    return tuple(Organisation.objects.filter(pk__in=own.values("organisation")))


def own_data(user: User) -> dict[str, Any]:
    """Collect all that is kept about a person, table by table, as it is handed out."""
    found: dict[str, Any] = tables_of(user)
    return found | {PERSON: found[PERSON][0]}


@dataclass(frozen=True, slots=True)
class Heading:
    """The data about a person under one heading."""

    group: Group
    there: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The data about a person, in words: what under each heading, and of what there is nothing."""

    headings: tuple[Heading, ...]
    nothing: tuple[Counted, ...]

    @property
    def number(self) -> int:
        """Return how many rows there are in all."""
        return sum(one.number for heading in self.headings for one in heading.there)


def own_record(user: User) -> Record:
    """Return what is kept about a person; one query a table, however many its rows are."""
    every = counted(user)
    there = [one for one in every if one.number]
    return Record(
        tuple(
            Heading(group, tuple(one for one in there if one.description.group == group))
            for group in Group
            if group == Group.SIGN_INS or any(one.description.group == group for one in there)
        ),
        tuple(one for one in every if not one.number),
    )


def in_words() -> dict[str, dict[str, str]]:
    """Return what each table in the file holds, why it is kept and how long."""
    return {
        name: {"what": str(about.what), "why": str(about.why), "how_long": str(about.how_long)}
        for name, about in ((name, table.description) for name, table in tables().items())
    }
