"""The roles of a chart's colours, and the colours of light paper.

An SVG carries these colours as attributes, so that a downloaded file stands alone, and a class for each
role, so that `charts.css` can replace them in the dark. `charts.css` holds the same light colours.
"""

from enum import Enum


class MarkRole(Enum):
    """The meaning of a mark; the value is its colour on light paper."""

    OWN = "#1f5a45"
    PEER = "#77827d"
    COUNTRY = "#1d4f9c"
    TARGET = "#8f3a84"
    BAND = "#d3e6dd"
    GRID = "#dfe4e1"
    TEXT = "#35403b"

    @property
    def word(self) -> str:
        """Return the role's name as classes and CSS variables write it: `--chart-<word>`."""
        return self.name.lower()
