"""The sentences of choosing: how far a set has come, what it holds, what a region's sets have in common."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.challenges.choosing.models import IndicatorSet
from loftet.challenges.choosing.shown import ShownSet
from loftet.core.forms import DAY

FEWEST, MOST = 10, 25  # so many indicators are a set to work by


def progress(count: int) -> str:
    """Return how many are chosen, of how many a set has."""
    return _("%(count)d of %(fewest)d–%(most)d chosen") % {"count": count, "fewest": FEWEST, "most": MOST}


def what_is_chosen(place: str, chosen: IndicatorSet | None, shown: ShownSet | None) -> str:
    """Return how many indicators are chosen, on how many goals, and when they were adopted."""
    if chosen is None or shown is None or not shown.chosen:
        return _("%(place)s has not chosen any indicators yet.") % {"place": place}
    said = {"count": len(shown.chosen), "goals": sum(one.count > 0 for one in shown.goals)}
    counted = ngettext(
        "%(count)d indicator is chosen, on %(goals)d of the 17 goals.",
        "%(count)d indicators are chosen, on %(goals)d of the 17 goals.",
        said["count"],
    )
    if chosen.adopted_on is None:
        return counted % said
    adopted = _("They were adopted on %(day)s.") % {"day": date_format(chosen.adopted_on, DAY)}
    return f"{counted % said} {adopted}"


def what_is_common(counts: Sequence[int], members: int) -> str:
    """Return how many indicators most members have chosen, from how many have chosen each."""
    if not any(counts):
        return _("No municipality has shown a set yet. Here they will stand side by side.")
    together = sum(2 * one > members for one in counts)
    if not together:
        said = _("No indicator is chosen by more than half of the %(members)d municipalities yet.")
        return said % {"members": members}
    said = ngettext(
        "%(count)d indicator is chosen by more than half of the %(members)d municipalities.",
        "%(count)d indicators are chosen by more than half of the %(members)d municipalities.",
        together,
    )
    return said % {"count": together, "members": members}
