"""The figures that stand out, and what can be done about the weak ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from django.utils import translation

from loftet.editions.rows import (
    Band,
    Indicator,
    IndicatorRow,
    Influence,
    Point,
    Reading,
    Series,
    Trend,
    ValueStatus,
    Yardstick,
)
from loftet.methods.verdicts import MarkKind
from loftet.status.municipality.advice import (
    Peers,
    ask_a_neighbour,
    examples,
    go_together,
    learn,
    steer,
)
from loftet.status.municipality.cards import card_of
from loftet.status.municipality.standouts import standouts
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import Area
from loftet.status.shared_challenges.common import common_rows
from tests.status.leakage import LEAKAGE

S = "\N{NO-BREAK SPACE}"
GOL, HEMSEDAL, AL, HOL = "3324", "3326", "3328", "3330"
AREA = Area(
    "hallingdal",
    "Hallingdal",
    tuple(
        PlaceInEdition(slug, name, code, "municipality")
        for slug, name, code in (("hemsedal", "Hemsedal", HEMSEDAL), ("al", "Ål", AL), ("hol", "Hol", HOL))
    ),
)
COMPARED = replace(LEAKAGE, yardstick=Yardstick.COMPARISON, influence=Influence.MUCH)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


def reading(mark: MarkKind | None, value: float | None = 30.0, place: str = GOL) -> Reading:
    score = None if value is None else 100.0 - value
    return Reading(
        place, "leakage", 2024, value, ValueStatus.REPORTED, score, None, None, *(None,) * 4, mark=mark
    )


def row(
    mark: MarkKind | None,
    others: Sequence[Reading] = (),
    indicator: Indicator = COMPARED,
    key: str = "leakage",
) -> IndicatorRow:
    return IndicatorRow(replace(indicator, key=key), reading(mark), tuple(others), None, None)


def keys(rows: Sequence[IndicatorRow]) -> list[str]:
    return [one.indicator.key for one in rows]


@pytest.mark.parametrize("mark", [MarkKind.UNCERTAIN, MarkKind.UNKNOWN, None])
def test_what_is_on_the_line_or_unknown_is_neither_strong_nor_weak(mark: MarkKind | None) -> None:
    assert standouts([row(mark)]).every == ()


def test_what_the_municipality_can_do_little_about_does_not_stand_out() -> None:
    little = replace(COMPARED, influence=Influence.LITTLE)
    assert (
        standouts([row(MarkKind.WEAKER, indicator=little), row(MarkKind.BETTER, indicator=little)]).every
        == ()
    )


def test_at_most_three_stand_out_the_outermost_and_those_with_a_target_first() -> None:
    marks = [MarkKind.SLIGHTLY_WEAKER, MarkKind.WEAKER, MarkKind.TARGET_VERY_FAR, MarkKind.TARGET_FAR]
    rows = [
        row(mark, indicator=replace(COMPARED, goal=str(at)), key=mark.value)
        for at, mark in enumerate(marks, 1)
    ]
    assert keys(standouts(rows).lift) == ["t0", "c0", "t1"]


def test_what_stands_in_the_list_of_the_region_comes_first() -> None:
    rows = [
        row(MarkKind.WEAKER, indicator=replace(COMPARED, goal="6"), key="alone"),
        row(MarkKind.WEAKER, indicator=replace(COMPARED, goal="7"), key="shared"),
    ]
    assert keys(standouts(rows).lift) == ["alone", "shared"]
    assert keys(standouts(rows, {"shared"}).lift) == ["shared", "alone"]


def test_the_list_of_a_region_holds_what_is_tested_and_then_what_most_are_weak_on() -> None:
    weak = [reading(MarkKind.SLIGHTLY_WEAKER, place=code) for code in (HEMSEDAL, AL)]
    strong = [reading(MarkKind.BETTER, place=code) for code in (HEMSEDAL, AL)]
    hidden = [replace(reading(None, place=code), judged=False) for code in (HEMSEDAL, AL)]
    rows = [
        row(MarkKind.WEAKER, strong, key="alone"),
        row(MarkKind.WEAKER, hidden, key="others_hidden"),
        row(MarkKind.WEAKER, weak, key="most"),
        row(MarkKind.BETTER, strong, key="tested"),
    ]
    assert keys(common_rows(rows, ["tested"], 3)) == ["tested", "most"]


@pytest.mark.parametrize(
    "mark", [MarkKind.SLIGHTLY_BETTER, MarkKind.SLIGHTLY_WEAKER, MarkKind.TARGET_SOME_WAY]
)
def test_what_is_near_the_middle_or_on_the_way_is_neither_strong_nor_weak(mark: MarkKind) -> None:
    assert standouts([row(mark)]).every == ()


@pytest.mark.parametrize(
    ("own", "country", "stands_out"),
    [(69.0, 60.0, True), (69.0, 68.5, False), (61.0, 50.0, False), (69.0, None, True)],
)
def test_a_figure_stands_out_away_from_the_middle_half_and_from_the_country(
    own: float, country: float | None, stands_out: bool
) -> None:
    beside = [] if country is None else [reading(None, 100.0 - country, "NO")]
    found = row(MarkKind.BETTER, beside)
    found = replace(found, own=reading(MarkKind.BETTER, 100.0 - own), scores=Band(40.0, 50.0, 60.0, 357))
    assert bool(standouts([found]).strong) is stands_out


def test_no_goal_is_both_praised_and_blamed() -> None:
    rows = [
        row(MarkKind.TARGET_NEAR, indicator=replace(COMPARED, goal="12"), key="landfill"),
        row(MarkKind.WEAKER, indicator=replace(COMPARED, goal="12"), key="waste"),
        row(MarkKind.BETTER, indicator=replace(COMPARED, goal="6"), key="water"),
    ]
    found = standouts(rows)
    assert (keys(found.strong), keys(found.lift)) == (["water"], ["waste"])


def test_each_goal_is_named_once_where_there_are_goals_enough() -> None:
    rows = [
        row(MarkKind.BETTER, indicator=replace(COMPARED, goal=goal), key=key)
        for key, goal in (("a", "6"), ("b", "6"), ("c", "7"))
    ]
    assert keys(standouts(rows).strong) == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("weak", "said"),
    [
        ((AL,), "med Ål, som også står svakt på dette."),
        ((HEMSEDAL, AL, HOL), "med Hemsedal, Ål og Hol, som også står svakt på dette."),
    ],
)
def test_those_of_the_region_who_share_a_weakness_are_named(weak: Sequence[str], said: str) -> None:
    found = go_together(row(MarkKind.WEAKER, [reading(MarkKind.WEAKER, place=code) for code in weak]), AREA)
    assert found is not None
    assert (found.lead, found.text) == ("Gå sammen", said)


def test_many_who_share_a_weakness_are_counted() -> None:
    codes = [str(code) for code in range(5000, 5006)]
    area = Area("x", "Fjella", tuple(PlaceInEdition(code, code, code, "municipality") for code in codes))
    every = go_together(row(MarkKind.WEAKER, [reading(MarkKind.WEAKER, place=code) for code in codes]), area)
    some = go_together(
        row(MarkKind.WEAKER, [reading(MarkKind.WEAKER, place=code) for code in codes[:4]]), area
    )
    assert every is not None
    assert some is not None
    assert every.text == "med de seks andre i Fjella: alle står svakt på dette."
    assert some.text == "med fire andre i Fjella som også står svakt på dette."


def test_where_nobody_shares_it_the_best_neighbour_is_named() -> None:
    others = [reading(MarkKind.BETTER, 12.0, HEMSEDAL), reading(MarkKind.BETTER, 9.0, AL)]
    weak = row(MarkKind.WEAKER, others)
    assert go_together(weak, AREA) is None
    found = ask_a_neighbour(weak, AREA)
    assert found is not None
    assert (found.lead, found.text, found.place) == ("Spør naboen:", f"Ål har 9{S}%.", "al")


def series(place: str, *values: float) -> Series:
    points = (
        Point(2016 + at, value, ValueStatus.REPORTED, None, None, 100.0 - value, "")
        for at, value in enumerate(values)
    )
    return Series(place, "leakage", tuple(points))


def peers(**of: Sequence[float]) -> Peers:
    places = {name: PlaceInEdition(name, name.title(), name, "municipality") for name in of}
    return Peers(places, {(name, "leakage"): series(name, *values) for name, values in of.items()})


def test_the_similar_one_that_got_better_the_most_and_is_better_now_is_learned_from() -> None:
    found = learn(row(MarkKind.WEAKER), peers(gloppen=(40, 20), fjaler=(25, 18), sauda=(80, 45)))
    assert found is not None
    assert (found.lead, found.text) == ("Lær av Gloppen:", f"fra 40 til 20{S}% i 2016–2017.")


def test_nobody_is_named_who_hardly_moved_or_is_not_better_now() -> None:
    assert learn(row(MarkKind.WEAKER), peers(gloppen=(20, 18), sauda=(80, 45))) is None


def test_a_figure_inside_the_own_interval_is_not_certainly_better() -> None:
    sure = row(MarkKind.WEAKER)
    unsure = replace(sure, own=replace(sure.own, low=15.0, high=45.0))
    assert learn(unsure, peers(gloppen=(40, 20))) is None


def test_a_place_whose_status_is_hidden_or_in_the_region_is_no_example() -> None:
    places = [PlaceInEdition(code, code, code, "municipality") for code in (AL, "4001", "4002")]
    assert list(examples(places, {"4001"}, AREA)) == ["4002"]


def test_what_steers_a_figure_are_reviewed_words_or_else_the_role() -> None:
    known = steer(replace(COMPARED, key="water_leakage"))
    other = steer(replace(COMPARED, role="buyer"))
    assert known is not None
    assert other is not None
    assert f"{known.lead} {known.text}" == "Styr med lekkasjesøk, hovedplan for vann og gebyr."
    assert f"{other.lead} {other.text}" == "Styr som innkjøper."
    assert steer(replace(COMPARED, role="")) is None


@pytest.mark.parametrize(
    ("mark", "trend", "said"),
    [
        (MarkKind.WEAKER, Trend.IMPROVING, f"30{S}%, mot 25{S}% i landet. Det går riktig vei."),
        (MarkKind.WEAKER, Trend.UNCLEAR, f"30{S}%, mot 25{S}% i landet."),
        (MarkKind.BETTER, Trend.STAGNATING, f"30{S}%, mot 25{S}% i landet."),
        (MarkKind.BETTER, Trend.WORSENING, f"30{S}%, mot 25{S}% i landet. Det går feil vei."),
    ],
)
def test_a_card_says_where_a_figure_is_heading_where_that_is_news(
    mark: MarkKind, trend: Trend, said: str
) -> None:
    found = row(mark, [reading(None, 25.0, "NO")])
    assert card_of(replace(found, own=replace(found.own, trend=trend)), "Gol", (10.0, 50.0)).sentence == said
