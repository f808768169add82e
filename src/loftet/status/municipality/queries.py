"""The page of a municipality: how it stands, what stands out, what can be done, what is not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from loftet.charts.mark_row import mark_row, mark_row_svg
from loftet.core.words import Sign, page_language
from loftet.editions.rows import Edition, GoalRow, IndicatorRow, Reading, Series
from loftet.editions.spread import spread_of
from loftet.editions.store import EditionStore
from loftet.status.composition import composition, earlier_rule
from loftet.status.goal_names import goals
from loftet.status.indicator_words import label_name, short_name
from loftet.status.municipality.advice import Peers, examples
from loftet.status.municipality.ahead import AheadChart, ahead_chart, unlikely_targets
from loftet.status.municipality.cards import Card, card_of, weak_cards
from loftet.status.municipality.facts import Facts, facts_of
from loftet.status.municipality.known_figures import ladder
from loftet.status.municipality.sentences import not_judged, standing
from loftet.status.municipality.standouts import Standouts, is_to_lift, standouts
from loftet.status.profile import ProfileOfPlace, profile_of
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.queries.conservative_trend import conservative_trend_rows
from loftet.status.queries.gaps import Gaps, find_gaps
from loftet.status.queries.nearby import Area
from loftet.status.queries.peers import PeersOfPlace, places_of_peers, told_peers
from loftet.status.queries.projection import Known, SmallNumbers, county_of, read_known, small_numbers
from loftet.status.queries.sources import Sources, find_sources
from loftet.status.shared_challenges.common import common_keys

OWN_DATA = "3"  # the quality of figures that a municipality has made itself

Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal in the grid: its word, its marks as a picture, and their counts; `measured` in this edition.

    `tally` is short for strong against weak: «2–4».
    """

    key: str
    name: str
    word: Sign
    marks: str
    counts: str
    tally: str
    measured: bool


@dataclass(frozen=True, slots=True)
class GoalsOfWord:
    """The goals that have one word, as a phone folds them."""

    word: Sign
    goals: tuple[GoalCard, ...]


@dataclass(frozen=True, slots=True)
class AboutFigures:
    """The part «About the figures»: gaps, sources, counts, years, and an earlier rule of words."""

    gaps: Gaps
    sources: Sources
    ladder: str
    every: int
    first_year: int | None
    last_year: int | None
    own_data: int
    earlier_rule: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The common part of the page, the sheet and other pictures of a municipality."""

    answer: tuple[str, ...]
    judged: bool
    facts: Facts
    profile: ProfileOfPlace | None
    strong: tuple[Card, ...]
    lift: tuple[Card, ...]
    goals: tuple[GoalCard, ...]
    about: AboutFigures

    @property
    def goals_by_word(self) -> tuple[GoalsOfWord, ...]:
        """Return the goals by their words, those with strong words first."""
        words = {goal.word.key: goal.word for goal in self.goals}
        order = ["mostly_strong", "mixed", "mostly_weak", "too_few", *words]
        keys = [key for key in dict.fromkeys(order) if key in words]
        return tuple(
            GoalsOfWord(words[key], tuple(goal for goal in self.goals if goal.word.key == key))
            for key in keys
        )


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """All that the page of a municipality shows."""

    overview: Overview
    ahead: tuple[AheadChart, ...]
    small_numbers: SmallNumbers
    peers: PeersOfPlace | None


@dataclass(frozen=True, slots=True)
class _Read:
    """The figures of a municipality, and those of them that stand out."""

    rows: tuple[IndicatorRow, ...]
    known: Known
    goals: Mapping[str, GoalRow]
    chosen: Standouts


def municipality_page(
    store: EditionStore, edition: Edition, place: PlaceInEdition, link: Link, area: Area | None = None
) -> MunicipalityPage:
    """Read the page of a municipality: nine questions to the edition at most, however many indicators."""
    read = _read(store, edition, place, area)
    ahead = unlikely_targets(read.rows, read.known.projections) if _is_judged(read.rows) else ()
    peers = store.peers(edition, place.code)
    places = places_of_peers(edition, peers)
    similar = examples(tuple(places.values()), store.hidden_in(edition), area)
    series = _series(store, edition, place, similar, read, [row.indicator.key for row, _one in ahead])
    return MunicipalityPage(
        overview=_overview(store, edition, place, link, area, read, Peers(similar, series)),
        ahead=tuple(ahead_chart(row, one, series[place.code, row.indicator.key]) for row, one in ahead),
        small_numbers=small_numbers(read.rows, read.known),
        peers=told_peers(store, edition, place, peers, places),
    )


def municipality_overview(
    store: EditionStore, edition: Edition, place: PlaceInEdition, link: Link, area: Area | None = None
) -> Overview:
    """Read what a sheet, a slide or a card shows of a municipality; without what can be learned of others."""
    read = _read(store, edition, place, area)
    return _overview(store, edition, place, link, area, read, Peers({}, {}))


def _read(store: EditionStore, edition: Edition, place: PlaceInEdition, area: Area | None) -> _Read:
    """Read the figures beside those of the country, the county and the others of the region."""
    county = county_of(store, edition, place)
    beside = [COUNTRY, *([county.code] if county else [])]
    language = page_language()
    rows = store.indicator_rows(edition, place.code, language, list(dict.fromkeys(beside)))
    known = read_known(store, edition, place, area, only_few=True)
    rows = conservative_trend_rows(store, edition, rows, known.projections.values())
    chosen = _chosen(store, edition, place, rows, area) if _is_judged(rows) else None
    return _Read(
        rows,
        known,
        {row.goal: row for row in store.goal_rows(edition, place.code, ())},
        chosen or Standouts(),
    )


def _chosen(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    rows: Sequence[IndicatorRow],
    area: Area | None,
) -> Standouts:
    """Choose what stands out; what the list of the region holds is first among what must be lifted."""
    if area is None:
        return standouts(rows)
    others = [one.code for one in area.others]
    beside = _beside_others(store, edition, rows, others)
    return standouts(beside, common_keys(store, edition, (place, *area.others)))


def _beside_others(
    store: EditionStore, edition: Edition, rows: Sequence[IndicatorRow], others: Sequence[str]
) -> list[IndicatorRow]:
    """Return rows with the figures of the region's others where the place is weak; a county may be large."""
    weak = [row.indicator.key for row in rows if is_to_lift(row)]
    readings: dict[str, list[Reading]] = {}
    for one in store.readings_of_places(edition, others, weak):
        readings.setdefault(one.indicator, []).append(one)
    return [replace(row, compared=(*row.compared, *readings.get(row.indicator.key, ()))) for row in rows]


def _is_judged(rows: Sequence[IndicatorRow]) -> bool:
    return all(row.own.judged for row in rows)


def _series(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    similar: Mapping[str, PlaceInEdition],
    read: _Read,
    ahead: Sequence[str],
) -> Mapping[tuple[str, str], Series]:
    """Read the series of what must be lifted and of what is ahead, here and in similar places, at once."""
    keys = [*(row.indicator.key for row in read.chosen.lift), *ahead]
    if not keys:
        return {}
    found = store.series_of_places(edition, [place.code, *similar], list(dict.fromkeys(keys)))
    return {(one.place, one.indicator): one for one in found}


def _overview(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    link: Link,
    area: Area | None,
    read: _Read,
    peers: Peers,
) -> Overview:
    rows, chosen, judged = read.rows, read.chosen, _is_judged(read.rows)
    spread = spread_of(store, edition, [row.indicator.key for row in (*chosen.strong, *chosen.lift)])
    cards = goal_cards(rows, read.goals)
    named = {row.indicator.key: label_name(row.indicator) for row in chosen.every}
    answer = standing(place.name, *([short_name(row.indicator) for row in part] for part in chosen.both))
    return Overview(
        answer=tuple(answer) if judged else (not_judged(place.name),),
        judged=judged,
        facts=facts_of(
            place, store.structure(edition), read.known.county.name if read.known.county else "", area
        ),
        profile=(
            profile_of(place.name, rows, {card.key: card.word.word for card in cards}, link, named)
            if judged and edition.word_rule
            else None
        ),
        strong=tuple(card_of(row, place.name, spread.get(row.indicator.key, ())) for row in chosen.strong),
        lift=weak_cards(chosen.lift, place.name, spread, area, peers),
        goals=cards,
        about=about_figures(edition, place.name, rows),
    )


def about_figures(edition: Edition, name: str, rows: Sequence[IndicatorRow]) -> AboutFigures:
    """Collect what is said about the figures themselves."""
    years = [row.own.year for row in rows if row.own.value is not None and row.own.year is not None]
    own = [(row.indicator, row.own) for row in rows]
    return AboutFigures(
        gaps=find_gaps(own),
        sources=find_sources(row.indicator for row in rows),
        ladder=ladder(name, own),
        every=len(rows),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        own_data=sum(row.indicator.quality == OWN_DATA and row.own.value is not None for row in rows),
        earlier_rule=earlier_rule(edition),
    )


def goal_cards(rows: Sequence[IndicatorRow], found: Mapping[str, GoalRow]) -> tuple[GoalCard, ...]:
    """Return all seventeen goals; one that the edition does not measure says so."""
    readings: dict[str, list[Reading]] = {}
    for row in rows:
        readings.setdefault(row.indicator.goal, []).append(row.own)
    return tuple(
        goal_card(goal.key, goal.name, found.get(goal.key), readings.get(goal.key, ())) for goal in goals()
    )


def goal_card(key: str, name: str, row: GoalRow | None, readings: Sequence[Reading]) -> GoalCard:
    """Return a goal's card: its word and the marks that it follows from."""
    made = composition(row.own if row else None, readings)
    marks = mark_row_svg(mark_row(made.marks), made.counts) if made.marks else ""
    tally = f"{made.wording.strong}–{made.wording.weak}" if made.wording else ""
    return GoalCard(key, name, made.sign, marks, made.counts, tally, measured=row is not None)
