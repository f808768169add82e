"""The marks of a goal in one row: strong, level, weak and unknown in groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from loftet.charts.mark_svg import mark_svg
from loftet.methods.verdicts import MarkKind, Side

MARK, PITCH, GAP, HEIGHT = 12.0, 14.0, 9.0, 16.0
SIDES = tuple(Side)


@dataclass(frozen=True, slots=True)
class RowMark:
    """A mark and the middle of it, in pixels from the left."""

    kind: MarkKind
    x: float


@dataclass(frozen=True, slots=True)
class MarkRow:
    """The marks from left to right, the thin lines between groups, and the size of the drawing."""

    width: float
    height: float
    mark: float
    marks: tuple[RowMark, ...]
    dividers: tuple[float, ...]


def mark_row(kinds: Iterable[MarkKind], most: float = 290.0) -> MarkRow:
    """Return marks in a row, best first inside each group; more than fit in `most` pixels lie closer.

    >>> mark_row([MarkKind.WEAKER, MarkKind.BETTER]).marks
    (RowMark(kind=<MarkKind.BETTER: 'c3'>, x=6.0), RowMark(kind=<MarkKind.WEAKER: 'c0'>, x=29.0))
    """
    given = sorted(kinds, key=_rank)
    groups = [[kind for kind in given if kind.side is side] for side in Side]
    groups = [group for group in groups if group]
    breaks = max(len(groups) - 1, 0)
    steps = max(len(given) - 1, 1)
    pitch = min(PITCH, (most - MARK - breaks * GAP) / steps)
    x = MARK / 2
    marks: list[RowMark] = []
    dividers: list[float] = []
    for at, group in enumerate(groups):
        if at:
            dividers.append(round(x - pitch / 2 + GAP / 2, 1))
            x += GAP
        for kind in group:
            marks.append(RowMark(kind, round(x, 1)))
            x += pitch
    width = marks[-1].x + MARK / 2 if marks else 0.0
    return MarkRow(width, HEIGHT, MARK, tuple(marks), tuple(dividers))


def mark_row_svg(row: MarkRow, label: str) -> str:
    """Draw a row as an image that says its counts; without a label the words beside it do."""
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    middle = row.height / 2
    lines = "".join(
        f'<line class="stroke-line2" x1="{x:g}" x2="{x:g}" y1="1" y2="{row.height - 1:g}"/>'
        for x in row.dividers
    )
    marks = "".join(mark_svg(mark.kind, row.mark, mark.x, middle) for mark in row.marks)
    size = f'width="{row.width:g}" height="{row.height:g}"'
    return f'<svg class="mark-row" {size} {named}>{lines}{marks}</svg>'


def _rank(kind: MarkKind) -> tuple[int, int, bool]:
    """Return the place of a mark: by side, then from strong to weak; of one step the square further out."""
    step = int(kind.value[1]) if kind.value[1].isdigit() else 0
    return SIDES.index(kind.side), -step, kind.is_square == (kind.side is Side.WEAK)
