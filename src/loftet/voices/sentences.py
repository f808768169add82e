"""Sentences about voices: counts that show nobody, and what was promised and held."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.challenges.models import Challenge
from loftet.challenges.queries import challenge_name
from loftet.core.pages.lists import short_day
from loftet.core.words import join_words
from loftet.voices.models import Source, State, VoiceQuestion, VoiceSetting
from loftet.voices.queries import FEWEST, AnswerRecord, ShownCounts


def subject_name(subject: Any) -> str:
    """Return what a subject is called in the language of the page."""
    return challenge_name(subject) if isinstance(subject, Challenge) else str(subject or "")


def count_sentence(counts: ShownCounts, *, lists_them: bool) -> str:
    """Return how many have said something; none under five is counted apart.

    Where the texts of so few are listed, nothing is said: they can be counted there.
    """
    if counts.total is None and lists_them:
        return ""
    if counts.total is None:
        return _("Fewer than %(fewest)d inputs are published so far.") % {"fewest": FEWEST}
    said = ngettext("%(number)d input is published", "%(number)d inputs are published", counts.total) % {
        "number": counts.total
    }
    if not counts.by_source:
        return f"{said}."
    parts = [_of_source(source, number) for source, number in sorted(counts.by_source.items(), reverse=True)]
    if counts.others:
        parts.append(_("%(number)d from others") % {"number": counts.others})
    return _("%(said)s: %(parts)s.") % {"said": said, "parts": join_words(parts)}


def _of_source(source: str, number: int) -> str:
    words = {
        Source.CLASS: _("%(number)d from school classes"),
        Source.COUNCIL: _("%(number)d from councils"),
        Source.EMPLOYEE: _("%(number)d from employees"),
    }
    return words.get(Source(source), _("%(number)d from inhabitants")) % {"number": number}


def promise_sentence(question: VoiceQuestion, setting: VoiceSetting | None, today: date) -> str:
    """Return who answers and until when; of an answer, after how many days it came.

    Without a `setting` the one who promised has left, and the municipality is named.
    """
    if question.answered is not None and question.answer_by is not None:
        return _answered_sentence(question)
    if question.answer_by is None:
        return ""
    day = date_format(question.answer_by, "j. F Y")
    person = setting.answerer.name if setting else ""
    words = {"who": person or question.organisation.name, "day": day}
    if question.answer_by < today:
        return _("%(who)s promised an answer by %(day)s. It has not come yet.") % words
    return _("%(who)s answers by %(day)s.") % words


def _answered_sentence(question: VoiceQuestion) -> str:
    assert question.answered is not None
    assert question.answer_by is not None
    after = max(0, (timezone.localdate(question.answered) - question.closes_on).days)
    said = _("Answered at once")
    if after:
        words = ngettext(
            "Answered %(days)d day after the last day", "Answered %(days)d days after the last day", after
        )
        said = words % {"days": after}
    is_late = timezone.localdate(question.answered) > question.answer_by
    return f"{said}, {_kept(is_late=is_late)}."


def _kept(*, is_late: bool) -> str:
    return _("later than promised") if is_late else _("as promised")


def record_sentence(record: AnswerRecord) -> str:
    """Return how a municipality answers what it has asked."""
    if record.due == 0:
        return _("No answer is due yet.")
    words = {"due": record.due, "answered": record.answered, "in_time": record.in_time}
    return (
        ngettext(
            "%(answered)d of %(due)d question is answered, %(in_time)d of them as promised.",
            "%(answered)d of %(due)d questions are answered, %(in_time)d of them as promised.",
            record.due,
        )
        % words
    )


def state_words(question: VoiceQuestion, today: date) -> str:
    """Return the state of a question as a list shows it: until when it takes input."""
    if question.state == State.OPEN and question.opens_on > today:
        return _("Opens %(day)s") % {"day": short_day(question.opens_on)}
    if question.is_open_on(today):
        return _("Open until %(day)s") % {"day": short_day(question.closes_on)}
    if question.state == State.OPEN:
        return _("Waits for an answer")
    return str(question.get_state_display())
