"""The table of an indicator: the own place, those chosen, neighbours, similar ones and the county."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.charts.row_chart import RowChart, RowMarks, ThenNow, row_chart
from loftet.core.words import NO_DIFFERENCE, Sign, gap_sign
from loftet.editions.rows import Band, Edition, Indicator, Reading
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind
from loftet.methods.comparison import Difference, Measured, difference
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.queries.nearby import surroundings
from loftet.status.sentences.words import YES_NO, figure
from loftet.ui.numbers import number_style

MOST_ROWS, MOST_SIMILAR = 20, 5
VALUES_OF_YEAR = """
    SELECT place, value FROM {observations} WHERE indicator = ? AND year = ? AND value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in the table: its figure, its change, and its difference from the own place.

    `year` is that of the figure where it is not the newest one of the table; `chart` is the place's row in
    the drawing of then and now.
    """

    slug: str
    name: str
    text: str
    year: int | None
    gap: Sign | None
    change: str
    beside: str
    chart: RowMarks | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places under a heading; `key` tells groups apart."""

    key: str
    title: str
    lines: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """The table, the years that it compares, and the scale of its drawings."""

    groups: tuple[PlaceGroup, ...]
    first: int | None
    newest: int | None
    chart: RowChart | None

    @property
    def has_change(self) -> bool:
        """Check whether any place has a figure of the first year."""
        return any(line.change for group in self.groups for line in group.lines)

    @property
    def has_gaps(self) -> bool:
        """Check whether any place has no figure."""
        return any(line.gap for group in self.groups for line in group.lines)


SORTS = ("navn", "verdi", "endring")


@dataclass(frozen=True, slots=True)
class Places:
    """The places of an edition by code, the first place chosen, and its peers' codes, the nearest first."""

    known: Mapping[str, PlaceInEdition]
    chosen: tuple[PlaceInEdition, ...]
    peers: tuple[str, ...]
    neighbours: tuple[str, ...]

    @property
    def own(self) -> PlaceInEdition | None:
        """Return the place that the page is about; none where it is about the country."""
        return self.chosen[0] if self.chosen else None


def values_in(
    store: EditionStore, edition: Edition, indicator: Indicator, year: int | None
) -> dict[str, float]:
    """Return every place's value in a year."""
    if year is None:
        return {}
    return dict(store.rows(edition, VALUES_OF_YEAR, [indicator.key, year]))


def grouped(
    places: Places, edition: Edition, readings: Mapping[str, Reading]
) -> list[tuple[str, str, list[str]]]:
    """Return groups as key, title and codes; each place is in the first group that it belongs to."""
    own = places.own
    wanted: list[tuple[str, str, Iterable[str], int]] = []
    wanted.append(("own", "", [own.code] if own else [COUNTRY], 1))
    wanted.append(("chosen", _("Chosen"), [one.code for one in places.chosen[1:]], len(places.chosen)))
    if own is None or own.kind != Kind.MUNICIPALITY:
        counties = (code for code, one in places.known.items() if one.kind == Kind.COUNTY)
        wanted.append(("counties", _("Counties"), counties, MOST_ROWS))
    else:
        wanted += _around(own, places, edition)
    taken: set[str] = set()
    found = []
    for key, title, codes, most in wanted:
        new = [code for code in codes if code in readings and code not in taken][:most]
        new = new[: max(0, MOST_ROWS - len(taken))]
        taken.update(new)
        if new:
            found.append((key, title, new))
    return found


def _around(
    own: PlaceInEdition, places: Places, edition: Edition
) -> Iterator[tuple[str, str, Iterable[str], int]]:
    county = places.known.get(own.code[:2])
    if places.neighbours:
        yield "neighbours", _("Neighbours"), _by_name(places.neighbours, places), MOST_ROWS
    elif (area := surroundings(own, edition)) and (county is None or area.slug != county.slug):
        yield "area", area.name, [one.code for one in area.others], MOST_ROWS
    yield "similar", _("Similar municipalities"), places.peers, MOST_SIMILAR
    in_county = (
        code
        for code, one in places.known.items()
        if code[:2] == own.code[:2] and one.kind == Kind.MUNICIPALITY
    )
    yield "county", county.name if county else _("The county"), in_county, MOST_ROWS


def _by_name(codes: Sequence[str], places: Places) -> list[str]:
    order = {code: at for at, code in enumerate(places.known)}
    return sorted((code for code in codes if code in order), key=order.__getitem__)


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """The figures of a table: newest readings, values in the first year, and the middle half."""

    indicator: Indicator
    readings: Mapping[str, Reading]
    then: Mapping[str, float]
    first: int | None
    band: Band | None


def place_table(
    figures: PlaceFigures, groups: Sequence[tuple[str, str, Sequence[str]]], places: Places, sort: str
) -> PlaceTable:
    """Build the table; within a group the places are in the order of name, value or change."""
    codes = [code for _key, _title, of_group in groups for code in of_group]
    newest = max((figures.readings[code].year or 0 for code in codes), default=0) or None
    drawn = _drawn(figures, codes)
    marks = dict(zip(codes, drawn.rows, strict=True)) if drawn else {}
    own = figures.readings[codes[0]] if codes else None
    found = []
    for key, title, of_group in groups:
        order = _sorted(of_group, sort, figures.readings, figures.then)
        lines = (_line(code, key, figures, places, own, newest, marks.get(code)) for code in order)
        found.append(PlaceGroup(key, title, tuple(lines)))
    return PlaceTable(groups=tuple(found), first=figures.first, newest=newest, chart=drawn)


def _drawn(figures: PlaceFigures, codes: Sequence[str]) -> RowChart | None:
    """Place every row on one scale; nothing of answers."""
    if figures.indicator.unit in YES_NO:
        return None
    country, band = figures.readings.get(COUNTRY), figures.band
    return row_chart(
        [ThenNow(figures.then.get(code), figures.readings[code].value) for code in codes],
        band=(band.low, band.high) if band else None,
        country=country.value if country else None,
        decimals=figures.indicator.decimals,
    )


def _line(
    code: str,
    key: str,
    figures: PlaceFigures,
    places: Places,
    own: Reading | None,
    newest: int | None,
    marks: RowMarks | None,
) -> PlaceLine:
    place, reading, indicator = places.known.get(code), figures.readings[code], figures.indicator
    name = places.own.name if places.own else _("the country")
    changed = reading.year != figures.first
    return PlaceLine(
        slug=place.slug if place and place.kind == Kind.MUNICIPALITY else "",
        name=_("The country") if code == COUNTRY else place.name if place else code,
        text="" if reading.value is None else figure(reading.value, indicator, with_unit=False),
        year=reading.year if reading.year != newest else None,
        gap=gap_sign(reading.status) if reading.value is None else None,
        change=change_said(figures.then.get(code), reading.value, indicator) if changed else "",
        beside="" if key == "own" or own is None else beside_own(reading, own, indicator, name),
        chart=marks,
        is_own=key == "own",
    )


def _sorted(
    codes: Sequence[str], sort: str, readings: Mapping[str, Reading], then: Mapping[str, float]
) -> list[str]:
    """Sort places, those without a figure last; `codes` stand by name."""

    def key(code: str) -> tuple[bool, float]:
        now, before = readings[code].value, then.get(code) if sort == "endring" else 0.0
        if now is None or before is None:
            return (True, 0.0)
        return (False, now - before)

    return list(codes) if sort not in SORTS[1:] else sorted(codes, key=key)


def change_said(then: float | None, now: float | None, indicator: Indicator) -> str:
    """Write the change between two values with its sign; nothing where one is not known, or of answers."""
    if then is None or now is None or indicator.unit in YES_NO:
        return ""
    text = number_text(now - then, indicator.decimals, number_style())
    return f"+{text}" if now > then and text.strip("0,.") else text


def beside_own(reading: Reading, own: Reading, indicator: Indicator, name: str) -> str:
    """Return the difference from the own figure in words; intervals that touch are none for certain."""
    if reading.value is None or own.value is None:
        return ""
    if indicator.unit in YES_NO:
        return ""
    found = difference(
        Measured(reading.value, reading.low, reading.high), Measured(own.value, own.low, own.high)
    )
    alike = figure(reading.value, indicator) == figure(own.value, indicator)
    if found is Difference.NOT_SURE or alike:
        return (
            f"{NO_DIFFERENCE.symbol} {str(NO_DIFFERENCE.word).lower()}"
            if not alike
            else _("like %(place)s") % {"place": name}
        )
    higher = found is Difference.HIGHER or (found is Difference.NO_INTERVAL and reading.value > own.value)
    return (_("higher than %(place)s") if higher else _("lower than %(place)s")) % {"place": name}
