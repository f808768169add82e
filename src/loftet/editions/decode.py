"""From rows of DuckDB to the records that the web reads."""

from collections.abc import Iterable, Sequence
from typing import Any

from loftet.editions.engine import Record
from loftet.editions.periods import year_of
from loftet.editions.rows import (
    Band,
    Colour,
    ColourCount,
    GoalCount,
    GoalReading,
    GoalWord,
    GoalWording,
    IndexReading,
    Indicator,
    IndicatorCount,
    Influence,
    MarkKind,
    Origin,
    Place,
    Point,
    Reading,
    Trend,
    ValueStatus,
    Yardstick,
)
from loftet.editions.scale import UNKNOWN, IndicatorScale
from loftet.editions.visibility import Codes

# The order in which another language replaces one that has no text.
STAND_INS = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}

# What a cell says, looked up: a page reads hundreds of them. An empty one is no colour, and a usual value.
STATUSES: dict[str | None, ValueStatus] = {
    **{one.value: one for one in ValueStatus},
    None: ValueStatus.REPORTED,
    "": ValueStatus.REPORTED,
}
COLOURS: dict[str | None, Colour | None] = {**{one.value: one for one in Colour}, None: None, "": None}
MARKS: dict[str | None, MarkKind | None] = {**{one.value: one for one in MarkKind}, None: None, "": None}
TRENDS: dict[str | None, Trend | None] = {**{one.value: one for one in Trend}, None: None, "": None}

Row = tuple[Any, ...]


def decode_place(row: Record) -> Place:
    """Read a row of the table `places`."""
    return Place(
        code=row["place"],
        name=row["name"] or row["place"],
        group=row["group"] or "",
        ranked=row["ranked"] == 1,
        tags=tuple((row["tags"] or "").split()),
        population=whole(row["population"]),
    )


def decode_band(cuts: Sequence[float] | None, places: int) -> Band | None:
    """Read the quartiles of the ranked places; none where no ranked place has a number."""
    return Band(cuts[0], cuts[1], cuts[2], places) if cuts and places else None


def decode_reading(row: Row, scale: IndicatorScale, hidden: Codes) -> Reading:
    """Read a row of READINGS_OF_PLACES or READINGS_OF_INDICATOR; of a hidden place without its status."""
    place, indicator, year, value, status, score, colour, trend, mark, period, *known = row
    interval = UNKNOWN if value is None else scale.value_interval(*known)
    judged = place not in hidden
    score_low, score_high = scale.score_interval(interval) if judged else UNKNOWN
    return Reading(
        place=place,
        indicator=indicator,
        year=None if year is None else year_of(year, period),
        value=value,
        status=STATUSES[status],
        score=score if judged else None,
        colour=COLOURS[colour] if judged else None,
        trend=TRENDS[trend] if judged else None,
        low=interval[0],
        high=interval[1],
        score_low=score_low,
        score_high=score_high,
        judged=judged,
        mark=MARKS[mark] if judged else None,
    )


def decode_indicator_count(row: Row) -> IndicatorCount:
    """Read a row of INDICATOR_COUNTS."""
    indicator, gap, colour, places = row
    return IndicatorCount(
        indicator, ValueStatus(gap) if gap else None, Colour(colour) if colour else None, places
    )


def decode_goal_count(row: Row) -> GoalCount:
    """Read a row of GOAL_COUNTS."""
    goal, applies, yardstick, colour, places = row
    return GoalCount(
        goal,
        applies,
        Yardstick(yardstick) if yardstick else None,
        Colour(colour) if colour else None,
        places,
    )


def decode_goal(row: Record, hidden: Codes) -> GoalReading:
    """Read a row of the table `goal_scores`; of a hidden place without its status."""
    judged = row["place"] not in hidden
    return GoalReading(
        place=row["place"],
        goal=row["goal"],
        year=int(row["year"]),
        score=row["score"] if judged else None,
        colour=COLOURS[row["colour"]] if judged else None,
        coverage=row["coverage"],
        imputed=bool(row["imputed"]),
        yardstick=Yardstick(row["yardstick"]) if row["yardstick"] else None,
        score_low=row.get("score_low") if judged else None,
        score_high=row.get("score_high") if judged else None,
        judged=judged,
        wording=_wording(row) if judged and row.get("word") else None,
    )


def _wording(row: Record) -> GoalWording:
    counts = {name: int(row[name]) for name in ("strong", "level", "weak", "unknown")}
    return GoalWording(GoalWord(row["word"]), **counts, share=row["share"], order=row["order"])


def decode_index(row: Row) -> IndexReading:
    """Read a row of INDEX."""
    place, year, score, rank, coverage = row
    return IndexReading(place, int(year), score, whole(rank), coverage)


def decode_point(row: Row, scale: IndicatorScale | None) -> Point:
    """Read a row of SERIES; without a scale, leave the interval out."""
    _place, _indicator, year, value, status, *known, score, period = row
    low, high = (None, None) if value is None or scale is None else scale.value_interval(*known)
    return Point(year_of(year, period), value, STATUSES[status], low, high, score, period or "")


def decode_origin(row: Row) -> Origin:
    """Read a row of ORIGINS."""
    year, value, status, *rest = row
    return Origin(int(year), value, STATUSES[status], *rest)


def decode_indicator(row: Record, language: str) -> Indicator:
    """Read a row of INDICATORS with its texts in a language, or in the next best one."""

    def text(name: str) -> str:
        return str(row.get(name) or "")

    def translated(name: str) -> str:
        texts = (text(f"{name}_{one}") for one in STAND_INS[language])
        return next(filter(None, texts), "") or text(name)

    copied: Record = {**{name: text(name) for name in TEXTS}, **{name: row[name] for name in NUMBERS}}
    return Indicator(
        key=row["indicator"],
        name=translated("name") or row["indicator"],
        about=translated("about"),
        # A unit is a sign in most cases; where it is a word, `unit_en` and the like translate it.
        unit=text(f"unit_{language}") or text("unit"),
        decimals=whole(row["decimals"]) or 0,
        direction=whole(row["direction"]),
        yardstick=Yardstick(text("yardstick") or "target"),
        influence=Influence(row["influence"]) if row["influence"] else None,
        trend_from=whole(row["trend_from"]),
        trend_to=whole(row["trend_to"]),
        # Editions from before there were replaced series lack the column.
        series_from=whole(row.get("series_from") or None),
        series_note=translated("series_note"),
        example_target=row.get("example_target"),
        **copied,
    )


TEXTS = (
    *("goal", "target", "role", "quality", "source", "table", "contents", "licence", "url"),
    *("target_source", "target_date"),
)
NUMBERS = ("weight", "lower", "red", "green", "upper", "ideal_low", "ideal_high")


def whole(number: float | None) -> int | None:
    """Return a whole number; none stays none."""
    return None if number is None else int(number)


def count_colours(readings: Iterable[GoalReading]) -> tuple[ColourCount, ...]:
    """Count the colours of goals, by what they were measured by; a goal without a colour counts as that."""
    counts: dict[tuple[Any, Any], int] = {}
    for reading in readings:
        kind = (reading.yardstick, reading.colour)
        counts[kind] = counts.get(kind, 0) + 1
    return tuple(ColourCount(yardstick, colour, count) for (yardstick, colour), count in counts.items())
