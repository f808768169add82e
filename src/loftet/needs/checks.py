"""Advice on a need, «behov, ikke løsning»: product words, and what is missing. Nothing here stops anybody.

>>> words = NeedWords(products={"varmepumpe": "mindre strøm til varme"}, effects=frozenset({"halveres"}))
>>> found = check(WrittenNeed("", "", "Vi trenger ei varmepumpe", "", "", has_volume=False), words)
>>> [(one.kind.value, one.is_met, one.words) for one in found][:2]
[('product', False, ('varmepumpe',)), ('effect', False, ())]
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from loftet.text_files.rows import read_whole

FILE = "need_words.csv"
COLUMNS = ("language", "kind", "word", "instead")
NUMBER = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST_STEM = 4  # a shorter product word must stand alone, or it is found inside others
LONGEST_ENDING = 4  # -en, -ar, -ene, -anes


class Kind(Enum):
    """The kinds of things that a need is checked for."""

    PRODUCT = "product"
    EFFECT = "effect"
    MEASURED = "measured"
    USERS = "users"
    VOLUME = "volume"
    CONSTRAINTS = "constraints"


@dataclass(frozen=True, slots=True)
class WrittenNeed:
    """The texts of a need that are checked."""

    title: str
    problem: str
    effect: str
    users: str
    constraints: str
    has_volume: bool
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class NeedWords:
    """Words of products with what each is for, and words that tell of an effect."""

    products: Mapping[str, str]
    effects: Set[str]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: whether it is met, the words that were found, what they are for."""

    kind: Kind
    is_met: bool
    words: tuple[str, ...] = ()
    instead: str = ""


def check(need: WrittenNeed, words: NeedWords) -> tuple[Check, ...]:
    """Return what a need was checked for, what is not met first within its place in the list."""
    named = tuple(_products(f"{need.title} {need.effect}", words.products))
    effect = need.effect.casefold()
    tells = any(_is_form_of(one, word) for word in words.effects for one in WORD.findall(effect))
    return (
        Check(Kind.PRODUCT, not named, tuple(one for one, _of in named), named[0][1] if named else ""),
        Check(Kind.EFFECT, bool(effect.strip()) and (tells or bool(NUMBER.search(effect)))),
        Check(Kind.MEASURED, need.is_measured or bool(NUMBER.search(effect))),
        Check(Kind.USERS, bool(need.users.strip())),
        Check(Kind.CONSTRAINTS, bool(need.constraints.strip())),
        Check(Kind.VOLUME, need.has_volume),
    )


def _products(text: str, products: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Return each product word as it is written, and what the product is for; each once."""
    seen = set()
    for written in WORD.findall(text):
        found = next((word for word in products if _is_form_of(written.casefold(), word)), None)
        if found is not None and found not in seen:
            seen.add(found)
            yield written, products[found]


def _is_form_of(written: str, word: str) -> bool:
    """Check whether a written word is a word of the list, with an ending: varmepumper, varmepumpa."""
    if written == word:
        return True
    stem = word.rstrip("ea") if len(word) > SHORTEST_STEM else word
    return (
        len(word) >= SHORTEST_STEM and written.startswith(stem) and len(written) - len(stem) <= LONGEST_ENDING
    )


@cache
def read_words(file: Path, language: str) -> NeedWords:
    """Read the words of a language.

    Raises:
        InvalidInput: with file and line of what cannot be used.
    """
    rows = [row.cells for row in read_whole(file, COLUMNS) if row.cells["language"] == language]
    return NeedWords(
        {one["word"]: one["instead"] for one in rows if one["kind"] == "product"},
        frozenset(one["word"] for one in rows if one["kind"] == "effect"),
    )
