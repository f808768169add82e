"""Queries of what a person follows, and wants to be told of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.registry import TOPICS, Topic, kinds_by_topic, notice_words
from loftet.core.visible import visible_rows
from loftet.core.words import Words
from loftet.notices.followed import followed_kinds
from loftet.notices.models import Follow, Mute, NotificationSettings
from loftet.people.models import User
from loftet.people.permissions import Actor

NO_LONGER_OPEN = _("no longer open to you")


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that is followed; `is_open` is true while the person may see it."""

    follow: int
    label: str
    address: str
    automatic: bool
    since: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic with its kinds of notice, those of them that the person wants, and what they are called."""

    topic: Topic
    about: Words
    kinds: tuple[str, ...]
    wanted: tuple[str, ...]
    names: tuple[Words, ...]


def describe(rows: Sequence[Follow], actor: Actor) -> list[Followed]:
    """Return followed things as the person may see them; what is no longer open has no title.

    One query for each kind of thing, however many the rows are.
    """
    seen = _seen(rows, actor)
    return [_followed(one, is_open=one.pk in seen) for one in rows]


def still_open(rows: models.QuerySet[Follow], actor: Actor) -> models.QuerySet[Follow]:
    """Return the rows whose things the person may still see.

    A search looks in titles, so it counts these alone: a hidden title must not be guessed word by word.
    """
    return rows.filter(pk__in=_seen(rows, actor))


def _followed(row: Follow, *, is_open: bool) -> Followed:
    label = row.label if is_open else str(NO_LONGER_OPEN)
    return Followed(row.pk, label, row.address, row.automatic, row.since, is_open)


def _seen(rows: Iterable[Follow], actor: Actor) -> Set[int]:
    """Return which follows are of things that the person may see, as the app of each kind of thing says."""
    by_kind: dict[int, list[Follow]] = defaultdict(list)
    for one in rows:
        by_kind[one.subject_type_id].append(one)
    seen: set[int] = set()
    for model in followed_kinds():
        if follows := by_kind.get(ContentType.objects.get_for_model(model).pk):
            wanted = visible_rows(model, actor).filter(pk__in=[one.subject_id for one in follows])
            things = set(wanted.values_list("pk", flat=True))
            seen.update(one.pk for one in follows if one.subject_id in things)
    return seen


def follows(user: User, subject: models.Model) -> bool:
    """Check whether a person follows a thing."""
    return Follow.objects.standing().about(subject).filter(user=user).exists()


def no_longer(subject: models.Model) -> frozenset[int]:
    """Return who has stopped following a thing."""
    rows = Follow.objects.about(subject).exclude(stopped=None)
    return frozenset(rows.values_list("user", flat=True))


def wants_letter(user: User) -> bool:
    """Check whether a person wants the weekly letter: who has not said no does."""
    return not NotificationSettings.objects.filter(user=user, weekly_letter=False).exists()


def topic_choices(user: User) -> list[TopicChoice]:
    """Return every topic that there are notices of; one is wanted while any of its kinds is."""
    off = set(Mute.objects.filter(user=user).values_list("kind", flat=True))
    words = notice_words()
    return [
        TopicChoice(
            topic,
            TOPICS[topic],
            tuple(kinds),
            tuple(kind for kind in kinds if kind not in off),
            tuple(words[kind].about for kind in kinds),
        )
        for topic, kinds in kinds_by_topic().items()
    ]
