"""The models that can be followed, each with the rule that says who may see a row; apps register them.

Things of a kind that no app has registered cannot be followed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.verdicts import Verdict
from loftet.people.permissions import Permissions


@dataclass(frozen=True, slots=True)
class Followed:
    """A model, the rule that says who may see its rows, and the relations that the rule reads, for lists."""

    model: type[Model]
    may_see: Callable[[Permissions, Any], Verdict]
    related: tuple[str, ...] = ()


FOLLOWED: Hook[Followed] = Hook("what can be followed")


def followed_kinds() -> Mapping[type[Model], Followed]:
    """Return every kind of thing that can be followed."""
    return {one.model: one for one in added_to(FOLLOWED)}
