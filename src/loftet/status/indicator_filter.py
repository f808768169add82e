"""The indicators that a reader wants to see, as the address of the list says it."""

from dataclasses import dataclass

from loftet.editions.rows import Influence, Yardstick


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """Words, a goal, an influence, a yardstick, a quality, and figures for nearly all municipalities."""

    words: str = ""
    goal: str = ""
    influence: Influence | None = None
    yardstick: Yardstick | None = None
    quality: str = ""
    nearly_all: bool = False

    @property
    def is_less_than_all(self) -> bool:
        """Check whether the reader wants less than the whole list."""
        return self != IndicatorFilter()

    @property
    def is_detailed(self) -> bool:
        """Check whether the reader has chosen by more than words and goal."""
        return bool(self.influence or self.yardstick or self.quality or self.nearly_all)
