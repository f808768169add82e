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
    LONGEST_KNOW,
    MOST_SEATS,
    Attendee,
    Event,
    MailInvitation,
    Side,
    State,
    Team,
    Way,
)
from loftet.meetings.models.guidance import FreeTime, Step
from loftet.meetings.models.minutes import LONGEST_MINUTES, ActionPoint, Minutes
from loftet.meetings.models.one_to_one import (
    Answer,
    Held,
    OneToOne,
    PlannedMeeting,
    Talk,
    Timetable,
    Wish,
)

__all__ = [
    "LONGEST_INPUT",
    "LONGEST_KNOW",
    "LONGEST_MINUTES",
    "LONGEST_SUMMARY",
    "MOST_SEATS",
    "ActionPoint",
    "Answer",
    "Attendee",
    "Evaluation",
    "Event",
    "FreeTime",
    "HandedOver",
    "Held",
    "MailInvitation",
    "MarketNotice",
    "Minutes",
    "OneToOne",
    "Outcome",
    "PlannedMeeting",
    "Question",
    "Result",
    "Side",
    "Stage",
    "State",
    "Step",
    "Summary",
    "Talk",
    "Team",
    "Timetable",
    "Way",
    "Wish",
    "WrittenInput",
]
