"""The things that search finds: each app says which, who may see them, and how they read today.

The index holds all of them, hidden ones too, and answers with keys. Who asks is shown, and counted, only what
the source of the kind returns for them, read from the database at that moment.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Protocol

from django.db.models import Count, Max, Model, Q, QuerySet, Sum

from loftet.core.actor import AnyActor
from loftet.core.words import Words

CHUNK = 500  # rows that are read at a time


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A thing as search reads it: what it is called, what it says, and where it is.

    `names` are what else it is called (in other languages, a code): found as the title is, and not shown.
    `other_texts` are its text in other languages: found as the text is, and not quoted.
    `note` says whose it is, and is shown beside it; `language` is that of the texts where people wrote them.
    """

    kind: str
    key: str
    address: str
    title: str
    text: str = ""
    note: str = ""
    language: str = ""
    names: Sequence[str] = ()
    other_texts: Sequence[str] = ()

    @property
    def whole_text(self) -> str:
        """Return its text in all languages."""
        return "\n".join(dict.fromkeys((self.text, *self.other_texts)))


class SearchSource(Protocol):
    """A kind of thing that search finds; `words` name one of them, `many` all."""

    @property
    def kind(self) -> str:
        """Return the key of the kind, as addresses and the command have it."""

    @property
    def words(self) -> Words:
        """Return what one is called."""

    @property
    def many(self) -> Words:
        """Return what they are called together."""

    def stamp(self) -> str:
        """Return a text that is another one after anything that search reads has changed."""

    def documents(self) -> Iterable[SearchDocument]:
        """Return all of them, the hidden ones, too: for the index alone."""

    def seen_by(self, actor: AnyActor) -> "Seen":
        """Return what somebody may see of it now."""


class Seen(Protocol):
    """The things of a source that somebody may see: the rule is asked once for a whole search."""

    def keys(self, some: Sequence[str]) -> Sequence[str]:
        """Return which of some keys may be seen; as many queries whatever the keys are."""

    def documents(self, some: Sequence[str]) -> Sequence[SearchDocument]:
        """Return the things of some keys that may be seen, as they read now; queries as with `keys`."""


@dataclass(frozen=True, kw_only=True)
class RecordSource:
    """Rows of a table; of those that somebody may see, `found` says which are found, where not all are."""

    kind: str
    words: Words
    many: Words
    model: type[Model]
    document: Callable[[Any], SearchDocument]
    related: Sequence[str] = ()  # relations to one row that `document` reads
    unread: Sequence[str] = ()  # columns that `document` does not read, and that are costly
    fetched: Sequence[str] = ()  # relations to many
    stamped: Callable[[], str] | None = None  # where rows have no version
    only: Q = field(default_factory=Q)  # where some rows are no answer to anybody
    found: Callable[[AnyActor], Q] | None = None

    def rows(self) -> QuerySet[Any]:
        """Return every row, the hidden ones, too."""
        return self.model._default_manager.filter(self.only)

    def visible_to(self, actor: AnyActor) -> QuerySet[Any]:
        """Return the rows that somebody may see and find."""
        seen: QuerySet[Any] = self.model._default_manager.visible_to(actor)  # type: ignore[attr-defined]
        rows = seen.filter(self.only)
        return rows.filter(self.found(actor)) if self.found else rows

    def stamp(self) -> str:
        """Return how many rows there are, the newest key, and the sum of their versions. One query."""
        if self.stamped is not None:
            return self.stamped()
        told = self.rows().order_by().aggregate(Count("pk"), Max("pk"), Sum("version"))
        return "-".join(str(one) for one in told.values())

    def documents(self) -> Iterator[SearchDocument]:
        """Return every row."""
        return map(self.document, self._read(self.rows().order_by("pk")).iterator(chunk_size=CHUNK))

    def _read(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = rows.select_related(*self.related).prefetch_related(*self.fetched)
        return rows.defer(*self.unread) if self.unread else rows

    def seen_by(self, actor: AnyActor) -> "Seen":
        """Return the rows that somebody may see."""
        return SeenRows(self.visible_to(actor).order_by(), self._read, self.document)


@dataclass(frozen=True, slots=True)
class SeenRows:
    """The rows of a table that somebody may see."""

    rows: QuerySet[Any]
    read: Callable[[QuerySet[Any]], QuerySet[Any]]
    document: Callable[[Any], SearchDocument]

    def keys(self, some: Sequence[str]) -> Sequence[str]:
        """Return which of some keys may be seen. One query, also where no key is asked for."""
        return [str(key) for key in self._of(some).values_list("pk", flat=True)]

    def documents(self, some: Sequence[str]) -> Sequence[SearchDocument]:
        """Return the rows of some keys that may be seen. One query, also where no key is asked for."""
        return [self.document(row) for row in self.read(self._of(some))]

    def _of(self, some: Sequence[str]) -> QuerySet[Any]:
        return self.rows.filter(pk__in=[0, *map(int, some)])


@dataclass(frozen=True, kw_only=True)
class OpenSource:
    """Things that everybody may see, such as pages and indicators, read in the language of the page."""

    kind: str
    words: Words
    many: Words
    read: Callable[[], Iterable[SearchDocument]]
    stamp: Callable[[], str]
    documents: Callable[[], Iterable[SearchDocument]] = field(default=tuple)

    def __post_init__(self) -> None:
        """Return nothing; the index reads the same as the reader, unless something else is given."""
        if self.documents is tuple:
            object.__setattr__(self, "documents", self.read)

    def seen_by(self, _actor: AnyActor) -> "Seen":
        """Return all of them: everybody may see such things."""
        return SeenThings(self.read)


@dataclass(frozen=True, slots=True)
class SeenThings:
    """Things that everybody may see."""

    read: Callable[[], Iterable[SearchDocument]]

    def keys(self, some: Sequence[str]) -> Sequence[str]:
        """Return all keys."""
        return some

    def documents(self, some: Sequence[str]) -> Sequence[SearchDocument]:
        """Return the things of some keys that are still there."""
        wanted = frozenset(some)
        return [one for one in self.read() if one.key in wanted] if wanted else ()


def digest_of(documents: Iterable[SearchDocument]) -> str:
    """Return a text that is another one when any of some things reads otherwise: a stamp of few things."""
    return blake2b(repr(list(documents)).encode(), digest_size=12).hexdigest()


def record_document(row: Model, kind: str, **told: Any) -> SearchDocument:
    """Return a row with an address of its own as search reads it."""
    address: str = row.get_absolute_url()  # type: ignore[attr-defined]
    return SearchDocument(kind, str(row.pk), address, **told)


def owned_document(
    kind: str, *texts: str, note: Callable[[Any], str] | None = None
) -> Callable[[Any], SearchDocument]:
    """Build how search reads a record: its title, some texts by their names, with dots, and whose it is.

    Beside the title stands whose it is, or the `note`.
    """

    def document(row: Any) -> SearchDocument:
        owner = row.owner
        text = "\n".join([*(str(attrgetter(one)(row)) for one in texts), owner.name])
        beside = note(row) if note else owner.name
        return record_document(
            row, kind, title=str(row), text=text, note=beside, language=owner.official_form
        )

    return document
