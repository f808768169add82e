"""Telling people, and what they follow; to be called inside the transaction of what is told of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from loftet.notices.models import Follow, Mute, Notice, Reason
from loftet.people.models import User

LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell: of which kind, of what, where it stands, and for which organisation."""

    kind: str
    subject: models.Model
    address: str
    organisation: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def notify(news: News, to: Iterable[User], *, reason: Reason, by: User | None, now: datetime) -> int:
    """Tell people of something, once each; give how many were told.

    Whoever did it is not told, nor is anybody who is gone or does not want to hear of the kind.
    """
    people = {one.pk: one for one in to if one.is_active and (by is None or one.pk != by.pk)}
    deaf = Mute.objects.filter(user__in=people, kind=news.kind).values_list("user", flat=True)
    for one in deaf:
        del people[one]
    kind = ContentType.objects.get_for_model(news.subject)
    label = str(getattr(news.subject, "label_in_log", news.subject))[:LONGEST_LABEL]
    Notice.objects.bulk_create(
        Notice(
            user=one,
            kind=news.kind,
            subject_type=kind,
            subject_id=news.subject.pk,
            label=label,
            address=news.address,
            organisation=news.organisation,
            details=dict(news.details),
            reason=reason,
            when=now,
        )
        for one in people.values()
    )
    return len(people)


def followers(subject: models.Model) -> list[User]:
    """Give who follows a thing."""
    rows = Follow.objects.standing().about(subject).select_related("user")
    return [one.user for one in rows]


def follow(user: User, subject: models.Model, address: str, *, automatic: bool, now: datetime) -> Follow:
    """Let a person follow a thing; what was stopped begins again only when the person asks for it."""
    kind = ContentType.objects.get_for_model(subject)
    label = str(getattr(subject, "label_in_log", subject))[:LONGEST_LABEL]
    row, new = Follow.objects.get_or_create(
        user=user,
        subject_type=kind,
        subject_id=subject.pk,
        defaults={"label": label, "address": address, "automatic": automatic, "since": now},
    )
    if not new and not automatic and row.stopped is not None:
        row.stopped, row.since = None, now
        row.save(update_fields=["stopped", "since"])
    return row
