"""Two write the first comment on a figure in the same moment: one is kept, and the other is told.

On SQLite one writer waits for the other, so this runs on PostgreSQL, where both are at it together.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from loftet.core.versions import ChangedMeanwhile
from loftet.log.models import Entry
from loftet.people.actor import Actor, actor_at
from loftet.people.models import RoleKind
from loftet.places.models import Place
from loftet.status.comments.actions import NOT_WRITTEN, Written, write_comment
from loftet.status.models import FigureComment
from tests.people.partnership import hire, small_partnership

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]
TIMES = 4


def write_at_once(place: Place, writers: list[Actor]) -> list[FigureComment | ChangedMeanwhile]:
    """Write a first comment in threads that begin together; return what each got, or was refused by."""
    gate = Barrier(len(writers))

    def write(actor: Actor) -> FigureComment | ChangedMeanwhile:
        text = Written("x", "leakage", f"Eg er {actor.person.name}.", "nn")
        gate.wait()
        try:
            return write_comment(place, text, NOT_WRITTEN, actor=actor)
        except ChangedMeanwhile as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(writers)) as pool:
        return list(pool.map(write, writers))


def test_the_lock_on_the_place_keeps_one_of_several_first_comments() -> None:
    gol = small_partnership().gol
    people = [hire(f"p{number}@gol.example", gol, RoleKind.PLANNER) for number in range(TIMES)]
    writers = [actor_at(person, timezone.now(), timezone.localdate()) for person in people]
    got = write_at_once(Place.objects.get(slug="gol"), writers)
    kept = [one for one in got if isinstance(one, FigureComment)]
    row = FigureComment.objects.get()
    assert ([one.text for one in kept], row.version) == ([row.text], 1)
    assert Entry.objects.filter(action="comment.written").count() == 1
