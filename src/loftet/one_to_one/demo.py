"""The one-to-one meetings of Demodalen, made up: those of `catalogue/demo_programme/events.toml`."""

from collections.abc import Callable

from loftet.core.demo import Demo
from loftet.meetings.demo import FILE, Told, event_of
from loftet.meetings.models import Event, Team
from loftet.one_to_one.actions import set_up
from loftet.one_to_one.asking import ask_for_meetings
from loftet.one_to_one.models import OneToOne
from loftet.people.demo import then


def tell_of_meetings(demo: Demo) -> None:
    """Set one-to-one meetings up, and let firms ask for them.

    Raises:
        InvalidInput: with the event whose meetings cannot be told.
    """
    tell_each(demo, _meetings)


def tell_each(demo: Demo, tell: Callable[[Demo, Event, Told], None]) -> None:
    """Run what tells of an event for each that has one-to-one meetings."""
    for told in demo.record(FILE)["event"]:
        if one := told.get("one_to_one"):
            with demo.telling(FILE, f"the one-to-one meetings of «{told['title']}»"):
                tell(demo, event_of(demo, told), {"by": told["by"], **one})


def _meetings(demo: Demo, event: Event, told: Told) -> None:
    written = {name: told[name] for name in ("slots", "tables", "guide")}
    written |= {"day": event.day, "begins": told["begins"], "wishes_by": demo.day(told["wishes_by"])}
    frame = then(demo, told["by"], demo.day(told["set_up"]), set_up, event, written, 0)
    OneToOne.objects.filter(pk=frame.pk).update(seed=told["seed"])  # the demo is the same each time
    keys = dict(event.teams.values_list("organisation__slug", "pk"))
    for firm, buyers in told["wishes"].items():
        team = Team.objects.get(pk=keys[firm])
        wanted = [keys[one] for one in buyers]
        then(demo, team.email, demo.day(told["asked"]), ask_for_meetings, team, wanted, [])
