"""The lines of a proposed recipe: how numbers and marks are written, and words as TOML."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loftet.sources.tables.convert import BELOW, KNOWN_MARKS
from loftet.sources.tables.guess import (
    NOTES_OF_YEAR,
    RAISED,
    SIGN_OF_YEAR,
    guess_answers,
    guess_numbers,
)
from loftet.sources.tables.raw_look import KeyValue
from loftet.sources.tables.read import Cell, ShownAsPercent, text_of
from loftet.sources.tables.recipe import PeriodKind

NOTES_SHOWN = 10
LONGEST_KEY = 50
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


@dataclass(slots=True)
class Sketch:
    """The lines of one file's part of the recipe, and of its series.

    `files` are the parts that its series are read from; `header` is what the header says.
    """

    name: str
    head: list[str] = field(default_factory=list)
    series: dict[str, list[str]] = field(default_factory=dict)  # by indicator
    names: dict[str, str] = field(default_factory=dict)  # of indicators, where the file has several
    beside: tuple[str, ...] = ()
    files: list[str] = field(default_factory=list)
    header: Sequence[str] = ()
    stem: str = ""  # the name of the file without its digits

    def __post_init__(self) -> None:
        self.files = [self.name]

    def add(self, measure: str, *, alone: bool) -> str:
        """Add an indicator; of several in a file each is called after what it measures."""
        if alone:
            self.series[self.name] = []
            return self.name
        key = f"{self.name}_{key_of(measure)}"[:LONGEST_KEY].rstrip("_")
        while key in self.series:
            key = f"{key[: LONGEST_KEY - 1]}x"
        self.series[key], self.names[key] = [own_indicator(measure)], measure
        return key


def own_indicator(measure: str) -> str:
    """Return the comment of an indicator that was made of one of several measures."""
    return f"# CHOOSE: «{measure}» is an indicator of its own; if not, remove it here and in the list"


def number_lines(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield how numbers and marks are written."""
    seen = guess_numbers(cells)
    marks: dict[str, list[str]] = {}
    for text in seen.others:
        if kind := KNOWN_MARKS.get(text) or ("suppressed" if BELOW.match(text) else ""):
            marks.setdefault(kind, []).append(text)
    answers = guess_answers(cells) or ((), ())
    known = {*KNOWN_MARKS, *answers[0], *answers[1]}
    unknown = [text for text in seen.others if text not in known and not BELOW.match(text)]
    yield 'blank = "missing"' + ("  # CHOOSE what an empty cell means" if "" in cells else "")
    if seen.decimal != ".":
        yield f"decimal = {in_toml(seen.decimal)}"
    if seen.is_mixed:
        yield "# CHOOSE: some decimals stand behind a comma and some behind a dot; correct the file"
    if seen.ambiguous and not seen.thousands:
        told = f"# CHOOSE: is «{seen.ambiguous}» more than a thousand? If so, remove decimal and"
        yield f'{told} write thousands = ","'
    if seen.thousands:
        sure = any("," in cell for cell in cells if isinstance(cell, str)) or seen.thousands == " "
        told = "" if sure else "  # CHOOSE: is 1.234 more than a thousand? If not, remove it and decimal"
        yield f"thousands = {in_toml(seen.thousands)}{told}"
    if seen.bare:
        without = f"{seen.bare} numbers have no «{seen.units[0]}» behind them as the others"
        yield f"# CHOOSE: {without}; are they in it?"
    if seen.strip:
        told = f"  # the unit «{seen.units[0]}» stands behind the numbers" if seen.units else ""
        if any(RAISED.search(text) for text in cells if isinstance(text, str)):
            told = "  # CHOOSE: is a raised sign behind a number that of a note?"
        yield f"strip_value = {in_list(seen.strip)}{told}"
    if any(isinstance(cell, ShownAsPercent) for cell in cells):
        yield 'percent_cells = "shown"'
    for kind, printed in marks.items():
        yield f"{kind} = {in_list(printed)}  # CHOOSE: is that what the mark means?"
    if unknown:
        yield f"# CHOOSE: {quoted(unknown)} is no number; what does it mean?"


def kind_and_strip(kind: PeriodKind, strip: str, cells: Sequence[Cell], *, so_far: bool = False) -> str:
    """Return the keys of how a period is written."""
    keys = f'kind = "{kind.value}"'
    keys += ', term = "autumn"' if kind is PeriodKind.SCHOOL_YEAR else ""
    keys += ', keep = "last"' if kind.parts > 1 else ""
    keys += ", cumulated = true" if kind.parts > 1 and so_far else ""
    keys += f", strip = {in_toml(strip)}" if strip else ""
    signs = signs_of_notes(cells)
    return keys + (f", strip_end = {in_list(signs)}" if signs else "")


def signs_of_notes(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the signs of notes behind periods.

    >>> signs_of_notes(["2023 1)*", "2024 (foreløpig)"])
    ('(foreløpig)', '*', '1)')
    """
    notes = [match[0] for cell in cells if isinstance(cell, str) and (match := NOTES_OF_YEAR.search(cell))]
    return tuple(sorted({sign for text in notes for sign in re.findall(SIGN_OF_YEAR, text, re.IGNORECASE)}))


def question_of(kind: PeriodKind, *, so_far: bool = False) -> str:
    """Return the comment with what a person must choose about a kind of period."""
    if kind is PeriodKind.SCHOOL_YEAR:
        return "  # CHOOSE: «autumn» counts 2021/22 as 2021, «spring» as 2022"
    if kind.parts > 1 and so_far:
        told = "the last one is that of the year, and they are never added"
        return f"  # CHOOSE: each figure is of the year so far («hittil i år»): {told}"
    if kind.parts > 1:
        return f"  # CHOOSE: the «last» {kind.words} of a year is kept; or its «mean» or «sum»"
    return ""


def filled(cells: Sequence[Cell]) -> list[str]:
    """Return headers of which one that is empty means the one to its left."""
    texts: list[str] = []
    for cell in cells:
        texts.append(texts[-1] if cell == "" and texts else text_of(cell))
    return texts


def key_of(text: str) -> str:
    """Return a text as a part of a key.

    >>> key_of("Andel (%) – menn"), key_of("Årsverk per 1 000")
    ('andel_menn', 'arsverk_per_1_000')
    """
    return re.sub(r"[^a-z0-9]+", "_", text.casefold().translate(LETTERS)).strip("_")


def quoted(texts: Sequence[str]) -> str:
    """Return the first of several texts for a comment.

    >>> quoted(["Sum", "I alt"])
    '«Sum», «I alt»'
    """
    return ", ".join(f"«{text}»" for text in texts[:NOTES_SHOWN])


def in_toml(words: str | Sequence[str]) -> str:
    """Write a text, or a list of different ones; a list of one is written as the text.

    >>> in_toml(["a", "b", "a"]), in_toml(["a"])
    ('["a", "b"]', '"a"')
    """
    different = [words] if isinstance(words, str) else list(dict.fromkeys(words))
    return json.dumps(different[0] if len(different) == 1 else different, ensure_ascii=False)


def value_in_toml(value: KeyValue) -> str:
    """Write the value of a key of a file: a text, a list of them, a number, or true."""
    return json.dumps(value) if isinstance(value, bool | int) else in_toml(value)


def in_list(words: Sequence[str]) -> str:
    """Write a list of different texts."""
    return json.dumps(list(dict.fromkeys(words)), ensure_ascii=False)
