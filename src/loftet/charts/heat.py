"""A cell of the table of members and goals: «5–2», five strong figures against two weak."""

from dataclasses import dataclass

NONE = "–"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The text of a cell, and its class in the style sheet: `heat-strong`, `-mixed`, `-weak` or `-few`."""

    text: str
    css_class: str


def heat_cell(strong: int, weak: int, word: str) -> HeatCell:
    """Write a cell; `word` is the key of the goal's word, and a goal with too few figures has no counts.

    >>> heat_cell(5, 2, "strong"), heat_cell(1, 0, "few").text
    (HeatCell(text='5–2', css_class='heat heat-strong'), '–')
    """
    if word not in {"strong", "mixed", "weak", "few"}:
        raise ValueError(f"«{word}» is no word of a goal: strong, mixed, weak or few")
    return HeatCell(NONE if word == "few" else f"{strong}–{weak}", f"heat heat-{word}")
