"""The figure that somebody writes about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loftet.places.models import Place


@dataclass(frozen=True, slots=True)
class FigureRef:
    """The figure that somebody writes about: in which edition, of what, where and when.

    `names` is what the indicator is called in each language.
    """

    edition: str
    indicator: str
    place: Place | None = None
    year: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
