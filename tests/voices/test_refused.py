"""What is refused around a question to inhabitants, each with its reason."""

from datetime import timedelta

from django.utils import timezone

from loftet.people.permissions import Actor
from loftet.voice_answers.actions import answer_question
from loftet.voices.models import VoiceQuestion
from loftet.voices.rules import may_answer, may_ask, may_open, may_set_up
from tests.people.partnership import World
from tests.refusals import reason_of


def test_only_a_municipality_asks_and_names_who_answers(world: World, director: Actor) -> None:
    assert reason_of(may_set_up(director, world.council)) == "Municipalities ask their inhabitants."
    assert reason_of(may_ask(director, world.council)) == "Municipalities ask their inhabitants."
    assert may_set_up(director, world.gol)


def test_a_question_whose_last_day_has_been_is_not_opened(
    named: None, draft: VoiceQuestion, asker: Actor
) -> None:
    assert may_open(asker, draft)
    draft.closes_on = timezone.localdate() - timedelta(days=1)
    assert reason_of(may_open(asker, draft)) == "The last day has been. Change it first."


def test_a_question_that_has_been_answered_is_not_answered_again(
    question: VoiceQuestion, asker: Actor
) -> None:
    assert may_answer(asker, question)
    said = {"outcome": "done", "answer": "Vi byggjer fortauet.", "absent": "Ingen under 15."}
    answered = answer_question(question, said, actor=asker)
    assert reason_of(may_answer(asker, answered)).startswith("The question has been answered")
