"""The partnership and the cohort of Demodalen, made up: read from `catalogue/demo_programme`."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from loftet.core.demo import Cells, Demo
from loftet.decisions.demo import led_to
from loftet.decisions.models import Matter, Outcome, Treatment, TreatmentKind
from loftet.decisions.treatments.actions import Result
from loftet.log.actions import told_of
from loftet.people.demo import then
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import Place
from loftet.programme.cohorts.actions import begin_cohort, invite, set_partnership
from loftet.programme.cohorts.bulk import prepare_for
from loftet.programme.models import (
    OUTCOME_OF,
    Cohort,
    Participation,
    ParticipationState,
    Partnership,
    PhaseRun,
)
from loftet.programme.participation.actions import (
    decide_by_delegation,
    say_what_it_means,
    use_matter,
)
from loftet.programme.phases.actions import close_phase, open_phase, tick
from loftet.programme.queries.standings import taking_part

PARTICIPATION = ("municipality", "by", "day", "state")
PHASES = ("phase", "municipality", "opened", "closed", "note")
TICKS = ("phase", "opened", "municipality", "item", "day", "by", "note")
Told = Mapping[str, Any]
Made = TypeVar("Made")


def is_told(demo: Demo) -> bool:
    """Check whether the partnership of the story is there already."""
    return Partnership.objects.filter(slug=demo.record("programme.toml")["partnership"]["slug"]).exists()


def tell_of_programme(demo: Demo) -> tuple[Cohort, str]:
    """Create the cohort: who takes part, which phases are open; return it, and the address of who runs it.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    story = demo.record("programme.toml")
    told = story["cohort"]
    cohort = _cohort(demo, story["partnership"], told)
    for slug, delegated in story["delegated"].items():
        _delegated(demo, slug, delegated)
    demo.each("participation.csv", PARTICIPATION, lambda row: _decided(demo, row))
    leader = told["by"]
    demo.each("phases.csv", PHASES, lambda row: _phase(demo, cohort, leader, row))
    day = demo.day(told["status_prepared"])
    then(demo, leader, day, prepare_for, cohort, list(taking_part(day, cohort)), "status")
    return cohort, leader


def participation_of(slug: str) -> Participation:
    """Return the participation of a municipality of the story."""
    rows = Participation.objects.select_related("cohort__lead", "organisation__place", "matter")
    return rows.get(organisation__slug=slug, organisation__place__made_up=True)


def _cohort(demo: Demo, partnership: Told, told: Told) -> Cohort:
    """Create the partnership and the cohort, and invite the municipalities."""
    members = Organisation.objects.filter(slug__in=partnership["members"])
    with told_of(demo.at(demo.day(partnership["day"]))):
        made = set_partnership(
            partnership["slug"],
            partnership["name"],
            partnership["language"],
            members,
            today=demo.day(partnership["day"]),
        )
    plan = {
        "name": told["name"],
        "about": told["about"].strip(),
        "language": told["language"],
        "begins": demo.day(told["begins"]),
        "ends": None,
        "partners": tuple(Organisation.objects.filter(slug__in=told["partners"])),
    }
    lead, region = Organisation.objects.get(slug=told["lead"]), Place.objects.get(slug=told["region"])
    day = demo.day(told["day"])
    cohort = then(demo, told["by"], day, begin_cohort, made, lead, region, plan)
    municipalities = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, place__made_up=True)
    then(demo, told["by"], demo.day(told["invited"]), invite, cohort, list(municipalities), "")
    return cohort


def _rests_on(demo: Demo, slug: str, email: str, day: date) -> tuple[Participation, Matter]:
    """Set the matter that a participation rests on to the one that the region's led to."""
    row = participation_of(slug)
    matter = led_to(slug)
    then(demo, email, day, use_matter, row, matter)
    return row, matter


def _delegated(demo: Demo, slug: str, told: Told) -> None:
    day = demo.day(told["day"])
    row, _matter = _rests_on(demo, slug, told["by"], day)
    names = ("decided_by", "document", "wording", "case_number")
    delegated = Result(Outcome.ADOPTED, day=day, **{one: told[one] for one in names})
    takes_part = ParticipationState.TAKES_PART
    then(demo, told["by"], day, decide_by_delegation, row, delegated, takes_part, 0)


def _decided(demo: Demo, row: Cells) -> None:
    """Record what the council's outcome means."""
    day = demo.day(row["day"])
    participation, matter = _rests_on(demo, row["municipality"], row["by"], day)
    state = ParticipationState(row["state"])
    treatment = Treatment.objects.get(
        matter=matter, kind=TreatmentKind.DECISION, outcome__in=OUTCOME_OF[state]
    )
    then(demo, row["by"], day, say_what_it_means, participation, treatment, state, 0)


def _phase(demo: Demo, cohort: Cohort, leader: str, row: Cells) -> None:
    """Open a phase, tick off what was done in it, and close it where it was closed again."""
    only = participation_of(row["municipality"]) if row["municipality"] else None
    day = demo.day(row["opened"])
    run = then(demo, leader, day, open_phase, cohort, row["phase"], row["note"], only)
    demo.each("ticks.csv", TICKS, lambda ticked: _tick(demo, run, ticked))
    if row["closed"]:
        then(demo, leader, demo.day(row["closed"]), close_phase, run)


def _tick(demo: Demo, run: PhaseRun, row: Cells) -> None:
    """Mark something as ticked off, if it is in this phase."""
    if (row["phase"], demo.day(row["opened"])) == (run.phase, run.opened):
        participation = participation_of(row["municipality"])
        then(demo, row["by"], demo.day(row["day"]), tick, run, participation, row["item"], row["note"])
