"""The letter by which somebody confirms, without signing in, what a coordinator has written in."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.mail import AUTOMATIC, Letter, one_line, whole
from loftet.notices.models import Noted
from loftet.notices.noted.kinds import kind_of
from loftet.notices.noted.sentences import reply_line, said_line
from loftet.notices.signed import noted_word
from loftet.people.contacts import contact_of
from loftet.people.models import User

NOTED = "noted"


def reply_text(noted: Noted) -> str:
    """Return what was written in and what was replied, for the letter to who wrote it."""
    return f"{kind_of(noted).words(noted)} {reply_line(noted)}"


def noted_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter; none where it is answered, has run out, or the person has left."""
    rows = Noted.objects.with_people().select_related("organisation__place")
    noted = rows.unanswered(now).filter(pk=row, asked__is_active=True).first()
    if noted is None:
        return None
    with translation.override(noted.asked.language or noted.organisation.official_form):
        sentence = one_line(str(kind_of(noted).words(noted)))
        words = {
            "address": whole(reverse("noted_reply", args=[noted_word(noted.pk)])),
            "day": date_format(timezone.localtime(noted.expires), "j. F Y"),
        }
        parts = (
            said_line(noted, noted.organisation.name),
            sentence,
            kind_of(noted).text(noted),
            _("It binds nobody until you have said yes. Reply here, without signing in: %(address)s") % words,
            _("The link holds until %(day)s, and once.") % words,
        )
        subject = _("Is this right? %(what)s") % {"what": sentence}
        return asking(noted.asked.email, subject, parts, noted.written_by)


def asking(receiver: str, subject: str, parts: Iterable[object], writer: User) -> Letter:
    """Return the letter in paragraphs by which somebody is asked about what a coordinator has written in."""
    body = "\n\n".join(str(one) for one in parts if one) + "\n"
    return Letter(receiver, subject[:200], body, AUTOMATIC, contact=contact_of([writer]))
