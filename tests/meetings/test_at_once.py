"""Sixty people for forty places, twenty at once: never forty-one, nobody is lost, and the order is kept.

On PostgreSQL in threads; on SQLite in a file, as a site has it, in a process of its own.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copy
from threading import Barrier

import pytest
from django.db import connection

from loftet.meetings.actions.teams import Person, change_team, register_team
from loftet.meetings.example import announced_event
from loftet.meetings.models import Attendee, Event, Team
from loftet.people.models import Organisation, RoleKind, User
from tests.people.partnership import acting_as, hire, small_partnership

AT_ONCE, ROUNDS, SEATS = 20, 3, 40


def a_conference() -> tuple[Event, list[User], list[Organisation]]:
    """Make a conference with forty places, and sixty firms with somebody each."""
    world = small_partnership()
    planner = hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER)
    event = announced_event(acting_as(planner), world.gol, seats=SEATS)
    firms = [
        Organisation.objects.create(slug=f"firma-{number}", name=f"Firma {number}", kind="supplier")
        for number in range(AT_ONCE * ROUNDS)
    ]
    users = [hire(f"x@{one.slug}.example", one, RoleKind.TOP_MANAGEMENT) for one in firms]
    return event, users, firms


def register_all(event: Event, users: Sequence[User], firms: Sequence[Organisation]) -> Counter[str]:
    """Register one of each firm, twenty at once; then let ten leave while the last ten come back."""
    gate = Barrier(AT_ONCE)

    def register(number: int) -> None:
        gate.wait()
        try:
            person = Person(None, f"N{number}", "", "physical", "")
            written = {"email": users[number].email}
            register_team(event, firms[number], written, [person], actor=acting_as(users[number]))
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for turn in range(ROUNDS):
            list(pool.map(register, range(turn * AT_ONCE, (turn + 1) * AT_ONCE)))
    assert_in_order(event, everybody=AT_ONCE * ROUNDS, waiting=AT_ONCE)
    teams = {one.organisation_id: one for one in event.teams.prefetch_related("attendees")}
    leaving = [one for one in teams.values() if one.attendees.all()[0].seated][:AT_ONCE]

    def leave(team: Team) -> None:
        gate.wait()
        try:
            (one,) = team.attendees.all()
            away = Person(one.pk, one.name, "", "away", "")
            change_team(team, [away], actor=acting_as(users[0]))
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(leave, leaving))
    assert_in_order(event, everybody=SEATS, waiting=0)
    ways = Attendee.objects.filter(team__event=event).values_list("way", "seated")
    return Counter(f"{way} {'place' if seated else 'none'}" for way, seated in ways)


def assert_in_order(event: Event, *, everybody: int, waiting: int) -> None:
    """Check that forty have a place, and that nobody who waits was before somebody who has one."""
    coming = Attendee.objects.filter(team__event=event, way="physical").order_by("pk")
    seated = [one.pk for one in coming if one.seated]
    waits = [one.pk for one in coming if not one.seated]
    assert (len(seated), len(waits), len(coming)) == (SEATS, waiting, everybody)
    assert max(seated) < min(waits, default=max(seated) + 1)


EXPECTED = {"physical place": SEATS, "away none": AT_ONCE}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
def test_forty_places_are_given_to_forty() -> None:
    assert register_all(*a_conference()) == EXPECTED


@pytest.mark.nightly
def test_forty_places_are_given_to_forty_in_a_file(
    project: Path, migrated_file: Path, tmp_path: Path
) -> None:
    file = copy(migrated_file, tmp_path / "db.sqlite3")
    command = [sys.executable, "-m", "tests.meetings.registering", str(file)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == EXPECTED
