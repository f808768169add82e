"""Telling people, and what they follow; to be called inside the transaction of what is told of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from loftet.notices.models import Follow, Mute, Notice, Reason
from loftet.notices.queries import following
from loftet.people.models import Organisation, Role, User

LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell: of which kind, of what, where it stands, and for which organisation.

    `within` are the organisations whose people alone may know of it: whoever no longer has a role in one of
    them is not told. Where it is empty, everybody may.
    """

    kind: str
    subject: models.Model
    address: str
    organisation: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    within: tuple[Organisation, ...] = ()


def notify(news: News, to: Iterable[User], *, reason: Reason, by: User | None, now: datetime) -> int:
    """Tell people of something, once each; give how many were told.

    Whoever did it is not told, nor is anybody who is gone, has left or does not want to hear of the kind.
    """
    people = {one.pk: one for one in to if one.is_active and (by is None or one.pk != by.pk)}
    deaf = set(Mute.objects.filter(user__in=people, kind=news.kind).values_list("user", flat=True))
    through = _through(news, people, now)
    told = [one for one in people if one not in deaf and one in through]
    kind = ContentType.objects.get_for_model(news.subject)
    Notice.objects.bulk_create(
        Notice(
            user=people[one],
            kind=news.kind,
            subject_type=kind,
            subject_id=news.subject.pk,
            label=label_of(news.subject),
            address=news.address,
            organisation=news.organisation,
            within_id=through[one],
            details=dict(news.details),
            reason=reason,
            when=now,
        )
        for one in told
    )
    return len(told)


def _through(news: News, people: Iterable[int], now: datetime) -> dict[int, int | None]:
    """Give through which organisation each person may know of it; who may not is left out."""
    if not news.within:
        return dict.fromkeys(people)
    held = Role.objects.on(timezone.localdate(now)).filter(user__in=people, organisation__in=news.within)
    order = {one.pk: number for number, one in enumerate(news.within)}
    found = sorted(held.values_list("user", "organisation"), key=lambda one: order[one[1]], reverse=True)
    return dict(found)


def label_of(subject: models.Model) -> str:
    """Give what a thing is called where it is told of."""
    return str(getattr(subject, "label_in_log", subject))[:LONGEST_LABEL]


def followers(subject: models.Model) -> list[User]:
    """Give who follows a thing today."""
    return following.followers(subject, timezone.localdate())


def follow(user: User, subject: models.Model, address: str, *, automatic: bool, now: datetime) -> Follow:
    """Let a person follow a thing; what was stopped begins again only when the person asks for it."""
    kind = ContentType.objects.get_for_model(subject)
    row, new = Follow.objects.get_or_create(
        user=user,
        subject_type=kind,
        subject_id=subject.pk,
        defaults={"label": label_of(subject), "address": address, "automatic": automatic, "since": now},
    )
    if not new and not automatic and (row.stopped is not None or row.automatic):
        if row.stopped is not None:
            row.since = now
        row.stopped, row.automatic = None, False
        row.save(update_fields=["stopped", "since", "automatic"])
    return row
