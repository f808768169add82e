"""Advice on a need, «behov, ikke løsning»: product words, and what is missing. Nothing here stops anybody.

>>> words = NeedWords(products={"varmepumpe": "mindre strøm til varme"}, effects=frozenset({"halveres"}))
>>> found = check(Need(effect="Vi trenger ei varmepumpe"), words)
>>> [(one.kind.value, one.is_met, one.words) for one in found][:2]
[('product', False, ('varmepumpe',)), ('effect', False, ())]
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words, page_language
from loftet.needs.models import Need, Way
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


MET: Mapping[Kind, Words] = {
    Kind.PRODUCT: _("It names no product"),
    Kind.EFFECT: _("The effect is said"),
    Kind.MEASURED: _("The effect can be measured"),
    Kind.USERS: _("Those who notice it are named"),
    Kind.CONSTRAINTS: _("What must not change is said"),
    Kind.VOLUME: _("The volume is said"),
}
LACKS: Mapping[Kind, Words] = {
    Kind.EFFECT: _("The effect is missing"),
    Kind.MEASURED: _("The effect cannot be measured"),
    Kind.USERS: _("Those who notice it are missing"),
    Kind.CONSTRAINTS: _("What must not change is missing"),
    Kind.VOLUME: _("The volume is missing"),
}
WHY: Mapping[Kind, Words] = {
    Kind.PRODUCT: _("Write what it is to do, and more than those who sell this can answer."),
    Kind.EFFECT: _("Say what becomes better, such as less, faster or safer. Suppliers answer how."),
    Kind.MEASURED: _("A number from today and one that is wished show when the need is met."),
    Kind.USERS: _("Those who use it every day know what must work. Ask them before the need is shared."),
    Kind.CONSTRAINTS: _("What must stay as it is keeps away answers that do not fit."),
    Kind.VOLUME: _("The volume decides whether it pays to deliver, alone or together."),
}
WAY_ADVICE: Mapping[str, Words] = {
    Way.STAFF: _("Describe the need all the same: then the staff know what is to be reached."),
    Way.PARTNERSHIP: _("Share it with the region: others may want to do it with you."),
    Way.GRANT: _("A grant has its own rules. Ask those who manage grants before you share it."),
    Way.VOLUNTARY: _("Voluntary organisations can answer it, too, without a price."),
    Way.RESERVED: _("A reserved contract has its own conditions. Ask a procurement officer."),
}


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

    @property
    def heading(self) -> Words:
        """Return what was found."""
        if self.is_met:
            return MET[self.kind]
        if self.kind is Kind.PRODUCT:
            return gettext("«%(word)s» is a solution") % {"word": self.words[0]}
        return LACKS[self.kind]

    @property
    def why(self) -> Words:
        """Return why it matters, where it is not met."""
        return "" if self.is_met else WHY[self.kind]


def checks_of(need: Need) -> tuple[Check, ...]:
    """Return what a need is checked for, by the words of the language of the page."""
    language = page_language()
    return check(need, read_words(Path(settings.CATALOGUE) / FILE, language))


def check(need: Need, words: NeedWords) -> tuple[Check, ...]:
    """Return what a need was checked for, what is not met first within its place in the list."""
    named = tuple(_products(f"{need.title} {need.effect}", words.products))
    effect = need.effect.casefold()
    tells = any(_is_form_of(one, word) for word in words.effects for one in WORD.findall(effect))
    return (
        Check(Kind.PRODUCT, not named, tuple(one for one, _of in named), named[0][1] if named else ""),
        Check(Kind.EFFECT, bool(effect.strip()) and (tells or bool(NUMBER.search(effect)))),
        Check(Kind.MEASURED, need.wished is not None or bool(NUMBER.search(effect))),
        Check(Kind.USERS, bool(need.users.strip())),
        Check(Kind.CONSTRAINTS, bool(need.constraints.strip())),
        Check(Kind.VOLUME, need.volume is not None),
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
