"""Hooks of later packages for roles and requests of access, called in the same transaction."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from loftet.core.hooks import Hook
from loftet.people.models import AccessRequest, Role, User

# A role has begun: the role, by whom (None where nobody was signed in) and today.
ROLE_BEGAN: Hook[Callable[[Role, User | None, date], object]] = Hook("a role has begun")
# Somebody leaves a role that no successor was invited to: the role, by whom and when.
ROLE_LEFT: Hook[Callable[[Role, User, datetime], object]] = Hook("somebody leaves a role")
# Somebody without a role asks for access: the request, those who facilitate there, and when.
ACCESS_REQUESTED: Hook[Callable[[AccessRequest, Sequence[User], datetime], object]] = Hook(
    "access is asked for"
)
