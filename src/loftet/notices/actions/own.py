"""The actions of people on their own notices. It concerns nobody else, so the log does not mention it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from loftet.core.actions import action
from loftet.core.registry import notice_words
from loftet.core.verdicts import demand
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Follow, Mute, Notice, NotificationSettings
from loftet.notices.rules import is_own, may_follow
from loftet.people.actor import Actor
from loftet.people.models import User


def follow_subject(subject: models.Model, address: str, *, actor: Actor) -> Follow:
    """Follow a thing, as the button on its page asks for.

    This is no `@action`, which would lock the thing.

    Raises:
        NotAllowed: when the person may not see the thing.
    """
    demand(may_follow(actor, subject))
    return follow(actor.person, subject, address, now=actor.now)


@action(None, rule=is_own)
def stop_following(row: Follow, *, actor: Actor) -> Follow:
    """Stop following a thing; it does not begin again by itself."""
    row.stopped = row.stopped or actor.now
    return row


@action(None, rule=is_own)
def read_notice(notice: Notice, *, actor: Actor) -> Notice:
    """Mark a notice as read."""
    notice.read = notice.read or actor.now
    return notice


def mark_read(user: User, now: datetime, notices: Iterable[int] | None = None) -> int:
    """Mark some of a person's notices as read, or all; return how many were unread before."""
    unread = Notice.objects.filter(user=user).unread()
    return (unread if notices is None else unread.filter(pk__in=notices)).update(read=now)


@transaction.atomic
def save_settings(*, weekly_letter: bool, wanted: Iterable[str], actor: Actor) -> None:
    """Save what a person wants to hear of: the letter or not, and the kinds of notice."""
    user, every = actor.person, set(notice_words())
    set_letter(user, wanted=weekly_letter)
    off = every - set(wanted)
    Mute.objects.filter(user=user, kind__in=every - off).delete()
    Mute.objects.bulk_create(
        [Mute(user=user, kind=kind, since=actor.now) for kind in off], ignore_conflicts=True
    )


def set_letter(user: User, *, wanted: bool) -> None:
    """Set the weekly letter on or off; doing it twice does no harm."""
    NotificationSettings.objects.update_or_create(user=user, defaults={"weekly_letter": wanted})
