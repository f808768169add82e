"""Actions of a market dialogue: asked, answered, handed over, answered in writing, summed up."""

from collections.abc import Mapping
from typing import Any

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.versions import row_or_new, same_version, save_next_version
from loftet.dialogues.models import HandedOver, Question, Summary, WrittenInput
from loftet.dialogues.rules import (
    hands_out_for,
    may_answer,
    may_ask,
    may_ask_by_link,
    may_hand_out,
    may_hand_over,
    may_note_input,
    may_summarise,
    may_write_input,
)
from loftet.meetings.models import Event, Team
from loftet.meetings.rules import acts_for, acts_for_row
from loftet.openness.pages import hand_out_action
from loftet.people.actor import Actor


def _asks_for(_actor: Actor, _event: Event | Team) -> str:
    return ""  # who asks is in the organiser's log, and not for which firm


@action("question.asked", rule=may_ask, creates=True, acting_for=_asks_for)
def ask_question(event: Event, written: Mapping[str, Any], *, actor: Actor) -> Question:
    """Create a question.

    Raises:
        InvalidInput: when the text is refused.
    """
    question = Question(event=event, asked=actor.now, asked_by=actor.person)
    set_values(question, written)
    question.save()
    return question


@action("question.asked", rule=may_ask_by_link, creates=True, acting_for=_asks_for)
def ask_by_link(team: Team, written: Mapping[str, Any], *, actor: Actor) -> Question:
    """Create a question of a team that holds its link; nobody is named.

    Raises:
        InvalidInput: when the text is refused.
    """
    question = Question(event=team.event, asked=actor.now)
    set_values(question, written)
    question.save()
    return question


@action("question.answered", rule=may_answer, acting_for=acts_for_row)
def answer_question(question: Question, written: Mapping[str, Any], *, actor: Actor) -> Question:
    """Answer a question, for everybody; answered again it has the newest time.

    Raises:
        InvalidInput: when the text is refused.
    """
    set_values(question, written)
    question.answered, question.answered_by = actor.now, actor.person
    return question


@action("event.handed_over", rule=may_hand_over, creates=True, subject=lambda done: done.record)
def hand_over(event: Event, written: Mapping[str, Any], *, actor: Actor) -> HandedOver:
    """Add something that suppliers were given to the list that everybody reads.

    Raises:
        InvalidInput: when a value is refused.
    """
    row = HandedOver(event=event, when=actor.now, by=actor.person)
    set_values(row, written)
    row.save()
    return row


@action(
    "event.summarised",
    rule=may_summarise,
    creates=True,
    subject=lambda done: done.record,
    acting_for=acts_for,
)
def open_summary(event: Event, written: Mapping[str, Any], read: int, *, actor: Actor) -> Summary:
    """Create a new version of the open summary; `read` is the number of the one that was read.

    Raises:
        InvalidInput: when the text is refused.
        ChangedMeanwhile: when somebody else has opened a version since.
    """
    number = newest_number(event)
    same_version(number, read)
    row = Summary(event=event, number=number + 1, when=actor.now, by=actor.person)
    set_values(row, written)
    row.save()
    return row


def input_of(team: Team) -> WrittenInput:
    """Return the answer of a firm in writing, or one that is not made yet."""
    row = row_or_new(WrittenInput, team=team)
    row.team = team
    return row


@action("input.written", rule=may_write_input, creates=True, acting_for=_asks_for)
def write_input(team: Team, written: Mapping[str, Any], read: int, *, actor: Actor) -> WrittenInput:
    """Create or change the answer of a firm that holds its link; nobody is named, and the log keeps no text.

    Raises:
        InvalidInput: when a value is refused.
        ChangedMeanwhile: when it was changed since version `read` was.
    """
    nobody = {"said_by": "", "how": "", "said_on": None}
    values = {**written, **nobody}
    return save_next_version(input_of(team), read, values, written=actor.now, written_by=None)


@action("input.noted", rule=may_note_input, creates=True, acting_for=acts_for_row)
def note_input(team: Team, written: Mapping[str, Any], read: int, *, actor: Actor) -> WrittenInput:
    """Create or change an answer that a firm has sent, with who sent it and when.

    Raises:
        InvalidInput: when a value is refused.
        ChangedMeanwhile: when it was changed since version `read` was.
    """
    return save_next_version(input_of(team), read, written, written=actor.now, written_by=actor.person)


def newest_number(event: Event) -> int:
    """Return the number of the newest summary, or 0."""
    return event.summaries.values_list("number", flat=True).first() or 0


hand_out_log = hand_out_action("event.handed_out", may_hand_out, hands_out_for)
