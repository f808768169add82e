"""The minutes of Demodalen, made up: those of `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.meetings.demo import Told, tell_of_each
from loftet.meetings.models import Event
from loftet.minutes.actions import agree_on, approve_minutes, write_minutes
from loftet.people.demo import then
from loftet.people.models import User


def tell_of_minutes(demo: Demo) -> None:
    """Create approved minutes, and who does what."""
    tell_of_each(demo, "the minutes", _minutes)


def _minutes(demo: Demo, told: Told, event: Event) -> None:
    by = told["by"]
    if one := told.get("minutes"):
        day, said_there = demo.day(one["written"]), {"text": one["text"], "decisions": one["decisions"]}
        draft = then(demo, by, day, write_minutes, event, said_there, 0)
        then(demo, by, day, approve_minutes, draft)
    for one in told.get("action", ()):
        who = User.objects.get(email=one["who"])
        written = {"what": one["what"], "who": who, "due": demo.day(one["due"])}
        then(demo, by, demo.day(one["day"]), agree_on, event, written)
