"""A cohort of two municipalities, the council that leads it, and those who decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from loftet.core.reading import answer
from loftet.core.registry import Task
from loftet.decisions.models import Body, Matter, Outcome, Treatment, TreatmentKind
from loftet.decisions.treatments.actions import Result
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind, User
from loftet.places.models import Membership, Place, PlaceCode
from loftet.programme.cohorts.actions import begin_cohort, invite, set_partnership
from loftet.programme.models import Cohort, Participation, ParticipationDecision, ParticipationState
from loftet.programme.participation.actions import decide_by_delegation
from loftet.programme.queries.waiting import own_participations, participation_tasks
from tests.decisions.conftest import House, house, small_house  # noqa: F401 - a fixture
from tests.decisions.conftest import actor as actor
from tests.made_once import made_once
from tests.people.partnership import LONG_AGO, hire

PLAN = {
    "name": "kull 1",
    "about": "Seks kommunar.",
    "language": "nn",
    "begins": date(2026, 3, 3),
    "ends": None,
    "partners": (),
}
STATE = ParticipationState


@dataclass(frozen=True, slots=True)
class Programme:
    """The house of the decisions with a cohort, to which Gol and Ål are invited."""

    house: House
    cohort: Cohort
    gol: Participation
    al: Participation


def waits_for(who: Actor) -> list[Task]:
    """Return what taking part asks of somebody."""
    return list(participation_tasks(who, answer(own_participations(who.permissions, who.today))))


def known_places(*organisations: Organisation) -> None:
    """Return the places of municipalities codes, without which they are no municipalities of today."""
    for number, one in enumerate(organisations):
        PlaceCode.objects.get_or_create(
            place=one.place, valid_from=LONG_AGO, defaults={"code": f"99{number:02}"}
        )


def begun(of: House, name: str = "kull 1") -> Cohort:
    """Begin a cohort in Hallingdal, led by the council, to which nobody is invited yet."""
    world = of.world
    known_places(world.gol, world.al)
    partnership = set_partnership(
        "baerekraftsloftet", "Bærekraftsløftet", "nb", [world.partner], today=timezone.localdate()
    )
    place = world.council.place
    assert place is not None
    return begin_cohort(
        partnership,
        world.council,
        place,
        PLAN | {"name": name},
        actor=actor(of.facilitator),
    )


def small_programme(text: str = "") -> Programme:
    """Make the house and the cohort, and invite both municipalities."""
    made = small_house()
    cohort = begun(made)
    invite(cohort, [made.world.gol, made.world.al], text, actor=actor(made.facilitator))
    rows = {one.organisation.slug: one for one in Participation.objects.select_related("organisation")}
    return Programme(made, cohort, rows["gol"], rows["al"])


def delegated(outcome: Outcome = Outcome.ADOPTED, days_ago: int = 0, wording: str = "Gol deltek.") -> Result:
    """Return what a director decides."""
    return Result(
        day=timezone.localdate() - timedelta(days_ago),
        decided_by="kommunedirektør",
        document="delegeringsreglementet § 4",
        outcome=outcome,
        wording=wording,
        case_number="12/27",
    )


def joined(programme: Programme, days_ago: int = 0) -> ParticipationDecision:
    """Let Gol take part, by its director."""
    return decide_by_delegation(
        programme.gol,
        delegated(days_ago=days_ago),
        STATE.TAKES_PART,
        0,
        actor=actor(programme.house.director),
    )


def treated(
    matter: Matter, body: Body, kind: TreatmentKind, outcome: Outcome, days_ago: int = 0
) -> Treatment:
    """Return what a body did with a matter, as its minutes have it."""
    return Treatment.objects.create(
        matter=matter,
        kind=kind,
        body=body,
        day=timezone.localdate() - timedelta(days_ago),
        outcome=outcome,
        wording="Vedteke.",
        recorded=timezone.now(),
        recorded_by=matter.created_by,
        acting_for="Gol kommune",
    )


@pytest.fixture
def programme(db: None, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Programme:
    """Return the programme, which is large where a test asks for `large`."""
    settings.DATA = tmp_path
    return made_once(large_programme if "large" in request.fixturenames else small_programme)


@pytest.fixture
def in_english() -> Iterator[None]:
    """Let reasons be told in the words of the source."""
    with translation.override("en"):
        yield


def both_joined(programme: Programme) -> None:
    """Let Ål take part, too."""
    joined(programme)
    decide_by_delegation(
        programme.al, delegated(), STATE.TAKES_PART, 0, actor=actor(programme.house.neighbour)
    )


def large_programme() -> Programme:
    """Make a programme in which fifty-one municipalities take part, with five hundred people."""
    programme = small_programme()
    both_joined(programme)
    own = programme.house
    region, kinds = own.world.council.place, list(RoleKind)
    assert region is not None
    for number in range(49):
        place = Place.objects.create(
            slug=f"stad-{number}",
            kind="municipality",
            name=f"Stad {number}",
            language="nn",
            sort_key=f"s{number:02}",
        )
        Membership.objects.create(region=region, member=place, valid_from=LONG_AGO)
        organisation = Organisation.objects.create(
            slug=place.slug, name=f"{place.name} kommune", kind="municipality", place=place
        )
        for at in range(10):
            hire(f"p{at}@{place.slug}.example", organisation, kinds[at])
        row = Participation.objects.create(
            cohort=programme.cohort,
            organisation=organisation,
            invited=timezone.now(),
            invited_by=own.facilitator,
        )
        record_that_it_takes_part(row, own.facilitator)
    return programme


@pytest.fixture
def large(programme: Programme) -> Programme:
    return programme


def record_that_it_takes_part(row: Participation, by: User) -> None:
    """Record a decision as it stands in the tables, without asking who may."""
    today, now = timezone.localdate(), timezone.now()
    matter = Matter.objects.create(
        organisation=row.organisation,
        title="Deltaking",
        proposal="Kommunen deltek.",
        language="nn",
        state="public",
        created=now,
        created_by=by,
        acting_for="kommunen",
    )
    treatment = Treatment.objects.create(
        matter=matter,
        kind=TreatmentKind.DECISION,
        decided_by="kommunedirektør",
        document="reglement",
        day=today,
        outcome=Outcome.ADOPTED,
        wording="Kommunen deltek.",
        recorded=now,
        recorded_by=by,
        acting_for="kommunen",
    )
    ParticipationDecision.objects.create(
        participation=row,
        state=STATE.TAKES_PART,
        decided=today,
        treatment=treatment,
        recorded=now,
        recorded_by=by,
        acting_for="kommunen",
    )
