"""What a person's own page shows, and all that is kept about the person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from loftet.log.models import Entry
from loftet.people.acting import Acting, HeldRole
from loftet.people.kept import Rows, tables_of
from loftet.people.models import Delegation, Disqualification, Invitation, Passkey, Role, RoleKind, User


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
    """What a person is here."""

    acting: Acting
    offers: tuple[Offer, ...]
    disqualifications: tuple[Disqualification, ...]
    passkeys: tuple[Passkey, ...]
    issuers: frozenset[str]

    @property
    def own_roles(self) -> tuple[HeldRole, ...]:
        """Give the roles in the person's own organisations."""
        return tuple(one for one in self.acting.roles if not one.by_delegation)

    @property
    def delegated(self) -> tuple[HeldRole, ...]:
        """Give the roles on behalf of others."""
        return tuple(one for one in self.acting.roles if one.by_delegation)


def own_page(user: User, acting: Acting) -> OwnPage:
    """Give what a person is here: roles, what is offered, what is closed."""
    return OwnPage(
        acting=acting,
        offers=tuple(offer(one) for one in acting.once(offered)),
        disqualifications=acting.once(declared),
        passkeys=tuple(user.passkeys.all()),
        issuers=frozenset(user.outside_identities.values_list("issuer", flat=True)),
    )


def offered(acting: Acting) -> tuple[Invitation, ...]:
    """Give the invitations that a person can answer; to be asked with `Acting.once`."""
    address = User.objects.filter(pk=acting.user or 0).values("email")
    waiting = Invitation.objects.waiting(timezone.now()).filter(email__in=address).exclude(email="")
    return tuple(waiting.select_related("organisation", "invited_by"))


def declared(acting: Acting) -> tuple[Disqualification, ...]:
    """Give where a person has declared to be disqualified; to be asked with `Acting.once`."""
    return tuple(Disqualification.objects.standing().filter(user=acting.user))


def offer(one: Invitation) -> Offer:
    """Give an invitation as its receiver meets it."""
    return Offer(
        invitation=one.pk,
        organisation=one.organisation.name,
        kind=RoleKind(one.kind),
        invited_by=str(one.invited_by),
        expires=one.expires,
        document=one.document,
        valid_to=one.valid_to,
    )


@dataclass(frozen=True, slots=True)
class OwnData:
    """All that is kept about a person, table by table, as it is handed out."""

    person: Mapping[str, Any]
    roles: Sequence[Mapping[str, Any]]
    delegations: Sequence[Mapping[str, Any]]
    invitations: Sequence[Mapping[str, Any]]
    disqualifications: Sequence[Mapping[str, Any]]
    passkeys: Sequence[Mapping[str, Any]]
    services: Sequence[Mapping[str, Any]]
    log: Sequence[Mapping[str, Any]]
    later: Mapping[str, Rows]

    def tables(self) -> dict[str, Any]:
        """Give it as a file holds it."""
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "later"}
        return {**own, **self.later}


def own_data(user: User) -> OwnData:
    """Gather all that is kept about a person."""
    person = ("email", "name", "language", "created", "last_login")
    dated = ("kind", "valid_from", "valid_to")
    return OwnData(
        person={name: getattr(user, name) for name in person},
        roles=list(Role.objects.filter(user=user).values("organisation__name", *dated)),
        delegations=list(
            Delegation.objects.filter(holder=user).values("giver__name", "document", "withdrawn", *dated)
        ),
        invitations=list(
            Invitation.objects.to(user.email).values("organisation__name", "kind", "invited", "expires")
        ),
        disqualifications=list(
            user.disqualifications.values("subject_label", "reason", "declared", "lifted")
        ),
        passkeys=list(user.passkeys.values("name", "added", "used")),
        services=list(user.outside_identities.values("issuer", "subject", "added", "used")),
        log=list(
            Entry.objects.filter(actor_id=user.pk).values("when", "action", "acting_for", "subject_label")
        ),
        later=tables_of(user),
    )
