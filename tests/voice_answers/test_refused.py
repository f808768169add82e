"""What is refused around a group of input, with its reason."""

from django.utils import timezone

from loftet.people.permissions import Actor
from loftet.voice_answers.rules import may_answer_group
from loftet.voices.models import Outcome, VoiceGroup, VoiceQuestion
from tests.refusals import reason_of


def test_a_group_is_answered_once(question: VoiceQuestion, asker: Actor) -> None:
    group = VoiceGroup(question=question, name="Lys")
    assert may_answer_group(asker, group)
    group.answered, group.outcome = timezone.now(), Outcome.DONE
    assert reason_of(may_answer_group(asker, group)).startswith("The group has been answered")
