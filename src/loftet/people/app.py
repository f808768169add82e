"""The registration of people: words of the log, personal data, letters, what is removed."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, LetterKind, every
from loftet.core.registry import App, register
from loftet.people.actions.retention import forget
from loftet.people.example import example
from loftet.people.letters import (
    INVITATION,
    PASSKEY_ADDED,
    ROLE,
    SIGN_IN_CODE,
    code_letter,
    invitation_letter,
    passkey_letter,
    role_letter,
)
from loftet.people.models import RoleKind
from loftet.people.tables import TABLES

ROLES = {kind.value: kind.label for kind in RoleKind}

APP = register(
    App(
        label="people",
        log_words={
            "organisation.added": _("added the organisation"),
            "person.came": _("signed in for the first time"),
            "person.erased": _("was erased at their own request"),
            "person.signed_out_everywhere": _("signed out everywhere"),
            "passkey.added": _("added a passkey"),
            "passkey.removed": _("removed a passkey"),
            "outside.tied": _("tied a service for signing in to themselves"),
            "outside.untied": _("untied a service for signing in"),
            "role.began": _("gave a role"),
            "role.ended": _("ended a role"),
            "role.left": _("said when they leave a role"),
            "role.restored": _("gave a role back that had been ended"),
            "invitation.made": _("invited somebody"),
            "invitation.delegation": _("offered a delegation"),
            "invitation.sent_again": _("sent an invitation again"),
            "invitation.withdrawn": _("took an invitation back"),
            "invitation.declined": _("said no to an invitation"),
            "invitation.accepted": _("said yes to an invitation"),
            "delegation.withdrawn": _("withdrew a delegation"),
            "delegation.restored": _("let a withdrawn delegation hold again"),
            "disqualification.declared": _("declared to be disqualified («inhabil»)"),
            "disqualification.carried": _("moved a matter, on which a disqualification («inhabil») follows"),
            "disqualification.lifted": _("declared to be no longer disqualified («inhabil»)"),
        },
        log_names=dict.fromkeys(("role.", "invitation.", "delegation."), ROLES.get),
        personal_data=TABLES,
        example=example,
        letters={
            SIGN_IN_CODE: LetterKind(_("code to sign in with"), code_letter),
            PASSKEY_ADDED: LetterKind(_("notice of a new passkey"), passkey_letter),
            INVITATION: LetterKind(_("invitation"), invitation_letter),
            ROLE: LetterKind(_("letter about a new role"), role_letter),
        },
        jobs={"forget": Job(_("Remove what has been kept long enough"), every(timedelta(hours=1)), forget)},
    )
)
