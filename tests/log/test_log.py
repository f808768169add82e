"""The log is added to and never changed, not even past the models."""

import pytest
from django.db import DatabaseError, connection, transaction

from loftet.log.actions import record
from loftet.log.models import Entry, LogIsAppendOnlyError
from loftet.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def entry() -> Entry:
    user = User.objects.create_user("kari@example.no", name="Kari")
    return record("user.created", user, by=user, acting_for="Gol kommune", scope="gol", details={"a": 1})


def test_what_was_done_is_kept() -> None:
    one = entry()
    assert one.actor is not None
    (found,) = Entry.objects.about(one.actor)
    assert (found.action, found.subject_label, found.acting_for, found.scope, found.details) == (
        *("user.created", f"#{one.actor.pk}", "Gol kommune", "gol"),  # a name would stay when Kari is erased
        {"a": 1},
    )


def test_the_models_refuse_to_change_it() -> None:
    one = entry()
    one.action = "nothing"
    with pytest.raises(LogIsAppendOnlyError):
        one.save()
    with pytest.raises(LogIsAppendOnlyError):
        one.delete()
    with pytest.raises(LogIsAppendOnlyError):
        Entry.objects.update(action="nothing")
    with pytest.raises(LogIsAppendOnlyError):
        Entry.objects.all().delete()


@pytest.mark.parametrize("statement", ["UPDATE log_entry SET action = 'nothing'", "DELETE FROM log_entry"])
def test_the_database_refuses_to_change_it(statement: str) -> None:
    entry()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().action == "user.created"
