"""Sentences about an edition beside the one before it: what changed, and why."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.words import join_words
from loftet.editions.rows import Edition
from loftet.methods.explain import Cause
from loftet.status.sentences.explanation import points
from loftet.ui.numbers import number_style


def whole(number: int) -> str:
    """Write a count in the language of the page."""
    return number_text(number, 0, number_style())


def cause_word(cause: Cause) -> str:
    """Return what moved a score, in a reader's words."""
    return {
        Cause.DATA: _("newer or corrected figures"),
        Cause.BOUNDS: _("what the figures are held against"),
        Cause.BORDERS: _("new municipal borders"),
        Cause.METHOD: _("the rules"),
        Cause.BASKET: _("which indicators have figures and count"),
    }[cause]


def only_one(edition: Edition) -> str:
    """Return the sentence that there is nothing to compare an edition with."""
    return _("Edition %(edition)s is the first one here: there is no earlier one to compare it with.") % {
        "edition": edition.id
    }


def first_sentence(before: Edition, after: Edition, parts: Sequence[str]) -> str:
    """Return in words what changed in all, or that nothing did."""
    said = {"after": after.id, "before": before.id, "parts": join_words(parts)}
    if not parts:
        return _("Nothing changed from edition %(before)s to edition %(after)s.") % said
    return _("From edition %(before)s to edition %(after)s: %(parts)s.") % said


def new_figures(count: int) -> str:
    """Count the figures of a place that are new or corrected, after its name."""
    if not count:
        return _("no figure is new or corrected")
    return ngettext(
        "%(count)s figure is new or corrected", "%(count)s figures are new or corrected", count
    ) % {"count": whole(count)}


def figures_added(count: int) -> str:
    """Count the figures that only the later edition has."""
    return ngettext("%(count)s new figure", "%(count)s new figures", count) % {"count": whole(count)}


def figures_removed(count: int) -> str:
    """Count the figures that only the earlier edition has."""
    return ngettext("%(count)s figure gone", "%(count)s figures gone", count) % {"count": whole(count)}


def figures_revised(count: int) -> str:
    """Count the figures of the same year that are others now."""
    return ngettext("%(count)s corrected figure", "%(count)s corrected figures", count) % {
        "count": whole(count)
    }


def rules_changed(count: int) -> str:
    """Count the rules of the method that are others now."""
    return ngettext("%(count)s changed rule", "%(count)s changed rules", count) % {"count": whole(count)}


def indicators_changed(added: int, removed: int) -> list[str]:
    """Count the indicators that came and went."""
    parts = []
    if added:
        parts.append(
            ngettext("%(count)s new indicator", "%(count)s new indicators", added) % {"count": whole(added)}
        )
    if removed:
        parts.append(
            ngettext("%(count)s indicator left out", "%(count)s indicators left out", removed)
            % {"count": whole(removed)}
        )
    return parts


def places_changed(count: int) -> str:
    """Count the places that came or went."""
    return ngettext("%(count)s place that came or went", "%(count)s places that came or went", count) % {
        "count": whole(count)
    }


def borders_changed(count: int) -> str:
    """Count the places with new borders."""
    return ngettext("%(count)s place with new borders", "%(count)s places with new borders", count) % {
        "count": whole(count)
    }


def moved(name: str, change: float, causes: Sequence[tuple[Cause, float]]) -> str:
    """Return in words how far a place moved on all goals together, and by what, the largest first."""
    if not causes:
        return _("%(place)s has moved nowhere: all goals together give the same number of points.") % {
            "place": name
        }
    told = [f"{cause_word(cause)} ({points(part)})" for cause, part in causes]
    return _("All goals together, %(place)s has moved %(points)s points. What did it: %(causes)s.") % {
        "place": name,
        "points": points(change),
        "causes": join_words(told),
    }
