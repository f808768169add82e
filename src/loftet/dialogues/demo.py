"""The market dialogues of Demodalen, made up: those of `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.dialogues.actions import answer_question, ask_question, note_input, open_summary, write_input
from loftet.meetings.demo import Told, tell_of_each
from loftet.meetings.models import Event, Team
from loftet.people.demo import then


def tell_of_dialogues(demo: Demo) -> None:
    """Create questions with answers, what firms answer in writing, and the open summary."""
    tell_of_each(demo, "the dialogue", _dialogue)


def _dialogue(demo: Demo, told: Told, event: Event) -> None:
    by = told["by"]
    for one in told.get("question", ()):
        asked = then(demo, one["by"], demo.day(one["asked"]), ask_question, event, {"text": one["text"]})
        answer = {"answer": one["answer"]}
        then(demo, by, demo.day(one["answered"]), answer_question, asked, answer)
    for one in told.get("input", ()):
        _input(demo, one, event)
    if one := told.get("summary"):
        then(demo, by, demo.day(one["day"]), open_summary, event, {"text": one["text"]}, 0)


def _input(demo: Demo, told: Told, event: Event) -> None:
    """Create an answer in writing: by the firm itself, or written in by the organiser with who sent it."""
    team = Team.objects.get(event=event, organisation__slug=told["organisation"])
    written = {"text": told["text"].strip(), "drivers": told["drivers"], "least_volume": told["least_volume"]}
    write = write_input
    if "said_by" in told:
        written |= {"said_by": told["said_by"], "how": "mail", "said_on": demo.day(told["said_on"])}
        write = note_input
    then(demo, told["by"], demo.day(told["day"]), write, team, written, 0)
