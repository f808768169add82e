"""The letters: the weekly one, of what is unread and waits when it is sent; and a notice as a letter."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.mail import AUTOMATIC, Contact, Letter, one_line, whole
from loftet.core.registry import notice_words
from loftet.notices.models import Digest, Notice, NotificationSettings
from loftet.notices.queries.letters import MONTH, News, interval_for, language_for, news_of, open_to
from loftet.notices.queries.texts import text_of
from loftet.notices.signed import letter_word
from loftet.notices.tasks import asked
from loftet.people.actor import Actor, actor_at
from loftet.people.contacts import contact_of
from loftet.people.models import User
from loftet.people.queries.organisation import facilitators_near

WEEKLY_LETTER, NOTICE_LETTER = "weekly_letter", "notice_letter"
OLD = timedelta(days=2)  # a letter about what happened longer ago tells nobody anything at once


def weekly_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter of a week, or none where it is turned off, or all is read or done meanwhile."""
    digest = Digest.objects.select_related("user").filter(pk=row, user__is_active=True).first()
    if digest is None or NotificationSettings.objects.filter(user=digest.user, weekly_letter=False).exists():
        return None
    actor = actor_at(digest.user, now, timezone.localdate(now))
    with translation.override(language_for(digest.user, actor.permissions)):
        news = news_of(digest, actor)
        is_monthly = interval_for(actor.permissions) == MONTH
        if not (news.waiting or news.groups):
            return None
        return letter_of(digest.user, news, is_monthly=is_monthly, contact=contact_near(actor))


def contact_near(actor: Actor) -> Contact | None:
    """Return a facilitator of the region where somebody works."""
    return contact_of(facilitators_near(actor.permissions, actor.today))


def letter_of(user: User, news: News, *, is_monthly: bool = False, contact: Contact | None = None) -> Letter:
    """Return what tells a person what waits and what is new, with the switch that turns the letter off.

    The headers are those by which a mail program shows a switch of its own (RFC 8058).
    """
    off = whole(reverse("letter_off", args=[letter_word(user.pk)]))
    headers = {
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        **AUTOMATIC,
    }
    body = "\n".join([*waiting(news), *new(news), *around(off, is_monthly=is_monthly)])
    return Letter(user.email, subject_of(news), body, headers, contact=contact)


def notice_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return a notice as a letter of its own: what it says, more of it, and where to go on.

    There is none when it has been read, is old, or may no longer be read by the person.
    """
    notice = Notice.objects.select_related("user", "subject_type").filter(pk=row, read=None).first()
    if notice is None or notice.when < now - OLD or not notice.user.is_active:
        return None
    actor = actor_at(notice.user, now, timezone.localdate(now))
    table = notice.subject_type.model_class()
    subject = table and table._default_manager.filter(pk=notice.subject_id).first()
    kind = notice_words()[notice.kind]
    may_read = open_to(actor, Notice.objects.of(notice.user_id, actor.today).filter(pk=row))
    if kind.letter is None or subject is None or not may_read:
        return None
    with translation.override(language_for(notice.user, actor.permissions)):
        sentence = text_of(notice).sentence
        message = str(notice.details.get("message", ""))
        parts = [sentence, f"«{message}»" if message else "", str(kind.letter(subject)), way_in(notice)]
        body = "\n\n".join(one for one in parts if one) + "\n"
        contact = kind.contact(subject) if kind.contact else contact_near(actor)
        return Letter(notice.user.email, sentence, body, AUTOMATIC, contact=contact)


def way_in(notice: Notice) -> str:
    """Return where to read more, and how to sign in."""
    said = {"address": whole(notice.address), "email": notice.user.email}
    return _("Open it here: %(address)s\nYou sign in with %(email)s, and get a code by e-mail.") % said


def subject_of(news: News) -> str:
    """Return the subject: what waits if something does, or else how much is new."""
    if number := len(asked(news.waiting)):
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
        if one.is_later:
            continue
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


def around(off: str, *, is_monthly: bool) -> Iterator[str]:
    """Return the lines below: the inbox, what one is told of, and the switch."""
    yield _("All notices: %(address)s") % {"address": whole(reverse("inbox"))}
    yield _("Choose what you are told of: %(address)s") % {"address": whole(reverse("notice_settings"))}
    yield _("Turn this letter off, without signing in: %(address)s") % {"address": off}
    yield ""
    if is_monthly:
        yield _("You get this letter at most once a month, because you take part in Løftet.")
    else:
        yield _("You get this letter at most once a week, because you take part in Løftet.")
    yield ""
