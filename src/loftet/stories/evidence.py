"""The evidence of a story: it says no more than the figures of its project do.

The sentence of an effect is the effect's own. It is read each time, so a story follows the newest figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.effects.cards import EffectCard, cards_of
from loftet.effects.models import Direction
from loftet.methods.effect.results import Verdict as Found
from loftet.projects.models import ExpectedEffect
from loftet.stories.models import Story

Card = EffectCard[ExpectedEffect]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The effects of a project: those that the figures show, those that they do not, those not known."""

    shown: tuple[Card, ...] = ()
    not_shown: tuple[Card, ...] = ()
    unknown: tuple[Card, ...] = ()

    @property
    def best(self) -> Card | None:
        """Return the effect that the story is told with."""
        return self.shown[0] if self.shown else None

    @property
    def contradicts(self) -> bool:
        """Check whether the figures deny what is told: nothing moved as hoped, and something did not."""
        return bool(self.not_shown) and not self.shown

    @property
    def beside(self) -> tuple[Card, ...]:
        """Return the other effects that have an answer: what did not move is told, too."""
        return (*self.shown[1:], *self.not_shown, *(one for one in self.unknown if one.newest))


def evidence_of(story: Story, *, with_charts: bool = False) -> Evidence:
    """Return what the newest figures say of a story's project."""
    return evidence_of_all([story], with_charts=with_charts)[story.pk]


def evidence_of_all(stories: Iterable[Story], *, with_charts: bool = False) -> Mapping[int, Evidence]:
    """Return the same of many stories, by their keys; as many queries as for one."""
    rows = list(stories)
    projects = {one.project_id for one in rows if one.project_id is not None}
    effects = ExpectedEffect.objects.filter(project__in=projects, frozen__isnull=False)
    effects = effects.select_related("project").prefetch_related("results", "points")
    cards = cards_of(effects, with_charts=with_charts) if projects else []
    return {
        story.pk: _sorted([one for one in cards if one.effect.project_id == story.project_id])
        for story in rows
    }


def _sorted(cards: Iterable[Card]) -> Evidence:
    shown, not_shown, unknown = [], [], []
    for card in cards:
        if moved_as_hoped(card):
            shown.append(card)
        elif card.newest and card.newest.result.answer in (Found.FOUND, Found.NOT_FOUND):
            not_shown.append(card)
        else:
            unknown.append(card)
    return Evidence(tuple(shown), tuple(not_shown), tuple(unknown))


def moved_as_hoped(card: Card) -> bool:
    """Check whether the newest figures moved the way that was hoped for, by more than chance explains."""
    if card.newest is None or card.newest.result.answer != Found.FOUND:
        return False
    estimate = card.newest.result.estimate or 0.0
    return estimate > 0 if card.effect.direction == Direction.UP else estimate < 0


def holds(story: Story, evidence: Evidence | None = None) -> Verdict:
    """Check whether the numbers support that a story is told."""
    found = evidence or evidence_of(story)
    if found.shown:
        return ALLOWED
    if found.not_shown:
        said = found.not_shown[0].newest
        assert said is not None
        return Denied(
            _("The figures do not show it, so it is not told as achieved. They say: «%(said)s»")
            % {"said": said.sentence}
        )
    if story.figure:
        return ALLOWED
    if story.project_id is not None:
        return Denied(
            _("The figures say nothing of the project yet. Write a number of your own, with its source.")
        )
    return Denied(_("A story needs a number: choose a project, or write a number of your own."))
