"""What a person's own page shows, and all that is kept about the person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from loftet.log.models import Entry
from loftet.log.words import label_of, words_of
from loftet.people.acting import Acting, HeldRole
from loftet.people.kept import Rows, tables_of
from loftet.people.models import (
    Begun,
    Delegation,
    Disqualification,
    Invitation,
    Organisation,
    Passkey,
    Role,
    RoleKind,
    SignInCode,
    User,
)

PERSON = "person"  # whom an entry of the log is about


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
    """All that is kept about a person, table by table, as it is handed out.

    `log` is what the person did, `log_about` what others did that the log ties to the person. Who else was
    meant (whoever was invited, whoever holds a delegation) is about them, and is not handed out here.
    """

    person: Mapping[str, Any]
    roles: Rows
    delegations: Rows
    delegations_decided: Rows
    invitations: Rows
    invitations_made: Rows
    disqualifications: Rows
    passkeys: Rows
    services: Rows
    codes_sent: Rows
    sign_ins_begun: Rows
    log: Rows
    log_about: Rows
    later: Mapping[str, Rows]

    def tables(self) -> dict[str, Any]:
        """Give it as a file holds it."""
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "later"}
        return {**own, **self.later}


def led_by_nobody_else(user: User) -> tuple[Organisation, ...]:
    """Give the organisations in which somebody is the only one of the top management today. One query."""
    leads = Role.objects.on(timezone.localdate()).filter(kind=RoleKind.TOP_MANAGEMENT, delegation=None)
    others = leads.exclude(user=user)
    own = leads.filter(user=user).exclude(organisation__in=others.values("organisation"))
    return tuple(Organisation.objects.filter(pk__in=own.values("organisation")))


def own_data(user: User) -> OwnData:
    """Gather all that is kept about a person."""
    person = ("email", "name", "language", "created", "last_login")
    dated = ("kind", "valid_from", "valid_to")
    lent = ("giver__name", "document", "withdrawn", *dated)
    asked = ("organisation__name", "kind", "invited", "expires")
    return OwnData(
        person={name: getattr(user, name) for name in person},
        roles=list(Role.objects.filter(user=user).values("organisation__name", *dated)),
        delegations=list(Delegation.objects.filter(holder=user).values(*lent)),
        delegations_decided=list(Delegation.objects.filter(decided_by=user).values(*lent)),
        invitations=list(Invitation.objects.to(user.email).values(*asked)),
        invitations_made=list(user.invitations_made.values(*asked, "document", "answer", "answered")),
        disqualifications=list(
            user.disqualifications.values("subject_label", "reason", "declared", "lifted")
        ),
        passkeys=list(user.passkeys.values("name", "added", "used")),
        services=list(user.outside_identities.values("issuer", "subject", "added", "used")),
        codes_sent=list(SignInCode.objects.filter(user=user).values("expires", "tries")),
        sign_ins_begun=list(Begun.objects.filter(user=user).values("kind", "expires")),
        log=log_lines(Entry.objects.filter(actor_id=user.pk), user),
        log_about=log_lines(log_about(user), user),
        later=tables_of(user),
    )


def log_about(user: User) -> Iterable[Entry]:
    """Give what others did with a person: the row itself, or what names it by its number."""
    row = Q(subject_type=ContentType.objects.get_for_model(User), subject_id=user.pk)
    return Entry.objects.filter(row | Q(details__person=user.pk)).exclude(actor_id=user.pk)


def log_lines(entries: Iterable[Entry], user: User) -> Rows:
    """Give entries of the log with what was done in words; which others took part is not said."""
    return [
        {
            "when": one.when,
            "action": one.action,
            "what": words_of(one.action),
            "subject_label": label_of(one.action, one.subject_label),
            "acting_for": one.acting_for,
            "details": {
                name: told for name, told in one.details.items() if name != PERSON or told == user.pk
            },
        }
        for one in entries
    ]
