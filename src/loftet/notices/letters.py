"""The text of the weekly letter, in plain text: made when it is sent, of what is unread and waits then."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.mail import Letter, one_line
from loftet.notices.models import Digest, NotificationSettings
from loftet.notices.queries.letters import News, language_for, news_of
from loftet.notices.signed import letter_word
from loftet.people.actor import actor_at
from loftet.people.models import User

WEEKLY_LETTER = "weekly_letter"


def weekly_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter of a week, or none where it is turned off, or all is read or done meanwhile."""
    digest = Digest.objects.select_related("user").filter(pk=row, user__is_active=True).first()
    if digest is None or NotificationSettings.objects.filter(user=digest.user, weekly_letter=False).exists():
        return None
    actor = actor_at(digest.user, now, timezone.localdate(now))
    with translation.override(language_for(digest.user, actor.permissions)):
        news = news_of(digest, actor)
        return letter_of(digest.user, news) if news.waiting or news.groups else None


def letter_of(user: User, news: News) -> Letter:
    """Return what tells a person what waits and what is new, with the switch that turns the letter off.

    The headers are those by which a mail program shows a switch of its own (RFC 8058).
    """
    off = whole(reverse("letter_off", args=[letter_word(user.pk)]))
    headers = {
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    body = "\n".join([*waiting(news), *new(news), *around(off)])
    return Letter(user.email, subject_of(news), body, headers)


def subject_of(news: News) -> str:
    """Return the subject: what waits if something does, or else how much is new."""
    if number := len(news.waiting):
        text = ngettext(
            "Løftet this week: %(number)d thing waits for you",
            "Løftet this week: %(number)d things wait for you",
            number,
        )
        return text % {"number": number}
    number = len(news.told) + news.more
    text = ngettext(
        "Løftet this week: %(number)d new thing", "Løftet this week: %(number)d new things", number
    )
    return text % {"number": number}


def waiting(news: News) -> Iterator[str]:
    """Return the lines about what waits."""
    if not news.waiting:
        return
    yield _("THIS WAITS FOR YOU")
    for one in news.waiting:
        what = one_line(str(one.what))
        yield ""
        yield f"- {what}"
        if one.due:
            yield "  " + _("By %(day)s.") % {"day": date_format(one.due, "j. F Y")}
        yield f"  {one.reason}"
        yield f"  {whole(one.address)}"
    yield ""


def new(news: News) -> Iterator[str]:
    """Return the lines about what is new, by organisation."""
    if news.groups:
        yield _("NEW SINCE LAST TIME")
    for name, lines in news.groups:
        yield ""
        yield name or _("For all")
        for one in lines:
            yield f"- {one_line(one.sentence)} ({date_format(one.when, 'j. F')})"
            yield "  " + _("You are told %(reason)s.") % {"reason": one.reason}
            yield f"  {whole(one.address)}"
    if news.more:
        yield ""
        yield ngettext(
            "And %(number)d more in your inbox.", "And %(number)d more in your inbox.", news.more
        ) % {"number": news.more}
    if news.groups:
        yield ""


def around(off: str) -> Iterator[str]:
    """Return the lines below: the inbox, what one is told of, and the switch."""
    yield _("All notices: %(address)s") % {"address": whole(reverse("inbox"))}
    yield _("Choose what you are told of: %(address)s") % {"address": whole(reverse("notice_settings"))}
    yield _("Turn this letter off, without signing in: %(address)s") % {"address": off}
    yield ""
    yield _("You get this letter at most once a week, because you take part in Løftet.")
    yield ""


def whole(address: str) -> str:
    """Return an address as it stands in a letter."""
    return f"{settings.SITE_ADDRESS}{address}"
