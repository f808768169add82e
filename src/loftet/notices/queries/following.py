"""What a person follows, and what the person wants to be told of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from loftet.common.words import Words
from loftet.notices.models import Follow, Mute, Wishes
from loftet.notices.words import kinds
from loftet.people.models import Role, User


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that is followed."""

    follow: int
    label: str
    address: str
    automatic: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of notice, and whether the person wants it."""

    kind: str
    about: Words
    wanted: bool


def followed_by(user: User, words: str = "") -> list[Followed]:
    """Give what a person follows, the newest first; one query."""
    rows = Follow.objects.standing().filter(user=user)
    every = [Followed(one.pk, one.label, one.address, one.automatic, one.since) for one in rows]
    return [one for one in every if words.casefold() in one.label.casefold()]


def follows(user: User, subject: models.Model) -> bool:
    """Tell whether a person follows a thing."""
    return Follow.objects.standing().about(subject).filter(user=user).exists()


def followers(subject: models.Model, on: date, own: Iterable[int] | None = None) -> list[User]:
    """Give who follows a thing.

    What began by itself came with a role: it tells nothing to somebody who no longer has any, or none in one
    of the organisations (by their keys) whose `own` the thing is, where these are given.
    """
    held = Role.objects.on(on).filter(user=OuterRef("user"))
    if own is not None:
        held = held.filter(organisation__in=list(own))
    rows = Follow.objects.standing().about(subject).filter(Q(automatic=False) | Exists(held))
    return [one.user for one in rows.select_related("user")]


def no_longer(subject: models.Model) -> frozenset[int]:
    """Give who has stopped following a thing."""
    rows = Follow.objects.about(subject).exclude(stopped=None)
    return frozenset(rows.values_list("user", flat=True))


def wants_letter(user: User) -> bool:
    """Tell whether a person wants the weekly letter: whoever has not said no does."""
    return not Wishes.objects.filter(user=user, weekly_letter=False).exists()


def kind_choices(user: User) -> list[KindChoice]:
    """Give every kind of notice there is, in the order in which the packages tell of them."""
    off = set(Mute.objects.filter(user=user).values_list("kind", flat=True))
    return [KindChoice(kind, words.about, kind not in off) for kind, words in kinds().items()]
