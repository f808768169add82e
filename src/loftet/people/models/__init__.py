"""The models of users, their organisations, and their roles there."""

from loftet.people.models.access_requests import AccessRequest
from loftet.people.models.disqualifications import Disqualification
from loftet.people.models.invitations import Answer, Invitation
from loftet.people.models.organisations import Organisation, OrganisationKind, short_name
from loftet.people.models.passkeys import OutsideIdentity, Passkey, PendingSignIn
from loftet.people.models.roles import Delegation, Role, RoleKind
from loftet.people.models.sign_in import SignInCode, ThrottleEvent, ThrottleKind
from loftet.people.models.users import LANGUAGES, User

__all__ = [
    "LANGUAGES",
    "AccessRequest",
    "Answer",
    "Delegation",
    "Disqualification",
    "Invitation",
    "Organisation",
    "OrganisationKind",
    "OutsideIdentity",
    "Passkey",
    "PendingSignIn",
    "Role",
    "RoleKind",
    "SignInCode",
    "ThrottleEvent",
    "ThrottleKind",
    "User",
    "short_name",
]
