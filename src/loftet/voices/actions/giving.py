"""Actions of those who give input without an account: given, an address confirmed, erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue
from loftet.core.records import set_values
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.invalid_input import InvalidInput
from loftet.people.actions.sign_in import forget_throttle_events
from loftet.people.actor import Actor
from loftet.people.hashes import keyed
from loftet.people.models import ThrottleEvent, ThrottleKind
from loftet.voices.models import AddressCheck, Source, State, Voice, VoiceGroup, VoiceQuestion, VoiceState
from loftet.voices.rules import RUN_OUT, may_come_in, may_give, may_type_in, may_write_to
from loftet.voices.texts import cleaned, demand_own_words

ANSWER, GROUP_ANSWER, REFUSED, CHECK = "voice_answer", "voice_group_answer", "voice_refused", "voice_check"
GROUPS = (Source.CLASS, Source.COUNCIL)


class TooMuchInput(NotAllowed):
    """More input has come in the last hour, from one sender or from all, than is let in."""


@dataclass(frozen=True, slots=True)
class Given:
    """The content of a form: by the names of the model's fields, an address, and in which language.

    `client` is a keyed hash of where it comes from, counted for an hour and not kept with the input.
    """

    written: Mapping[str, Any]
    email: str = ""
    language: str = "nb"
    client: str = ""


@transaction.atomic
def give_voice(question: VoiceQuestion, given: Given, *, actor: Actor) -> Voice:
    """Create input that waits to be read; nobody has to be signed in, and who sends it is not kept.

    It has no line in the log: the input itself says when it came. The count is undone with input that is
    refused, on purpose: only what was kept uses up the limit.

    Raises:
        NotAllowed: when the question takes no input, or paper is typed in by one without a role there.
        TooMuchInput: when more has come in the last hour than is let in.
        InvalidInput: when a value is refused, or a class or council has no name.
    """
    question = (
        VoiceQuestion.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=question.pk)
    )
    demand(may_give(actor, question))
    types_in = may_type_in(actor, question)
    client = "" if types_in else given.client  # those at the library desk send what many have written
    if isinstance(verdict := may_come_in(question, client, actor.now), Denied):
        raise TooMuchInput(verdict)
    _count(actor, client=client)
    voice = Voice(question=question, language=given.language, received=actor.now)
    set_values(voice, _as_told(given.written))
    demand_own_words(voice.text)
    if voice.source == Source.PAPER and not types_in:
        raise InvalidInput.because(_("Choose one of those in the list."), field="source")
    if voice.source in GROUPS and not voice.of_whom:
        raise InvalidInput.because(_("Write which class or council."), field="of_whom")
    voice.save()
    if given.email:
        _check_address(voice, given.email.strip().lower(), actor)
    return voice


def _as_told(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept: no name with a class or of an employee, and a copy for employees alone."""
    told = {name: cleaned(value) if isinstance(value, str) else value for name, value in written.items()}
    source = told.get("source", Source.OWN)
    if source not in (Source.OWN, Source.PAPER):
        told["name"] = ""
    if source not in GROUPS:
        told["of_whom"] = ""
    if source != Source.EMPLOYEE:
        told["copied"] = False
    return told


def _check_address(voice: Voice, email: str, actor: Actor) -> None:
    """Ask an address whether it is the sender's; too many letters to one address are left out silently."""
    whose = keyed("address", email)
    if not may_write_to(whose, actor.now):
        return
    _count(actor, address=whose)
    check = AddressCheck.objects.create(voice=voice, email=email, asked=actor.now)
    enqueue(CHECK, check.pk, language=voice.language)


def _count(actor: Actor, *, client: str = "", address: str = "") -> None:
    forget_throttle_events(actor.now)
    minute = actor.now.replace(second=0, microsecond=0)  # so that it cannot be joined to the input
    ThrottleEvent.objects.create(kind=ThrottleKind.VOICE, address=address, client=client, when=minute)


@transaction.atomic
def confirm_address(check: AddressCheck) -> Voice:
    """Save an address that its owner has confirmed, and send what has been answered meanwhile.

    The question and the group are locked: who answers them meanwhile waits, and then writes to this address.

    Raises:
        NotAllowed: when the input is erased, or the address confirmed already.
    """
    VoiceQuestion.objects.select_for_update(of=("self",)).filter(voices=check.voice_id).first()
    rows = Voice.objects.select_for_update(of=("self",)).select_related("question")
    voice = rows.filter(pk=check.voice_id, check_of_address=check.pk).first()
    if voice is None:
        raise NotAllowed(RUN_OUT)
    group = VoiceGroup.objects.select_for_update(of=("self",)).filter(voices=voice).first()
    voice.email = check.email
    voice.save(update_fields=["email"])  # not a new version: somebody may be reading the text
    check.delete()
    if voice.state == VoiceState.REFUSED:
        enqueue(REFUSED, voice.pk, language=voice.language)
        return voice
    if group is not None and group.answered is not None:
        enqueue(GROUP_ANSWER, voice.pk, language=voice.language)  # first: the answer removes the address
    if voice.question.state == State.ANSWERED:
        enqueue(ANSWER, voice.pk, language=voice.language)
    return voice


@transaction.atomic
def erase_voice(voice: Voice) -> None:
    """Erase what somebody gave, with name and address, for the one who holds its link."""
    Voice.objects.filter(pk=voice.pk).delete()
