"""The models that can be followed; apps register them, and who may see a row is what the app says of it.

Things of a kind that no app has registered cannot be followed.
"""

from collections.abc import Sequence

from django.db.models import Model

from loftet.core.hooks import Hook
from loftet.core.registry import added_to

FOLLOWED: Hook[type[Model]] = Hook("what can be followed")


def followed_kinds() -> Sequence[type[Model]]:
    """Return every kind of thing that can be followed."""
    return added_to(FOLLOWED)
