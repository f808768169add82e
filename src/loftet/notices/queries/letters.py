"""The content of a weekly letter: what waits, then what the person has not read, by organisation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loftet.core.registry import Task
from loftet.notices.models import Digest, Mute, Notice
from loftet.notices.queries.texts import NoticeText, text_of
from loftet.notices.tasks import tasks_for
from loftet.people.models import User
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, Actor, Permissions
from loftet.places.models import Place

MOST_TOLD = 40  # a longer letter is not read; the rest is in the inbox
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class News:
    """The content of a letter: what waits, what is new by organisation, how much more there is."""

    waiting: tuple[Task, ...]
    groups: tuple[tuple[str, tuple[NoticeText, ...]], ...]
    more: int

    @property
    def told(self) -> list[int]:
        """Return the notices that the letter repeats."""
        return [one.notice for _name, lines in self.groups for one in lines]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week.

    >>> monday_of(date(2026, 11, 24)).isoformat()
    '2026-11-23'
    """
    return day - timedelta(days=day.weekday())


def already_sent(user: User, week: date) -> bool:
    """Check whether a person has had the letter of a week, or it is on its way."""
    return Digest.objects.filter(user=user, week=week).exists()


def unsent(user: User, today: date) -> list[Notice]:
    """Return what a person has neither read nor been sent, the newest first, of the kinds that are wanted."""
    off = Mute.objects.filter(user=user).values("kind")
    return list(Notice.objects.of(user.pk, today).unread().filter(digest=None).exclude(kind__in=off))


def is_day(today: date, weekday: int, notices: Iterable[Notice]) -> bool:
    """Check whether a letter is sent today: on the settled weekday, or when something has waited for a week.

    The second is for a site whose command did not run on that weekday.
    """
    if today.isoweekday() == weekday:
        return True
    return any(one.when.date() <= today - WEEK for one in notices)


def news_for(notices: list[Notice], actor: Actor) -> News:
    """Return what a letter holds, in order, in the active language."""
    by_organisation: dict[str, list[NoticeText]] = {}
    for one in notices[:MOST_TOLD]:
        by_organisation.setdefault(one.organisation, []).append(text_of(one))
    groups = tuple((name, tuple(lines)) for name, lines in sorted(by_organisation.items()))
    return News(tuple(tasks_for(actor)), groups, max(0, len(notices) - MOST_TOLD))


def news_of(digest: Digest, actor: Actor) -> News:
    """Return what a letter that waits to be sent holds now, in the active language."""
    user, today = digest.user, actor.today
    mine = Notice.objects.of(user.pk, today).unread().filter(digest=digest)
    return replace(news_for(list(mine), actor), more=len(unsent(user, today)))


def language_for(user: User, permissions: Permissions) -> str:
    """Return the language of a letter.

    The person's own choice, or the official form of their municipality.
    """
    if user.language:
        return user.language
    own_first = sorted(permissions.roles, key=lambda one: one.by_delegation)
    places = [one.place for one in own_first if one.organisation_kind in SPEAKS_FOR_ITS_PLACE and one.place]
    forms = dict(Place.objects.filter(pk__in=places).values_list("pk", "language"))
    return "nn" if places and forms[places[0]] == "nn" else "nb"
