"""What can be followed, and the rule that says who may see it; an app tells its own when it starts.

A thing of which no app has told can be seen by nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, Verdict
from loftet.people.permissions import Permissions

NOT_FOLLOWED = Denied(_("This cannot be followed."))


@dataclass(frozen=True, slots=True)
class Followed:
    """Who may see things of a kind, and the relations that the rule reads, fetched with a list of them."""

    may_see: Callable[[Permissions, Any], Verdict]
    related: tuple[str, ...] = ()


_KINDS: dict[type[Model], Followed] = {}


def register_followed(
    model: type[Model], may_see: Callable[[Permissions, Any], Verdict], *related: str
) -> None:
    """Let things of a model be followed by those who may see them."""
    _KINDS[model] = Followed(may_see, related)


def followed_kinds() -> dict[type[Model], Followed]:
    """Return every kind of thing that can be followed."""
    return _KINDS


def may_follow(permissions: Permissions, subject: Model) -> Verdict:
    """Check whether somebody may follow a thing: those who may see it."""
    kind = _KINDS.get(type(subject))
    return NOT_FOLLOWED if kind is None else kind.may_see(permissions, subject)
