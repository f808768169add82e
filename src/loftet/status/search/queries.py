"""The hits of a search: places, goals and indicators that its words lead to, and a topic in a place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind
from loftet.geography.slugs import slug
from loftet.places.models import Place
from loftet.places.queries import is_in_a_name, members_of, places_named, places_spelled_like, search_places
from loftet.status.goal_names import find_goal, find_target
from loftet.status.search.index import BEGINS, INSIDE, SearchIndex, index_of

HITS = 20
MOST_TOPICS = 8
LONGEST = 100
# Words that say nothing of what is looked for.
KINDS = frozenset({"kommune", "kommunen", "kommunar", "kommunane", "kommuner", "kommunene", "municipality"})
SMALL = frozenset({"i", "in", "of", "for", "til", "pa", "om", "og", "and", "the", "hos", "fra"})
EXACT_PLACE, TOPIC_IN_PLACE, PLACE_OF_TOPIC, OTHER_PLACE = 30.0, 25.0, 9.0, 5.0
LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: what it is called, where it is, and what it is."""

    title: str
    address: str
    note: str
    score: float
    is_exact: bool = False
    members: tuple[Place, ...] = ()
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class Found:
    """All hits of a search, the best first."""

    hits: tuple[Hit, ...]

    @property
    def only(self) -> Hit | None:
        """Return the hit that the words name exactly, where they name one thing alone."""
        exact = [one for one in self.hits if one.is_exact]
        return exact[0] if len(exact) == 1 else None


def find(store: EditionStore, edition: Edition | None, text: str, today: date, query: str = "") -> Found:
    """Find what a text names; at most five queries. `query` is what links carry on."""
    wanted = text.strip()[:LONGEST]
    words = [one for one in slug(wanted).split("-") if one and one not in KINDS]
    if not words:
        return Found(())
    index = index_of(store.root, edition, settings.CATALOGUE)
    hits = [*_places(words, wanted, today), *_topics(index, store, edition, " ".join(_asked(wanted)))]
    if len(words) > 1:
        hits += _topics_in_place(index, store, edition, words, today)
    hits = _first_of_each(sorted(hits, key=lambda one: -one.score))
    return Found(tuple(_carrying(one, query) for one in hits[:HITS]))


def find_meant(text: str, today: date, query: str = "") -> tuple[Hit, ...]:
    """Return the places whose names are spelled like a text that finds nothing; at most two queries."""
    wanted = text.strip()[:LONGEST]
    if all(one in KINDS for one in slug(wanted).split("-") if one):
        return ()
    meant = (_of_place(place, 0.0, today) for place in places_spelled_like(wanted))
    return tuple(_carrying(one, query) for one in meant if one)


def _carrying(hit: Hit, query: str) -> Hit:
    """Return a hit whose address carries a query on."""
    joined = query.replace("?", "&", 1) if "?" in hit.address else query
    return replace(hit, address=hit.address + joined)


def _asked(text: str) -> Iterator[str]:
    """Return the words of a text without those that say what a municipality is."""
    return (one for one in text.split() if slug(one) not in KINDS)


def _first_of_each(hits: Iterable[Hit]) -> list[Hit]:
    first: dict[str, Hit] = {}
    for one in hits:
        first.setdefault(one.address, one)
    return list(first.values())


def _places(words: Sequence[str], wanted: str, today: date) -> Iterator[Hit]:
    name = " ".join(words) if len(words) < len(wanted.split()) else wanted
    for place in search_places(name, limit=HITS) if is_in_a_name(name) else ():
        closeness: int = getattr(place, "closeness", 3)
        lasts: bool = getattr(place, "lasts", True)
        score = {0: EXACT_PLACE, 1: BEGINS + 1, 2: INSIDE + 1}.get(closeness, 1.0) if lasts else 0.5
        if hit := _of_place(place, score, today, is_exact=closeness == 0 and lasts):
            yield hit


def _of_place(place: Place, score: float, today: date, *, is_exact: bool = False) -> Hit | None:
    """Return a place as a hit; the whole country is no answer to a search."""
    if place.kind == Kind.COUNTRY:
        return None
    is_municipality = place.kind == Kind.MUNICIPALITY
    notes = [] if is_municipality else [str(place.get_kind_display())]
    if place.made_up:
        notes.append(_("made up"))
    return Hit(
        title=place.name,
        address=reverse("municipality" if is_municipality else "region", args=[place.slug]),
        note=", ".join(notes),
        score=score + (0.5 if is_municipality else 0.0),
        is_exact=is_exact,
        members=() if is_municipality else tuple(members_of(place, today)),
    )


def _topics(index: SearchIndex, store: EditionStore, edition: Edition | None, text: str) -> Iterator[Hit]:
    names = _names(store, edition)
    for one in index.find(text)[:MOST_TOPICS]:
        note = _goal_note(one.targets) if one.kind == "goal" else _("indicator")
        title = _title(one.kind, one.key, names)
        yield Hit(title, reverse(one.kind, args=[one.key]), note, one.score, one.is_whole, kind=one.kind)


def _names(store: EditionStore, edition: Edition | None) -> dict[str, str]:
    language = page_language()
    return {one.key: one.name for one in store.indicators(edition, language)} if edition else {}


def _title(kind: str, key: str, names: dict[str, str]) -> str:
    if kind == "indicator":
        return names[key]
    goal = find_goal(key)
    return goal.title if goal else key


def _goal_note(targets: Sequence[str]) -> str:
    """Return words for a goal, and those of its targets that hold what is looked for."""
    said, of_targets = pgettext("search", "goal"), pgettext("search", "target")
    known = [target for key in targets[:3] if (target := find_target(key))]
    if not known:
        return said
    listed = "; ".join(f"{one.key} {one.name}" for one in known)
    return f"{said}: {of_targets} {listed}"


def _topics_in_place(
    index: SearchIndex, store: EditionStore, edition: Edition | None, words: Sequence[str], today: date
) -> Iterator[Hit]:
    """Find «climate Gol»: the longest part that names a place, and the topic that the other words name."""
    parts = {
        "-".join(words[at : at + length]): [*words[:at], *words[at + length :]]
        for length in range(1, min(LONGEST_NAME, len(words) - 1) + 1)
        for at in range(len(words) - length + 1)
    }
    named = places_named(parts)
    for word in sorted(named, key=len, reverse=True):
        place = named[word]
        topic = " ".join(one for one in parts[word] if one not in SMALL)
        found = index.find(topic)[:MOST_TOPICS] if topic else []
        names = _names(store, edition)
        for one in found:
            address = _address_in(place, one.kind, one.key)
            title = _("%(topic)s in %(place)s") % {
                "topic": _title(one.kind, one.key, names),
                "place": place.name,
            }
            yield Hit(title, address, "", TOPIC_IN_PLACE + one.score / 10, kind=one.kind)
        if hit := _of_place(place, PLACE_OF_TOPIC if found else OTHER_PLACE, today):
            yield hit
        if found:
            return


def _address_in(place: Place, kind: str, key: str) -> str:
    if kind == "indicator":
        return f"{reverse('indicator', args=[key])}?sted={place.slug}"
    if place.kind == Kind.MUNICIPALITY:
        return reverse("municipality_goal", args=[place.slug, key])
    return reverse("region", args=[place.slug])
