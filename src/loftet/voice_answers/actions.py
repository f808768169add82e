"""Actions of those who answer: input is read and gathered, and questions and groups are answered."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason as NoticeReason
from loftet.people.actor import Actor
from loftet.people.models import Role, RoleKind
from loftet.voice_answers.rules import may_answer_group, may_dissolve, may_read
from loftet.voice_answers.texts import only_struck, private_in
from loftet.voices.actions.giving import ANSWER, GROUP_ANSWER, REFUSED
from loftet.voices.models import Answered, Reason, Voice, VoiceGroup, VoiceQuestion, VoiceState
from loftet.voices.rules import STATES, may_handle
from loftet.voices.texts import cleaned


def _outcome(done: Done) -> Mapping[str, str]:
    return {"state": done.record.state}


def _tell_representatives(done: Done) -> None:
    """Notify the employee representatives of an employee's published input, where that was wished."""
    voice: Voice = done.record
    if not (voice.copied and voice.state == VoiceState.PUBLISHED):
        return
    held = Role.objects.on(done.actor.today).filter(
        organisation=voice.owner, kind=RoleKind.EMPLOYEE_REPRESENTATIVE, delegation=None
    )
    news = News.about("voices.copied", voice.question, title=voice.question.title)
    to = [one.user for one in held.select_related("user")]
    notify(news, to, reason=NoticeReason.ROLE, by=done.actor.user, now=done.actor.now)


@action("voices.read", rule=may_read, details=_outcome, notify=_tell_representatives)
def publish_voice(voice: Voice, text: str, *, without_name: bool = False, actor: Actor) -> Voice:
    """Publish input, as it is or with words struck; the text before that is not kept, nor a name left out.

    Raises:
        InvalidInput: when words were added or changed, or something of a person is left.
    """
    if without_name:
        voice.name = voice.of_whom = ""
    told = cleaned(text)
    if not only_struck(voice.text, told):
        raise InvalidInput.because(
            _("Words can be struck, not changed or added. Write […] where something was."), field="text"
        )
    if left := private_in(told):
        raise InvalidInput.because(
            _("Strike this first: %(what)s. Write […] in its place.") % {"what": ", ".join(left[:3])},
            field="text",
        )
    if left := private_in(f"{voice.name} {voice.of_whom}"):
        raise InvalidInput.because(
            _("Leave the name out: it holds %(what)s.") % {"what": ", ".join(left[:3])}, field="without_name"
        )
    voice.struck = told != voice.text
    voice.text, voice.state, voice.read = told, VoiceState.PUBLISHED, actor.now
    return voice


@action("voices.read", rule=may_read, details=_outcome)
def refuse_voice(voice: Voice, reason: str, *, actor: Actor) -> Voice:
    """Do not publish input; who has confirmed an address is told why.

    Raises:
        InvalidInput: when there is no reason.
    """
    if reason not in Reason.values:
        raise InvalidInput.because(_("Say why it is not published."), field="reason")
    voice.state, voice.reason, voice.read = VoiceState.REFUSED, reason, actor.now
    if voice.email:
        enqueue(REFUSED, voice.pk, language=voice.language)
    return voice


@action("voices.gathered", rule=may_handle, creates=True)
def gather_voices(question: VoiceQuestion, name: str, keys: Iterable[int], *, actor: Actor) -> VoiceGroup:
    """Group published input that says alike under a name, which may be there already.

    Raises:
        InvalidInput: when nothing is chosen, the name is refused, or its group is answered for good.
    """
    chosen = question.voices.published().filter(pk__in=list(keys))
    if not chosen.exists():
        raise InvalidInput.because(_("Choose what says alike."), field="voices")
    told = cleaned(name)
    group = question.groups.select_for_update(of=("self",)).filter(name=told).first()
    if group is None:
        group = VoiceGroup(question=question)
        set_values(group, {"name": told})
        group.save()
    elif group.is_settled:
        raise InvalidInput.because(
            _("This group has got its answer. Give what you gather now another name."), field="name"
        )
    chosen.update(group=group)
    return group


@action("voices.dissolved", rule=may_dissolve)
def dissolve_group(group: VoiceGroup, *, actor: Actor) -> VoiceGroup:
    """Remove a group; its input stays."""
    group.delete()
    return group


def _write_answer(record: Answered, written: Mapping[str, Any], actor: Actor) -> None:
    set_values(record, written)
    for name, words in (("outcome", _("Say what came of it.")), ("answer", _("Write an answer."))):
        if not getattr(record, name):
            raise InvalidInput.because(words, field=name)
    record.answered = record.answered or actor.now


def _write_to(voices: Any, kind: str) -> None:
    for key, language in voices.exclude(email="").values_list("pk", "language"):
        enqueue(kind, key, language=language)


@action("voices.answered", rule=STATES.rule_of("answer"))
def answer_question(question: VoiceQuestion, written: Mapping[str, Any], *, actor: Actor) -> VoiceQuestion:
    """Answer a question, which closes it, and write to all who asked to be told.

    Raises:
        InvalidInput: when the answer says nothing, or nobody says who did not take part.
    """
    _write_answer(question, written, actor)
    if not question.absent:
        raise InvalidInput.because(_("Say who did not take part, as far as you know."), field="absent")
    STATES.take("answer", question)
    question.end_on(actor.today)
    _write_to(question.voices.published(), ANSWER)
    return question


@action("voices.group_answered", rule=may_answer_group)
def answer_group(group: VoiceGroup, written: Mapping[str, Any], *, actor: Actor) -> VoiceGroup:
    """Answer a group of input, and write to those of it who asked to be told.

    Raises:
        InvalidInput: when the answer says nothing.
    """
    _write_answer(group, written, actor)
    _write_to(group.voices.published(), GROUP_ANSWER)
    return group
