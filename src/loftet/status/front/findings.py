"""Three findings of an edition, each certain and of its own kind.

`catalogue/front_findings.csv` holds their words. A trend of the country counts where the interval of
its pace holds no zero. Of a share and of a region the
marks of figures count: one whose interval contains the limit has reached nothing, and missed nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.mini_projection import Ahead, MiniProjection, mini_projection
from loftet.charts.numbers import number_text
from loftet.charts.scale import common_step
from loftet.core.words import page_language
from loftet.editions.projection_rows import Projection
from loftet.editions.rows import Edition, Indicator, MarkKind, Reading
from loftet.editions.store import EditionStore
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.sentences.words import figure, target_figure
from loftet.text_files.rows import read_whole
from loftet.ui.numbers import number_style, number_word

FILE = "front_findings.csv"
BINS = 5
HEAD, PITCH, BAR = 28, 28, 20  # pixels: over the bars, from bar to bar, of a bar
REACHED, MISSED = {MarkKind.TARGET_NEAR}, {MarkKind(key) for key in ("t2", "t1", "t0")}


@dataclass(frozen=True, slots=True)
class FindingWords:
    """The words of a finding in the language of the page, by what is the case."""

    kind: str
    indicator: str
    case: str
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a finding: its label, its number in words, and its length in percent of the longest."""

    label: str
    number: str
    length: float
    mark: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PlacedBar(Bar):
    """A bar at its height, in pixels from the top."""

    top: int = 0

    @property
    def middle(self) -> int:
        """Return the middle of the bar."""
        return self.top + BAR // 2

    @property
    def text(self) -> int:
        """Return the foot of the words beside it."""
        return self.middle + 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: what it is about, what it says, its chart, and what the chart shows.

    `target` is where the target stands among `bars`, in percent of the longest. A finding about a
    region leads to the page of its heading, which is the region's.
    """

    about: str
    heading: str
    note: str
    indicator: str
    label: str
    mini: MiniProjection | None = None
    first: str = ""
    now: str = ""
    expected: str = ""
    bars: tuple[Bar, ...] = ()
    target: float | None = None
    target_label: str = ""
    region: str = ""

    @property
    def placed(self) -> tuple[PlacedBar, ...]:
        """Return the bars one under the other."""
        head = HEAD if self.target_label else 0
        return tuple(
            PlacedBar(one.label, one.number, one.length, one.mark, one.strong, head + at * PITCH)
            for at, one in enumerate(self.bars)
        )

    @property
    def height(self) -> int:
        """Return the height of the bars together."""
        return (HEAD if self.target_label else 0) + len(self.bars) * PITCH


@dataclass(frozen=True, slots=True)
class Region:
    """A region and its members, as an edition knows them."""

    slug: str
    name: str
    members: Sequence[PlaceInEdition]


@lru_cache
def read_findings(file: Path, language: str) -> tuple[FindingWords, ...]:
    """Read the words of findings in a language."""
    text = f"text_{language}"
    rows = read_whole(file, ("kind", "indicator", "case", text))
    return tuple(
        FindingWords(*(row.cells[column] for column in ("kind", "indicator", "case", text))) for row in rows
    )


def findings(store: EditionStore, edition: Edition, region: Region | None) -> tuple[Finding, ...]:
    """Return the first certain finding of each kind, with no indicator twice."""
    language = page_language()
    words = read_findings(settings.CATALOGUE / FILE, language)
    known = {one.key: one for one in store.indicators(edition, language)}
    found: list[Finding] = []
    for kind, find in (("trend", _trend), ("share", _share), ("region", _region)):
        taken = {one.indicator for one in found}
        candidates = dict.fromkeys(one.indicator for one in words if one.kind == kind)
        for key in (key for key in candidates if key in known and key not in taken):
            texts = {one.case: one.text for one in words if (one.kind, one.indicator) == (kind, key)}
            if one := find(store, edition, known[key], texts, region):
                found.append(one)
                break
    return tuple(found)


def _trend(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    texts: Mapping[str, str],
    _region: Region | None,
) -> Finding | None:
    everywhere = store.projection_reader.projections_everywhere(edition, indicator.key)
    found = next((one for one in everywhere if one.place == COUNTRY), None)
    case = _direction(found)
    if found is None or case not in texts or found.expected is None:
        return None
    if found.expected_low is None or found.expected_high is None:
        return None
    (series,) = store.series(edition, indicator.key, [COUNTRY])
    points = [(one.year, one.value) for one in series.comparable if one.year <= found.last_year]
    known = [(year, value) for year, value in points if value is not None]
    if len(known) < 2:
        return None
    mini = mini_projection(
        points,
        Ahead(found.target_year, found.expected, found.expected_low, found.expected_high),
        years_apart=common_step(year for year, _value in points),
        decimals=indicator.decimals,
        from_zero=min(value for _year, value in known) >= 0,
    )
    return Finding(
        about=_("The whole country · goal %(goal)s") % {"goal": indicator.goal},
        heading=texts[case],
        note=_("%(name)s. Fan: what is most likely ahead.") % {"name": indicator.name},
        indicator=indicator.key,
        label=_then_and_now(indicator, known[0], known[-1]),
        mini=mini,
        first=number_text(known[0][1], indicator.decimals, number_style()),
        now=number_text(known[-1][1], indicator.decimals, number_style()),
        expected=_("about %(number)s")
        % {"number": number_text(found.expected, indicator.decimals, number_style())},
    )


def _then_and_now(indicator: Indicator, then: tuple[int, float], now: tuple[int, float]) -> str:
    said = {
        "then": figure(then[1], indicator),
        "first": then[0],
        "now": figure(now[1], indicator),
        "last": now[0],
    }
    return _("From %(then)s in %(first)s to %(now)s in %(last)s.") % said


def _direction(found: Projection | None) -> str:
    """Return whether a figure falls or rises, where the interval of its pace holds no zero."""
    if found is None or found.pace_low is None or found.pace_high is None:
        return ""
    if found.pace_high < 0:
        return "falls"
    return "rises" if found.pace_low > 0 else ""


def _share(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    texts: Mapping[str, str],
    _region: Region | None,
) -> Finding | None:
    ranked = {one.code for one in store.places(edition) if one.ranked}
    readings = [one for one in store.indicator_table(edition, indicator.key) if one.place in ranked]
    judged = [one for one in readings if one.value is not None and one.mark is not None]
    reached = [one for one in judged if one.mark in REACHED]
    missed = [one for one in judged if one.mark in MISSED]
    if "reached" not in texts or not reached or not missed or 2 * len(judged) < len(readings):
        return None
    rows = [(_reached_label(indicator), len(reached), True)]
    rows += [(label, count, False) for label, count in _bins(indicator, missed)]
    if unsure := len(judged) - len(reached) - len(missed):
        rows.append((_("uncertain"), unsure, False))
    most = max(count for _label, count, _strong in rows)
    return Finding(
        about=ngettext(
            "%(count)s municipality · goal %(goal)s", "%(count)s municipalities · goal %(goal)s", len(judged)
        )
        % {"count": len(judged), "goal": indicator.goal},
        heading=texts["reached"] % {"share": round(100 * len(reached) / len(judged))},
        note=_("%(name)s, %(unit)s. The numbers count municipalities.")
        % {"name": indicator.name, "unit": indicator.unit},
        indicator=indicator.key,
        label="; ".join(f"{label}: {count}" for label, count, _strong in rows),
        bars=tuple(
            Bar(label, str(count), round(100 * count / most, 1), strong=strong)
            for label, count, strong in rows
        ),
    )


def _reached_label(indicator: Indicator) -> str:
    limit = target_figure(indicator.green or 0.0, indicator)
    if indicator.green == indicator.upper:
        return limit
    return f"≥ {limit}" if indicator.direction == 1 else f"≤ {limit}"


def _bins(indicator: Indicator, missed: Sequence[Reading]) -> Iterable[tuple[str, int]]:
    """Count the values that miss the target in classes of equal width away from it; the last is open."""
    limit, way = indicator.green or 0.0, indicator.direction or 1
    gaps = sorted(way * (limit - (one.value or 0.0)) for one in missed)
    width = _round_width(gaps[int(0.9 * (len(gaps) - 1))] / (BINS - 1))
    edges = [limit - way * width * step for step in range(BINS)]

    def written(value: float) -> str:
        decimals = 0 if value.is_integer() else indicator.decimals
        return number_text(value, decimals, number_style())

    least = 10.0**-indicator.decimals if width > 10.0**-indicator.decimals else 0.0
    for near, far in pairwise(edges):
        low, high = (far, near - least) if way == 1 else (near + least, far)
        inside = sum(way * (limit - near) < gap <= way * (limit - far) for gap in gaps)
        yield f"{written(low)}–{written(high)}", inside
    beyond = sum(gap > way * (limit - edges[-1]) for gap in gaps)
    word = _("under %(limit)s") if way == 1 else _("over %(limit)s")
    yield word % {"limit": written(edges[-1])}, beyond


def _round_width(width: float) -> float:
    """Return a round width that is at least as wide.

    >>> _round_width(0.7), _round_width(3.2), _round_width(12.0)
    (1.0, 5.0, 20.0)
    """
    size = 0.01
    while True:
        for step in (1, 2, 5):
            if round(step * size, 2) >= width:
                return round(step * size, 2)
        size *= 10


def _region(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    texts: Mapping[str, str],
    region: Region | None,
) -> Finding | None:
    if region is None or indicator.green is None:
        return None
    names = {one.code: one.name for one in region.members}
    table = store.indicator_table(edition, indicator.key)
    readings = [one for one in table if one.place in names and one.value is not None]
    marks = {one.mark for one in readings}
    case = "all" if marks <= REACHED else "none" if marks <= MISSED else ""
    if len(readings) != len(names) or case not in texts:
        return None
    most = max(indicator.green, *(one.value or 0.0 for one in readings)) or 1.0
    target = number_text(indicator.green, 0 if indicator.green.is_integer() else 2, number_style())
    bars = _bars_of_places(indicator, readings, names, most)
    return Finding(
        about=_("%(region)s · goal %(goal)s") % {"region": region.name, "goal": indicator.goal},
        heading=texts[case] % {"count": number_word(len(names)), "region": region.name},
        note=f"{indicator.name}, {indicator.unit}." if indicator.unit else f"{indicator.name}.",
        indicator=indicator.key,
        label="; ".join(f"{bar.label}: {bar.number}" for bar in bars),
        bars=bars,
        target=round(100 * indicator.green / most, 1),
        target_label=_("Target %(value)s") % {"value": target},
        region=region.slug,
    )


def _bars_of_places(
    indicator: Indicator, readings: Sequence[Reading], names: Mapping[str, str], most: float
) -> tuple[Bar, ...]:
    """Return a bar for each place, the best first."""
    best_first = sorted(readings, key=lambda one: one.value or 0.0, reverse=indicator.direction != -1)
    return tuple(
        Bar(
            names[one.place],
            number_text(one.value or 0.0, indicator.decimals, number_style()),
            round(100 * max(one.value or 0.0, 0.0) / most, 1),
            one.mark.value if one.mark else "",
        )
        for one in best_first
    )
