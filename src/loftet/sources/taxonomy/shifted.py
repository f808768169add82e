"""Targets that have slid down from the rows above, as a filled-down column in a spreadsheet does."""

from collections.abc import Mapping, Sequence

from loftet.sources.taxonomy.record import TaggedIndicator, last_part

ROWS_ABOVE = 2


def goals_of_title(title: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the goals that a title speaks of by its words.

    >>> goals_of_title("Andel barn 1-5 år i barnehage", {"barnehage": frozenset({"4"})})
    frozenset({'4'})
    """
    text = " ".join(title.casefold().split())
    return frozenset(goal for word, goals in words.items() if word in text for goal in goals)


def shifted_targets(
    rows: Sequence[TaggedIndicator], words: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Find the targets that came with a row above: by the indicator's address.

    A target is shifted when the title speaks of other goals than the target's, and one of the two rows
    above has the same target and speaks of its goal, or got it by a shift, too. A title in which no
    goal is spoken of proves nothing.
    """
    found: dict[str, tuple[str, ...]] = {}
    spoken = [goals_of_title(one.title, words) for one in rows]
    for place, one in enumerate(rows):
        above = range(max(0, place - ROWS_ABOVE), place)
        mine = tuple(
            target
            for target in map(last_part, one.targets)
            if spoken[place]
            and not one.title.startswith(f"{target}.")  # the UN numbers its indicators by their target
            and (goal := target.partition(".")[0]) not in spoken[place]
            and any(
                target in map(last_part, rows[other].targets)
                and (goal in spoken[other] or target in found.get(rows[other].uri, ()))
                for other in above
            )
        )
        if mine:
            found[one.uri] = mine
    return found
