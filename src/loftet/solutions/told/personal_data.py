"""Persons in what was told of firms: whose rows they are, and when these go."""

from datetime import datetime

from django.db.models import Q, QuerySet

from loftet.people.models import User
from loftet.solutions.told.models import ToldFirm


def told_with(user: User) -> QuerySet[ToldFirm]:
    """Return the rows that somebody wrote in, or that hold their address."""
    return ToldFirm.objects.filter(Q(written_by=user) | Q(email=user.email))


def erase_told(user: User, _now: datetime) -> None:
    """Remove the rows with a person: a firm that has not answered is rung again."""
    told_with(user).delete()


def forget_told(now: datetime) -> int:
    """Remove what has run out, answered or not: what the firm has published is its own."""
    return ToldFirm.objects.filter(expires__lte=now).delete()[0]
