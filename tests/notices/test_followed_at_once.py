"""Somebody follows a thing while somebody else changes it.

SQLite has one writer at a time, so this runs on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from loftet.notices.actions.notifications import followers
from loftet.notices.actions.own import follow_subject
from loftet.notices.models import Follow
from loftet.people.actor import actor_at
from loftet.people.models import Organisation, User
from tests.notices.conftest import NOW, TODAY
from tests.people.partnership import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]


def test_who_follows_a_thing_does_not_wait_for_who_changes_it(world: World, kari: User) -> None:
    actor = actor_at(kari, NOW, TODAY)

    def follow() -> Follow:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return follow_subject(world.firm, "/organisasjoner/varme/", actor=actor)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Organisation.objects.select_for_update().get(pk=world.firm.pk)
        pool.submit(follow).result()
    assert followers(world.firm) == [kari]
