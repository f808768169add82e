"""An open question of a municipality with input that waits, for the tests that walk through the pages."""

from datetime import timedelta

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.voices.actions.answering import gather_voices, publish_voice
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.actions.questions import open_question, set_up_voices, write_question
from loftet.voices.models import AddressCheck, VoiceQuestion
from loftet.voices.rules import ANSWERS, SETS_UP
from loftet.voices.signed import confirm_word, own_word

READS = ("voices", "voices_of", "voices_question", "voice_give")
HANDLERS = roles_at("member", ANSWERS)
HANDLED = (
    "voices_create",
    "voices_queue",
    "voice_read",
    "voices_gather",
    "voices_step",
    "voice_group_becomes",
)


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an open question with input, and who is let in where."""
    member = member_of(organisation, actor)
    for kind in (RoleKind.PLANNER, RoleKind.TOP_MANAGEMENT):
        Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    asker = actor_at(actor.person, actor.now, actor.today)
    set_up_voices(member, {"answerer": asker.person, "days": 30}, 0, actor=asker)
    question = _open_question(asker, member)
    first, other = (_published(question, text, asker) for text in ("Meir lys på vegen.", "Meir fortau."))
    group = gather_voices(question, "Lys på vegen", [first], actor=asker)
    waiting = give_voice(question, Given({"text": "Trygg skuleveg."}, "ola@gol.example", "nn"), actor=actor)
    return Example(
        words={
            "pk": question.pk,
            "organisation": member.slug,
            "voice": waiting.pk,
            "group": group.pk,
            "step": "close",
            "kind": "behov",
            "word": own_word(waiting.pk),
            "check": confirm_word(AddressCheck.objects.get().pk),
        },
        let_in={
            **dict.fromkeys(READS, EVERYBODY),
            **dict.fromkeys(HANDLED, HANDLERS),
            **dict.fromkeys(("voice_own", "voice_own_json", "voice_own_erase"), EVERYBODY),
            "voice_group_answer": HANDLERS,
            "voice_group_dissolve": HANDLERS,
            "voice_group_becomes": roles_at("member", [one for one in ANSWERS if one in WRITES]),
            "voices_set_up": roles_at("member", SETS_UP),
            "voices_edit": (),  # it is open
            "voices_answer": (),  # input waits to be read
            "voice_confirm": EVERYBODY,
        },
        sent=_sent(asker, waiting.version, other),
    )


def _published(question: VoiceQuestion, text: str, asker: Actor) -> int:
    voice = give_voice(question, Given({"text": text}, language="nn"), actor=asker)
    return publish_voice(voice, text, actor=asker).pk


def _open_question(asker: Actor, member: Organisation) -> VoiceQuestion:
    written = {
        "title": "Kva gjer skulevegen trygg?",
        "text": "Kommunen set av pengar til tre tiltak.",
        "opens_on": asker.today,
        "closes_on": asker.today + timedelta(days=21),
    }
    return open_question(write_question(member, written, actor=asker), actor=asker)


def _sent(asker: Actor, version: int, published: int) -> dict[str, dict[str, str]]:
    """Return each form filled in rightly."""
    day = asker.today + timedelta(days=20)
    return {
        "voices_set_up": {"answerer": str(asker.person.pk), "days": "20", "version": "1"},
        "voices_create": {
            "title": "Kva treng de?",
            "text": "Budsjettet",
            "opens_on": asker.today.isoformat(),
            "closes_on": day.isoformat(),
        },
        "voice_give": {"text": "Fleire benker.", "source": "own"},
        "voice_read": {"text": "Trygg skuleveg.", "decision": "publish", "version": str(version)},
        "voices_gather": {"name": "Lys", "voices": str(published)},
        "voice_group_answer": {"outcome": "not", "answer": "Vegen er fylkets.", "version": "1"},
    }
