"""The challenges that a region shares: one list, ordered by evidence, each with its strip."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import mark_safe

from loftet.charts.strip import Strip, StripPlace, strip
from loftet.charts.strip_svg import strip_pair
from loftet.core.words import INFLUENCE, Words
from loftet.editions.rows import Edition, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.methods.challenges import State
from loftet.status.indicator_words import short_name
from loftet.status.queries.beside import readings_of
from loftet.status.queries.chosen import MOST_CHOSEN, PlaceInEdition
from loftet.status.queries.values import values_of
from loftet.status.region import sentences
from loftet.status.sentences.words import YES_NO, figure, going
from loftet.status.shared_challenges.common import common_rows, sides
from loftet.status.shared_challenges.queries import Known, Line, lines, ways
from loftet.status.shared_challenges.sentences import persons_more, severity, shared_by
from loftet.status.strips import lines_of, way_of

OPEN = 1  # with its words; those after it are small pictures: together what the first sentence names
SMALL = 2
MOST_NAMED = 6
STRIP_WIDTH = 560.0  # pixels: names are moved apart as on a wide page; on a phone they are drawn again
PHONE_WIDTH = 320.0


@dataclass(frozen=True, slots=True)
class StripPair:
    """A strip drawn for a wide and for a narrow page, and the strip itself for a picture.

    `clearest` are the slugs of the members, the one that most surely differs from the others first: the page
    of the indicator begins with it. Of more members than are shown side by side there are none.
    """

    wide: str
    narrow: str
    strip: Strip
    clearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedItem:
    """A challenge that the members share: tested, or counted; `going` is the true number that improves."""

    key: str
    name: str
    short: str
    is_clear: bool
    is_by_all: bool
    sentence: str
    going: str
    influence: Words
    strips: StripPair | None


def shared_items(
    store: EditionStore,
    edition: Edition,
    known: Known,
    rows: Sequence[IndicatorRow],
    members: Sequence[PlaceInEdition],
) -> tuple[SharedItem, ...]:
    """Return what is shared beyond chance, the surest first, and then what most members are weak on."""
    tested = {line.key: line for line in lines(store, known, State.CHALLENGE)}
    chosen = [
        _tested(tested[row.indicator.key], row)
        if row.indicator.key in tested
        else _counted(row, len(members))
        for row in common_rows(rows, [*tested], len(members))
    ]
    return tuple(item.drawn(store, edition, members) for item in chosen)


@dataclass(frozen=True, slots=True)
class _Found:
    row: IndicatorRow
    is_clear: bool
    is_by_all: bool
    sentence: str

    def drawn(self, store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition]) -> SharedItem:
        """Return the finding with its strips."""
        indicator = self.row.indicator
        values = values_of(store, edition, indicator.key)
        return SharedItem(
            key=indicator.key,
            name=indicator.name,
            short=short_name(indicator),
            is_clear=self.is_clear,
            is_by_all=self.is_by_all,
            sentence=self.sentence,
            going=going(*ways(readings_of(self.row))),
            influence=INFLUENCE.get(indicator.influence or "", ""),
            strips=strips_of_members(self.row, members, values),
        )


def _tested(line: Line, row: IndicatorRow) -> _Found:
    said = line.said
    by_all = not said.spared and not said.unknown
    members = len(said.sharing)
    parts = (
        sentences.many_are_weak(row.indicator, members, members)
        if by_all
        else shared_by(said, row.indicator),
        severity(said, row.indicator),
        persons_more(said.persons, row.indicator),
    )
    return _Found(row, True, by_all, " ".join(filter(None, parts)))


def _counted(row: IndicatorRow, members: int) -> _Found:
    weak = len(sides(row)[0])
    return _Found(row, False, weak == members, sentences.many_are_weak(row.indicator, weak, members))


def strips_of_members(
    row: IndicatorRow, members: Sequence[PlaceInEdition], values: Sequence[float]
) -> StripPair | None:
    """Draw where the members stand among all; each has the same colour in every strip of the page.

    Of more members than can be told apart by colour, those at both ends are named.
    """
    indicator, of = row.indicator, {one.place: one.value for one in readings_of(row)}
    known = {one.name: value for one in members if (value := of.get(one.code)) is not None}
    if not known or not values or indicator.unit in YES_NO:
        return None
    named, many = named_places(known, [one.name for one in members]), len(members) > MOST_NAMED
    labels = {one.label for one in named}
    wide, narrow = (
        strip(
            values,
            named,
            others=[value for name, value in known.items() if name not in labels],
            better=way_of(indicator),
            band=(row.values.low, row.values.high) if row.values else None,
            lines=lines_of(row, values)[1:],
            width=width,
        )
        for width in (STRIP_WIDTH, PHONE_WIDTH)
    )
    shown = {one.label: known[one.label] for one in named} if many else known
    told = ", ".join(f"{name} {figure(value, indicator)}" for name, value in shown.items())
    pair = pair_of(wide, narrow, f"{indicator.name}: {told}", f"strip-{indicator.key}")
    return replace(pair, clearest=clearest(row, members))


def clearest(row: IndicatorRow, members: Sequence[PlaceInEdition]) -> tuple[str, ...]:
    """Return the members by how surely each differs from the middle: by the nearer end of its interval."""
    if len(members) > MOST_CHOSEN:
        return ()
    of, middle = {one.place: one for one in readings_of(row)}, row.scores.middle if row.scores else None

    def surely(one: PlaceInEdition) -> float:
        reading = of.get(one.code)
        if reading is None or reading.score is None or middle is None:
            return float("-inf")
        low = reading.score if reading.score_low is None else reading.score_low
        high = reading.score if reading.score_high is None else reading.score_high
        return max(middle - high, low - middle)

    return tuple(one.slug for one in sorted(members, key=surely, reverse=True))


def pair_of(wide: Strip, narrow: Strip, label: str, key: str) -> StripPair:
    """Return a strip drawn in two sizes."""
    drawn_wide, drawn_narrow = map(mark_safe, strip_pair(wide, narrow, label, key))
    return StripPair(drawn_wide, drawn_narrow, wide)


def named_places(known: Mapping[str, float], members: Sequence[str]) -> list[StripPlace]:
    """Return the places with names and colours: all of a few members, of many the outermost two."""
    if len(members) <= MOST_NAMED:
        return [StripPlace(name, known[name], at) for at, name in enumerate(members, 1) if name in known]
    ordered = sorted(known.items(), key=lambda one: one[1])
    ends = ordered[:1] + ordered[-1:] if len(ordered) > 1 else ordered
    return [StripPlace(name, value, 1) for name, value in ends]


def who_share_all(items: Iterable[SharedItem]) -> list[str]:
    """Return the short names of what all members clearly share."""
    return [one.short for one in items if one.is_clear and one.is_by_all]
