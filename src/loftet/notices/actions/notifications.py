"""Notifications, and what people follow; to be called inside the transaction of what happened."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from loftet.background.outbox import enqueue_all
from loftet.core.actions import Done, owner_of
from loftet.core.records import Record
from loftet.core.registry import kinds_with_letter
from loftet.notices.letters import NOTICE_LETTER
from loftet.notices.models import Follow, Mute, Notice, Reason
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.people.queries.organisation import people_of

LONGEST_LABEL = 200
BATCH = 1000  # follows that are read at a time


@dataclass(frozen=True, slots=True)
class News:
    """An event: of which kind, with what, at which address, and for which organisation.

    `within` are the organisations whose people alone may know of it: a person who no longer has a role in one
    of them is not notified. Where it is empty, everybody may.
    """

    kind: str
    subject: models.Model
    address: str
    organisation: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    within: tuple[Organisation, ...] = ()

    @classmethod
    def about(cls, kind: str, record: Any, /, *within: Organisation, **details: object) -> "News":
        """Return an event with a record: at the record's own address, for whose it is."""
        owner = owner_of(record)
        return cls(kind, record, record.get_absolute_url(), owner.name if owner else "", details, within)


def notify(news: News, to: Iterable[User], *, reason: Reason, by: User | None, now: datetime) -> Set[int]:
    """Notify people of something, once each; return who were notified, by their keys.

    The person who did it is not notified, nor anybody who is erased, has left or has turned the kind off.
    """
    return notify_all([(news, to)], reason=reason, by=by, now=now)


def notify_all(
    told: Iterable[tuple[News, Iterable[User]]], *, reason: Reason, by: User | None, now: datetime
) -> Set[int]:
    """Notify of many things, each to its own people, as `notify` does of one; return who were notified.

    However many the things are, it reads what people have turned off and which roles they hold once each,
    and adds the notices in bulk. Kinds that are a letter at once go to the outbox too.
    """
    pairs = [
        (news, {one.pk: one for one in to if one.is_active and (by is None or one.pk != by.pk)})
        for news, to in told
    ]
    pairs = [(news, people) for news, people in pairs if people]
    every = {one for _news, people in pairs for one in people}
    if not every:
        return frozenset()
    mutes = Mute.objects.filter(user__in=every, kind__in={news.kind for news, _people in pairs})
    deaf = set(mutes.values_list("user", "kind"))
    held = _held(pairs, every, now)
    made = [
        _notice(news, user, through, reason, now)
        for news, people in pairs
        for user, through in _through(news, people.values(), held)
        if (user.pk, news.kind) not in deaf
    ]
    with_letter = kinds_with_letter()
    kept = Notice.objects.bulk_create(made)
    if letters := [(one.pk, one.user_id) for one in kept if one.kind in with_letter]:
        enqueue_all(NOTICE_LETTER, letters)
    return frozenset(one.user_id for one in made)


def _notice(news: News, user: User, through: int | None, reason: Reason, now: datetime) -> Notice:
    return Notice(
        user=user,
        kind=news.kind,
        subject_type=ContentType.objects.get_for_model(news.subject),
        subject_id=news.subject.pk,
        label=label_of(news.subject),
        address=news.address,
        organisation=news.organisation,
        within_id=through,
        details=dict(news.details),
        reason=reason,
        when=now,
    )


def _held(
    pairs: Iterable[tuple[News, Mapping[int, User]]], people: Iterable[int], now: datetime
) -> Set[tuple[int, int]]:
    """Return who has a role on the day in which of the organisations whose people alone may know."""
    within = {one.pk for news, _people in pairs for one in news.within}
    if not within:
        return frozenset()
    rows = Role.objects.on(timezone.localdate(now)).filter(user__in=people, organisation__in=within)
    return set(rows.values_list("user", "organisation"))


def _through(
    news: News, people: Iterable[User], held: Set[tuple[int, int]]
) -> Iterator[tuple[User, int | None]]:
    """Return through which organisation each person may know of it; who may not is left out."""
    for user in people:
        if not news.within:
            yield user, None
        elif (by := next((one.pk for one in news.within if (user.pk, one.pk) in held), None)) is not None:
            yield user, by


def label_of(subject: models.Model) -> str:
    """Return what a thing is called in a notice."""
    return str(getattr(subject, "label_in_log", subject))[:LONGEST_LABEL]


def followers(subject: models.Model) -> list[User]:
    """Return who follows a thing today."""
    return Follow.objects.followers(subject, timezone.localdate())


def notify_followers(model: type[models.Model], news: Mapping[int, News], *, now: datetime) -> int:
    """Notify who follows some of many things of a model, of the news of each by its key; count the people.

    A batch of followers takes the same few queries, however many the things are.
    """
    kind = ContentType.objects.get_for_model(model)
    rows = Follow.objects.heard(timezone.localdate(now)).filter(subject_type=kind, subject_id__in=list(news))
    rows, last, told = rows.select_related("user").order_by("pk"), 0, set[int]()
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        people: dict[int, list[User]] = defaultdict(list)
        for one in batch:
            people[one.subject_id].append(one.user)
        pairs = [(news[key], to) for key, to in people.items()]
        told |= notify_all(pairs, reason=Reason.FOLLOWS, by=None, now=now)
        last = batch[-1].pk
    return len(told)


def notify_roles(*kinds: RoleKind) -> Callable[[Done], object]:
    """Build the `notify` of an action: to those who have a role in the organisation of the record.

    Where kinds of roles are named, one of these. The record is the new one, where the action made it.
    """

    def send(done: Done) -> object:
        record = done.result if isinstance(done.result, Record) else done.record
        organisation = owner_of(record)
        if not isinstance(organisation, Organisation):
            raise TypeError(f"{done.key} has no organisation whose people can be notified")
        news = News.about(done.key, record)
        to = people_of([organisation.pk], done.actor.today, kinds or None)
        return notify(news, to, reason=Reason.ROLE, by=done.actor.user, now=done.actor.now)

    return send


@transaction.atomic
def follow(user: User, subject: models.Model, address: str, *, now: datetime) -> Follow:
    """Create or resume a follow that the person asks for, also of what they have stopped following.

    The follow is locked, not the subject: those who follow a thing do not wait for those who change it.
    """
    follow_all([(user, subject, address)], now=now)
    row = Follow.objects.select_for_update().about(subject).get(user=user)
    if row.stopped is not None or row.automatic:
        if row.stopped is not None:
            row.since = now
        row.stopped, row.automatic = None, False
        row.save(update_fields=["stopped", "since", "automatic"])
    return row


def follow_all(own: Iterable[tuple[User, models.Model, str]], *, now: datetime) -> None:
    """Create the automatic follows of people's own things, each at its address.

    What they follow already or have stopped following stays so.
    """
    Follow.objects.bulk_create(
        (
            Follow(
                user=user,
                subject_type=ContentType.objects.get_for_model(subject),
                subject_id=subject.pk,
                label=label_of(subject),
                address=address,
                automatic=True,
                since=now,
            )
            for user, subject, address in own
        ),
        ignore_conflicts=True,
    )
