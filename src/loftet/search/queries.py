"""The answer to a search: places, goals and indicators, and all else that somebody may see, in one order."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.core.registry import search_sources
from loftet.core.words import Words
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.people.actor import Actor
from loftet.search.find import Fits, find_fits
from loftet.search.index import NoIndexError
from loftet.search.ranking import Fit, reason_of
from loftet.search.words import FORMS
from loftet.status.search.queries import Hit, find, find_meant

LOG = logging.getLogger(__name__)
ON_A_PAGE, SUGGESTED = 20, 8
PLACE = "place"  # says itself of which kind it is


@dataclass(frozen=True, slots=True)
class Result:
    """A hit as a page shows it: what it is called, what it is, whose it is, and why it was found."""

    hit: Hit
    words: Words = ""
    language: str = ""
    fit: Fit | None = None
    leads: str = ""

    @property
    def reason(self) -> str:
        """Return why it was found, in a sentence; worked out for what is shown alone."""
        return (reason_of(self.fit) if self.fit else "") or self.leads


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of things, and how many of it were found."""

    kind: str
    words: Words
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found: the best results in their order, and how many there are of each kind.

    `meant` are places whose names are spelled alike; `only` is what the words name exactly. Without an index
    `is_whole` is false, and there are places, goals and indicators alone. `is_cut`: there
    are more than these.
    """

    results: tuple[Result, ...]
    kinds: tuple[KindCount, ...]
    meant: tuple[Hit, ...] = ()
    only: Hit | None = None
    is_whole: bool = True
    is_cut: bool = False

    @property
    def count(self) -> int:
        """Return how many things were found."""
        return sum(one.count for one in self.kinds)

    @property
    def suggested(self) -> tuple[Result, ...]:
        """Return the results that are shown while somebody types."""
        return self.results[:SUGGESTED]


def answer(store: EditionStore, edition: Edition | None, text: str, actor: Actor, query: str = "") -> Answer:
    """Return what somebody may see of what a text finds. `query` is what links carry on."""
    found = find(store, edition, text, actor.today, query)
    try:
        fits, is_whole = find_fits(settings.DATA, settings.CATALOGUE / FORMS, actor, text), True
    except NoIndexError as fault:
        LOG.warning("%s", fault)
        fits, is_whole = Fits(), False
    known = {_path(one.address) for one in found.hits}
    others = [one for one in fits.best if one.document.address not in known]
    both = {one.document.address: one for one in fits.best if one.document.address in known}
    results = [*_of_status(found.hits, both, text), *_of_index(others, text, query)]
    results.sort(key=lambda one: -one.hit.score)  # those of one score stay in their order
    meant = () if results else find_meant(text, actor.today, query)
    counts = Counter(one.hit.kind for one in results)
    return Answer(tuple(results), _kinds(counts), meant, found.only, is_whole, fits.is_cut)


def of_kind(results: Sequence[Result], kind: str) -> Sequence[Result]:
    """Return the results of a kind; all of them where none is named."""
    return [one for one in results if one.hit.kind == kind] if kind else results


def _path(address: str) -> str:
    return address.partition("?")[0] if "sted=" not in address else address


def _of_status(hits: Iterable[Hit], fits: Mapping[str, Fit], text: str) -> Iterator[Result]:
    for one in hits:
        is_called = _("It is called just that.") if one.is_exact else _leads(text)
        yield Result(one, fit=fits.get(_path(one.address)), leads=is_called)


def _leads(text: str) -> str:
    """Return why a thing was found whose text in the reader's language has none of the words."""
    return _("«%(words)s» leads here.") % {"words": text.strip()}


def _of_index(fits: Iterable[Fit], text: str, query: str) -> Iterator[Result]:
    sources = search_sources()
    for one in fits:
        told = one.document
        path, part_sign, part = told.address.partition("#")  # a query stands before the part of a page
        address = f"{path}{query}{part_sign}{part}"
        hit = Hit(told.title, address, told.note, one.score, kind=told.kind)
        words = "" if told.kind == PLACE else sources[told.kind].words
        yield Result(hit, words, told.language, one, _leads(text))


def _kinds(counts: Mapping[str, int]) -> tuple[KindCount, ...]:
    sources = search_sources()
    return tuple(
        KindCount(kind, one.many, counts[kind]) for kind, one in sources.items() if counts.get(kind, 0) > 0
    )
