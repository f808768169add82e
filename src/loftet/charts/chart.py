"""The parts of every chart: a finding, a description, a specification, and its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Size(Enum):
    """The two drawings of a chart: the page shows the one that fits its column."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A chart's numbers as texts: a header, and rows of as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw: `spec` is Vega-Lite 6, `title` states the finding."""

    title: str
    description: str
    size: Size
    spec: Mapping[str, Any]
    table: ChartTable
