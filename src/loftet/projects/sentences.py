"""Sentences of pages about a project: how it goes, and what the figures say in a few words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from loftet.core.states import StateTag, tag_of
from loftet.core.words import Words
from loftet.effects.cards import EffectCard
from loftet.effects.sentences import ANSWERS, answer_words
from loftet.projects.models import Project, Signal, State

NOTHING_EXPECTED = gettext_lazy("no effect on a figure is expected")
# The key and the icon of each state, and of a project under way that is at risk.
TAGS: Mapping[State, tuple[str, str]] = {
    State.PLANNED: ("planned", "pencil"),
    State.RUNNING: ("open", "current-location"),
    State.FINISHED: ("closed", "check"),
    State.STOPPED: ("stopped", "x"),
}
AT_RISK = ("risk", "alert-triangle")


def state_tag(project: Project, signal: str | None, *, is_late: bool) -> StateTag:
    """Return how a project goes as pages show it: by its newest signal while it runs, else by its state.

    One that is on track by its signal, and has a milestone whose day has passed, is late.
    """
    tag = tag_of(project, TAGS)
    if project.state != State.RUNNING:
        return tag
    if is_late and signal != Signal.AT_RISK:
        return StateTag(AT_RISK[0], pgettext("project", "Late"), AT_RISK[1])
    if not signal:
        return tag
    key, icon = AT_RISK if signal == Signal.AT_RISK else (tag.key, tag.icon)
    return StateTag(key, str(Signal(signal).label), icon)


def headline(project: Project, tag: StateTag, cards: Sequence[EffectCard[Any]]) -> str:
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
    words = {"title": project.title, "signal": tag.words.lower(), "said": said}
    return _("%(title)s: %(signal)s, and %(said)s") % words
