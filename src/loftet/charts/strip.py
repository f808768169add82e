"""The strip: every municipality a faint dot, the own or up to eight named ones strong; `charts/strip.svg`.

Right is better wherever one way is better. Places along the strip are in percent of its width, so that one
drawing fits any width; names are moved apart as if it were as narrow as `width`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from statistics import quantiles
from zlib import crc32

from loftet.charts.labels import BOLD, Anchored, anchored, rows_apart, text_width

TEXT, OWN_TEXT = 14.0, 17.0
LANE = 28.0  # the height that faint dots are spread over
ROW = 17.0
LAYERS = 3  # faint dots lie in so many see-through layers, so that a crowd is darker than one
UNITS = 1000  # across the strip, in the path of faint dots
STEP = re.compile(r"(-?\d+) ?(-?\d+)h0")  # a move to a faint dot, without its m
CLUMP = 8  # of the same units, to both sides
FAR = 3.0  # a lone value further from the middle half than so many times its width lies at the edge
JOINT = 5.0  # named dots closer than this share a name
SIDE_BY_SIDE = 8.0
OWN_RADIUS, RADIUS = 7.5, 5.5
MOST_NAMED = 8
COLOURS = ("p1", "p2", "p3", "p4", "p5", "p6", "ink2", "line2")


class Better(Enum):
    """The way that is better; where neither is, the strip shows the true axis."""

    HIGH = 1
    LOW = -1
    NEITHER = 0


@dataclass(frozen=True, slots=True)
class StripPlace:
    """A municipality that stands out: its value, its label, which may be empty, its colour from 1 to 8."""

    label: str
    value: float
    colour: int = 1


@dataclass(frozen=True, slots=True)
class StripLine:
    """A line across the strip with its words: the country's value, or a target."""

    label: str
    value: float
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class StripDot:
    """A strong dot; `shift` moves it aside, in pixels, from others at the same place."""

    x: float
    shift: float
    css_class: str
    radius: float


@dataclass(frozen=True, slots=True)
class StripLabel:
    """Words at a place, with the foot of their line; `leader` is where a thin line from the dot ends."""

    text: str
    x: float
    y: float
    anchor: str
    dot: float = 0.0
    leader: float | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything that is drawn; `x` in percent, heights in pixels."""

    height: float
    top: float
    middle: float
    bottom: float
    faint: tuple[str, ...]
    band: tuple[float, float] | None
    lines: tuple[tuple[float, bool], ...]
    dots: tuple[StripDot, ...]
    names: tuple[StripLabel, ...]
    below: tuple[StripLabel, ...]
    crowd: str = ""


def strip(
    values: Sequence[float],
    places: Sequence[StripPlace] = (),
    *,
    better: Better = Better.HIGH,
    band: tuple[float, float] | None = None,
    lines: Sequence[StripLine] = (),
    mark: str = "",
    width: float = 280.0,
    others: Sequence[float] = (),
    axis: tuple[float, float] | None = None,
) -> Strip:
    """Draw values as a strip with up to eight named places.

    `mark` is the token of a lone place's status, which colours its dot; without, the dot has the colour of a
    place. `others` are strong dots in a crowd, without a name; `axis` are the values of its ends.

    >>> drawn = strip([1, 2, 3, 4, 5], [StripPlace("Gol 4", 4.0)], better=Better.LOW)
    >>> drawn.dots[0].x, drawn.names[0].text
    (26.0, 'Gol 4')
    """
    scale = _scale_of(values, _held(places, lines, others), better, axis)
    lone = len(places) == 1 and axis is None
    groups = _groups(_at_most(places), scale, width)
    names, rows = _names(groups, width, lone)
    room = (OWN_TEXT + 6 if lone else rows * ROW + 3) if names else 2.0
    below, rows_below = _below(lines, scale, width)
    return Strip(
        height=room + LANE + (rows_below * ROW + 4 if rows_below else 2),
        top=room,
        middle=room + LANE / 2,
        bottom=room + LANE,
        faint=_faint(tuple(values), scale, CLUMP if axis else 0),
        band=_band(band, scale),
        lines=tuple((scale.percent(line.value), line.is_target) for line in lines),
        dots=tuple(_dots(groups, mark if lone else "", lone)),
        names=tuple(_placed(name, room) for name in names),
        below=tuple(_placed(label, room + LANE + TEXT + 2) for label in below),
        crowd="".join(_faint(tuple(others), scale, CLUMP if axis else 0)),
    )


def widened(drawn: Strip, width: float) -> Strip:
    """Return a strip with its words placed for a drawing of so many pixels, wider than it was made for."""
    texts = [label.text for label in drawn.below]
    below, rows = _below_at(texts, [x for x, _is_target in drawn.lines], width)
    return replace(
        drawn,
        height=drawn.bottom + (rows * ROW + 4 if rows else 2),
        names=tuple(_over(name, width) for name in drawn.names),
        below=tuple(_placed(label, drawn.bottom + TEXT + 2) for label in below),
    )


def _over(name: StripLabel, width: float) -> StripLabel:
    """Return the name of a lone place over its dot; the names of several are kept apart, and stay."""
    if not name.strong:
        return name
    spot = anchored(name.dot * width / 100, text_width(name.text, OWN_TEXT * BOLD), width)
    return replace(name, x=_edge(spot, name.dot), anchor=spot.anchor)


def _at_most(places: Sequence[StripPlace]) -> Sequence[StripPlace]:
    if len(places) > MOST_NAMED:
        raise ValueError(f"a strip names at most {MOST_NAMED} places, not {len(places)}")
    return places


def _held(places: Sequence[StripPlace], lines: Sequence[StripLine], others: Sequence[float]) -> list[float]:
    """Return the values that the scale has to hold."""
    return [*(one.value for one in places), *(one.value for one in lines), *others]


def _scale_of(
    values: Sequence[float], held: Sequence[float], better: Better, axis: tuple[float, float] | None
) -> "_Scale":
    return _Scale(*axis, better is Better.LOW) if axis else _scale(values, held, better)


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    flipped: bool

    def part(self, value: float) -> float:
        """Return a value's place from 0 to 1, a little inside the edges; what lies beyond is at the edge."""
        share = 0.5 if self.low == self.high else (value - self.low) / (self.high - self.low)
        share = min(max(1 - share if self.flipped else share, 0.0), 1.0)
        return 0.02 + 0.96 * share

    def percent(self, value: float) -> float:
        return round(100 * self.part(value), 2)


def _scale(values: Sequence[float], held: Sequence[float], better: Better) -> _Scale:
    """Return the scale that holds every named value and line, and others not far from the middle half."""
    if not values and not held:
        raise ValueError("a strip needs at least one value")
    low, high = min([*values, *held]), max([*values, *held])
    if len(values) > 4:
        first, _median, third = quantiles(values, n=4, method="inclusive")
        if third > first:
            far = FAR * (third - first)
            low = min([max(low, first - far), *held])
            high = max([min(high, third + far), *held])
    return _Scale(low, high, better is Better.LOW)


@lru_cache(maxsize=512)
def _faint(values: tuple[float, ...], scale: _Scale, clump: int) -> tuple[str, ...]:
    """Return the paths of the faint dots: dots of no length, at heights that look random and never change.

    Where many have the same value, `clump` spreads them to both sides.
    """
    paths, last = [""] * LAYERS, [(0, 0)] * LAYERS
    for rank, part in enumerate(sorted(map(scale.part, values))):
        chance = crc32(str(rank).encode())
        height = 3 + chance % int(LANE - 6)
        aside = (chance >> 8) % (2 * clump + 1) - clump
        layer, at = rank % LAYERS, (round(part * UNITS) + aside, height)
        step = [new - old for new, old in zip(at, last[layer], strict=True)]
        paths[layer] += f"m{step[0]}{'' if step[1] < 0 else ' '}{step[1]}h0"
        last[layer] = at
    return tuple(path for path in paths if path)


def scaled_dots(path: str, across: float) -> str:
    """Return a path of faint dots with its width scaled; a path of another form is an error.

    >>> scaled_dots("m200 9h0m-50-3h0", 0.5)
    'm100.00 9h0m-25.00 -3h0'
    """
    scaled = ""
    for step in path.split("m")[1:]:
        found = STEP.fullmatch(step)
        if path[:1] != "m" or found is None:
            raise ValueError(f"A path of dots has the step {step!r}, which is no move to a dot.")
        scaled += f"m{int(found[1]) * across:.2f} {found[2]}h0"
    if not scaled:
        raise ValueError(f"The path {path[:40]!r} has no dots.")
    return scaled


def _band(band: tuple[float, float] | None, scale: _Scale) -> tuple[float, float] | None:
    if band is None:
        return None
    one, other = sorted(scale.percent(value) for value in band)
    return one, round(other - one, 2)


def _groups(
    places: Sequence[StripPlace], scale: _Scale, width: float
) -> list[list[tuple[StripPlace, float]]]:
    """Return places with their percents from left to right, those at nearly the same place together."""
    near = 100 * JOINT / width
    groups: list[list[tuple[StripPlace, float]]] = []
    for place in sorted(places, key=lambda one: scale.part(one.value)):
        at = scale.percent(place.value)
        if groups and at - groups[-1][-1][1] < near:
            groups[-1].append((place, at))
        else:
            groups.append([(place, at)])
    return groups


def _dots(groups: Sequence[Sequence[tuple[StripPlace, float]]], mark: str, lone: bool) -> list[StripDot]:
    return [
        StripDot(
            at,
            (order - (len(group) - 1) / 2) * SIDE_BY_SIDE,
            f"fill-{mark or COLOURS[place.colour - 1]}",
            OWN_RADIUS if lone else RADIUS,
        )
        for group in groups
        for order, (place, at) in enumerate(group)
    ]


def _names(
    groups: Sequence[Sequence[tuple[StripPlace, float]]], width: float, lone: bool
) -> tuple[list[StripLabel], int]:
    """Return the names over the dots, measured from the strip's top, and in how many rows they stand."""
    size = OWN_TEXT * BOLD if lone else TEXT
    groups = [group for group in groups if any(place.label for place, _at in group)]
    texts = [", ".join(place.label for place, _at in group if place.label) for group in groups]
    middles = [sum(at for _place, at in group) / len(group) for group in groups]
    spots = [
        anchored(middle * width / 100, text_width(text, size), width)
        for text, middle in zip(texts, middles, strict=True)
    ]
    rows = rows_apart(spots)
    return [
        StripLabel(
            text,
            _edge(spot, middle),
            -5 - row * ROW,
            spot.anchor,
            dot=round(middle, 2),
            leader=None if lone else -3 - row * ROW,
            strong=lone,
        )
        for text, middle, spot, row in zip(texts, middles, spots, rows, strict=True)
    ], max(rows, default=-1) + 1


def _below(lines: Sequence[StripLine], scale: _Scale, width: float) -> tuple[list[StripLabel], int]:
    """Return the words under the lines, and in how many rows they stand."""
    return _below_at([one.label for one in lines], [scale.percent(one.value) for one in lines], width)


def _below_at(texts: Sequence[str], places: Sequence[float], width: float) -> tuple[list[StripLabel], int]:
    spots = [
        anchored(x * width / 100, text_width(text, TEXT), width)
        for text, x in zip(texts, places, strict=True)
    ]
    rows = rows_apart(spots)
    return [
        StripLabel(text, _edge(spot, x), row * ROW, spot.anchor)
        for text, x, spot, row in zip(texts, places, spots, rows, strict=True)
    ], max(rows, default=-1) + 1


def _edge(spot: Anchored, middle: float) -> float:
    return {"start": 0.0, "end": 100.0}.get(spot.anchor, round(middle, 2))


def _placed(label: StripLabel, base: float) -> StripLabel:
    leader = None if label.leader is None else base + label.leader
    return StripLabel(label.text, label.x, base + label.y, label.anchor, label.dot, leader, label.strong)
