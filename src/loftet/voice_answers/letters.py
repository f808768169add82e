"""The letters to those who gave an address: why input is not published, and the answer."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.mail import AUTOMATIC, Letter, one_line, whole
from loftet.core.words import Words
from loftet.voices.models import Answered, Outcome, State, Voice, VoiceState
from loftet.voices.signed import own_word


def refused_letter(row: int, _language: str, _now: datetime) -> Letter | None:
    """Return why some input is not published."""
    voice = _voice(row, VoiceState.REFUSED)
    if voice is None:
        return None
    with translation.override(voice.language):
        words = {
            "title": voice.question.title,
            "organisation": voice.owner.name,
            "reason": voice.get_reason_display(),
            "text": voice.text,
        }
        body = _(
            "%(organisation)s has read what you sent to the question «%(title)s», and does not publish it. "
            "%(reason)s\n\nYou wrote:\n\n%(text)s\n\n"
            "Your input and your address are deleted within 30 days.\n"
        )
        return Letter(voice.email, _("Your input is not published"), body % words, AUTOMATIC)


def answer_letter(row: int, _language: str, _now: datetime) -> Letter | None:
    """Return the answer to the question that somebody gave input to."""
    voice = _voice(row, VoiceState.PUBLISHED)
    if voice is None or voice.question.state != State.ANSWERED:
        return None
    last = gettext_lazy("Your e-mail address is now deleted here.")
    if voice.question.outcome == Outcome.WAITS:
        last = gettext_lazy(
            "You are written to once more when it is settled. After a year the address is deleted."
        )
    return _answer(voice, voice.question, voice.question.title, last)


def group_answer_letter(row: int, _language: str, _now: datetime) -> Letter | None:
    """Return the answer to those who said alike; that to the whole question comes later."""
    voice = _voice(row, VoiceState.PUBLISHED)
    if voice is None or voice.group is None or voice.group.answered is None:
        return None
    return _answer(voice, voice.group, voice.group.name, "")


def _voice(row: int, state: VoiceState) -> Voice | None:
    rows = Voice.objects.select_related("question__organisation", "group")
    return rows.filter(pk=row, state=state).exclude(email="").first()


def _answer(voice: Voice, answered: Answered, title: str, last: Words) -> Letter:
    """Return the letter of an answer, in the language of the input around the answer's own."""
    with translation.override(voice.language):
        words = {
            "organisation": one_line(voice.owner.name),
            "title": title,
            "outcome": answered.get_outcome_display(),
            "answer": answered.answer,
            "question": whole(voice.question.get_absolute_url()),
            "own": whole(reverse("voice_own", args=[own_word(voice.pk)])),
        }
        body = _(
            "Answer from %(organisation)s to: %(title)s\n\n%(outcome)s\n\n%(answer)s\n\n"
            "Read it with what others said: %(question)s\n\n"
            "See, take home or erase what you sent: %(own)s\n"
        )
        parts = (body % words, str(last))
        subject = _("Answer: %(title)s") % {"title": one_line(title)}
        return Letter(voice.email, subject, "\n".join(one for one in parts if one) + "\n", AUTOMATIC)


def forget_address(row: int, _now: datetime) -> None:
    """Remove an address that needs no more letters: refused, or answered for good."""
    rows = Voice.objects.filter(pk=row)
    waits = {"question__state": State.ANSWERED, "question__outcome": Outcome.WAITS}
    rows.exclude(state=VoiceState.PUBLISHED, **waits).update(email="")
