"""Sentences of pages about a project: how it goes, and what the figures say in a few words."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.states import StateTag, tag_of
from loftet.core.words import Words
from loftet.methods.effect.results import Verdict
from loftet.projects.effects.cards import Answer, EffectCard
from loftet.projects.models import Project, Refusal, Signal, State, StatusReport

ANSWERS: Mapping[str, Words] = {
    Verdict.FOUND: gettext_lazy("the figures have moved more than chance explains"),
    Verdict.NOT_FOUND: gettext_lazy("the figures show no effect of it"),
    Verdict.TOO_EARLY: gettext_lazy("it is too early to say if the figures move"),
    Verdict.POOR_FIT: gettext_lazy("it cannot be said whether the figures have moved"),
}
REFUSED = gettext_lazy("the figures cannot be read for it")
UNREAD = gettext_lazy("the figures are not read yet")
NOTHING_EXPECTED = gettext_lazy("no effect on a figure is expected")
# The key and the icon of each state, and of a project under way that is at risk.
TAGS: Mapping[State, tuple[str, str]] = {
    State.PLANNED: ("planned", "pencil"),
    State.RUNNING: ("open", "current-location"),
    State.FINISHED: ("closed", "check"),
    State.STOPPED: ("stopped", "x"),
}
AT_RISK = ("risk", "alert-triangle")


def answer_words(answer: str) -> Words:
    """Return a verdict in a few words; all reasons for none are one."""
    return REFUSED if answer in Refusal.values else ANSWERS.get(answer, UNREAD)


def in_short(answer: Answer) -> str:
    """Return what the figures say of an effect in a few words, and how far they moved where they did."""
    words = str(answer_words(answer.result.answer))
    if answer.result.answer == Verdict.FOUND:
        return f"{answer.finding.removesuffix('.')}: {words}"
    return words


def state_tag(project: Project, signal: str | None) -> StateTag:
    """Return how a project goes as pages show it: by its newest signal while it runs, else by its state."""
    tag = tag_of(project, TAGS)
    if project.state != State.RUNNING or not signal:
        return tag
    key, icon = AT_RISK if signal == Signal.AT_RISK else (tag.key, tag.icon)
    return StateTag(key, str(Signal(signal).label), icon)


def headline(project: Project, report: StatusReport | None, cards: Sequence[EffectCard]) -> str:
    """Return the title of a project's page: what it is, how it goes, and what the figures say."""
    said: Words = NOTHING_EXPECTED
    if cards:
        newest = [one.newest.result.answer for one in cards if one.newest]
        first = next((one for one in ANSWERS if one in newest), newest[0] if newest else "")
        said = answer_words(first)
    elif project.state == State.STOPPED:
        return _("%(title)s: stopped, and this was learnt") % {"title": project.title}
    if project.state == State.PLANNED and cards:
        return _("%(title)s: planned") % {"title": project.title}
    tag = state_tag(project, report.signal if report else None)
    words = {"title": project.title, "signal": tag.words.lower(), "said": said}
    return _("%(title)s: %(signal)s, and %(said)s") % words
