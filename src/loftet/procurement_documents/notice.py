"""Texts for the fields of a planning notice, each with the length that the forms allow.

The fields and their lengths are rows of `catalogue/procurement/notice_fields.csv`, with source and day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.core.words import for_reader
from loftet.geography.cells import read_date
from loftet.procurement.models import Kind, Procurement
from loftet.sources.procurement_rules import FOLDER
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import read_whole

FILE = "notice_fields.csv"
COLUMNS = (
    *("field", "name_nb", "name_nn", "name_en", "max_length", "e1", "e2", "subtype_4"),
    *("source", "url", "checked_at"),
)
NATURE = {Kind.GOODS: "supplies", Kind.WORKS: "works"}  # all else is services
CPV_DIGITS = 8


@dataclass(frozen=True, slots=True)
class NoticeField:
    """A field of the forms E1, E2 and 4: its longest text, and where it must be filled in."""

    key: str
    names: dict[str, str]
    longest: int | None
    mandatory: tuple[str, ...]
    source: str
    checked_at: date

    @property
    def name(self) -> str:
        """Return what it is called, in the language of the page."""
        return for_reader(self.names)


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A text that is pasted into a field, with its length."""

    field: NoticeField
    text: str

    @property
    def over(self) -> int:
        """Return how many characters it is too long."""
        return max(len(self.text) - self.field.longest, 0) if self.field.longest else 0


@cache
def fields_in(catalogue: Path) -> Sequence[NoticeField]:
    """Read the fields of the catalogue.

    Raises:
        InvalidInput: with file and line of what cannot be used.
    """
    found = []
    for row in read_whole(catalogue / FOLDER / FILE, COLUMNS):
        cells = row.cells
        forms = (("E1", "e1"), ("E2", "e2"), ("4", "subtype_4"))
        found.append(
            NoticeField(
                cells["field"],
                {one: cells[f"name_{one}"] for one in LANGUAGES},
                int(cells["max_length"]) if cells["max_length"] else None,
                tuple(form for form, column in forms if cells[column] == "mandatory"),
                cells["source"],
                read_date(cells["checked_at"]),
            )
        )
    return tuple(found)


def texts_of(procurement: Procurement) -> list[NoticeText]:
    """Return the text of each field; one that nothing is written for is empty."""
    texts = {
        "BT-21": procurement.title,
        "BT-24": _description(procurement),
        "BT-23": NATURE.get(Kind(procurement.kind), "services"),
        "BT-262": procurement.cpv.ljust(CPV_DIGITS, "0") if procurement.cpv else "",
        "BT-127": procurement.planned_on.isoformat(),
        "BT-27": f"{procurement.total:.0f}",
        "BT-271": f"{procurement.max_value:.0f}" if procurement.max_value is not None else "",
        "BT-300": procurement.specification,
    }
    several = {
        "BT-500": [one.name for one in procurement.buyers],
        "BT-501": [one.number for one in procurement.buyers],
    }
    return [
        NoticeText(one, text)
        for one in fields_in(settings.CATALOGUE)
        for text in several.get(one.key, [texts.get(one.key, "")])
    ]


def _description(procurement: Procurement) -> str:
    parts = []
    if procurement.situation:
        parts.append(_("What it is like today: %(text)s") % {"text": procurement.situation})
    if procurement.effect:
        parts.append(_("What we want: %(text)s") % {"text": procurement.effect})
    return "\n\n".join(parts)
