"""Queries of notices: how many are unread, what is followed, what waits, what a letter holds."""

from datetime import date

from loftet.notices.models import Notice


def unread(user: int, on: date) -> int:
    """Return how much a person has not read; one query, asked by every page of a signed-in person."""
    return Notice.objects.of(user, on).unread().count()
