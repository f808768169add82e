"""The hooks by which later apps join in with a meeting place and the teams that come to it."""

from collections.abc import Callable, Iterable
from datetime import date

from loftet.core.calendar import CalendarEvent
from loftet.core.hooks import Hook
from loftet.core.pages import Link
from loftet.core.verdicts import Verdict
from loftet.meetings.models import Event, Team
from loftet.people.actor import Actor

EVENT_LINKS: Hook[Link] = Hook("a link of the page of a meeting place")
LAST_DAYS: Hook[Callable[[Event], date | None]] = Hook("the last day of what belongs to a meeting place")
TEAM_CALENDAR: Hook[Callable[[Team], Iterable[CalendarEvent]]] = Hook("what is in the calendar of a team")
MAY_INVITE: Hook[Callable[[Event], Verdict]] = Hook("what is there before anybody is invited by letter")
TOLD_OF: Hook[Callable[[Actor, Event], str]] = Hook("what somebody reads of a meeting place beside its day")
