"""Who uses the house, where they belong, and what they may do there."""

from loftet.people.models.disqualifications import Disqualification
from loftet.people.models.invitations import Answer, Invitation
from loftet.people.models.organisations import Organisation, OrganisationKind
from loftet.people.models.passkeys import Begun, OutsideIdentity, Passkey
from loftet.people.models.roles import Delegation, Role, RoleKind
from loftet.people.models.sign_in import Knock, KnockKind, SignInCode
from loftet.people.models.users import LANGUAGES, User

__all__ = [
    "LANGUAGES",
    "Answer",
    "Begun",
    "Delegation",
    "Disqualification",
    "Invitation",
    "Knock",
    "KnockKind",
    "Organisation",
    "OrganisationKind",
    "OutsideIdentity",
    "Passkey",
    "Role",
    "RoleKind",
    "SignInCode",
    "User",
]
