"""The models that can be followed, each with the rule that says who may see a row; apps register them.

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
    """The rule that says who may see things of a kind, and the relations that it reads, for lists."""

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
