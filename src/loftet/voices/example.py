"""An open question of a municipality with input that waits, for the tests that walk through the pages."""

from datetime import timedelta

from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.actions.questions import open_question, set_up_voices, write_question
from loftet.voices.models import AddressCheck, VoiceQuestion
from loftet.voices.rules import ANSWERS, SETS_UP
from loftet.voices.signed import confirm_word, own_word

OPEN_TO_ALL = (
    *("voices", "voices_of", "voices_question", "voice_give"),
    *("voice_own", "voice_own_json", "voice_own_erase", "voice_confirm"),
)
HANDLERS = roles_at("member", ANSWERS)


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an open question with input, and who is let in where."""
    member = member_of(organisation, actor)
    question = open_question_of(asker_of(member, actor), member)
    waiting = give_voice(question, Given({"text": "Trygg skuleveg."}, "ola@gol.example", "nn"), actor=actor)
    day = actor.today + timedelta(days=20)
    return Example(
        words={
            "pk": question.pk,
            "organisation": member.slug,
            "step": "close",
            "word": own_word(waiting.pk),
            "check": confirm_word(AddressCheck.objects.get().pk),
        },
        let_in={
            **dict.fromkeys(OPEN_TO_ALL, EVERYBODY),
            **dict.fromkeys(("voices_create", "voices_step"), HANDLERS),
            "voices_set_up": roles_at("member", SETS_UP),
            "voices_edit": (),  # it is open
        },
        sent={
            "voices_set_up": {"answerer": str(actor.person.pk), "days": "20", "version": "1"},
            "voices_create": {
                "title": "Kva treng de?",
                "text": "Budsjettet",
                "opens_on": actor.today.isoformat(),
                "closes_on": day.isoformat(),
            },
            "voice_give": {"text": "Fleire benker.", "source": "own"},
        },
    )


def asker_of(member: Organisation, actor: Actor) -> Actor:
    """Return the actor with roles by which somebody asks, reads and answers."""
    for kind in (RoleKind.PLANNER, RoleKind.TOP_MANAGEMENT):
        Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    return actor_at(actor.person, actor.now, actor.today)


def open_question_of(asker: Actor, member: Organisation) -> VoiceQuestion:
    """Return an open question of a municipality that has named who answers."""
    set_up_voices(member, {"answerer": asker.person, "days": 30}, 0, actor=asker)
    written = {
        "title": "Kva gjer skulevegen trygg?",
        "text": "Kommunen set av pengar til tre tiltak.",
        "opens_on": asker.today,
        "closes_on": asker.today + timedelta(days=21),
    }
    return open_question(write_question(member, written, actor=asker), actor=asker)
