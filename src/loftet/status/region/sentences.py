"""Findings about a region in words: what its municipalities share. They are counted, never averaged."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import join_words
from loftet.editions.rows import Indicator, Yardstick
from loftet.status.sentences.words import all_of_them, capital, lower_first, part_of_them, target_figure
from loftet.ui.numbers import number_word

MOST_NAMED = 3


def who_is_judged(region: str, judged: int, members: int) -> str:
    """Return in words how many members are given a status; nothing where all are."""
    said = {"judged": judged, "members": members, "region": region}
    if judged == members:
        return ""
    if not judged:
        return (
            _(
                "None of the municipalities in %(region)s takes part yet, so none has a status here. "
                "Their figures stand below."
            )
            % said
        )
    words = ngettext(
        "%(judged)d of the %(members)d municipalities in %(region)s takes part and has a status.",
        "%(judged)d of the %(members)d municipalities in %(region)s take part and have a status.",
        judged,
    )
    return words % said


def lead(members: int, by_all: Sequence[str], certain: Sequence[str], counted: Sequence[str]) -> str:
    """Return the answer: what all share beyond chance, what most do, or what is only counted."""
    said = {"all": number_word(members)}
    if members < 2:
        return _("Here is one municipality in this edition: there is nothing to compare.")
    if by_all:
        words = _("%(who)s stand weak on %(names)s. It is hardly chance.")
        return capital(words % {"who": all_of_them(members), "names": _named(by_all)})
    if certain:
        words = _("Most of the %(all)s stand weak on %(names)s. It is hardly chance.")
        return words % (said | {"names": _named(certain)})
    if counted:
        words = _("Most of the %(all)s stand weak on %(names)s. That may be chance.")
        return words % (said | {"names": _named(counted)})
    return _("There is no figure on which most of the %(all)s stand weak.") % said


def _named(names: Sequence[str]) -> str:
    return join_words([*names[:MOST_NAMED]])


def many_are_weak(indicator: Indicator, count: int, members: int) -> str:
    """Return in words how many members stand weak on an indicator."""
    said = {"who": part_of_them(count, members)}
    if indicator.yardstick is Yardstick.TARGET and indicator.green is not None:
        said["target"] = target_figure(indicator.green, indicator)
        return capital(_("%(who)s are far from the target, %(target)s.") % said)
    return capital(_("%(who)s stand weaker than the middle of the country.") % said)


def goals_heading(members: int, weak_for_all: Sequence[str], weak_for_most: Sequence[str]) -> str:
    """Return the finding of the strips: the goals on which all, or most, have mostly weak figures."""
    said = {"all": number_word(members)}
    if members < 2:
        return _("The 17 goals")
    if weak_for_all:
        words = _("On %(goals)s %(who)s have more weak figures than strong")
        return words % {"who": all_of_them(members), "goals": _goals(weak_for_all)}
    if weak_for_most:
        words = _("On %(goals)s most of the %(all)s have more weak figures than strong")
        return words % (said | {"goals": _goals(weak_for_most)})
    return _("On no goal do most of the %(all)s have more weak figures than strong") % said


def _goals(names: Sequence[str]) -> str:
    lower = [lower_first(name) for name in names[:MOST_NAMED]]
    if rest := len(names) - len(lower):
        lower.append(ngettext("one more goal", "%(count)s more goals", rest) % {"count": number_word(rest)})
    return join_words([f"«{name}»" if "," in name else name for name in lower])


def side_by_side(members: int) -> str:
    """Return the heading of the table of members and goals."""
    return _("The %(all)s side by side") % {"all": number_word(members)} if members > 1 else _("The 17 goals")
