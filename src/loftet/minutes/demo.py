"""The minutes of Demodalen, made up: those of `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.meetings.demo import Told, tell_of_each
from loftet.meetings.models import Event
from loftet.minutes.actions import agree_on, approve_minutes, write_minutes
from loftet.minutes.models import Minutes
from loftet.people.demo import then
from loftet.people.models import User


def tell_of_minutes(demo: Demo) -> None:
    """Create approved minutes, a later version that waits to be approved, and who does what."""
    tell_of_each(demo, "the minutes", _minutes)


def _version(demo: Demo, by: str, told: Told, event: Event) -> Minutes:
    written = {"text": told["text"], "decisions": told["decisions"]}
    return then(demo, by, demo.day(told["written"]), write_minutes, event, written, 0)


def _minutes(demo: Demo, told: Told, event: Event) -> None:
    by = told["by"]
    if one := told.get("minutes"):
        draft = _version(demo, by, one, event)
        then(demo, by, demo.day(one["written"]), approve_minutes, draft)
        if later := one.get("next"):
            _version(demo, by, later, event)
    for one in told.get("action", ()):
        who = User.objects.get(email=one["who"])
        written = {"what": one["what"], "who": who, "due": demo.day(one["due"])}
        then(demo, by, demo.day(one["day"]), agree_on, event, written)
