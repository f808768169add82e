"""What do we know of notices: the inbox, what is followed, what is wished for, what a letter tells."""

from datetime import date

from loftet.notices.models import Notice


def unread(user: int, on: date) -> int:
    """Count what a person has not read; one query, asked by every page of whoever is signed in."""
    return Notice.objects.of(user, on).unread().count()
