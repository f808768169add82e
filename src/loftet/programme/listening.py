"""Answers of the programme to a role that begins, of which `people` tells it."""

from datetime import date

from django.utils import timezone

from loftet.people.actor import actor_at
from loftet.people.models import Role, User
from loftet.programme.following import follow_with_role
from loftet.programme.participation.actions import tell_of_named


def on_role_began(role: Role, by: User | None, today: date) -> None:
    """Start following the cohorts of a new role, and notify those who run them.

    A role for which nobody was signed in is no news.
    """
    now = timezone.now()
    follow_with_role(role, today, now)
    if by is not None:
        tell_of_named(role, actor_at(by, now, today))
