"""The content of a weekly letter: what waits, then what the person has not read, by organisation."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType

from loftet.core.registry import Task, conditions, kinds_with_letter
from loftet.core.visible import visible_rows
from loftet.notices.models import Digest, Mute, Notice
from loftet.notices.queries.texts import NoticeText, text_of
from loftet.notices.tasks import tasks_for
from loftet.people.models import OrganisationKind, User
from loftet.people.permissions import Actor, Permissions
from loftet.places.models import Place

MOST_TOLD = 40  # a longer letter is not read; the rest is in the inbox
WEEK, MONTH = timedelta(days=7), timedelta(weeks=4)
JULY = 7
SMALL = 5_000  # inhabitants: fewer have nobody who reads letters each week
FIRMS = frozenset({OrganisationKind.SUPPLIER, OrganisationKind.RESEARCH, OrganisationKind.VOLUNTARY})


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


def already_sent(user: User, week: date, interval: timedelta = WEEK) -> bool:
    """Check whether a person has had a letter in the interval that ends with a week, or it is on its way."""
    return Digest.objects.filter(user=user, week__gt=week - interval, week__lte=week).exists()


def interval_for(permissions: Permissions) -> timedelta:
    """Return the time between two letters: a month for who works in firms or small municipalities alone."""
    others = [one for one in permissions.roles if one.organisation_kind not in FIRMS]
    if any(one.organisation_kind != OrganisationKind.MUNICIPALITY for one in others) or not permissions.roles:
        return WEEK
    places = {one.place for one in others}
    rows = Place.objects.filter(pk__in=[one for one in places if one], population__lt=SMALL)
    small = rows.count() if places else 0
    return MONTH if small == len(places) else WEEK


def unsent(user: User, today: date) -> list[Notice]:
    """Return what a person has neither read nor been sent, the newest first, of the kinds that are wanted."""
    off = Mute.objects.filter(user=user).values("kind")
    rows = Notice.objects.of(user.pk, today).unread().filter(digest=None).exclude(kind__in=off)
    return list(rows.exclude(kind__in=kinds_with_letter()))


def is_day(today: date, weekday: int, notices: Iterable[Notice]) -> bool:
    """Check whether a letter is sent today: on the settled weekday, or when something has waited for a week.

    The second is for a site whose command did not run on that weekday.
    """
    if today.isoweekday() == weekday:
        return True
    return any(one.when.date() <= today - WEEK for one in notices)


def is_silent(day: date) -> bool:
    """Check whether people are on holiday, and get no letter that they have not asked for: in July.

    >>> is_silent(date(2027, 7, 1)), is_silent(date(2027, 8, 1))
    (True, False)
    """
    return day.month == JULY


def is_urgent(news: News, day: date) -> bool:
    """Check whether something that waits is due within a week."""
    return any(one.due is not None and one.due <= day + WEEK for one in news.waiting)


def open_to(actor: Actor, notices: Iterable[Notice]) -> list[Notice]:
    """Return the notices but those of records that the person may no longer see; a query for each kind."""
    notices, keys = list(notices), defaultdict(set)
    for one in notices:
        keys[one.subject_type_id].add(one.subject_id)
    hidden = set()
    for kind, asked in keys.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and model in conditions():
            seen = visible_rows(model, actor).filter(pk__in=asked).values_list("pk", flat=True)
            hidden |= {(kind, key) for key in asked - set(seen)}
    return [one for one in notices if (one.subject_type_id, one.subject_id) not in hidden]


def news_for(notices: list[Notice], actor: Actor) -> News:
    """Return what a letter holds, in order, in the active language."""
    notices = open_to(actor, notices)
    by_organisation: dict[str, list[NoticeText]] = {}
    for one in notices[:MOST_TOLD]:
        by_organisation.setdefault(one.organisation, []).append(text_of(one))
    groups = tuple((name, tuple(lines)) for name, lines in sorted(by_organisation.items()))
    return News(tuple(tasks_for(actor)), groups, max(0, len(notices) - MOST_TOLD))


def news_of(digest: Digest, actor: Actor) -> News:
    """Return what a letter that waits to be sent holds now, in the active language."""
    user, today = digest.user, actor.today
    mine = Notice.objects.of(user.pk, today).unread().filter(digest=digest)
    return replace(news_for(list(mine), actor), more=len(open_to(actor, unsent(user, today))))


def language_for(user: User, permissions: Permissions) -> str:
    """Return the language of a letter.

    The person's own choice, or the official form of their municipality.
    """
    return user.language or permissions.language
