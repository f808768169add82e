"""The history of places between two days: the codes that each has had, and its end.

A place lives on as long as one code becomes one other. Where several codes become one, or one several,
the land has changed: the old places end and new ones begin, so that no figure is cast back over a merger
or a split. That holds too where the merged place keeps the code of the largest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from loftet.geography.codes import ChangeKind, CodeStep
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.klass.answers import Classification, Code, CodeChange


@dataclass(frozen=True, slots=True)
class Spell:
    """A code used for a time, with the name that KLASS gives it; without an end it still lasts."""

    code: str
    name: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """One place: its codes one after the other."""

    spells: tuple[Spell, ...]

    @property
    def name(self) -> str:
        """Return the last name."""
        return self.spells[-1].name

    @property
    def end(self) -> date | None:
        """Return the day on which the place ended; none while it lives."""
        return self.spells[-1].end


@dataclass(frozen=True, slots=True)
class History:
    """All lives of one kind of place from a day to another, and the steps between codes."""

    kind: Classification
    first: date
    last: date
    lives: tuple[Life, ...]
    steps: tuple[CodeStep, ...]


def make_history(
    kind: Classification,
    first: tuple[date, Sequence[Code]],
    changes: Iterable[CodeChange],
    last: tuple[date, Sequence[Code]],
) -> History:
    """Follow the codes of the first day through the changes to those of the last.

    Raises:
        InvalidInput: when the changes do not lead from the codes of the first day to those of the last.
    """
    walk = _Walk({one.code: (Spell(one.code, one.name, first[0]),) for one in first[1]}, [], [], [])
    ordered = sorted(set(changes), key=lambda change: (change.occurred, change.old_code, change.new_code))
    for day, of_day in groupby(ordered, key=lambda change: change.occurred):
        if first[0] < day <= last[0]:
            walk.step(day, list(of_day))
    walk.arrive(last[0], last[1])
    if walk.problems:
        raise InvalidInput(walk.problems)
    lives = [*walk.ended, *(Life(spells) for spells in walk.living.values())]
    ordered_lives = sorted(lives, key=lambda life: (life.spells[0].code, life.spells[0].start))
    return History(kind, first[0], last[0], tuple(ordered_lives), tuple(walk.steps))


@dataclass(slots=True)
class _Walk:
    """The state of the walk through the changes: the spells of each code that is valid."""

    living: dict[str, tuple[Spell, ...]]
    ended: list[Life]
    steps: list[CodeStep]
    problems: list[Problem]

    def step(self, day: date, changes: Sequence[CodeChange]) -> None:
        """Apply the changes of one day."""
        names = {one.new_code: one.new_name for one in changes if one.new_code}
        edges = [(one.old_code, one.new_code) for one in changes if one.old_code and one.new_code]
        edges = self._known(day, edges)
        begun = {one.new_code for one in changes if not one.old_code} - self.living.keys()
        for one in changes:
            if not one.new_code:
                cause = f"{one.old_code} {one.old_name} ends on {day}, and KLASS does not tell what it became"
                self.problems.append(Problem(cause))
        found: dict[str, tuple[Spell, ...]] = {code: (Spell(code, names[code], day),) for code in begun}
        for part in _parts(_with_stayers(edges, self.living.keys())):
            found |= self._change(day, part, names)
        self.living |= found

    def _known(self, day: date, edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        for old in sorted({old for old, _ in edges} - self.living.keys()):
            self.problems.append(Problem(f"{old} changes on {day}, but is not valid the day before"))
        return [(old, new) for old, new in dict.fromkeys(edges) if old in self.living]

    def _change(
        self, day: date, part: Sequence[tuple[str, str]], names: dict[str, str]
    ) -> dict[str, tuple[Spell, ...]]:
        """Apply one group of connected changes; return the spells of its new codes."""
        olds, news = Counter(old for old, _ in part), Counter(new for _, new in part)
        before = {old: _closed(self.living.pop(old), day) for old in olds}
        if len(olds) == len(news) == 1:
            (old, spells), (new,) = *before.items(), news
            if old == new:  # a new name alone
                return {new: (*spells[:-1], Spell(new, names.get(new, spells[-1].name), spells[-1].start))}
            self.steps.append(CodeStep(old, new, day, ChangeKind.RENUMBERED))
            return {new: (*spells, Spell(new, names[new], day))}
        self.ended += [Life(spells) for spells in before.values()]
        self.steps += [
            CodeStep(old, new, day, ChangeKind.SPLIT if olds[old] > 1 else ChangeKind.MERGED)
            for old, new in part
        ]
        return {new: (Spell(new, names.get(new) or before[new][-1].name, day),) for new in news}

    def arrive(self, day: date, codes: Sequence[Code]) -> None:
        """Check the walk against the codes of the last day, and add their names."""
        told = {one.code: one.name for one in codes}
        for code in sorted(told.keys() - self.living.keys()):
            cause = f"{code} {told[code]} is valid on {day}, and no change tells where it came from"
            self.problems.append(Problem(cause))
        for code in sorted(self.living.keys() - told.keys()):
            named = f"{code} {self.living[code][-1].name}"
            cause = f"{named} is not valid on {day}, and no change tells what it became"
            self.problems.append(Problem(cause))
        for code in told.keys() & self.living.keys():
            *earlier, newest = self.living[code]
            self.living[code] = (*earlier, Spell(code, told[code], newest.start))


def _closed(spells: tuple[Spell, ...], day: date) -> tuple[Spell, ...]:
    *earlier, newest = spells
    return (*earlier, Spell(newest.code, newest.name, newest.start, day))


def _with_stayers(edges: Sequence[tuple[str, str]], living: Iterable[str]) -> list[tuple[str, str]]:
    """Add what KLASS leaves out: a code that others go into, and that was there before, goes on itself."""
    leaving = {old for old, _ in edges}
    stayers = sorted(({new for _, new in edges} & set(living)) - leaving)
    return [*edges, *((code, code) for code in stayers)]


def _parts(edges: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Group the changes of a day that share an old or a new code."""
    rest = list(edges)
    while rest:
        olds, news = {rest[0][0]}, {rest[0][1]}
        size = 0
        while size != len(olds) + len(news):
            size = len(olds) + len(news)
            for old, new in rest:
                if old in olds or new in news:
                    olds.add(old)
                    news.add(new)
        yield [edge for edge in rest if edge[0] in olds]
        rest = [edge for edge in rest if edge[0] not in olds]
