"""Input of which some is read and gathered, for the tests that walk through the pages."""

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import member_of, roles_at
from loftet.people.models import Organisation
from loftet.voice_answers.actions import gather_voices, publish_voice
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.example import HANDLERS, asker_of, open_question_of
from loftet.voices.models import VoiceQuestion
from loftet.voices.rules import ANSWERS

HANDLED = ("voices_queue", "voice_read", "voices_gather", "voice_group_answer", "voice_group_dissolve")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an open question with input that waits and a group, and who is let in where."""
    member = member_of(organisation, actor)
    asker = asker_of(member, actor)
    question = open_question_of(asker, member)
    first, other = (_published(question, text, asker) for text in ("Meir lys på vegen.", "Meir fortau."))
    group = gather_voices(question, "Lys på vegen", [first], actor=asker)
    waiting = give_voice(question, Given({"text": "Trygg skuleveg."}, language="nn"), actor=actor)
    return Example(
        words={
            "pk": question.pk,
            "organisation": member.slug,
            "voice": waiting.pk,
            "group": group.pk,
            "kind": "behov",
        },
        let_in={
            **dict.fromkeys(HANDLED, HANDLERS),
            "voice_group_becomes": roles_at("member", [one for one in ANSWERS if one in WRITES]),
            "voices_answer": (),  # input waits to be read
        },
        sent={
            "voice_read": {"text": waiting.text, "decision": "publish", "version": str(waiting.version)},
            "voices_gather": {"name": "Lys", "voices": str(other)},
            "voice_group_answer": {"outcome": "not", "answer": "Vegen er fylkets.", "version": "1"},
        },
    )


def _published(question: VoiceQuestion, text: str, asker: Actor) -> int:
    voice = give_voice(question, Given({"text": text}, language="nn"), actor=asker)
    return publish_voice(voice, text, actor=asker).pk
