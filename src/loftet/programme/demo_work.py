"""The work of the cohort of Demodalen, made up: competence, hours, days, and what it measures of itself."""

from datetime import time
from decimal import Decimal

from loftet.core.demo import Cells, Demo
from loftet.people.demo import then
from loftet.people.models import Organisation, User
from loftet.programme.calendar.actions import cancel_day, set_day
from loftet.programme.competence.actions import add_competence
from loftet.programme.demo import participation_of
from loftet.programme.hours.actions import write_hours
from loftet.programme.measures.actions import add_reading, set_baseline
from loftet.programme.models import Cohort, CompetenceKind, EntryKind, HalfYear

COMPETENCE = ("organisation", "kind", "person", "function", "about", "can_be_lent", "by")
HOURS = ("municipality", "half", "hours", "by")
CALENDAR = ("set", "day", "kind", "title", "begins", "ends", "where", "link", "cancelled")
BASELINES = ("measure", "value", "day", "source", "aim", "aim_by")
READINGS = ("measure", "value", "day", "source")


def tell_of_work(demo: Demo, cohort: Cohort, leader: str) -> None:
    """Create the work; what is the cohort's own is written by its leader.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("competence.csv", COMPETENCE, lambda row: _competence(demo, row))
    demo.each("hours.csv", HOURS, lambda row: _hours(demo, row))
    demo.each("calendar.csv", CALENDAR, lambda row: _day(demo, cohort, leader, row))
    demo.each("baselines.csv", BASELINES, lambda row: _baseline(demo, cohort, leader, row))
    demo.each("readings.csv", READINGS, lambda row: _reading(demo, cohort, leader, row))


def _competence(demo: Demo, row: Cells) -> None:
    person = User.objects.get(email=row["person"]) if row["person"] else None
    data = {
        "kind": CompetenceKind(row["kind"]),
        "person": person,
        "function": row["function"],
        "about": row["about"],
        "can_be_lent": row["can_be_lent"] == "yes",
    }
    organisation = Organisation.objects.get(slug=row["organisation"])
    then(demo, row["by"], demo.day("-56 mon"), add_competence, organisation, data)


def _hours(demo: Demo, row: Cells) -> None:
    """Write the hours of this half-year («+0»), or of one before («-1»)."""
    half = HalfYear.of(demo.today)
    for _step in range(-int(row["half"])):
        half = half.before
    of, hours = participation_of(row["municipality"]), Decimal(row["hours"])
    then(demo, row["by"], demo.today, write_hours, of, half, hours)


def _day(demo: Demo, cohort: Cohort, leader: str, row: Cells) -> None:
    plan = {
        "kind": EntryKind(row["kind"]),
        "title": row["title"],
        "day": demo.day(row["day"]),
        "begins": time.fromisoformat(row["begins"]) if row["begins"] else None,
        "ends": time.fromisoformat(row["ends"]) if row["ends"] else None,
        "where": row["where"],
        "link": row["link"],
    }
    entry = then(demo, leader, demo.day(row["set"]), set_day, cohort, plan)
    if row["cancelled"]:
        then(demo, leader, demo.day(row["cancelled"]), cancel_day, entry)


def _baseline(demo: Demo, cohort: Cohort, leader: str, row: Cells) -> None:
    """Set where the cohort began; an empty value is not known, and the source says why."""
    day = demo.day(row["day"])
    data = {
        "value": Decimal(row["value"]) if row["value"] else None,
        "day": day,
        "source": row["source"],
        "aim": Decimal(row["aim"]) if row["aim"] else None,
        "aim_by": demo.day_or_none(row["aim_by"]),
    }
    then(demo, leader, day, set_baseline, cohort, row["measure"], data, 0)


def _reading(demo: Demo, cohort: Cohort, leader: str, row: Cells) -> None:
    day = demo.day(row["day"])
    data = {"value": Decimal(row["value"]), "day": day, "source": row["source"]}
    then(demo, leader, day, add_reading, cohort, row["measure"], data)
