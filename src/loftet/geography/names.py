"""Names as people and tables write them, taken apart so that they can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loftet.geography.codes import CodePeriod
from loftet.geography.place import Kind
from loftet.geography.slugs import slug

NOTE = re.compile(r"^(?P<name>.+?)\s*\((?P<note>[^()]*)\)$")
FROM = re.compile(r"^(?:f\.?o\.?m\.?|fra(?: og med)?)\s*(\d{4})$|^(\d{4})\s*[-–]$")
UNTIL = re.compile(r"^(?:t\.?o\.?m\.?|til og med)\s*(\d{4})$|^[-–]\s*(\d{4})$")
TO = re.compile(r"^til (\d{4})$")
BETWEEN = re.compile(r"^(\d{4})\s*[-–]\s*(\d{4})$")
KINDS = {"kommune": Kind.MUNICIPALITY, "fylke": Kind.COUNTY, "fylkeskommune": Kind.COUNTY}


def key(name: str) -> str:
    """Write a name so that two ways of typing it compare equal.

    >>> key("  A\\u030al ") == key("ål") == "ål"
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as printed: its parts in several languages, and what the notes in brackets say.

    `counties` holds the notes that are neither a period nor a kind: they should name a county.
    """

    parts: tuple[str, ...]
    periods: tuple[CodePeriod, ...] = ()
    kind: Kind | None = None
    counties: tuple[str, ...] = ()


def years(note: str) -> CodePeriod | None:
    """Read a note such as «f.o.m. 2020», «-2019» or «2020-2023» as a period.

    >>> years("t.o.m. 2019") == years("-2019") == CodePeriod(date.min, date(2020, 1, 1))
    True
    >>> years("Østfold") is None
    True
    """
    if match := BETWEEN.match(note):
        return CodePeriod(date(int(match[1]), 1, 1), date(int(match[2]) + 1, 1, 1))
    if match := FROM.match(note):
        return CodePeriod(date(int(match[1] or match[2]), 1, 1))
    if match := UNTIL.match(note):
        return CodePeriod(date.min, date(int(match[1] or match[2]) + 1, 1, 1))
    if match := TO.match(note):
        return CodePeriod(date.min, date(int(match[1]), 1, 1))
    return None


def read_name(text: str) -> WrittenName:
    """Parse a printed name.

    >>> read_name("Porsanger - Porsángu (f.o.m. 2020)").parts
    ('porsanger', 'porsángu')
    >>> read_name("Våler (Østfold)").counties, read_name("Oslo kommune").kind
    (('østfold',), <Kind.MUNICIPALITY: 'municipality'>)
    """
    rest, notes = key(text), []
    while match := NOTE.match(rest):
        rest = match["name"]
        notes.append(match["note"].strip())
    head, _, last = rest.rpartition(" ")
    if head and last in KINDS:
        rest = head
        notes.append(last)
    periods = tuple(period for note in notes if (period := years(note)))
    kinds = [KINDS[note] for note in notes if note in KINDS]
    counties = tuple(note for note in notes if note not in KINDS and not years(note))
    parts = tuple(part for part in re.split(r"\s+[-–]\s+|\s*/\s*", rest) if part)
    return WrittenName(parts, periods, kinds[0] if kinds else None, counties)


def words(name: str, other_names: Iterable[str], codes: Iterable[str]) -> frozenset[str]:
    """Return the words by which a search finds a place: its names in plain letters, and its codes.

    >>> sorted(words("Våler (Østfold)", [], ["3018", "3114"]))
    ['3018', '3114', 'valer', 'valer-ostfold']
    """
    names = (name, *other_names)
    parts = (part for one in names for part in read_name(one).parts)
    return frozenset({slug(word) for word in (*names, *parts, *codes)} - {""})
