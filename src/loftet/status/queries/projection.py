"""Beside each figure of a place: how sure it is, what replaces it, where it is heading, its peers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loftet.editions.peer_rows import Standing
from loftet.editions.projection_rows import PooledFigure, PoolingRule, Projection
from loftet.editions.rows import Edition, Indicator, IndicatorRow, Origin, Reading, ValueStatus
from loftet.editions.store import EditionStore
from loftet.editions.traces import Traces, about_people, traces
from loftet.methods.persons import Persons, persons
from loftet.methods.pooled_places import Part, pooled_measure
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import Area, surroundings
from loftet.status.sentences import peers as of_peers
from loftet.status.sentences import projection as said
from loftet.status.sentences.words import YES_NO

PER_CENT = 100
FEW_YEARS = frozenset({PoolingRule.YEARS, PoolingRule.STILL_FEW})
HIDDEN = frozenset({ValueStatus.SUPPRESSED, ValueStatus.MISSING, ValueStatus.NOT_POSSIBLE})


@dataclass(frozen=True, slots=True)
class County:
    """The county of a municipality, whose figure may stand in."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """An edition's knowledge of a place beside its newest figures."""

    place: PlaceInEdition
    county: County | None
    area: Area | None
    projections: Mapping[str, Projection]
    pooled: Mapping[str, PooledFigure]
    standings: Mapping[str, Standing]
    traces: Traces
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class FigureProjection:
    """Sentences about one figure; each part may be empty."""

    certainty: tuple[str, ...]
    development: tuple[str, ...]
    peers: tuple[str, ...]

    @property
    def first(self) -> str:
        """Return what belongs to the answer: the figure among peers, how sure it is, or what replaces it."""
        return next(iter(self.peers or self.certainty), "")

    @property
    def is_empty(self) -> bool:
        """Check whether there is nothing to say."""
        return not (self.certainty or self.development or self.peers)


def county_of(store: EditionStore, edition: Edition, place: PlaceInEdition) -> County | None:
    """Find the county of a municipality, where the edition holds it."""
    held = (one for one in store.places(edition) if one.code == place.code[:2] and one.code != place.code)
    found = next(held, None)
    return County(found.code, found.name) if found else None


def read_known(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    area: Area | None,
    indicators: Sequence[str] = (),
    *,
    only_few: bool = False,
) -> Known:
    """Read an edition along time, among peers, and for what was counted: five queries at most.

    With `only_few` peers are left out, and years are pooled and counts asked for only where one year counts
    too few.
    """
    places = [place.code, *(one.code for one in (area.others if area else ()))]
    rules = FEW_YEARS if only_few else PoolingRule
    pooled = {one.indicator: one for one in store.projection_reader.pooled(edition, place.code, rules)}
    wanted = list(pooled) if only_few else indicators
    found = traces(store, edition, places, wanted) if wanted else {}
    has_counts = any(origin.count is not None for origin in found.values())
    standings = () if only_few else store.standings(edition, place.code)
    return Known(
        place=place,
        county=county_of(store, edition, place),
        area=area,
        projections={one.indicator: one for one in store.projection_reader.projections(edition, place.code)},
        pooled=pooled,
        standings={one.indicator: one for one in standings},
        traces=found,
        people=about_people(store, edition) if has_counts else frozenset(),
    )


def projection_of(row: IndicatorRow, known: Known) -> FigureProjection:
    """Return what is known of one figure."""
    return FigureProjection(certainty_of(row, known), development_of(row, known), peers_of(row, known))


def certainty_of(row: IndicatorRow, known: Known) -> tuple[str, ...]:
    """Return how sure a figure is and how many people it is about, or what replaces it."""
    own, indicator = row.own, row.indicator
    if indicator.unit in YES_NO:
        return ()
    if own.value is None:
        return tuple(filter(None, [stand_in(row, known)]))
    pooled = known.pooled.get(indicator.key)
    lines = [
        said.how_sure(own, indicator),
        said.how_many(people_of(row, known), indicator),
        said.years_together(pooled, own, indicator),
        whole_area(row, known) if pooled is not None and pooled.rule in FEW_YEARS else "",
    ]
    return tuple(filter(None, lines))


def stand_in(row: IndicatorRow, known: Known) -> str:
    """Return the county's own figure where the municipality has none."""
    found = county_figure(row, known)
    if found is None or found.value is None or known.county is None:
        return ""
    return said.stands_in(known.county.name, known.place.name, row.indicator, found.value, found.year)


def county_figure(row: IndicatorRow, known: Known) -> Reading | None:
    """Return the county's own published figure; a sum of the other municipalities would undo a hidden one."""
    if known.county is None or row.own.status not in HIDDEN:
        return None
    return next(
        (one for one in row.compared if one.place == known.county.code and one.value is not None), None
    )


def whole_area(row: IndicatorRow, known: Known) -> str:
    """Return a region's share, its counts of one year added up; nothing where one of them is not known."""
    if known.area is None or row.indicator.unit != said.PER_CENT:
        return ""
    codes = [known.place.code, *(one.code for one in known.area.others)]
    found = [known.traces.get((code, row.indicator.key)) for code in codes]
    figures = pooled_measure([_part(one, row.own.year) for one in found], per=PER_CENT, share=True)
    return said.all_together(known.area.name, row.indicator, figures, row.own.year) if figures else ""


def _part(origin: Origin | None, year: int | None) -> Part:
    if origin is None or origin.year != year or origin.value is None:
        return Part(None, None, hidden=origin is not None and origin.status is ValueStatus.SUPPRESSED)
    return Part(origin.count, origin.denominator)


def people_of(row: IndicatorRow, known: Known) -> Persons:
    """Return how many people a share is about; never from what is hidden, never where others are counted."""
    indicator, origin = row.indicator, known.traces.get((known.place.code, row.indicator.key))
    pooled = known.pooled.get(indicator.key)
    hidden = row.own.value is None or (pooled is not None and pooled.rule is PoolingRule.SUPPRESSED)
    is_share = indicator.unit == said.PER_CENT and indicator.key in known.people
    if not is_share or origin is None or origin.count is None or origin.denominator is None:
        return persons(None, hidden=hidden)
    outside = indicator.direction == 1
    return persons(origin.denominator - origin.count if outside else origin.count, hidden=hidden)


def development_of(row: IndicatorRow, known: Known) -> tuple[str, ...]:
    """Return where a figure is heading; nothing of an answer, or of a figure without a better side."""
    return development(row.own, row.indicator, known.projections.get(row.indicator.key), row)


def development(
    own: Reading, indicator: Indicator, found: Projection | None, row: IndicatorRow
) -> tuple[str, ...]:
    """Return the pace, the pace needed, the year of the target, the figure in 2030, and how likely it is."""
    if found is None or found.state is None or own.value is None or indicator.unit in YES_NO:
        return ()
    lines = [
        said.direction_said(found, indicator),
        said.break_said(indicator),
        said.needed_said(found, indicator),
        said.target_year_said(found, indicator, row.values),
        said.chance_said(found),
    ]
    return tuple(filter(None, lines))


def peers_of(row: IndicatorRow, known: Known) -> tuple[str, ...]:
    """Return where a figure stands among similar municipalities, and against what was to be expected."""
    standing = known.standings.get(row.indicator.key)
    if standing is None or not row.indicator.weight or row.indicator.unit in YES_NO:
        return ()
    lines = [
        of_peers.among_peers(row.own, standing, row.indicator),
        of_peers.beside_expected(row.own, standing, row.indicator),
    ]
    return tuple(filter(None, lines))


def projection_at(
    store: EditionStore, edition: Edition, indicator: Indicator, place: PlaceInEdition, language: str
) -> FigureProjection | None:
    """Return what is known of one indicator in one place; none where the edition does not hold the two."""
    county = county_of(store, edition, place)
    rows = store.indicator_rows(
        edition, place.code, language, [county.code] if county else [], indicator.goal
    )
    row = next((one for one in rows if one.indicator.key == indicator.key), None)
    if row is None:
        return None
    known = read_known(store, edition, place, surroundings(place, edition), [indicator.key])
    return projection_of(row, known)


# --- a place as a whole ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SmallNumberLine:
    """An indicator in which the place's own newest figure is not enough, and what replaces it."""

    key: str
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """The replacements on a place's page: years put together, and the county's figures."""

    pooled: tuple[SmallNumberLine, ...]
    county: tuple[SmallNumberLine, ...]
    county_name: str

    @property
    def is_empty(self) -> bool:
        """Check whether no figure is replaced."""
        return not (self.pooled or self.county)


def small_numbers(rows: Iterable[IndicatorRow], known: Known) -> SmallNumbers:
    """Find the replacements: one line for each figure that is hidden, missing, or of few."""
    pooled, county = [], []
    for row in rows:
        if row.indicator.unit in YES_NO:
            continue
        line = row.indicator.key, row.indicator.name
        if row.own.value is None:
            found = county_figure(row, known)
            if found is not None and found.value is not None:
                county.append(SmallNumberLine(*line, (said.in_year(row.indicator, found.value, found.year),)))
        elif is_of_few(row, known):
            pooled.append(SmallNumberLine(*line, certainty_of(row, known)))
    return SmallNumbers(tuple(pooled), tuple(county), known.county.name if known.county else "")


def is_of_few(row: IndicatorRow, known: Known) -> bool:
    """Check whether one year of a figure counts too few, so that years come together."""
    pooled = known.pooled.get(row.indicator.key)
    return pooled is not None and pooled.rule in FEW_YEARS
