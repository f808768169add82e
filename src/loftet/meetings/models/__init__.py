"""The tables of events: events and teams, minutes and actions, and what came of them."""

from loftet.meetings.models.afterwards import Evaluation, Outcome, Result, Stage
from loftet.meetings.models.events import (
    LONG,
    LONGEST_KNOW,
    LONGEST_TEXT,
    MOST_SEATS,
    Attendee,
    Event,
    MailInvitation,
    OfEvent,
    Side,
    State,
    Team,
    Way,
)
from loftet.meetings.models.minutes import LONGEST_MINUTES, ActionPoint, Minutes

__all__ = [
    "LONG",
    "LONGEST_KNOW",
    "LONGEST_MINUTES",
    "LONGEST_TEXT",
    "MOST_SEATS",
    "ActionPoint",
    "Attendee",
    "Evaluation",
    "Event",
    "MailInvitation",
    "Minutes",
    "OfEvent",
    "Outcome",
    "Result",
    "Side",
    "Stage",
    "State",
    "Team",
    "Way",
]
