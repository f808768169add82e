"""The figure that somebody writes about."""

from dataclasses import dataclass

from loftet.places.models import Place


@dataclass(frozen=True, slots=True)
class FigureRef:
    """The figure that somebody writes about: in which edition, of what, where and when.

    Without an indicator it is the page as a whole, by its address.
    """

    edition: str
    indicator: str
    place: Place | None = None
    year: int | None = None
    page: str = ""
