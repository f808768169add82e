"""The timetables of Demodalen: made of the wishes in `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.meetings.demo import Told
from loftet.meetings.models import Event
from loftet.one_to_one.demo import tell_each
from loftet.one_to_one.models import OneToOne
from loftet.timetables.jobs import keep_timetable, solve_timetable


def tell_of_timetables(demo: Demo) -> None:
    """Create a draft of each timetable.

    Raises:
        InvalidInput: with the event whose timetable cannot be made.
    """
    tell_each(demo, _timetable)


def _timetable(demo: Demo, event: Event, told: Told) -> None:
    frame = OneToOne.objects.get(event=event)
    keep_timetable(frame.pk, solve_timetable(frame.pk), demo.at(demo.day(told["made"])))
