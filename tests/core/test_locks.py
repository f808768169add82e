"""Forty who begin something for one organisation at once, in four apps, do not wait for each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from loftet.core.actions import action
from loftet.core.verdicts import anybody
from loftet.learning.actions import write_experience
from loftet.learning.example import WRITTEN
from loftet.needs.actions import write_need
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind
from loftet.projects.actions import start_project
from loftet.voices.actions.questions import write_question
from tests.people.partnership import acting_as, hire, small_partnership

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
MANY = 40
LONGEST = 60  # seconds until a thread that waits for a lock has failed


def begin_something(number: int, gol: Organisation, actor: Actor) -> object:
    title = f"Nummer {number}"
    begun: tuple[Callable[[], object], ...] = (
        lambda: write_need(gol, {"title": title, "way": "purchase"}, actor=actor),
        lambda: write_experience(gol, {**WRITTEN, "title": title}, actor=actor),
        lambda: start_project(gol, {"title": title, "kind": "change", "starts_on": actor.today}, actor=actor),
        lambda: write_question(
            gol,
            {"title": title, "text": "Kva?", "opens_on": actor.today, "closes_on": actor.today},
            actor=actor,
        ),
    )
    return begun[number % len(begun)]()


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
def test_what_is_begun_for_one_organisation_does_not_queue() -> None:
    world = small_partnership()
    user = hire("kari@gol.example", world.gol, RoleKind.BUSINESS_ADVISER)
    for kind in (RoleKind.EDITOR, RoleKind.PLANNER, RoleKind.TOP_MANAGEMENT):
        hire(user.email, world.gol, kind)
    actor, all_have_written = acting_as(user), Barrier(MANY)

    def run(number: int) -> object:
        try:
            with transaction.atomic():
                made = begin_something(number, world.gol, actor)
                all_have_written.wait(LONGEST)  # before any of them is committed
            return made
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        made = list(pool.map(run, range(MANY)))
    assert len(made) == MANY


@pytest.mark.parametrize("locks", [False, True])
def test_a_parent_is_locked_where_the_action_asks_for_it(
    locks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    gol = small_partnership().gol

    def select_for_update(rows: QuerySet[Organisation], **how: Any) -> QuerySet[Organisation]:
        asked.append(how["no_key"])
        return rows

    monkeypatch.setattr(QuerySet, "select_for_update", select_for_update)

    @action(None, rule=anybody, creates=True, locks_parent=locks)
    def begin(organisation: Organisation, *, actor: Actor) -> str:
        return organisation.slug

    assert begin(gol, actor=acting_as(hire("kari@gol.example", gol, RoleKind.EDITOR))) == "gol"
    assert asked == [True] * locks
