"""The weekly letters: at most one to a person in a week, whoever sends and however often."""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils import translation

from loftet.notices.letters import weekly_letter
from loftet.notices.models import Digest, Notice, Wishes
from loftet.notices.queries.letters import (
    had_letter,
    is_day,
    language_for,
    monday_of,
    news_for,
    untold,
)
from loftet.people.models import User
from loftet.people.queries import acting

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of one person's letter."""

    SENT = "letters sent"
    NOTHING = "with nothing to tell"
    ANOTHER_DAY = "on another day"
    HAD_IT = "had this week's already"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Done:
    """How many letters had which outcome."""

    counted: Counter[Outcome]

    @property
    def failed(self) -> int:
        """Give how many letters failed; the log says why."""
        return self.counted[Outcome.FAILED]

    def __str__(self) -> str:
        return ", ".join(f"{self.counted[one]} {one}" for one in Outcome)


def send_weekly_letters(now: datetime, today: date, weekday: int) -> Done:
    """Send this week's letters to all who want one; `weekday` is 1 for Monday to 7 for Sunday.

    What goes wrong with one person's letter is told of in the log, and keeps nobody else's back.
    """
    silent = Wishes.objects.filter(weekly_letter=False).values("user")
    people = User.objects.filter(is_active=True, erased=None).exclude(pk__in=silent).order_by("pk")
    counted: Counter[Outcome] = Counter()
    for user in people.iterator():
        try:
            counted[send_weekly_letter(user, now, today, weekday)] += 1
        except Exception:
            logger.exception("the weekly letter to person %s failed", user.pk)
            counted[Outcome.FAILED] += 1
    return Done(counted)


def send_weekly_letter(user: User, now: datetime, today: date, weekday: int) -> Outcome:
    """Send one person's letter of this week.

    That its row can be added once is what keeps two who send at once from sending two. The row goes again
    when the mail server does not take the letter, which is then sent the next time.

    Raises:
        NotSent: when the mail server does not take it.
    """
    week = monday_of(today)
    notices = untold(user, today)  # asked before, so that what another's letter has just told is not missed
    if had_letter(user, week):
        return Outcome.HAD_IT
    if not is_day(today, weekday, notices):
        return Outcome.ANOTHER_DAY
    who = acting(user, today)
    with translation.override(language_for(user, who)):
        news = news_for(notices, who, today)
        if not news.waiting and not news.groups:
            return Outcome.NOTHING
        try:
            with transaction.atomic():
                digest = Digest.objects.create(user=user, week=week, sent=now)
                Notice.objects.filter(pk__in=news.told).update(digest=digest)
        except IntegrityError:
            return Outcome.HAD_IT
        try:
            weekly_letter(user, news)
        except Exception:
            digest.delete()  # its notices are told of in the next letter
            raise
    return Outcome.SENT
