"""The timetables of Demodalen: made of the wishes in `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.meetings.demo import Told, tell_of_each
from loftet.meetings.models import Event
from loftet.one_to_one.rules import frame_of
from loftet.timetables.jobs import keep_timetable, solve_timetable


def tell_of_timetables(demo: Demo) -> None:
    """Create a draft of each timetable."""
    tell_of_each(demo, "the timetable", _timetable)


def _timetable(demo: Demo, told: Told, event: Event) -> None:
    if (frame := frame_of(event)) is not None:
        made = demo.at(demo.day(told["one_to_one"]["made"]))
        keep_timetable(frame.pk, solve_timetable(frame.pk), made)
