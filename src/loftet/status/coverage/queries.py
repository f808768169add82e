"""The coverage of an edition, how old and how sure it is, goal by goal; and what would help most.

The four kinds of gap are counted apart and never added up: what is hidden to protect privacy is not
missing, and what does not apply is not unknown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loftet.core.words import QUALITY, Words, page_language
from loftet.editions.rows import Edition, Indicator, ValueStatus
from loftet.editions.store import EditionStore
from loftet.status.coverage import sentences as say
from loftet.status.goal_names import Goal, goals
from loftet.status.queries.figures import is_wanted
from loftet.status.queries.tallies import tally_goals

MOST_LINES = 5
NEARLY_ALL = 0.9  # of the municipalities that an indicator applies to
MANY = 0.1  # of the municipalities that an indicator applies to: then it is worth telling that they lack it
OLD = 3  # years before the year of the edition: then a newest figure is worth telling the age of
NOT_FINAL = (ValueStatus.PRELIMINARY, ValueStatus.ESTIMATED, ValueStatus.IMPUTED)


@dataclass(frozen=True, slots=True)
class Cells:
    """The number of figures that are there, and that are not, each kind of gap by itself."""

    figures: int = 0
    missing: int = 0
    suppressed: int = 0
    not_possible: int = 0
    not_applicable: int = 0

    def __add__(self, other: "Cells") -> "Cells":
        return Cells(
            self.figures + other.figures,
            self.missing + other.missing,
            self.suppressed + other.suppressed,
            self.not_possible + other.not_possible,
            self.not_applicable + other.not_applicable,
        )

    @property
    def applying(self) -> int:
        """Count the figures that there could be."""
        return self.figures + self.missing + self.suppressed + self.not_possible

    @property
    def share(self) -> str:
        """Return how large a share of the figures that there could be are there."""
        return say.share(self.figures, self.applying)

    @property
    def gaps(self) -> tuple[tuple[ValueStatus, int], ...]:
        """Return the number of each kind of gap, in a fixed order."""
        return (
            (ValueStatus.MISSING, self.missing),
            (ValueStatus.SUPPRESSED, self.suppressed),
            (ValueStatus.NOT_POSSIBLE, self.not_possible),
            (ValueStatus.NOT_APPLICABLE, self.not_applicable),
        )


@dataclass(frozen=True, slots=True)
class IndicatorCover:
    """The coverage of an indicator: its cells, the years in use, and figures that are not final."""

    indicator: Indicator
    cells: Cells
    oldest: int | None
    newest: int | None
    not_final: int
    quality: Words

    @property
    def is_nearly_whole(self) -> bool:
        """Check whether nearly every municipality that the indicator applies to has a figure."""
        return 0 < NEARLY_ALL * self.cells.applying <= self.cells.figures


@dataclass(frozen=True, slots=True)
class GoalCover:
    """The coverage of a goal; `unknown` of `places` municipalities have too little data for a status."""

    goal: Goal
    indicators: int
    cells: Cells
    oldest: int | None
    newest: int | None
    unknown: int
    places: int


@dataclass(frozen=True, slots=True)
class QualityCount:
    """The number of indicators of a quality; an empty word is a quality that is not judged."""

    word: Words
    indicators: int


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One thing that would help: what is lacking, and who publishes it."""

    name: str
    key: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Helps:
    """The gaps that matter most: figures that many lack or that are old, goals that are little known."""

    missing: tuple[HelpLine, ...]
    old: tuple[HelpLine, ...]
    goals: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """All that the page of what is known shows; `shown` of `indicators` are those that fit the words."""

    answer: tuple[str, ...]
    heading: str
    goals: tuple[GoalCover, ...]
    total: Cells
    helps: Helps
    qualities: tuple[QualityCount, ...]
    not_final: int
    shown: tuple[IndicatorCover, ...]
    indicators: int


def coverage_page(store: EditionStore, edition: Edition, wanted: str = "", goal: str = "") -> CoveragePage:
    """Read what is known from counts that belong to the whole edition and are read once."""
    every = indicator_covers(store, edition)
    covers = goal_covers(store, edition, every)
    total = sum((one.cells for one in every), Cells())
    names = {one.key: one.name for one in goals()}
    return CoveragePage(
        answer=tuple(say.in_place(total.figures, total.applying, total.gaps, half_since(store, edition))),
        heading=heading(covers),
        goals=covers,
        total=total,
        helps=helps(every, covers, edition),
        qualities=qualities(every),
        not_final=sum(one.not_final for one in every),
        shown=tuple(
            one
            for one in every
            if goal in ("", one.indicator.goal)
            and is_wanted(one.indicator, names.get(one.indicator.goal, ""), wanted)
        ),
        indicators=len(every),
    )


def indicator_covers(store: EditionStore, edition: Edition) -> tuple[IndicatorCover, ...]:
    """Count the figures and gaps of every indicator in the ranked places, in the order of goals."""
    cells: dict[str, Counter[str]] = {}
    for count in store.indicator_counts(edition):
        kind = count.gap.value if count.gap else "figures"
        cells.setdefault(count.indicator, Counter())[kind] += count.places
    years: dict[str, list[int]] = {}
    not_final: Counter[str] = Counter()
    for one in store.years_in_use(edition):
        years.setdefault(one.indicator, []).append(one.year)
        not_final[one.indicator] += one.places if one.status in NOT_FINAL else 0
    return tuple(
        IndicatorCover(
            indicator=one,
            cells=cells_of(cells.get(one.key, Counter())),
            oldest=min(years.get(one.key, ()), default=None),
            newest=max(years.get(one.key, ()), default=None),
            not_final=not_final[one.key],
            quality=QUALITY.get(one.quality, ""),
        )
        for one in store.indicators(edition, page_language())
    )


def cells_of(counted: Counter[str]) -> Cells:
    """Return counts by kind as cells."""
    return Cells(
        figures=counted["figures"],
        missing=counted[ValueStatus.MISSING],
        suppressed=counted[ValueStatus.SUPPRESSED],
        not_possible=counted[ValueStatus.NOT_POSSIBLE],
        not_applicable=counted[ValueStatus.NOT_APPLICABLE],
    )


def goal_covers(
    store: EditionStore, edition: Edition, every: Sequence[IndicatorCover]
) -> tuple[GoalCover, ...]:
    """Add up the indicators of each of the seventeen goals, also of one that has none."""
    tallies = tally_goals(store.goal_counts(edition))
    covers = []
    for goal in goals():
        own = [one for one in every if one.indicator.goal == goal.key]
        counted = [tally for (key, _kind), tally in tallies.items() if key == goal.key]
        unknown = sum(tally.unknown for tally in counted)
        covers.append(
            GoalCover(
                goal=goal,
                indicators=len(own),
                cells=sum((one.cells for one in own), Cells()),
                oldest=min((one.oldest for one in own if one.oldest is not None), default=None),
                newest=max((one.newest for one in own if one.newest is not None), default=None),
                unknown=unknown,
                places=unknown + sum(tally.judged for tally in counted),
            )
        )
    return tuple(covers)


def half_since(store: EditionStore, edition: Edition) -> int | None:
    """Return the newest year such that at least half of the figures in use are from it or later."""
    counted: Counter[int] = Counter()
    for one in store.years_in_use(edition):
        counted[one.year] += one.places
    seen = 0
    for year in sorted(counted, reverse=True):
        seen += counted[year]
        if 2 * seen >= counted.total():
            return year
    return None


def heading(covers: Sequence[GoalCover]) -> str:
    """Return which goal is known best and which least, where they differ; each that has figures at all."""
    known = [one for one in covers if one.cells.applying]
    if not known:
        return say.nothing_known()
    best, least = (end(known, key=_share) for end in (max, min))
    return say.best_and_least(
        (best.goal.title, best.cells.share),
        (least.goal.title, least.cells.share),
        sum(not one.indicators for one in covers),
    )


def _share(cover: GoalCover) -> float:
    return cover.cells.figures / cover.cells.applying


def qualities(every: Iterable[IndicatorCover]) -> tuple[QualityCount, ...]:
    """Count the indicators of each quality, those that are not judged last."""
    counted = Counter(str(one.indicator.quality) if one.quality else "" for one in every)
    return tuple(QualityCount(QUALITY.get(key, ""), counted[key]) for key in (*QUALITY, "") if counted[key])


# --- what would help most -------------------------------------------------------------------------


def helps(every: Sequence[IndicatorCover], covers: Sequence[GoalCover], edition: Edition) -> Helps:
    """Choose what would help most, five lines of each at the most."""
    lacking = [one for one in every if one.cells.missing >= max(1, MANY * one.cells.applying)]
    lacking.sort(key=lambda one: -one.cells.missing)
    aged = [one for one in every if one.newest is not None and one.newest <= edition.year - OLD]
    aged.sort(key=lambda one: one.newest or 0)
    little = [one for one in covers if not one.indicators or 2 * one.unknown >= one.places > 0]
    little.sort(key=lambda one: (one.indicators > 0, -one.unknown))
    return Helps(
        missing=tuple(
            _line(one, say.many_lack(one.cells.missing, one.cells.applying)) for one in lacking[:MOST_LINES]
        ),
        old=tuple(_line(one, say.newest_is_from(one.newest)) for one in aged[:MOST_LINES] if one.newest),
        goals=tuple(
            HelpLine(
                name=one.goal.title,
                key=one.goal.key,
                sentence=say.little_known(one.unknown, one.places, one.indicators),
                source="",
            )
            for one in little[:MOST_LINES]
        ),
    )


def _line(one: IndicatorCover, sentence: str) -> HelpLine:
    return HelpLine(one.indicator.name, one.indicator.key, sentence, one.indicator.source)
