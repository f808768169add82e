"""The meeting places of Demodalen, made up: read from `catalogue/demo_programme/events.toml`."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import translation

from loftet.core.demo import Demo
from loftet.meetings.actions.events import announce_event, plan_event
from loftet.meetings.actions.teams import Person, change_team, register_team
from loftet.meetings.agenda import ready_agenda
from loftet.meetings.kinds import kinds
from loftet.meetings.models import Event, Team
from loftet.needs.models import Need
from loftet.people.demo import then
from loftet.people.models import Organisation, User
from loftet.pools.models import Pool
from loftet.programme.catalogue import said
from loftet.programme.models import Cohort

FILE = "events.toml"
PLAIN = ("title", "where", "link", "seats", "most_market", "most_each", "begins", "ends", "agenda")
Told = Mapping[str, Any]


def tell_of_events(demo: Demo) -> None:
    """Create the events, with their teams in the order of the file.

    Raises:
        InvalidInput: with the event that cannot be told.
    """
    for told in demo.record(FILE)["event"]:
        with demo.telling(FILE, f"the event «{told['title']}»"):
            _event(demo, told)


def tell_of_each(demo: Demo, what: str, tell: Callable[[Demo, Told, Event], None]) -> None:
    """Run what later apps tell of the events that are there.

    Raises:
        InvalidInput: with the event of which it cannot be told.
    """
    for told in demo.record(FILE)["event"]:
        with demo.telling(FILE, f"{what} of «{told['title']}»"):
            tell(demo, told, Event.objects.get(title=told["title"], day=demo.day(told["day"])))


def _event(demo: Demo, told: Told) -> None:
    organisation, kind = Organisation.objects.get(slug=told["organisation"]), kinds()[told["kind"]]
    day = demo.day(told["day"])
    written = {name: told[name] for name in PLAIN if name in told}
    times = {"begins": kind.begins, "ends": kind.ends, "closes": day - timedelta(kind.closes_days)}
    with translation.override(User.objects.get(email=told["by"]).language):  # as the page would
        ready = {"kind": kind.key, "about": said(kind.about), "agenda": ready_agenda(kind)}
    about: dict[str, Any] = {
        "needs": [Need.objects.get(title=title) for title in told.get("needs", ())],
        "pools": [Pool.objects.get(title=title) for title in told.get("pools", ())],
    }
    if slug := told.get("cohort"):
        about["cohort"] = Cohort.objects.get(slug=slug)
    plan = {**ready, **times, **written, **about, "day": day}
    event = then(demo, told["by"], demo.day(told["planned"]), plan_event, organisation, plan)
    event = then(demo, told["by"], demo.day(told["announced"]), announce_event, event)
    for one in told.get("team", ()):
        _team(demo, one, event)
    for one in told.get("away", ()):
        team = Team.objects.get(event=event, organisation__slug=one["organisation"])
        rows = team.attendees.filter(name=one["name"])
        people = [Person(row.pk, row.name, row.role, "away", "") for row in rows]
        then(demo, one["by"], demo.day(one["day"]), change_team, team, people)


def _team(demo: Demo, told: Told, event: Event) -> None:
    organisation = Organisation.objects.get(slug=told["organisation"])
    parts = [one.partition("; ") for one in told["people"]]
    people = [Person(None, name, role, told.get("way", "physical"), "") for name, _sign, role in parts]
    written = {"email": told["by"]}
    then(demo, told["by"], demo.day(told["day"]), register_team, event, organisation, written, people)
