"""What can be followed, and the rule that says who may see it; each app registers its own.

Things of a kind that no app has registered cannot be followed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from loftet.core.verdicts import Verdict
from loftet.people.permissions import Permissions


@dataclass(frozen=True, slots=True)
class Followed:
    """Who may see things of a kind, and the relations that the rule reads, fetched with a list of them."""

    may_see: Callable[[Permissions, Any], Verdict]
    related: tuple[str, ...] = ()


_KINDS: dict[type[Model], Followed] = {}


def register_followed(
    model: type[Model], may_see: Callable[[Permissions, Any], Verdict], *related: str
) -> None:
    """Register that things of a model can be followed by those who may see them."""
    _KINDS[model] = Followed(may_see, related)


def followed_kinds() -> dict[type[Model], Followed]:
    """Return every kind of thing that can be followed."""
    return _KINDS
