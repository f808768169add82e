"""What the web reads from an edition, and what it must not import to do so."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loftet.editions.decode import count_colours
from loftet.editions.rows import (
    Band,
    Colour,
    ColourCount,
    Edition,
    GoalReading,
    GoalRow,
    GoalWord,
    GoalWording,
    IndexReading,
    Indicator,
    Influence,
    MarkKind,
    NewestYear,
    Origin,
    Place,
    Point,
    Reading,
    Series,
    Trend,
    ValueStatus,
    Yardstick,
)
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE, Visibility

HEAVY = ("xarray", "pandas", "dask", "scipy", "resvg_py", "numpy")


@pytest.fixture
def edition(store: EditionStore) -> Edition:
    published = store.published()
    assert published is not None
    return published


def test_reading_a_page_imports_none_of_the_heavy_libraries(built: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from loftet.editions.store import EditionStore\n"
        "from loftet.editions.visibility import EVERYONE\n"
        "store = EditionStore(Path(sys.argv[1]), EVERYONE); edition = store.published()\n"
        "store.indicator_rows(edition, '3324', 'nb'); store.goal_rows(edition, '3324')\n"
        "store.place_series(edition, '3324', ['neet']); store.indicator_table(edition, 'neet')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, built], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_edition_tells_what_it_is(store: EditionStore, edition: Edition) -> None:
    assert replace(edition, id="", content="") == Edition(
        id="",
        title="Prøvetall",
        publisher="Løftet",
        licence="CC0-1.0",
        built=date(2026, 11, 24),
        year=2024,
        demo=False,
        codes_at=date(2024, 1, 1),
        places=5,
        indicators=3,
        observations=16,
        content="",
        word_rule=1,
    )
    assert store.editions() == (edition,)
    assert store.edition(edition.id) == edition


def test_nothing_is_published_in_an_empty_folder(tmp_path: Path) -> None:
    store = EditionStore(tmp_path, EVERYONE)
    assert store.published() is None
    assert store.editions() == ()


def test_places_are_there_in_the_order_of_their_codes(store: EditionStore, edition: Edition) -> None:
    assert store.places(edition) == (
        Place("0301", "Oslo", "large", True, ("coast", "city"), 717710),
        Place("3324", "Gol", "small", True, ("inland",), 4986),
        Place("3326", "Hemsedal", "small", True, ("inland",), 2700),
        Place("3328", "Ål", "small", True, ("inland",), None),
        Place("NO", "Norge", "", False, (), None),
    )


def test_an_indicator_carries_its_texts_numbers_and_sources(store: EditionStore, edition: Edition) -> None:
    leakage, _, _ = store.indicators(edition, "en")
    assert leakage == Indicator(
        key="leakage",
        name="Leakage",
        about="Vann som lekker ut.",
        goal="6",
        target="6.4",
        unit="%",
        decimals=0,
        direction=-1,
        yardstick=Yardstick.TARGET,
        influence=Influence.MUCH,
        role="service_provider",
        quality="",
        source="SSB",
        table="11787",
        contents="",
        licence="",
        url="",
        weight=1.0,
        lower=60.0,
        red=35.0,
        green=20.0,
        upper=10.0,
        ideal_low=None,
        ideal_high=None,
        trend_from=None,
        trend_to=None,
    )


@pytest.mark.parametrize(
    ("language", "names", "units"),
    [
        ("nb", ["Lekkasje", "Unge utenfor", "Avfall"], ["%", "poeng", "kg"]),
        ("nn", ["Lekkasje", "Unge utanfor", "Avfall"], ["%", "poeng", "kg"]),
        ("en", ["Leakage", "Unge utenfor", "Waste"], ["%", "points", "kg"]),
    ],
)
def test_texts_follow_the_language_and_fall_back_to_the_nearest(
    store: EditionStore, edition: Edition, language: str, names: list[str], units: list[str]
) -> None:
    indicators = store.indicators(edition, language)
    assert [indicator.name for indicator in indicators] == names
    assert [indicator.unit for indicator in indicators] == units


def reading(place: str, indicator: str, value: float | None, **other: object) -> Reading:
    """Return a reading in which all that is not named is as it is most often."""
    known: dict[str, object] = {
        "year": 2024,
        "status": ValueStatus.REPORTED,
        "score": None,
        "colour": None,
        "trend": None,
        "low": None,
        "high": None,
        "score_low": None,
        "score_high": None,
    }
    return Reading(place=place, indicator=indicator, value=value, **{**known, **other})  # type: ignore[arg-type]


def test_a_row_of_a_place_holds_its_own_reading_the_others_and_the_middle_half(
    store: EditionStore, edition: Edition
) -> None:
    leakage, _, waste = store.indicator_rows(edition, "3324", "nb", ("NO", "3328", "9999"))
    assert leakage.own == reading(
        "3324",
        "leakage",
        30.0,
        status=ValueStatus.PRELIMINARY,
        score=60.0,
        colour=Colour.ORANGE,
        trend=Trend.ON_TRACK,
        low=28.5,
        high=31.0,
        score_low=58.0,
        score_high=63.0,
        mark=MarkKind.TARGET_FAR,
    )
    assert leakage.compared == (
        reading("NO", "leakage", 25.0, score=70.0, colour=Colour.YELLOW, mark=MarkKind.TARGET_SOME_WAY),
        reading("3328", "leakage", None, year=None, status=ValueStatus.MISSING, mark=MarkKind.UNKNOWN),
    )
    assert leakage.values == Band(low=20.0, middle=30.0, high=32.5, places=3)
    assert leakage.scores == Band(low=55.0, middle=60.0, high=80.0, places=3)
    assert waste.own == reading(
        "3324", "waste", 400.0, score=50.0, colour=Colour.ORANGE, mark=MarkKind.SLIGHTLY_WEAKER
    )
    assert waste.values == Band(low=337.5, middle=375.0, high=425.0, places=4)
    assert [row.is_gap for row in (leakage, waste)] == [False, False]


def test_the_rows_of_one_goal_are_those_of_the_place(store: EditionStore, edition: Edition) -> None:
    rows = store.indicator_rows(edition, "3324", "nb", ("NO",))
    goals = {row.indicator.goal for row in rows}
    assert len(goals) > 1
    for goal in goals:
        of_goal = tuple(row for row in rows if row.indicator.goal == goal)
        assert store.indicator_rows(edition, "3324", "nb", ("NO",), goal) == of_goal
    assert store.indicator_rows(edition, "3324", "nb", ("NO",), "99") == ()


def test_ranked_places_are_counted_by_colour_and_by_why_there_is_no_value(
    store: EditionStore, edition: Edition
) -> None:
    ranked = {place.code for place in store.places(edition) if place.ranked}
    readings = [
        one
        for indicator in store.indicators(edition, "nb")
        for one in store.indicator_table(edition, indicator.key)
        if one.place in ranked
    ]
    assert {
        (one.indicator, one.gap, one.colour): one.places for one in store.indicator_counts(edition)
    } == Counter((one.indicator, one.status if one.value is None else None, one.colour) for one in readings)
    goals = [
        one
        for goal in {one.goal for one in store.indicators(edition, "nb")}
        for one in store.goal_table(edition, goal)
        if one.place in ranked
    ]
    assert {
        (one.goal, one.applies, one.yardstick, one.colour): one.places for one in store.goal_counts(edition)
    } == Counter((one.goal, one.coverage is not None, one.yardstick, one.colour) for one in goals)
    assert len(readings) > len(ranked)


def test_counts_give_an_interval_of_the_value_and_of_the_score(store: EditionStore, edition: Edition) -> None:
    own = store.indicator_rows(edition, "3324", "nb")[1].own
    assert own.value == 10.0
    numbers = (own.low, own.high, own.score_low, own.score_high)
    assert [round(number, 2) for number in numbers if number is not None] == [4.9, 17.62, 11.89, 75.5]


def test_a_suppressed_value_never_becomes_zero(store: EditionStore, edition: Edition) -> None:
    row = store.indicator_rows(edition, "3326", "nb")[1]
    assert row.own == reading(
        "3326", "neet", None, year=None, status=ValueStatus.SUPPRESSED, mark=MarkKind.UNKNOWN
    )
    assert row.is_gap


def test_a_place_that_is_not_there_has_no_rows(store: EditionStore, edition: Edition) -> None:
    assert store.indicator_rows(edition, "9999", "nb") == ()
    assert store.goal_rows(edition, "9999") == ()
    assert store.place_series(edition, "9999", ["neet"]) == ()


def goal(place: str, key: str, score: float | None, **other: object) -> GoalReading:
    """Return the reading of a goal in which all that is not named is as it is most often."""
    known: dict[str, object] = {
        "colour": None,
        "coverage": 1.0,
        "imputed": False,
        "yardstick": Yardstick.COMPARISON,
        "score_low": None,
        "score_high": None,
    }
    return GoalReading(place=place, goal=key, year=2024, score=score, **{**known, **other})  # type: ignore[arg-type]


def too_few(strong: int = 0, weak: int = 0, unknown: int = 0) -> GoalWording:
    """Return the wording of a goal of one figure."""
    return GoalWording(GoalWord.TOO_FEW, strong, 0, weak, unknown, share=None, order=None)


def test_goals_stand_in_the_order_of_their_numbers_with_the_band_of_the_ranked(
    store: EditionStore, edition: Edition
) -> None:
    assert store.goal_rows(edition, "3328") == (
        GoalRow(
            goal="6",
            own=goal(
                "3328",
                "6",
                None,
                colour=Colour.GREY,
                coverage=0.0,
                yardstick=None,
                wording=too_few(unknown=1),
            ),
            compared=(
                goal(
                    "NO",
                    "6",
                    70.0,
                    colour=Colour.YELLOW,
                    yardstick=Yardstick.TARGET,
                    wording=too_few(strong=1),
                ),
            ),
            scores=Band(low=55.0, middle=60.0, high=80.0, places=3),
        ),
        GoalRow(
            goal="8",
            own=goal("3328", "8", 60.0, colour=Colour.GREEN, wording=too_few(strong=1)),
            compared=(goal("NO", "8", 50.0, colour=Colour.YELLOW, wording=too_few(strong=1)),),
            scores=Band(low=45.0, middle=50.0, high=55.0, places=3),
        ),
        GoalRow(
            goal="12",
            own=goal("3328", "12", 75.0, colour=Colour.GREEN, wording=too_few(strong=1)),
            compared=(goal("NO", "12", 45.0, colour=Colour.ORANGE, wording=too_few(weak=1)),),
            scores=Band(low=43.75, middle=56.25, high=65.625, places=4),
        ),
    )


def test_colours_are_counted_by_yardstick_and_never_together(store: EditionStore, edition: Edition) -> None:
    counts = dict(store.colours(edition))
    assert list(counts) == ["0301", "3324", "3326", "3328", "NO"]
    assert counts["3328"] == (
        ColourCount(None, Colour.GREY, 1),
        ColourCount(Yardstick.COMPARISON, Colour.GREEN, 2),
    )
    assert counts["3328"] == count_colours(row.own for row in store.goal_rows(edition, "3328"))


def test_a_goal_is_there_for_every_place(store: EditionStore, edition: Edition) -> None:
    table = store.goal_table(edition, "12")
    assert [(row.place, row.score) for row in table] == [
        ("0301", 62.5),
        ("3324", 50.0),
        ("3326", 25.0),
        ("3328", 75.0),
        ("NO", 45.0),
    ]


def test_the_index_ranks_only_the_ranked(store: EditionStore, edition: Edition) -> None:
    assert store.index(edition) == (
        IndexReading("0301", 2024, (50.0 + 40.0 + 62.5) / 3, 4, 1.0),
        IndexReading("3324", 2024, (60.0 + 50.0 + 50.0) / 3, 3, 1.0),
        IndexReading("3326", 2024, 62.5, 2, 2 / 3),
        IndexReading("3328", 2024, 67.5, 1, 2 / 3),
        IndexReading("NO", 2024, 55.0, None, 1.0),
    )


def test_a_series_holds_every_year_in_the_order_of_the_places_asked_for(
    store: EditionStore, edition: Edition
) -> None:
    assert store.series(edition, "leakage", ("NO", "3324", "9999")) == (
        Series("NO", "leakage", (Point(2024, 25.0, ValueStatus.REPORTED, None, None, 70.0, ""),)),
        Series(
            "3324",
            "leakage",
            (
                Point(2023, 40.0, ValueStatus.REPORTED, 38.0, 42.0, 40.0, "2023"),
                Point(2024, 30.0, ValueStatus.PRELIMINARY, 28.5, 31.0, 60.0, "2024"),
            ),
        ),
    )


def test_the_series_of_a_place_are_one_for_each_indicator(store: EditionStore, edition: Edition) -> None:
    series = store.place_series(edition, "3326", ["waste", "neet", "leakage", "unknown"])
    assert [(one.indicator, [(p.year, p.value, p.status.value) for p in one.points]) for one in series] == [
        ("leakage", [(2024, 10.0, "reported")]),
        ("neet", [(2024, None, "suppressed")]),
        ("waste", [(2024, 500.0, "reported")]),
    ]


def test_the_table_of_an_indicator_has_every_place(store: EditionStore, edition: Edition) -> None:
    table = store.indicator_table(edition, "neet")
    assert [(row.place, row.year, row.value, row.status.value) for row in table] == [
        ("0301", 2024, 12.0, "reported"),
        ("3324", 2024, 10.0, "reported"),
        ("3326", None, None, "suppressed"),
        ("3328", 2023, 8.0, "reported"),
        ("NO", 2024, 10.0, "reported"),
    ]
    values, scores = store.indicator_bands(edition, "neet")
    assert values == Band(low=9.0, middle=10.0, high=11.0, places=3)
    assert scores == Band(low=45.0, middle=50.0, high=55.0, places=3)
    assert store.indicator_bands(edition, "unheard_of") == (None, None)


def test_an_edition_that_is_decoded_in_advance_is_read_the_same(
    store: EditionStore, edition: Edition, built: Path
) -> None:
    decoded = EditionStore(built, EVERYONE)
    decoded.decode_all(edition)
    assert decoded.indicator_table(edition, "neet") == store.indicator_table(edition, "neet")
    asked = ("3324", "nb", ["0", "3320"], "4")
    assert decoded.indicator_rows(edition, *asked) == store.indicator_rows(edition, *asked)
    narrower = decoded.seen_by(Visibility(lambda *_: frozenset({"3324"})))
    assert all(one.own.mark is None for one in narrower.indicator_rows(edition, "3324", "nb"))


def test_a_value_tells_where_it_came_from(store: EditionStore, edition: Edition) -> None:
    newest, older = store.origins(edition, "3324", "leakage")
    assert newest == Origin(
        year=2024,
        value=30.0,
        status=ValueStatus.PRELIMINARY,
        count=None,
        denominator=None,
        source="Vannverket",
        table="",
        vintage="",
        period="2024",
        code="",
        row="8-9",
    )
    assert older.year == 2023


def test_news_tells_the_newest_year_and_how_many_have_it(store: EditionStore, edition: Edition) -> None:
    assert store.news(edition) == (
        NewestYear("leakage", 2024, 3),
        NewestYear("neet", 2024, 2),
        NewestYear("waste", 2024, 4),
    )


def test_threads_share_a_store_and_read_the_same(store: EditionStore, edition: Edition) -> None:
    expected = store.indicator_rows(edition, "3324", "nb")
    with ThreadPoolExecutor(8) as threads:
        read = threads.map(lambda _: store.indicator_rows(edition, "3324", "nb"), range(40))
        assert all(rows == expected for rows in read)
