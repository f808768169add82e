"""The content about a place, for every kind of report: read once from the edition, in plain values."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.documents.blocks import Figure, Table
from loftet.editions.rows import Edition, Indicator
from loftet.invalid_input import InvalidInput

MOST_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A figure that stands out, or that members share: a sentence, where it lies, what can be done.

    What members share is `clear` unless it was only counted, and may be chance.
    """

    name: str
    sentence: str
    link: str
    deeds: tuple[str, ...] = ()
    figure: Figure | None = None
    clear: bool = True

    @property
    def line(self) -> str:
        """Return it as an item of a list."""
        return f"{self.name}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class GoalTold:
    """A goal: a sentence with its counts, its figures as a table, and the tables they come from."""

    title: str
    sentence: str
    figures: Table | None
    sources: str


@dataclass(frozen=True, slots=True)
class Told:
    """A municipality or a region as a report tells it.

    `together` are sentences about what is shared with the neighbours, `gaps` how many figures are not there
    for each reason, and `questions` what to agree on next. `named` are the indicators of
    the figures that stand out or are chosen, and `chosen` is the table of what the municipality has chosen;
    `left_out` are the keys of what it has chosen and the edition does not have, and `by_word` are the goals
    of a region with its members below the word that they have.
    """

    name: str
    is_region: bool
    edition: Edition
    link: str
    lead: str
    facts: tuple[str, ...]
    counted: str
    picture: Figure | Table | None
    strong: tuple[Point, ...]
    lift: tuple[Point, ...]
    area: str
    together: tuple[str, ...]
    shared: tuple[Point, ...]
    goals: Table
    by_goal: tuple[GoalTold, ...]
    ahead: Table | None
    gaps: tuple[str, ...]
    questions: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    standouts: Table | None
    named: tuple[Indicator, ...]
    chosen: Table | None = None
    left_out: tuple[str, ...] = ()
    by_word: Table | None = None

    @property
    def clearly_shared(self) -> tuple[Point, ...]:
        """Return what members share clearly, or else what most of them stand weak on."""
        return tuple(one for one in self.lift if one.clear) or self.lift[:MOST_COUNTED]

    @property
    def shown(self) -> Table | None:
        """Return the figures that the report is about: those that are chosen, or those that stand out."""
        return self.chosen or self.standouts


def no_figures(place: str, edition: Edition) -> InvalidInput:
    """Return the refusal of a report about a place that an edition does not know."""
    said = _("Edition %(edition)s has no figures for %(place)s.")
    return InvalidInput.because(said % {"edition": edition.id, "place": place})
