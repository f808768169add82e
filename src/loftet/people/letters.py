"""What the e-mails say."""

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.people.mail import post
from loftet.people.models import Invitation, User


def code_letter(to: str, language: str, code: str) -> None:
    """Send a code to sign in with: no link, which a mail scanner would follow."""
    with translation.override(language):
        body = _(
            "Your code is %(code)s\n\n"
            "Write it in the window where you asked for it. It holds for 10 minutes, and once.\n\n"
            "Did you not ask for a code? Then you need do nothing. "
            "Never give the code to anybody, not even to somebody who says that they call from Løftet.\n"
        )
        post(to, _("Your code for Løftet"), body % {"code": code})


def passkey_letter(user: User) -> None:
    """Tell somebody that a passkey was added, in case it was not by them."""
    with translation.override(user.language or translation.get_language() or "nb"):
        body = _(
            "A passkey has been added: from now on it can be used to sign in as you.\n\n"
            "Was it not you? Sign in with a code, remove the passkey on your page, "
            "and sign out on all machines.\n"
        )
        post(user.email, _("New passkey for Løftet"), body)


def invitation_letter(invitation: Invitation, inviter: User, address: str) -> None:
    """Tell somebody of an invitation, and where to answer it; the address alone changes nothing."""
    with translation.override(invitation.language):
        words = {
            "inviter": inviter.name or inviter.email,
            "organisation": invitation.organisation.name,
            "role": invitation.get_kind_display(),
            "address": address,
            "email": invitation.email,
            "day": f"{invitation.expires:%d.%m.%Y}",
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
        post(invitation.email, subject, f"{first}\n\n{rest}" % words)
