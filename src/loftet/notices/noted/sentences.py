"""Sentences about what is written in for others: who said it, who wrote it, and what was replied."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.notices.models import How, Noted, Reply


def said_line(said: Any, organisation: str) -> str:
    """Return who said it for an organisation, how and when, and who wrote it in; or who asks."""
    words = {
        "writer": said.written_by,
        "who": said.said_by,
        "organisation": organisation,
        "how": How(said.how).label if said.how else "",
        "day": date_format(said.said_on, "j. F Y") if said.said_on else "",
    }
    if not said.said_by:
        return _("Asked for by %(writer)s.") % words
    return _("Said by %(who)s for %(organisation)s, %(how)s, %(day)s. Written in by %(writer)s.") % words


def reply_line(noted: Noted) -> str:
    """Return what was replied and when, or that nothing is confirmed: not yet, or no longer asked for."""
    if noted.replied is None and noted.expires <= timezone.now():
        return _("Not confirmed. The letter no longer holds.")
    if noted.replied is None:
        return _("Not confirmed yet. %(who)s is asked.") % {"who": noted.asked}
    words = {
        "who": noted.asked,
        "day": date_format(timezone.localtime(noted.replied), "j. F Y"),
    }
    if noted.reply == Reply.YES:
        return _("Confirmed by %(who)s, %(day)s.") % words
    if noted.reply == Reply.LATER:
        return _("«Not this year», %(who)s, %(day)s.") % words
    return _("«No», %(who)s, %(day)s.") % words
