"""What people take part in that `core` runs: letters, and the removal of what has been kept long enough."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.jobs import every, register_job
from loftet.core.outbox import register_letter
from loftet.people.actions.retention import forget
from loftet.people.letters import (
    INVITATION,
    PASSKEY_ADDED,
    SIGN_IN_CODE,
    code_letter,
    invitation_letter,
    passkey_letter,
)


def register() -> None:
    """Register letters and jobs."""
    register_letter(SIGN_IN_CODE, code_letter, words=_("code to sign in with"))
    register_letter(PASSKEY_ADDED, passkey_letter, words=_("notice of a new passkey"))
    register_letter(INVITATION, invitation_letter, words=_("invitation"))
    register_job(
        "forget", every(timedelta(hours=1)), forget, words=_("Remove what has been kept long enough")
    )
