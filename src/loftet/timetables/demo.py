"""The timetables of Demodalen: made of the wishes in `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.core.models import WorkItem
from loftet.meetings.demo import Told, tell_of_each
from loftet.meetings.models import Event
from loftet.one_to_one.rules import frame_of
from loftet.people.demo import then
from loftet.timetables.actions import WORK, release_timetable, set_away
from loftet.timetables.jobs import keep_timetable, solve_timetable


def tell_of_timetables(demo: Demo) -> None:
    """Create each version of the timetables: a draft, or one that is released."""
    tell_of_each(demo, "the timetable", _timetable)


def _timetable(demo: Demo, told: Told, event: Event) -> None:
    for one in told.get("one_to_one", {}).get("version", ()):
        _version(demo, told["by"], one, event)


def _version(demo: Demo, by: str, told: Told, event: Event) -> None:
    """Set who cannot come, make the timetable, and release it where the story says so."""
    day, frame = demo.day(told["made"]), frame_of(event)
    assert frame is not None  # it is told of before
    for organisation, slots in told.get("away", {}).items():
        team = event.teams.get(organisation__slug=organisation)
        then(demo, by, day, set_away, frame_of(event), team, slots)
    WorkItem.objects.filter(kind=WORK, row=frame.pk).delete()  # it is solved here and now, not by the worker
    keep_timetable(frame.pk, solve_timetable(frame.pk), demo.at(day))
    if released := told.get("released"):
        then(demo, by, demo.day(released), release_timetable, frame_of(event))
