"""The weekly letters: at most one to a person in a week, by as many workers and as often as they are written.

A firm and a small municipality get one in a month.

A letter is a row (`Digest`) and a letter in the outbox, written in one transaction; the worker sends it.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from loftet.background.outbox import enqueue
from loftet.core.errors import kind_of, place_of
from loftet.notices.letters import WEEKLY_LETTER
from loftet.notices.models import Digest, Notice, NotificationSettings
from loftet.notices.queries.letters import (
    WEEK,
    already_sent,
    interval_for,
    is_day,
    is_silent,
    is_urgent,
    language_for,
    monday_of,
    news_for,
    unsent,
)
from loftet.people.actor import actor_at
from loftet.people.models import User

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    """The outcome of one person's letter."""

    QUEUED = "letters on their way"
    NOTHING = "with nothing to tell"
    ANOTHER_DAY = "on another day"
    HAD_IT = "had this week's already"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LettersQueued:
    """The number of letters by outcome."""

    counted: Counter[Outcome]

    @property
    def failed(self) -> int:
        """Return how many letters failed; the log says why."""
        return self.counted[Outcome.FAILED]

    def __str__(self) -> str:
        return ", ".join(f"{self.counted[one]} {one}" for one in Outcome)


def send_weekly_letters(today: date, weekday: int) -> LettersQueued:
    """Add to the outbox this week's letters to all who want one; `weekday` is 1 for Monday to 7 for Sunday.

    A failure with one person's letter is logged, and does not stop the others.
    """
    silent = NotificationSettings.objects.filter(weekly_letter=False).values("user")
    people = User.objects.filter(is_active=True, erased=None).exclude(pk__in=silent).order_by("pk")
    counted: Counter[Outcome] = Counter()
    for user in people.iterator():
        try:
            counted[send_weekly_letter(user, today, weekday)] += 1
        except Exception as error:
            told = (user.pk, kind_of(error), place_of(error))
            logger.error("the weekly letter to person %s failed: %s\n%s", *told)
            counted[Outcome.FAILED] += 1
    return LettersQueued(counted)


def send_weekly_letter(user: User, today: date, weekday: int) -> Outcome:
    """Add one person's letter of this week to the outbox.

    Its row can be added only once, so two workers at the same time do not write two.
    """
    week = monday_of(today)
    notices = unsent(user, today)  # read first: another process may send the letter in between
    if already_sent(user, week):
        return Outcome.HAD_IT
    if not is_day(today, weekday, notices):
        return Outcome.ANOTHER_DAY
    actor = actor_at(user, timezone.now(), today)
    interval = interval_for(actor.permissions)
    if interval != WEEK and already_sent(user, week, interval):
        return Outcome.HAD_IT
    with translation.override(language_for(user, actor.permissions)):
        news = news_for(notices, actor)
        if not news.waiting and not news.groups:
            return Outcome.NOTHING
        if is_silent(today) and not is_urgent(news, today):
            return Outcome.ANOTHER_DAY
        try:
            with transaction.atomic():
                digest = Digest.objects.create(user=user, week=week)
                Notice.objects.filter(pk__in=news.told).update(digest=digest)
                enqueue(WEEKLY_LETTER, digest.pk, receiver=user.pk)
        except IntegrityError:
            return Outcome.HAD_IT
    return Outcome.QUEUED


def mark_sent(digest: int, now: datetime) -> None:
    """Save when the mail server took a letter."""
    Digest.objects.filter(pk=digest).update(sent=now)


def give_up(digest: int, _now: datetime) -> None:
    """Remove a letter that the mail server never took: its notices stand in the next one."""
    Digest.objects.filter(pk=digest).delete()
