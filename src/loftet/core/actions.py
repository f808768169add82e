"""Actions: a function with `@action` becomes one transaction that checks its rule and writes the log.

The wrapped function is called with a record, its own arguments, and `actor=`. It then

1. opens a transaction and locks the row of the record (a parent of new rows only where it is asked to),
2. asks the rule, once, with the actor and the locked record,
3. compares the version that the caller has read with the one in the table,
4. calls the function with the locked record,
5. saves the record with a new version (a record that was made or removed is left as it is),
6. adds a line to the log, and calls `notify`.

An action without a key concerns nobody but the actor: the log does not mention it.

If one of these fails, nothing has happened.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from loftet.core.actor import Actor, AnyActor
from loftet.core.records import Owner, Record
from loftet.core.verdicts import Verdict, demand
from loftet.core.versions import changed_meanwhile
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record as write_log

R = TypeVar("R", bound=models.Model)
T = TypeVar("T")
P = ParamSpec("P")
Rule = Callable[[Any, Any], Verdict]
ActingFor = Callable[[Any, Any], str]


@dataclass(frozen=True, slots=True)
class Done:
    """A finished action: its key, the locked record, what its function returned, and who acted."""

    key: str
    record: Any
    result: Any
    actor: AnyActor


class Gone(InvalidInput):
    """Somebody else has removed the record meanwhile."""


def action(
    key: str | None,
    *,
    rule: Rule,
    creates: bool = False,
    locks_parent: bool = False,
    subject: Callable[[Done], models.Model] | None = None,
    details: Callable[[Done], Mapping[str, Any]] | None = None,
    acting_for: ActingFor | None = None,
    notify: Callable[[Done], object] | None = None,
) -> Callable[[Callable[Concatenate[R, P], T]], Callable[Concatenate[R, P], T]]:
    """Build an action from a function that takes a record, its own arguments, and `actor` by name.

    Args:
        key: what the log and the notices call it, such as «need.published»; None: no log.
        rule: takes the actor and the locked record.
        creates: the record is the parent of what the function makes and returns; its version stays. A parent
            that is a `Record` is locked, because its state decides; one that all apps share, such as an
            organisation, is not, or all that is begun for it would wait in a queue.
        locks_parent: lock such a parent, too: for an action that compares or counts its rows.
        subject: what the log entry is about; by default the new row, or the record.
        details: words and numbers that the sentence in the log needs; no names, nothing secret.
        acting_for: names the organisation on whose behalf the actor does it, where that is not the owner;
            takes the actor and the locked record, as it was before the action.
        notify: sends the notices of the action, inside its transaction.

    The actor's roles are read once per request, thus before the row is locked: one that ends in between still
    counts in that request.

    The action raises NotAllowed when the rule denies, ChangedMeanwhile when somebody else was first, and
    Gone when the record is no longer there.
    """
    told = _Telling(key, creates, subject, details, acting_for, notify)
    return lambda body: _wrapped(body, rule, told, locks=locks_parent or not creates)


def _wrapped(
    body: Callable[Concatenate[R, P], T], rule: Rule, told: "_Telling", *, locks: bool
) -> Callable[Concatenate[R, P], T]:
    @wraps(body)
    def run(record: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        actor = kwargs.get("actor")
        if not isinstance(actor, Actor):
            raise TypeError(f"the action {told.key or body.__name__} needs an actor")
        with transaction.atomic():
            row = _read_again(record, lock=locks or isinstance(record, Record))
            demand(rule(actor, row))
            if not told.creates:
                _check_version(row, record)
            acting_for = told.acting_for(actor, row) if told.acting_for else None
            result = body(row, *args, **kwargs)
            if not told.creates:
                _save(row)
            if row.pk is None:  # deleted: the log names it by the key that it had
                row.pk = record.pk
            told.tell(row, result, actor, acting_for)
        return result

    run.key = told.key  # type: ignore[attr-defined]
    return run


@dataclass(frozen=True, slots=True)
class _Telling:
    """The log line of an action, and whom it notifies."""

    key: str | None
    creates: bool
    subject: Callable[[Done], models.Model] | None
    details: Callable[[Done], Mapping[str, Any]] | None
    acting_for: ActingFor | None
    notify: Callable[[Done], object] | None

    def tell(self, row: models.Model, result: object, actor: AnyActor, acting_for: str | None) -> None:
        """Add the line to the log, and send the notices."""
        done = Done(self.key or "", row, result, actor)
        if self.key is not None:
            self._write(self.key, done, acting_for)
        if self.notify:
            self.notify(done)

    def _write(self, key: str, done: Done, acting_for: str | None) -> None:
        row = done.record
        about = self.subject(done) if self.subject else done.result if self.creates else row
        owner = owner_of(about) or owner_of(row)
        write_log(
            key,
            about,
            by=done.actor.user,
            acting_for=acting_for if acting_for is not None else owner.name if owner else "",
            scope=owner.slug if owner else "",
            details=self.details(done) if self.details else None,
        )


def _read_again(record: R, *, lock: bool) -> R:
    """Return the row of a record as it is now, locked until the transaction ends, or not locked.

    The lock lets others add rows that point to the record (`FOR NO KEY UPDATE`).
    """
    if record.pk is None:
        raise TypeError("an action takes a record that is saved; to create one, name its parent")
    rows = type(record)._base_manager.all()
    if lock:
        first: tuple[str, ...] = getattr(record, "lock_first", ())
        rows = rows.select_for_update(of=(*first, "self"), no_key=True)
    related: tuple[str, ...] = getattr(record, "lock_with", ())
    found = (rows.select_related(*related) if related else rows).filter(pk=record.pk).first()
    if found is None:
        raise Gone.because(_("It is no longer here: somebody else has removed it."))
    return found


def _check_version(row: models.Model, read: models.Model) -> None:
    if isinstance(row, Record) and isinstance(read, Record) and row.version != read.version:
        raise changed_meanwhile()


def _save(row: models.Model) -> None:
    """Save a changed record with a new version; a row that the function has deleted has no key."""
    if row.pk is None:
        return
    if isinstance(row, Record):
        row.version += 1
    row.save()


def owner_of(record: object) -> Owner | None:
    """Return the organisation that a record belongs to, if it belongs to one."""
    return getattr(record, "owner", None)
