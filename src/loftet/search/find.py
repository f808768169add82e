"""The hits of somebody: keys of the index, then who may see them, then how well each fits as it reads now.

What is decided on the way (whether typing errors are looked for, what is counted) rests on what somebody may
see, never on what the index holds beside that; and the database is asked as often whatever it holds.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from loftet.core.actor import AnyActor
from loftet.core.registry import search_sources
from loftet.core.search import SearchDocument, Seen
from loftet.search.index import Index, opened
from loftet.search.ranking import Fit, Query, fit_of
from loftet.search.words import Forms, read_forms, units_of, words_of

MOST_READ = 60  # things that somebody may see, which are put in order
AT_ONCE = 150  # things that the database is asked for at a time: some of them are hidden
Keys = Mapping[str, Sequence[str]]
Sources = Mapping[str, Seen]
Thing = tuple[str, str]  # its kind and its key


@dataclass(frozen=True, slots=True)
class Fits:
    """The things that fit a query, the best first; `is_cut`: there are more."""

    best: tuple[Fit, ...] = ()
    is_cut: bool = False

    @property
    def counts(self) -> Counter[str]:
        """Return how many of each kind there are."""
        return Counter(one.document.kind for one in self.best)


def find_fits(folder: Path, forms: Path, actor: AnyActor, text: str) -> Fits:
    """Return what somebody may see of what a query finds: with all its words, else misspelt, else with most.

    Raises:
        NoIndexError: when there is no index that can be read.
    """
    words = words_of(text)
    if not words:
        return Fits()
    with opened(folder) as index:
        sources = {kind: source.seen_by(actor) for kind, source in search_sources().items()}
        for query, numbers in _tries(index, words, read_forms(forms)):
            found = _seen(sources, index, query, numbers() | index.named(words))
            if found.best:
                return found
    return Fits()


def _tries(
    index: Index, words: Sequence[str], forms: Forms
) -> Iterator[tuple[Query, Callable[[], set[int]]]]:
    """Yield what is looked for, one after the other, and how; who sees a hit of one is shown no later one."""
    units = units_of(words, forms, index)
    yield Query(words, units, demands_all=True), lambda: index.having_all(units)
    alike = units_of(words, forms, index, loosely=True)
    yield Query(words, alike, demands_all=True), lambda: index.having_all(alike)
    if len(units) > 1:
        yield Query(words, units, demands_all=False), lambda: index.having_most(units)
        yield Query(words, alike, demands_all=False), lambda: index.having_most(alike)


def _seen(sources: Sources, index: Index, query: Query, numbers: Set[int]) -> Fits:
    """Return what somebody may see of some things: the best are read, once there are enough."""
    order = sorted(numbers)
    if len(order) > MOST_READ:
        titles = dict(index.in_titles(query.units))
        titles |= {one: len(query.units) + 1 for one in index.named(query.words)}
        first = sorted(titles.keys() & numbers, key=lambda one: (-titles[one], one))
        order = [*first, *(one for one in order if one not in titles)]
    seen: list[Thing] = []
    for begin in range(0, max(1, len(order)), AT_ONCE):
        numbered = {number: (kind, key) for number, kind, key in index.keys(order[begin : begin + AT_ONCE])}
        visible = _visible(sources, list(numbered.values()))
        seen += (numbered[one] for one in order[begin : begin + AT_ONCE] if numbered.get(one) in visible)
        if len(seen) > MOST_READ:
            break
    fits = [
        one for one in (fit_of(one, query) for one in _read(sources, seen[:MOST_READ])) if one is not None
    ]
    return Fits(tuple(sorted(fits, key=lambda one: one.order)), len(seen) > MOST_READ)


def _visible(sources: Sources, things: Sequence[Thing]) -> Set[Thing]:
    """Return the things that somebody may see; every source is asked, whether it has a hit or not."""
    keys = _by_kind(things)
    return {(kind, key) for kind, source in sources.items() for key in source.keys(keys.get(kind, ()))}


def _read(sources: Sources, things: Sequence[Thing]) -> Iterator[SearchDocument]:
    """Return some things that somebody may see, as they read now."""
    for kind, keys in _by_kind(things).items():
        yield from sources[kind].documents(keys)


def _by_kind(things: Sequence[Thing]) -> Keys:
    found: dict[str, list[str]] = defaultdict(list)
    for kind, key in things:
        found[kind].append(key)
    return found
