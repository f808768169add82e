"""Rules of the core."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.models import LetterState, OutboxLetter
from loftet.core.verdicts import ALLOWED, Denied, Verdict

SENT_AGAIN_AFTER = timedelta(minutes=10)


def may_send_again(letter: OutboxLetter, now: datetime) -> Verdict:
    """Check whether a letter may be sent again: while it is of use, and not at once."""
    if letter.state == LetterState.DROPPED or (letter.expires is not None and letter.expires <= now):
        return Denied(_("The letter is no longer needed, so it is not sent again."))
    sent_at = letter.closed if letter.state == LetterState.SENT else None
    if sent_at is not None and sent_at > now - SENT_AGAIN_AFTER:
        return Denied(_("The letter was sent less than 10 minutes ago. Wait a little, and try again."))
    return ALLOWED
