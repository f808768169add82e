"""What people do with their own notices. It concerns nobody else, so the log does not tell of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from loftet.notices.models import Follow, Mute, Notice, NotificationSettings
from loftet.notices.words import kinds
from loftet.people.models import User


def mark_read(user: User, now: datetime, notices: Iterable[int] | None = None) -> int:
    """Mark some of a person's notices as read, or all; give how many were not before."""
    unread = Notice.objects.filter(user=user).unread()
    return (unread if notices is None else unread.filter(pk__in=notices)).update(read=now)


def stop_following(follow: Follow, now: datetime) -> None:
    """Stop following a thing; it does not begin again by itself."""
    Follow.objects.filter(pk=follow.pk, stopped=None).update(stopped=now)


@transaction.atomic
def save_settings(user: User, *, weekly_letter: bool, wanted: Iterable[str], now: datetime) -> None:
    """Keep what a person wants to hear of: the letter or not, and the kinds of notice."""
    set_letter(user, wanted=weekly_letter)
    off = set(kinds()) - set(wanted)
    Mute.objects.filter(user=user, kind__in=set(kinds()) - off).delete()
    Mute.objects.bulk_create([Mute(user=user, kind=kind, since=now) for kind in off], ignore_conflicts=True)


def set_letter(user: User, *, wanted: bool) -> None:
    """Turn the weekly letter on or off; to do it twice does no harm."""
    NotificationSettings.objects.update_or_create(user=user, defaults={"weekly_letter": wanted})
