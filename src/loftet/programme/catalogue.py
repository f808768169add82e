"""The phases, what each opens, its checklist and the ready texts of matters: `catalogue/programme`.

A file is read once by a process. One with a fault is refused whole, with file, line and column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from operator import itemgetter
from pathlib import Path

from django.conf import settings

from loftet.core.words import page_language
from loftet.geography.cells import read_date, read_end
from loftet.invalid_input import InvalidInput, Problem
from loftet.people.models import RoleKind
from loftet.sources.catalogue.cells import one_of, read_key, read_name, read_text, word_of
from loftet.sources.catalogue.fields import Fields, read_records
from loftet.sources.catalogue.record import Words
from loftet.text_files.toml_lines import read_toml

PHASES, OPENS, CHECKLIST, MATTERS = "phases.csv", "opens.csv", "checklist.csv", "matters.toml"
# The columns of each, and its texts in three languages.
PHASE_COLUMNS = ("phase", "order"), ("name", "about")
OPENS_COLUMNS = ("phase", "page"), ("text",)
CHECKLIST_COLUMNS = ("phase", "item", "role", "page", "valid_from", "valid_to"), ("text",)
# The pages that a phase may lead to; a new one is added here and in `queries/phases.py`.
PAGES = (
    *("municipality", "municipality_figures", "place_reports", "challenges"),
    *("comparison", "coverage", "whats_new", "needs", "needs_shared", "agreements", "pools"),
    *("solutions", "suppliers"),
)
PARTS = ("title", "facts", "assessment", "economy", "proposal")
FORMS = ("nb", "nn")
FILLED_IN = ("municipality", "partnership", "cohort", "region", "lead", "begins")


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that a phase leads to."""

    page: str
    text: Words


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the checklist of a phase, for those who have a role; it is there for a time.

    `page` is where it is done, if it is done here.
    """

    phase: str
    key: str
    role: RoleKind
    page: str
    valid_from: date
    valid_to: date | None
    text: Words

    def stands(self, on: date) -> bool:
        """Check whether it is on the list on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: what it is called, what it is about, what it opens, and what is to be done."""

    key: str
    name: Words
    about: Words
    opens: tuple[Opened, ...] = ()
    items: tuple[Item, ...] = ()

    def items_on(self, day: date) -> tuple[Item, ...]:
        """Return the checklist of a day."""
        return tuple(one for one in self.items if one.stands(day))


@dataclass(frozen=True, slots=True)
class ReadyMatter:
    """The text of a matter in both forms of Norwegian, and what it is called where it is chosen."""

    key: str
    name: Words
    texts: Mapping[str, Mapping[str, str]]
    for_members: bool = False  # only for municipalities that take part

    def filled(self, form: str, words: Mapping[str, str]) -> dict[str, str]:
        """Return its parts in one form, filled in."""
        return {part: text.format(**words).strip() for part, text in self.texts[form].items()}


def said(words: Words) -> str:
    """Return words in the language of the page."""
    language = page_language()
    return words.nb if language == "nb" else words.nn if language == "nn" else words.en


def phases() -> tuple[Phase, ...]:
    """Return the phases in their order."""
    return read_phases(settings.CATALOGUE / "programme")


def phase_of(key: str) -> Phase | None:
    """Return a phase; one that has left the catalogue is not found, though it may have been open once."""
    return next((one for one in phases() if one.key == key), None)


def ready_matters() -> Mapping[str, ReadyMatter]:
    """Return the ready texts by key."""
    return read_matters(settings.CATALOGUE / "programme" / MATTERS)


@cache
def read_phases(folder: Path) -> tuple[Phase, ...]:
    """Read the phases with what they open and their checklists.

    Raises:
        InvalidInput: with file, line and column of every cell that cannot be used.
    """
    problems: list[Problem] = []
    found = read_records(folder / PHASES, *PHASE_COLUMNS, _phase, problems, once=("phase",))
    known = [phase.key for _order, phase in found]
    opens = read_records(folder / OPENS, *OPENS_COLUMNS, partial(_opened, known), problems)
    once = ("phase", "item")
    items = read_records(folder / CHECKLIST, *CHECKLIST_COLUMNS, partial(_item, known), problems, once)
    if problems:
        raise InvalidInput(problems)
    return tuple(
        replace(
            phase,
            opens=tuple(one for key, one in opens if key == phase.key),
            items=tuple(one for one in items if one.phase == phase.key),
        )
        for _order, phase in sorted(found, key=itemgetter(0))
    )


def _phase(fields: Fields) -> tuple[int, Phase] | None:
    key, order = fields.take("phase", read_key), fields.take("order", int)
    phase = Phase(key, fields.words("name", read_name), fields.words("about", read_text))
    return (order, phase) if fields.whole else None


def _opened(known: Sequence[str], fields: Fields) -> tuple[str, Opened] | None:
    phase, page = fields.take("phase", one_of(known)), fields.take("page", one_of(PAGES))
    text = fields.words("text", read_text)
    return (phase, Opened(page, text)) if fields.whole else None


def _item(known: Sequence[str], fields: Fields) -> Item | None:
    item = Item(
        fields.take("phase", one_of(known)),
        fields.take("item", read_key),
        fields.take("role", word_of(RoleKind)),
        fields.take("page", one_of(("", *PAGES))),
        fields.take("valid_from", read_date),
        fields.take("valid_to", read_end),
        fields.words("text", read_text),
    )
    if fields.whole and item.valid_to is not None and item.valid_to <= item.valid_from:
        fields.refuse("valid_to", "it ends before it begins")
    return item if fields.whole else None


@cache
def read_matters(file: Path) -> Mapping[str, ReadyMatter]:
    """Read the ready texts of matters.

    Raises:
        InvalidInput: with the file and what cannot be used in it.
    """
    tables = read_toml(file)
    problems: list[Problem] = []
    found = {key: _matter(key, table, file, problems) for key, table in tables.items()}
    if problems:
        raise InvalidInput(problems)
    return {key: one for key, one in found.items() if one is not None}


def _matter(key: str, table: object, file: Path, problems: list[Problem]) -> ReadyMatter | None:
    before = len(problems)
    whole = table if isinstance(table, dict) else {}
    names = whole.get("name", {})
    problems += [Problem(f"[{key}] has no name in {one}", file) for one in (*FORMS, "en") if one not in names]
    for form in FORMS:
        text = whole.get(form, {})
        for part in PARTS:
            try:
                if not str(text[part]).format(**dict.fromkeys(FILLED_IN, "")).strip():
                    problems.append(Problem(f"[{key}.{form}] {part} is empty", file))
            except (KeyError, IndexError, ValueError) as fault:
                problems.append(Problem(f"[{key}.{form}] {part}: {fault} is missing or not known", file))
    if len(problems) > before:
        return None
    texts = {form: {part: whole[form][part] for part in PARTS} for form in FORMS}
    name = Words(names["nb"], names["nn"], names["en"])
    return ReadyMatter(key, name, texts, for_members=bool(whole.get("for_members")))
