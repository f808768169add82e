"""The parts of every chart: the sizes it is drawn in, and its numbers as a table."""

from dataclasses import dataclass
from enum import Enum


class Size(Enum):
    """The drawings of a chart: a page shows the one that fits its column, a slide stands alone."""

    WIDE = "wide"
    NARROW = "narrow"
    SMALL = "small"
    SLIDE = "slide"


ON_PAGES = (Size.WIDE, Size.NARROW, Size.SMALL)


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A chart's numbers as texts: a header, and rows of as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
