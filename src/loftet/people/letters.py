"""The e-mails: each is made when it is sent, from the row that it is about."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from loftet.core.mail import Letter
from loftet.people.hashes import code_of
from loftet.people.models import Invitation, SignInCode, User

SIGN_IN_CODE, PASSKEY_ADDED, INVITATION = "sign_in_code", "passkey_added", "invitation"


def code_letter(row: int, language: str, _now: datetime) -> Letter | None:
    """Return the letter with a code to sign in with: no link, which a mail scanner would follow.

    There is none where nobody has the address that was asked for.
    """
    asked = SignInCode.objects.select_related("user", "invitation").filter(pk=row).first()
    if asked is None or (to := address_of(asked)) is None:
        return None
    with translation.override((asked.user and asked.user.language) or language):
        body = _(
            "Your code is %(code)s\n\n"
            "Write it in the window where you asked for it. It holds for 10 minutes, and once.\n\n"
            "Did you not ask for a code? Then you need do nothing. "
            "Never give the code to anybody, not even to somebody who says that they call from Løftet.\n"
        )
        return Letter(to, _("Your code for Løftet"), body % {"code": code_of(asked.browser)})


def address_of(asked: SignInCode) -> str | None:
    """Return where a code is sent, if anybody has the address that was asked for."""
    if asked.user is not None:
        return asked.user.email if asked.user.is_active else None
    if asked.invitation is not None:
        return asked.invitation.email or None
    return None


def passkey_letter(row: int, language: str, _now: datetime) -> Letter | None:
    """Return the letter that a passkey was added, in case it was not by the person."""
    user = User.objects.filter(pk=row, is_active=True).first()
    if user is None:
        return None
    with translation.override(user.language or language):
        body = _(
            "A passkey has been added: from now on it can be used to sign in as you.\n\n"
            "Was it not you? Sign in with a code, remove the passkey on your page, "
            "and sign out on all machines.\n"
        )
        return Letter(user.email, _("New passkey for Løftet"), body)


def invitation_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter about an invitation that waits, and where to answer it.

    The address alone changes nothing.
    """
    rows = Invitation.objects.waiting(now).select_related("organisation", "invited_by")
    invitation = rows.exclude(email="").filter(pk=row).first()
    if invitation is None:
        return None
    with translation.override(invitation.language):
        words = {
            "inviter": invitation.invited_by.name or invitation.invited_by.email,
            "organisation": invitation.organisation.name,
            "role": invitation.get_kind_display(),
            "address": f"{settings.SITE_ADDRESS}{reverse('sign_in')}",
            "email": invitation.email,
            "day": f"{localtime(invitation.expires):%d.%m.%Y}",
        }
        if invitation.is_delegation:
            first = _("%(inviter)s invites you to act on behalf of %(organisation)s in Løftet, as %(role)s.")
        else:
            first = _("%(inviter)s invites you to take part for %(organisation)s in Løftet, as %(role)s.")
        rest = _(
            "Go to %(address)s and sign in with %(email)s. There you say yes or no.\n\n"
            "The invitation holds until %(day)s. "
            "If you do not know what this is about, you need do nothing.\n"
        )
        subject = _("Invitation from %(organisation)s to Løftet") % words
        return Letter(invitation.email, subject, f"{first}\n\n{rest}" % words)
