"""The history of places between two days: the codes that each has had, and its end.

A place lives on as long as one code becomes one other. Where several codes become one, or one several,
the land has changed: the old places end and new ones begin, so that no figure is cast back over a merger
or a split. That holds too where the merged place keeps the code of the largest.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from loftet.geography.codes import ChangeKind, CodeStep
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
    """All lives of one kind of place from a day to another that the changes explain, and the steps between.

    `untold` are codes of the last day whose history the changes do not explain, and `doubts` say why: what
    is known of these places stays as it is, and all others have their history.
    """

    kind: Classification
    first: date
    last: date
    lives: tuple[Life, ...]
    steps: tuple[CodeStep, ...]
    untold: frozenset[str] = frozenset()
    doubts: tuple[str, ...] = ()


def make_history(
    kind: Classification,
    first: tuple[date, Sequence[Code]],
    changes: Iterable[CodeChange],
    last: tuple[date, Sequence[Code]],
    known: Iterable[CodeStep] = (),
) -> History:
    """Follow the codes of the first day through the changes to those of the last.

    `known` are steps that are known already: they fill in what KLASS leaves out, and overrule nothing. Where
    the changes do not lead from the first day to the last, all places that share a change are left out.
    """
    walk = _Walk.of(Spell(one.code, one.name, first[0]) for one in first[1])
    told = {one.code: one.name for one in last[1]}
    ordered = sorted(set(changes), key=lambda change: (change.occurred, change.old_code, change.new_code))
    by_day = {day: list(of_day) for day, of_day in groupby(ordered, key=lambda change: change.occurred)}
    filled_in = _by_day(known)
    for day in sorted(by_day.keys() | filled_in.keys()):
        if first[0] < day <= last[0]:
            of_day = by_day.get(day, [])
            walk.step(day, [*of_day, *_left_out(of_day, filled_in.get(day, ()), walk.living.keys(), told)])
    walk.arrive(last[0], told)
    lives, steps = walk.explained()
    ordered_lives = sorted(lives, key=lambda life: (life.spells[0].code, life.spells[0].start))
    untold = frozenset(told.keys() - {life.spells[-1].code for life in lives if life.end is None})
    return History(kind, first[0], last[0], tuple(ordered_lives), tuple(steps), untold, tuple(walk.doubts))


def _by_day(steps: Iterable[CodeStep]) -> Mapping[date, list[CodeStep]]:
    days: dict[date, list[CodeStep]] = {}
    for step in steps:
        days.setdefault(step.date, []).append(step)
    return days


def _left_out(
    told: Sequence[CodeChange], known: Iterable[CodeStep], living: Collection[str], last: Mapping[str, str]
) -> Iterator[CodeChange]:
    """Yield known steps of a day that KLASS leaves out, such as 3018 to 3114, whose name changed too."""
    news = {change.new_code for change in told}
    for step in known:
        if step.old_code in living and step.new_code in last and step.new_code not in news:
            yield CodeChange(step.old_code, "", step.new_code, last[step.new_code], step.date)


@dataclass(slots=True)
class _Walk:
    """The state of the walk through the changes: the spells of each code that is valid.

    Each code is in a group with all that it shares a change with; a doubt about one is a doubt about all.
    """

    living: dict[str, tuple[Spell, ...]] = field(default_factory=dict)
    group: dict[str, int] = field(default_factory=dict)  # of the codes that are valid
    above: list[int] = field(default_factory=list)  # groups that were joined into another
    doubtful: set[int] = field(default_factory=set)
    ended: list[tuple[int, Life]] = field(default_factory=list)
    steps: list[tuple[int, CodeStep]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, spells: Iterable[Spell]) -> "_Walk":
        """Begin with the codes of the first day."""
        walk = cls()
        for spell in spells:
            walk.living[spell.code], walk.group[spell.code] = (spell,), walk._new_group()
        return walk

    def step(self, day: date, changes: Sequence[CodeChange]) -> None:
        """Apply the changes of one day."""
        names = {one.new_code: one.new_name for one in changes if one.new_code}
        edges = self._known(
            day, [(one.old_code, one.new_code) for one in changes if one.old_code and one.new_code]
        )
        for one in changes:
            if not one.new_code and one.old_code in self.living:
                told = f"{one.old_code} {one.old_name} ends on {day}, and KLASS does not tell what it became"
                self._doubt(self.group[one.old_code], told)
                self.ended.append(
                    (self.group.pop(one.old_code), Life(_closed(self.living.pop(one.old_code), day)))
                )
        found: dict[str, tuple[Spell, ...]] = {}
        for code in sorted({one.new_code for one in changes if not one.old_code} - self.living.keys()):
            found[code], self.group[code] = (Spell(code, names[code], day),), self._new_group()
        for part in _parts(_with_stayers(edges, self.living.keys())):
            found |= self._change(day, part, names)
        self.living |= found

    def _known(self, day: date, edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Leave out changes of codes that are not valid; what they became is in doubt."""
        for old, new in edges:
            if old not in self.living:
                self.living[old] = (Spell(old, "", day),)
                self.group[old] = self._new_group()
                self._doubt(
                    self.group[old], f"{old} changes into {new} on {day}, but is not valid the day before"
                )
        return list(dict.fromkeys(edges))

    def _change(
        self, day: date, part: Sequence[tuple[str, str]], names: dict[str, str]
    ) -> dict[str, tuple[Spell, ...]]:
        """Apply one group of connected changes; return the spells of its new codes."""
        olds, news = Counter(old for old, _ in part), Counter(new for _, new in part)
        before = {old: _closed(self.living.pop(old), day) for old in olds}
        group = self._joined(self.group.pop(old) for old in olds)
        self.group |= dict.fromkeys(news, group)
        if len(olds) == len(news) == 1:
            (old, spells), (new,) = *before.items(), news
            if old == new:  # a new name alone
                return {new: (*spells[:-1], Spell(new, names.get(new, spells[-1].name), spells[-1].start))}
            self.steps.append((group, CodeStep(old, new, day, ChangeKind.RENUMBERED)))
            return {new: (*spells, Spell(new, names[new], day))}
        self.ended += [(group, Life(spells)) for spells in before.values()]
        self.steps += [
            (group, CodeStep(old, new, day, ChangeKind.SPLIT if olds[old] > 1 else ChangeKind.MERGED))
            for old, new in part
        ]
        return {new: (Spell(new, names.get(new) or before[new][-1].name, day),) for new in news}

    def arrive(self, day: date, told: Mapping[str, str]) -> None:
        """Check the walk against the codes of the last day, and add their names."""
        for code in sorted(told.keys() - self.living.keys()):
            self.doubts.append(
                f"{code} {told[code]} is valid on {day}, and no change tells where it came from"
            )
        for code in sorted(self.living.keys() - told.keys()):
            named = f"{code} {self.living[code][-1].name}"
            self._doubt(
                self.group[code], f"{named} is not valid on {day}, and no change tells what it became"
            )
        for code in told.keys() & self.living.keys():
            *earlier, newest = self.living[code]
            self.living[code] = (*earlier, Spell(code, told[code], newest.start))

    def explained(self) -> tuple[list[Life], list[CodeStep]]:
        """Return the lives and steps of the groups that are in no doubt."""
        doubtful = {self._root(group) for group in self.doubtful}
        living = [(self.group[code], Life(spells)) for code, spells in self.living.items()]
        lives = [life for group, life in (*self.ended, *living) if self._root(group) not in doubtful]
        return lives, [step for group, step in self.steps if self._root(group) not in doubtful]

    def _new_group(self) -> int:
        self.above.append(len(self.above))
        return len(self.above) - 1

    def _root(self, group: int) -> int:
        while self.above[group] != group:
            group = self.above[group]
        return group

    def _joined(self, groups: Iterable[int]) -> int:
        first, *others = {self._root(group) for group in groups}
        for other in others:
            self.above[other] = first
        return first

    def _doubt(self, group: int, told: str) -> None:
        self.doubtful.add(group)
        self.doubts.append(told)


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
