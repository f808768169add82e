"""Findings of what is explored, in words: made from the figures, and saying so where these bear none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.words import join_words
from loftet.editions.rows import GoalWord
from loftet.geography.place import Kind as PlaceKind
from loftet.status.explore.choices import Choice
from loftet.status.explore.comparatives import less, more, phrase_of
from loftet.status.explore.queries import Course, Explored, GoalsOfMember, Order, Row, across_name
from loftet.status.goal_names import goals
from loftet.status.sentences.words import figure
from loftet.ui.numbers import number_style, number_word

BEST = 50
MOST_NAMED = 3
USUAL = 1.0  # so many times the usual distance from the line is no distance to speak of


def finding(explored: Explored) -> str:
    """Return the finding of two figures, and who is furthest from it in the place brought out."""
    parts = [relation_said(explored)]
    if explored.line is not None and (said := standing_out(explored)):
        parts.append(said)
    return " ".join(parts)


def relation_said(explored: Explored) -> str:
    """Return whether the figures go together over the country, and which way."""
    up, across = phrase_of(explored.up), phrase_of(explored.choice.across)
    names = {"up": explored.up.name, "across": across_name(explored.choice)}
    if explored.choice.across is not None and explored.choice.across.key == explored.up.key:
        return _("The same figure on both axes: choose another one to see whether they go together.")
    if len(explored.both) == 0:
        return _("No municipality has both figures: %(up)s, and %(across)s.") % names
    if explored.relation is None:
        return _("Too few municipalities have both figures to show that they go together, or do not.")
    if not explored.relation.certain:
        return _("No certain relation: %(up)s, beside %(across)s.") % {
            "up": up.words,
            "across": across.words,
        }
    way = more(up) if explored.relation.rises else less(up)
    said = {"more": more(across), "way": way}
    if explored.relation.is_weak:
        return _("A weak relation: the %(more)s, the %(way)s.") % said
    return _("The %(more)s, the %(way)s.") % said


def standing_out(explored: Explored) -> str:
    """Return who lies furthest from what one would expect, where that is no usual distance."""
    highlight, line = explored.choice.highlight, explored.line
    known = [(row, explored.distance(row)) for row in explored.own]
    far = [(row, distance) for row, distance in known if distance is not None]
    if highlight is None or line is None or not far:
        return ""
    row, distance = max(far, key=lambda one: abs(one[1]))
    names = {"place": row.place.name, "region": highlight.name}
    is_far = abs(distance) > USUAL * line.spread and not is_uncertain(explored, row)
    if len(explored.own) == 1:
        if not is_far:
            return _("%(place)s lies near what one would expect.") % names
        if distance > 0:
            return _("%(place)s lies higher than one would expect.") % names
        return _("%(place)s lies lower than one would expect.") % names
    if not is_far:
        return _("Nobody in %(region)s stands out for certain.") % names
    return _("%(place)s stands out the most in %(region)s.") % names


def is_uncertain(explored: Explored, row: Row) -> bool:
    """Check whether the interval of a figure holds what one would expect."""
    expected = explored.expected(row)
    if expected is None or row.up.low is None or row.up.high is None:
        return False
    return row.up.low <= expected <= row.up.high


def unit_line(explored: Explored) -> str:
    """Return what the dots are: unit, years, how many."""
    years, count = explored.years, len(explored.both)
    when = "" if not years else f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    what = ", ".join(filter(None, (explored.up.name, explored.up.unit, when)))
    dots = ngettext("The dot is a municipality.", "Every dot is a municipality, %(count)d in all.", count)
    return f"{what}. {dots % {'count': count}}"


def axis_words(explored: Explored) -> str:
    """Return the words under the axis across."""
    across = explored.choice.across
    if across is None:
        return _("Inhabitants (every step is ten times as many)")
    return f"{across.name} ({across.unit})" if across.unit else across.name


# --- the list ------------------------------------------------------------------------------------


def list_heading(choice: Choice) -> str:
    """Return the heading over the list of the place brought out."""
    highlight = choice.highlight
    if highlight is None:
        return _("The whole country")
    count = len(highlight.members)
    if count == 1:
        return _("%(place)s beside the others") % {"place": highlight.name}
    return _("How the %(count)s stand") % {"count": number_word(count)}


def list_about(explored: Explored) -> str:
    """Return what the columns of the list are."""
    if explored.line is None:
        return _("The figure, and the distance to the middle of the municipalities.")
    if explored.choice.across is None:
        return _("The figure, and the distance to what one would expect from the number of inhabitants.")
    return _("The figure, and the distance to what one would expect from «%(across)s».") % {
        "across": across_name(explored.choice)
    }


def signed(value: float, decimals: int) -> str:
    """Write a distance with its sign.

    >>> signed(0.01, 1)
    '0,0'
    """
    text = number_text(value, decimals, number_style())
    is_zero = not any(letter in "123456789" for letter in text)
    return text if value < 0 or is_zero else f"+{text}"


# --- distribution --------------------------------------------------------------------------------


def spread_said(explored: Explored) -> str:
    """Return between which figures the middle half lies."""
    if explored.half is None:
        return _("Too few municipalities have a figure to say where most lie: %(up)s.") % {
            "up": explored.up.name
        }
    low, high = explored.half
    low_text = figure(low, explored.up, with_unit=False)
    if low_text == figure(high, explored.up, with_unit=False):
        return _("At least half of the municipalities have %(value)s") % {"value": figure(high, explored.up)}
    said = {"low": low_text, "high": figure(high, explored.up)}
    return _("Half of the municipalities lie between %(low)s and %(high)s") % said


def named(explored: Explored, said: str) -> str:
    """Return a finding that says of which figure it speaks."""
    return _("%(up)s: %(said)s") % {"up": explored.up.name, "said": said}


def spread_about(explored: Explored) -> str:
    """Return what the dots of the distribution are."""
    highlight = explored.choice.highlight
    said = {"name": explored.up.name, "count": len(explored.values)}
    if highlight is None:
        return _("%(name)s: all %(count)d municipalities with a figure.") % said
    said |= {"place": highlight.name}
    if highlight.kind == PlaceKind.MUNICIPALITY:
        return _("%(name)s: all %(count)d municipalities with a figure, and %(place)s under them.") % said
    return (
        _("%(name)s: all %(count)d municipalities with a figure, and those of %(place)s under them.") % said
    )


# --- order ---------------------------------------------------------------------------------------


def order_said(explored: Explored, found: Order) -> str:
    """Return who is for certain among the best, or why nobody is put in order."""
    highlight = explored.choice.highlight
    if explored.up.direction not in (1, -1):
        return _("There is no order: neither high nor low is better for «%(up)s».") % {"up": explored.up.name}
    if not found.of:
        return _("There is no certain order: how sure the figures are is not known.")
    judged = [row for row in explored.own if row.up.judged and row.place.code in found.ranges]
    if highlight is None or not judged:
        best = sum(
            row.up.judged
            and row.place.code in found.ranges
            and found.ranges[row.place.code].is_among_best(BEST)
            for row in explored.known
        )
        if not best:
            return _("Nobody is for certain among the %(best)d best.") % {"best": BEST}
        words = ngettext(
            "One municipality is for certain among the %(best)d best.",
            "%(count)d municipalities are for certain among the %(best)d best.",
            best,
        )
        return words % {"count": best, "best": BEST}
    sure = [row.place.name for row in judged if found.ranges[row.place.code].is_among_best(BEST)]
    said = {"best": BEST, "of": found.of, "place": highlight.name}
    if not sure:
        if highlight.kind == PlaceKind.MUNICIPALITY:
            return _("%(place)s is not for certain among the %(best)d best of %(of)d.") % said
        return _("Nobody in %(place)s is for certain among the %(best)d best of %(of)d.") % said
    if len(sure) > MOST_NAMED:
        said |= {"count": len(sure)}
        return _("%(count)d in %(place)s are for certain among the %(best)d best of %(of)d.") % said
    said |= {"names": join_words(sure)}
    if len(sure) == 1:
        return _("%(names)s is for certain among the %(best)d best of %(of)d.") % said
    return _("%(names)s are for certain among the %(best)d best of %(of)d.") % said


def range_said(best: int, worst: int, of: int) -> str:
    """Return between which places somebody lies, and among how many best or weakest that is for certain."""
    said = {"best": best, "worst": worst, "of": of}
    if best == 1 and worst == of:
        return _("Anywhere from 1 to %(of)d: the figure is too uncertain") % said
    if 2 * worst <= of:
        return _("Between %(best)d and %(worst)d: certainly among the %(worst)d best") % said
    if 2 * best > of:
        said |= {"last": of - best + 1}
        return _("Between %(best)d and %(worst)d: certainly among the %(last)d weakest") % said
    return _("Between %(best)d and %(worst)d: on either side of the middle") % said


# --- years ---------------------------------------------------------------------------------------


def courses_said(explored: Explored, found: Sequence[Course]) -> str:
    """Return in how many municipalities the figure rises or falls for certain."""
    highlight = explored.choice.highlight
    if highlight is None or not any(one.years for one in found):
        return _("Choose a region, a county or a municipality to see the years of each.")
    known = [one.pace for one in found if one.pace is not None]
    rises, falls = sum(low > 0 for low, _high in known), sum(high < 0 for _low, high in known)
    said = {"rises": rises, "falls": falls, "of": len(found), "place": highlight.name}
    said |= {"up": explored.up.name}
    if len(found) == 1:
        if rises:
            return _("%(up)s: rising in %(place)s.") % said
        if falls:
            return _("%(up)s: falling in %(place)s.") % said
        return _("%(up)s: no certain direction in %(place)s.") % said
    if not rises and not falls:
        return _("%(up)s: no certain direction in any of the %(of)d in %(place)s.") % said
    if not falls:
        return _("%(up)s: rising in %(rises)d of the %(of)d in %(place)s.") % said
    if not rises:
        return _("%(up)s: falling in %(falls)d of the %(of)d in %(place)s.") % said
    return _("%(up)s: falling in %(falls)d of the %(of)d in %(place)s, rising in %(rises)d.") % said


# --- goals ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tally:
    name: str
    strong: int
    weak: int


def goals_said(choice: Choice, members: Sequence[GoalsOfMember]) -> str:
    """Return on which goal most of the municipalities are strong, and on which weak."""
    if choice.highlight is None or not members:
        return _("Choose a region, a county or a municipality to see its goals.")
    words = [one.wording for member in members for one in member.goals.values()]
    if not any(words):
        return _("No goal has a word in %(place)s.") % {"place": choice.highlight.name}
    tallies = [_Tally(one.name, *(_with_word(members, one.key, word) for word in _ENDS)) for one in goals()]
    parts = []
    strong, weak = max(tallies, key=lambda one: one.strong), max(tallies, key=lambda one: one.weak)
    said = {"place": choice.highlight.name, "of": len(members)}
    if 2 * strong.strong > len(members):
        words_said = _("%(goal)s: mostly strong in %(count)d of %(of)d in %(place)s.")
        parts.append(words_said % (said | {"goal": strong.name, "count": strong.strong}))
    if 2 * weak.weak > len(members):
        words_said = _("%(goal)s: mostly weak in %(count)d of %(of)d in %(place)s.")
        parts.append(words_said % (said | {"goal": weak.name, "count": weak.weak}))
    if not parts:
        return _("On no goal are more than half in %(place)s mostly strong, or mostly weak.") % said
    return " ".join(parts)


_ENDS = (GoalWord.STRONG, GoalWord.WEAK)


def _with_word(members: Sequence[GoalsOfMember], goal: str, word: GoalWord) -> int:
    readings = (member.goals.get(goal) for member in members)
    return sum(one is not None and one.wording is not None and one.wording.word is word for one in readings)
