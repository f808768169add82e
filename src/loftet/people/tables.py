"""The tables with personal data here: who it is, roles, invitations, ways of signing in, and the log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.models import OutboxLetter
from loftet.log.models import Entry
from loftet.log.words import label_of, words_of
from loftet.people.models import (
    AccessRequest,
    Delegation,
    Disqualification,
    Invitation,
    OutsideIdentity,
    Passkey,
    PendingSignIn,
    Role,
    SignInCode,
    User,
)
from loftet.people.personal_data import DataDescription, DataTable, Group, pointing
from loftet.people.rules import ACCESS_REQUEST_KEPT

PERSON = "person"  # whom an entry of the log is about
DECIDED = _("for good, as part of who decided what; of an erased person only the number is left")
RIGHT = _("so that it can be seen later who could decide what, and on what that rested")
INVITED = _(
    "the address until the invitation is answered or withdrawn, or has expired; that somebody was invited to"
    " a role stays"
)
LOGGED = _("for good: the database refuses to change or remove it")
ANSWERABLE = _("so that what is done on behalf of an organisation can be looked into later")
ALONE = _("so that you can sign in, and nobody else as you")
DATED = ("kind", "valid_from", "valid_to")
LENT = ("giver__name", "document", "withdrawn", *DATED)
ASKED = ("organisation__name", "kind", "invited", "expires")


def erase_letters(user: User, _now: datetime) -> None:
    """Remove the letters to a person, those that wait with them."""
    OutboxLetter.objects.filter(receiver=user).delete()


def erase_access_requests(user: User, _now: datetime) -> None:
    """Remove the requests for access from a person's address."""
    AccessRequest.objects.filter(email=user.email).delete()


def forget_access_requests(now: datetime) -> int:
    """Remove requests for access that have been kept long enough."""
    return AccessRequest.objects.filter(asked__lte=now - ACCESS_REQUEST_KEPT).delete()[0]


def log_about(user: User) -> QuerySet[Entry]:
    """Return what others did with a person: the row itself, or what names it by its number."""
    row = Q(subject_type=ContentType.objects.get_for_model(User), subject_id=user.pk)
    return Entry.objects.filter(row | Q(details__person=user.pk)).exclude(actor_id=user.pk)


def log_line(one: Entry, user: User) -> Mapping[str, Any]:
    """Return an entry of the log with what was done in words; which others took part is not said."""
    return {
        "when": one.when,
        "action": one.action,
        "what": words_of(one.action),
        "subject_label": label_of(one.action, one.subject_label),
        "acting_for": one.acting_for,
        "details": {name: told for name, told in one.details.items() if name != PERSON or told == user.pk},
    }


# Whom else a row names (who was invited, who holds a delegation) is about them, and not handed out here.
TABLES: Mapping[str, DataTable] = {
    PERSON: DataTable(
        DataDescription(
            Group.WHO,
            _(
                "Your e-mail address, your name, telephone number and language if you give them, and when you"
                " last signed in"
            ),
            _("so that those whom you work with know who you are and can ring you, and letters reach you"),
            _(
                "until the person is erased: then only the number of the row stays, because the log and old"
                " roles point to it"
            ),
        ),
        lambda user: User.objects.filter(pk=user.pk),
        shown=("email", "name", "telephone", "language", "created", "last_login"),
        newest="created",
    ),
    "roles": DataTable(
        DataDescription(Group.ROLES, _("Your roles, from when to when"), RIGHT, DECIDED),
        pointing(Role, "user"),
        shown=("organisation__name", *DATED),
        newest="valid_from",
    ),
    "delegations": DataTable(
        DataDescription(
            Group.ROLES, _("Delegations that you have been given, with their document"), RIGHT, DECIDED
        ),
        pointing(Delegation, "holder"),
        shown=LENT,
        newest="valid_from",
    ),
    "delegations_decided": DataTable(
        DataDescription(Group.ROLES, _("Delegations that you decided for others"), RIGHT, DECIDED),
        pointing(Delegation, "decided_by"),
        shown=LENT,
        newest="valid_from",
    ),
    "invitations": DataTable(
        DataDescription(
            Group.INVITATIONS,
            _("Invitations to your address"),
            _("so that one who is invited to a role can answer"),
            INVITED,
        ),
        lambda user: Invitation.objects.to(user.email),
        shown=ASKED,
        newest="invited",
    ),
    "invitations_made": DataTable(
        DataDescription(Group.INVITATIONS, _("Invitations that you made"), RIGHT, INVITED),
        pointing(Invitation, "invited_by"),
        shown=(*ASKED, "document", "answer", "answered"),
        newest="invited",
    ),
    "access_requests": DataTable(
        DataDescription(
            Group.INVITATIONS,
            _("Requests for access that you sent: your name, your address and what you wrote"),
            _("so that those who lead the work in the region can answer you"),
            _("30 days"),
        ),
        lambda user: AccessRequest.objects.filter(email=user.email),
        shown=("place__name", "name", "email", "text", "asked"),
        newest="asked",
        erase=erase_access_requests,
        forget=forget_access_requests,
    ),
    "disqualifications": DataTable(
        DataDescription(
            Group.ROLES,
            _("What you have declared to be disqualified («inhabil») on, with the reason if you gave one"),
            _("so that you are kept out of the matter, and it can be seen later that you were"),
            _("for good, because decisions rest on it; the reason until the person is erased"),
        ),
        pointing(Disqualification, "user"),
        shown=("subject_label", "reason", "declared", "lifted"),
        newest="declared",
    ),
    "passkeys": DataTable(
        DataDescription(
            Group.SIGN_INS,
            _("Your passkeys: the public half"),
            ALONE,
            _("until the person removes it, or is erased"),
        ),
        pointing(Passkey, "user"),
        shown=("name", "added", "used"),
        newest="added",
    ),
    "services": DataTable(
        DataDescription(
            Group.SIGN_INS,
            _("By which word a service for signing in knows you; never a national identity number"),
            ALONE,
            _("until the person unties it, or is erased"),
        ),
        pointing(OutsideIdentity, "user"),
        shown=("issuer", "subject", "added", "used"),
        newest="added",
    ),
    "codes_sent": DataTable(
        DataDescription(
            Group.SIGN_INS,
            _("That codes were asked for with your address; the codes are kept nowhere"),
            ALONE,
            _("until the code is used, or at the latest an hour after it has expired"),
        ),
        pointing(SignInCode, "user"),
        shown=("expires", "tries"),
    ),
    "letters": DataTable(
        DataDescription(
            Group.TOLD,
            _("Letters to you from the last 30 days: of which kind, and when; not what they say"),
            _("so that a letter that could not be sent is tried again, and is sent once"),
            _("30 days after it was sent or given up, or until the person is erased"),
        ),
        pointing(OutboxLetter, "receiver"),
        shown=("kind", "queued", "state", "closed"),
        newest="queued",
        erase=erase_letters,
    ),
    "sign_ins_begun": DataTable(
        DataDescription(
            Group.SIGN_INS,
            _("Sign-ins by a passkey or a service that have begun and are not over"),
            ALONE,
            _("until it is answered, or for 10 minutes"),
        ),
        pointing(PendingSignIn, "user"),
        shown=("kind", "expires"),
    ),
    "log": DataTable(
        DataDescription(
            Group.DONE, _("The log of what you did on behalf of organisations"), ANSWERABLE, LOGGED
        ),
        pointing(Entry, "actor"),
        serialize=log_line,
        newest="when",
    ),
    "log_about": DataTable(
        DataDescription(Group.ROLES, _("The log of what others did that concerns you"), ANSWERABLE, LOGGED),
        log_about,
        serialize=log_line,
        newest="when",
    ),
}
