"""The tables of events: events and teams, what is the same for all in a dialogue, minutes and actions."""

from loftet.meetings.models.afterwards import Evaluation, Outcome, Result, Stage
from loftet.meetings.models.dialogue import (
    LONGEST_INPUT,
    LONGEST_SUMMARY,
    HandedOver,
    MarketNotice,
    Question,
    Summary,
    WrittenInput,
)
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
    "LONGEST_INPUT",
    "LONGEST_KNOW",
    "LONGEST_MINUTES",
    "LONGEST_SUMMARY",
    "LONGEST_TEXT",
    "MOST_SEATS",
    "ActionPoint",
    "Attendee",
    "Evaluation",
    "Event",
    "HandedOver",
    "MailInvitation",
    "MarketNotice",
    "Minutes",
    "OfEvent",
    "Outcome",
    "Question",
    "Result",
    "Side",
    "Stage",
    "State",
    "Summary",
    "Team",
    "Way",
    "WrittenInput",
]
