"""The hooks by which later apps join in with a meeting place and the teams that come to it."""

from collections.abc import Callable, Iterable
from datetime import date

from loftet.core.calendar import CalendarEvent
from loftet.core.hooks import Hook
from loftet.core.pages import Link
from loftet.meetings.models import Event, Team

EVENT_LINKS: Hook[Link] = Hook("a link of the page of a meeting place")
LAST_DAYS: Hook[Callable[[Event], date | None]] = Hook("the last day of what belongs to a meeting place")
TEAM_CALENDAR: Hook[Callable[[Team], Iterable[CalendarEvent]]] = Hook("what is in the calendar of a team")
