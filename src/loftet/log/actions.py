"""Writing to the log."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from loftet.log.models import Entry

LONGEST_LABEL = 200
_TOLD_OF: ContextVar[datetime | None] = ContextVar("told_of", default=None)


@contextmanager
def told_of(when: datetime) -> Iterator[None]:
    """Date the recorded actions at another moment; only for the demo, which tells of the past."""
    before = _TOLD_OF.set(when)
    try:
        yield
    finally:
        _TOLD_OF.reset(before)


@dataclass(frozen=True, slots=True)
class Line:
    """With what something was done, in whose log it stands, and the words that the sentence needs."""

    subject: models.Model
    scope: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    action: str,
    subject: models.Model,
    *,
    by: AbstractBaseUser | None,
    acting_for: str = "",
    scope: str = "",
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Add what was done; to be called inside the transaction of the action, so that both stand or fall.

    `by` is None where the site itself acted. What is written here stays for good, also when a person is
    erased: a thing that is called by somebody's name has a `label_in_log` without it, and `details` hold no
    names and no addresses.
    """
    return record_all(action, [Line(subject, scope, details or {})], by=by, acting_for=acting_for)[0]


def record_all(
    action: str, lines: Iterable[Line], *, by: AbstractBaseUser | None, acting_for: str = ""
) -> list[Entry]:
    """Add the same action with each of many things, as `record` adds it with one; in bulk."""
    when = _TOLD_OF.get() or timezone.now()
    return Entry.objects.bulk_create(
        Entry(
            when=when,
            actor_id=by.pk if by else None,
            acting_for=acting_for,
            action=action,
            subject_type=ContentType.objects.get_for_model(one.subject),
            subject_id=one.subject.pk,
            subject_label=str(getattr(one.subject, "label_in_log", one.subject))[:LONGEST_LABEL],
            scope=one.scope,
            details=dict(one.details),
        )
        for one in lines
    )
