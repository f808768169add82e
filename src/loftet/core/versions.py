"""Two people who save the same thing: the second is told, and nothing is overwritten silently."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from loftet.core.records import Record, set_values
from loftet.invalid_input import InvalidInput

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Record)


class ChangedMeanwhile(InvalidInput):
    """Somebody else has changed the thing since it was read."""


def same_version(now: int, read: int) -> None:
    """Raise ChangedMeanwhile where a record is no longer as it was read.

    Raises:
        ChangedMeanwhile: when somebody else has changed it since.
    """
    if now != read:
        raise changed_meanwhile()


def row_or_new(model: type[M], **keys: Any) -> M:
    """Return the only row of some keys, or one of version 0 that nobody has saved."""
    return model._default_manager.filter(**keys).first() or model(**keys, version=0)


def save_next_version(row: R, read: int, written: Mapping[str, Any], /, **more: Any) -> R:
    """Save what was written on a row that was read as version `read`, and `more` that the action knows.

    Raises:
        ChangedMeanwhile: when somebody else has changed it since.
        InvalidInput: when a value is refused.
    """
    same_version(row.version, read)
    set_values(row, written)
    for name, value in more.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


def changed_meanwhile() -> InvalidInput:
    """Return what is said to the second of two."""
    return ChangedMeanwhile.because(
        _("This has been changed since you opened it. What you wrote still stands below.")
    )
