"""The answer of the figures to an expectation, in a few words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from loftet.core.words import Words
from loftet.effects.cards import Answer
from loftet.effects.models import Refusal
from loftet.methods.effect.results import Verdict

ANSWERS: Mapping[str, Words] = {
    Verdict.FOUND: gettext_lazy("the figures have moved more than chance explains"),
    Verdict.NOT_FOUND: gettext_lazy("the figures show no effect of it"),
    Verdict.TOO_EARLY: gettext_lazy("it is too early to say if the figures move"),
    Verdict.POOR_FIT: gettext_lazy("it cannot be said whether the figures have moved"),
}
REFUSED = gettext_lazy("the figures cannot be read for it")
UNREAD = gettext_lazy("the figures are not read yet")


def answer_words(answer: str) -> Words:
    """Return a verdict in a few words; all reasons for none are one."""
    return REFUSED if answer in Refusal.values else ANSWERS.get(answer, UNREAD)


def in_short(answer: Answer) -> str:
    """Return what the figures say of an effect in a few words, and how far they moved where they did."""
    words = str(answer_words(answer.result.answer))
    if answer.result.answer == Verdict.FOUND:
        return f"{answer.finding.removesuffix('.')}: {words}"
    return words
