"""The one letter to a firm that was written in: what was told, and the link that publishes or deletes it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.mail import AUTOMATIC, Letter, one_line, whole
from loftet.people.contacts import contact_of
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.sentences import said_line, told_lines
from loftet.solutions.told.signed import told_word

TOLD = "firm_told"


def told_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter; none where the firm has answered, or the link has run out."""
    told = ToldFirm.objects.waiting(now).select_related("written_by").filter(pk=row).first()
    if told is None:
        return None
    with translation.override(told.language):
        words = {
            "address": whole(reverse("firm_reply", args=[told_word(told.pk)])),
            "day": date_format(timezone.localtime(told.expires), "j. F Y"),
        }
        parts = (
            said_line(told),
            "\n\n".join(told_lines(told)),
            _("Nobody else reads it. Publish, mend or delete it without an account: %(address)s") % words,
            _("If you do not answer, it is deleted on %(day)s, with your address.") % words,
        )
        subject = _("Is this right of %(name)s?") % {"name": one_line(told.name)}
        body = "\n\n".join(str(one) for one in parts if one) + "\n"
        contact = contact_of([told.written_by])
        return Letter(told.email, subject[:200], body, AUTOMATIC, contact=contact)
