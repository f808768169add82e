"""The index: one SQLite file in the data folder, written new beside its place and then moved there.

Of each word of the texts it keeps the numbers of the things that have it, and the trigrams of the words lead
from «anlegg» to «anleggsmaskin»: a hundredth of the trigrams that all texts have.

It holds what every source has, hidden things, too; so it is kept as the database is, and nobody but its owner
reads it. It answers with keys, and keeps no text that could be shown. Which database the site uses does not
matter. Readers of an older file read on in that; a file of another version is not read.
"""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from urllib.parse import quote, urlencode

import numpy as np
from numpy.typing import NDArray

from loftet.core.search import SearchDocument, SearchSource
from loftet.search.words import SHORT, SHORTEST_TYPED, Known, Unit, folded, shortened, vocabulary
from loftet.status.search.index import stem

FILE, VERSION = "search.sqlite3", 2
NAMES = "names"  # the stamp of the names of organisations
LONGEST_READ = 20_000  # letters of a text
LEFT_OVER = 3_600  # seconds after which a half-written file is nobody's
MOST_ALIKE = 400  # more than differ from one by a letter, so that no hidden text takes the place of another
NUMBER = np.dtype("<u4")  # of a thing, as postings are written
Flags = NDArray[np.bool_]  # which things, by number; 0 is none
Postings = dict[str, list[int]]
READ_ONLY = urlencode({"mode": "ro", "immutable": 1})  # a file is never changed, only replaced
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE posting (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE,
  title BLOB NOT NULL, text BLOB NOT NULL);
CREATE VIRTUAL TABLE part USING fts5(word, content='', columnsize=0, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE phrase USING fts5(title, text, content='', columnsize=0, tokenize='unicode61');
CREATE TABLE exact (word TEXT, thing INTEGER, PRIMARY KEY (word, thing)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE near (short TEXT, word TEXT, PRIMARY KEY (short, word)) WITHOUT ROWID;
"""
POSTED = {"title": "SELECT title FROM posting WHERE ", "text": "SELECT text FROM posting WHERE "}
WORKING = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"


class NoIndexError(Exception):
    """The index is missing, of another version, or cannot be read; the text says which, for operators."""


def write_index(folder: Path, sources: Iterable[SearchSource], now: datetime, names: str = "") -> int:
    """Write the index of all sources new, and return how many things it holds; readers notice nothing.

    `names` is a stamp of what the texts of many sources name.
    """
    _remove_left_over(folder)
    begun, every = time(), tuple(sources)
    stamps = stamps_of(every, names)  # before the rows: what changes meanwhile comes next
    with NamedTemporaryFile(dir=folder, prefix=f".{FILE}-", delete=False) as made:  # mode 0600
        beside = Path(made.name)
    try:
        with closing(sqlite3.connect(beside)) as database:
            database.executescript(WORKING + SCHEMA)
            count = _fill(database, every)
            took = time() - begun
            about = {"version": str(VERSION), "made": now.isoformat(), "seconds": str(took)}
            about["stamps"] = json.dumps(stamps)
            database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            database.execute("INSERT INTO part (part) VALUES ('optimize')")
            database.execute("INSERT INTO phrase (phrase) VALUES ('optimize')")
            database.commit()
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(folder / FILE)
    finally:
        beside.unlink(missing_ok=True)
    return count


def stamps_of(sources: Iterable[SearchSource], names: str = "") -> Mapping[str, str]:
    """Return a text for each source that is another one after anything of it has changed, and of names."""
    return {one.kind: one.stamp() for one in sources} | {NAMES: names}


def _remove_left_over(folder: Path) -> None:
    for file in folder.glob(f".{FILE}-*"):
        if time() - file.stat().st_mtime > LEFT_OVER:
            file.unlink(missing_ok=True)


def _fill(database: sqlite3.Connection, sources: Sequence[SearchSource]) -> int:
    of_title: Postings = defaultdict(list)
    of_text: Postings = defaultdict(list)
    number = 0
    for source in sources:
        for one in source.documents():
            number += 1
            title = title_of(one)
            body = folded(one.whole_text[:LONGEST_READ])
            database.execute("INSERT INTO thing VALUES (?, ?, ?)", (number, one.kind, one.key))
            told = "INSERT INTO phrase (rowid, title, text) VALUES (?, ?, ?)"
            database.execute(told, (number, title, body))
            for column, said in ((of_title, title), (of_text, title + body)):
                for word in set(said.split()):
                    column[word].append(number)
            names = {folded(name).strip() for name in (one.title, *one.names)}
            exact = {word for word in f"{title} {body}".split() if len(word) <= SHORT} | names
            rows = ((word, number) for word in exact if word)
            database.executemany("INSERT INTO exact VALUES (?, ?)", rows)
    _fill_words(database, of_title, of_text)
    return number


def _fill_words(database: sqlite3.Connection, of_title: Postings, of_text: Postings) -> None:
    for row, word in enumerate(sorted(of_text), start=1):
        posted = (np.array(column.get(word, ()), NUMBER).tobytes() for column in (of_title, of_text))
        database.execute("INSERT INTO posting VALUES (?, ?, ?, ?)", (row, word, *posted))
        database.execute("INSERT INTO part (rowid, word) VALUES (?, ?)", (row, word))
    words = vocabulary(of_text)
    every = sorted(words | {stem(one) for one in words})
    database.executemany("INSERT INTO word VALUES (?)", ((one,) for one in every))
    near = sorted((short, one) for one in words if len(one) >= SHORTEST_TYPED - 1 for short in shortened(one))
    database.executemany("INSERT INTO near VALUES (?, ?)", near)


def title_of(one: SearchDocument) -> str:
    """Return what a thing is called, in plain letters: its title and its other names, two blanks apart."""
    return "".join(folded(name) for name in (one.title, *one.names))


@contextmanager
def opened(folder: Path) -> Iterator["Index"]:
    """Open the index as it is now; while it is open it stays the same.

    Raises:
        NoIndexError: when there is none, or it cannot be read.
    """
    file = folder / FILE
    if not file.is_file():
        raise NoIndexError("there is no index of the search")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?{READ_ONLY}", uri=True)) as database:
            about = dict(database.execute("SELECT name, value FROM about"))
            if about.get("version") != str(VERSION):
                raise NoIndexError(
                    f"the index of the search has version {about.get('version')}, not {VERSION}"
                )
            try:
                index = Index(database, about)
            except (KeyError, ValueError) as fault:
                raise NoIndexError(
                    f"the index of the search lacks what it says of itself: {fault}"
                ) from fault
            yield index
    except (sqlite3.DatabaseError, OSError) as fault:
        raise NoIndexError(f"the index of the search cannot be read: {fault}") from fault


class Index(Known):
    """The index, open: what the words of a query lead to."""

    def __init__(self, database: sqlite3.Connection, about: Mapping[str, str]) -> None:
        self._database = database
        self.made, self.seconds = datetime.fromisoformat(about["made"]), float(about["seconds"])
        self.stamps: Mapping[str, str] = json.loads(about["stamps"])
        (things,) = database.execute("SELECT max(id) FROM thing").fetchone()
        self._size = (things or 0) + 1

    def having_all(self, units: Sequence[Unit]) -> set[int]:
        """Return the numbers of the things in which every unit stands."""
        return _numbers(self._count(units) == len(units)) if units else set()

    def having_most(self, units: Sequence[Unit]) -> set[int]:
        """Return the numbers of the things in which half of the units or more stand."""
        return _numbers(self._count(units) * 2 >= max(1, len(units)))

    def named(self, words: Sequence[str]) -> set[int]:
        """Return the numbers of the things whose name or code a whole query is."""
        return self._of_word(" ".join(words))

    def in_titles(self, units: Sequence[Unit]) -> Mapping[int, int]:
        """Return how many units stand in the titles of things, by their number."""
        counts = self._count([one for one in units if not one.is_short], "title")
        found = np.flatnonzero(counts)
        return dict(zip(found.tolist(), counts[found].tolist(), strict=True))

    def keys(self, numbers: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        """Yield number, kind and key of things."""
        wanted = json.dumps(sorted(numbers))
        told = "SELECT thing.id, kind, thing.key FROM json_each(?) JOIN thing ON thing.id = value"
        yield from self._database.execute(told, (wanted,))

    def has(self, word: str) -> bool:
        """Check whether a word, or one with its stem, is in a text."""
        told = "SELECT 1 FROM word WHERE word IN (?, ?)"
        return self._database.execute(told, (word, stem(word))).fetchone() is not None

    def alike(self, word: str) -> Sequence[str]:
        """Return the words that differ from one by a letter: one wrong, too many, lacking, or two swapped."""
        told = "SELECT DISTINCT word FROM near, json_each(?) WHERE short = value ORDER BY word LIMIT ?"
        shorts = json.dumps(sorted(set(shortened(word))))
        return [one for (one,) in self._database.execute(told, (shorts, MOST_ALIKE)) if one != word]

    def _count(self, units: Sequence[Unit], column: str = "text") -> NDArray[np.int64]:
        """Return how many units each thing has."""
        counts = np.zeros(self._size, np.int64)
        for one in units:
            found = self._having(one, column)
            if one.is_short:
                found[list(self._of_word(one.typed))] = True
            counts += found
        return counts

    def _having(self, unit: Unit, column: str) -> Flags:
        """Return which things have a unit, in their title or anywhere."""
        ways = _widest(unit)
        found = self._with_any([pieces[0] for pieces in ways if len(pieces) == 1], column)
        for pieces in ways:
            if len(pieces) > 1:
                found |= np.logical_and.reduce([self._with_any([piece], column) for piece in pieces])
        return found

    def _with_any(self, pieces: Sequence[str], column: str) -> Flags:
        """Return which things have one of some pieces of a text: in a word, at its start, or in several."""
        found = np.zeros(self._size, np.bool_)
        if inside := " OR ".join(f'"{one}"' for one in pieces if " " not in one):
            found |= self._posted(column, "id IN (SELECT rowid FROM part WHERE part MATCH ?)", inside)
        for piece in (one for one in pieces if " " in one):
            first, *others = piece.split()
            if others:
                found |= self._with_phrase(first if piece[0] == " " else f"*{first}", others, column)
            else:
                found |= self._posted(column, "word GLOB ?", first if piece.endswith(" ") else f"{first}*")
        return found

    def _posted(self, column: str, where: str, asked: str) -> Flags:
        told = (POSTED[column] + where, (asked,))
        posted = b"".join(one for (one,) in self._database.execute(*told))
        found = np.zeros(self._size, np.bool_)
        found[np.frombuffer(posted, NUMBER)] = True
        return found

    def _with_phrase(self, first: str, others: Sequence[str], column: str) -> Flags:
        """Return which things have words in a row; the first may be the end of a word, the last its start."""
        ending = self._database.execute("SELECT word FROM posting WHERE word GLOB ?", (first,))
        rest = " + ".join(f'"{one}"' for one in others)
        asked = " OR ".join(f'("{word}" + {rest} *)' for (word,) in ending)
        found = np.zeros(self._size, np.bool_)
        if asked:
            columns = "{title text}" if column == "text" else column
            told = "SELECT rowid FROM phrase WHERE phrase MATCH ?"
            found[[one for (one,) in self._database.execute(told, (f"{columns} : ({asked})",))]] = True
        return found

    def _of_word(self, word: str) -> set[int]:
        return {one for (one,) in self._database.execute("SELECT thing FROM exact WHERE word = ?", (word,))}


def _numbers(flags: Flags) -> set[int]:
    return set(np.flatnonzero(flags).tolist())


def _widest(unit: Unit) -> Sequence[tuple[str, ...]]:
    """Return the ways of a unit, each as pieces of a text.

    What has «skolen» has «skole», too: a way that finds nothing that another does not is left out.
    """
    kept: list[tuple[str, ...]] = []
    for way in unit.ways:
        pieces = tuple(map(_piece, way.pieces))
        if not any(_covers(wider, pieces) for wider in kept):
            kept = [*(one for one in kept if not _covers(pieces, one)), pieces]
    return kept


def _covers(wider: Sequence[str], way: Sequence[str]) -> bool:
    return all(any(piece in longer for longer in way) for piece in wider)


def _piece(piece: str) -> str:
    """Return a piece of a text; one of three letters must begin a word, or «mat» would find «automat»."""
    if len(piece) <= SHORT:
        return f" {piece} "
    return f" {piece}" if len(piece) == SHORT + 1 else piece
