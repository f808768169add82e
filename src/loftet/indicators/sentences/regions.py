"""Findings about a region in words: what its municipalities share, and where they differ.

They are counted, never averaged, and those held against a target are counted apart from what can only
be compared with others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.editions.rows import Yardstick
from loftet.indicators.sentences.words import join_words

MOST_GOALS = 2
FEW = 3  # so many municipalities are named; more are counted


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of members that are strong, and of those that are weak, by one kind of yardstick."""

    name: str
    yardstick: Yardstick
    strong: int
    weak: int


def in_common(region: str, members: int, tallies: Iterable[Tally]) -> list[str]:
    """Return on which goals most members stand weak, a clause for each kind of yardstick, and what differs.

    A goal that some members hold against a target and others only against others has two tallies.
    """
    tallies = list(tallies)
    if members < 2:
        return [
            _("%(region)s has one municipality in this edition: there is nothing to compare.")
            % {"region": region}
        ]
    if not any(tally.strong or tally.weak for tally in tallies):
        return [_("No goal stands out among the municipalities in %(region)s.") % {"region": region}]
    who = _("the %(members)d municipalities in %(region)s") % {"members": members, "region": region}
    return [*_shared(who, members, tallies), *_differ(tallies)]


def in_common_of_judged(judged: int, tallies: Sequence[Tally]) -> list[str]:
    """Return the same for the members that are given a status, where not all are."""
    if judged < 2:
        return []
    if not any(tally.strong or tally.weak for tally in tallies):
        return [_("No goal stands out among those that take part.")]
    # Translators: stands before a verb; in Norwegian a comma closes the clause.
    who = _("the %(judged)d that take part") % {"judged": judged}
    return [*_shared(who, judged, tallies), *_differ(tallies)]


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


def _shared(who: str, members: int, tallies: Sequence[Tally]) -> list[str]:
    clauses = []
    if far := _named(tallies, Yardstick.TARGET, members):
        words = _("More than half of %(who)s are far from the target on %(goals)s.")
        clauses.append(words % {"who": who, "goals": far})
    if weak := _named(tallies, Yardstick.COMPARISON, members):
        words = (
            _("More than half of them stand weaker than most others on %(goals)s.")
            if clauses
            else _("More than half of %(who)s stand weaker than most others on %(goals)s.")
        )
        clauses.append(words % {"who": who, "goals": weak})
    if not clauses:
        words = _("On no goal are more than half of %(who)s far from the target or weaker than most others.")
        clauses.append(words % {"who": who})
    return clauses


def _named(tallies: Iterable[Tally], yardstick: Yardstick, members: int) -> str:
    """Return the names of the goals on which most members stand weak, the most widely shared first."""
    most = [tally for tally in tallies if tally.yardstick is yardstick and 2 * tally.weak > members]
    most.sort(key=lambda tally: -tally.weak)
    named = [
        _("%(goal)s (%(count)d of %(members)d)")
        % {"goal": tally.name, "count": tally.weak, "members": members}
        for tally in most[:MOST_GOALS]
    ]
    if rest := len(most) - len(named):
        named.append(ngettext("%(count)d more goal", "%(count)d more goals", rest) % {"count": rest})
    return join_words(named)


def _differ(tallies: Iterable[Tally]) -> list[str]:
    most = max(tallies, key=spread, default=None)
    if most is None or not spread(most)[0]:
        return []
    said = {"goal": most.name, "strong": most.strong, "weak": most.weak}
    if most.yardstick is Yardstick.COMPARISON:
        return [
            _(
                "They differ the most on %(goal)s: %(strong)d better than most others, "
                "%(weak)d weaker than most."
            )
            % said
        ]
    return [
        _("They differ the most on %(goal)s: %(strong)d close to the target, %(weak)d far from it.") % said
    ]


def spread(tally: Tally) -> tuple[int, int]:
    """Return in words how much members differ: how many stand at either end, the end with fewer first.

    >>> spread(Tally("water", Yardstick.TARGET, strong=4, weak=1))
    (1, 5)
    """
    return min(tally.strong, tally.weak), tally.strong + tally.weak


def same_status(goals: int, members: int) -> str:
    """Return in words the finding of the table of members and goals."""
    if members < 2:
        return _("The status on each goal")
    if not goals:
        return _("On none of the goals do more than half have the same status")
    return ngettext(
        "On %(count)d of the 17 goals, more than half have the same status",
        "On %(count)d of the 17 goals, more than half have the same status",
        goals,
    ) % {"count": goals}


# --- one indicator --------------------------------------------------------------------------------


def many_are_strong(yardstick: Yardstick, count: int, members: int) -> str:
    """Return in words how many members stand strong on an indicator."""
    said = {"count": count, "members": members}
    if yardstick is Yardstick.COMPARISON:
        return _("%(count)d of %(members)d are better than most others.") % said
    return _("%(count)d of %(members)d are close to the target.") % said


def many_are_weak(yardstick: Yardstick, count: int, members: int) -> str:
    """Return in words how many members stand weak on an indicator."""
    said = {"count": count, "members": members}
    if yardstick is Yardstick.COMPARISON:
        return _("%(count)d of %(members)d are weaker than most others.") % said
    return _("%(count)d of %(members)d are far from the target.") % said


def they_differ(yardstick: Yardstick, strong: Sequence[str], weak: Sequence[str]) -> str:
    """Return in words who stands strong and who weak on an indicator; many are counted, a few are named."""
    said = {"strong": _few_or_many(strong), "weak": _few_or_many(weak)}
    if yardstick is Yardstick.COMPARISON:
        return _("Better than most others: %(strong)s. Weaker than most: %(weak)s.") % said
    return _("Close to the target: %(strong)s. Far from it: %(weak)s.") % said


def _few_or_many(names: Sequence[str]) -> str:
    if len(names) <= FEW:
        return join_words(names)
    return ngettext("%(count)d municipality", "%(count)d municipalities", len(names)) % {"count": len(names)}
