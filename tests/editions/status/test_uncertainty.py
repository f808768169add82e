"""Intervals, ranks and colours over replicates, against what can be worked out without them."""

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.stats

from loftet.editions.build import Status, compute_status
from loftet.editions.study import Study, read_study
from loftet.methods.uncertainty.replicate import in_threads

Ask = Callable[..., Any]
MakeStudy = Callable[..., Study]

STILL = "weights = 0\ngoalposts = false\nsampling = false\n"


def uncertainty(*lines: str, replicates: int = 2000) -> str:
    return "\n".join((f"[uncertainty]\nreplicates = {replicates}", *lines, ""))


def numbers(row: Mapping[str, str], *names: str) -> list[float]:
    return [float(row[name]) for name in names]


def columns(status: Status) -> list[list[str]]:
    return [list(frame.columns) for frame in status.frames]


def everything(status: Status, names: Iterable[str] | None = None) -> dict[str, dict[str, bytes]]:
    return {
        frame.name: {
            name: "\n".join(column.printed()).encode()
            for name, column in frame.columns.items()
            if names is None or name in names
        }
        for frame in status.frames
    }


TWO_GOALS = [{"indicator": "x", "goal": "1"}, {"indicator": "y", "goal": "2"}]
FOUR = [
    (place, key, 2020, value)
    for place, *row in (("A", 0, 100), ("B", 30, 50))
    for key, value in zip("xy", row, strict=True)
]


def test_without_replicates_no_column_is_added(ask: Ask) -> None:
    plain = ask(TWO_GOALS, FOUR, method="[uncertainty]\nweights = 0.5\n").status
    assert columns(plain) == [
        ["place", "indicator", "year", "value", "status", "score", "colour", "trend"],
        ["place", "goal", "year", "score", "colour", "coverage", "imputed", "yardstick"],
        ["place", "year", "score", "rank", "coverage"],
    ]


def test_replicates_add_columns_at_the_end_and_change_no_other(make_study: MakeStudy) -> None:
    plain = compute_status(make_study(TWO_GOALS, FOUR))
    uncertain = compute_status(make_study(TWO_GOALS, FOUR, method=uncertainty(replicates=20)))
    added = [new[len(old) :] for new, old in zip(columns(uncertain), columns(plain), strict=True)]
    chances = ["p_green", "p_yellow", "p_orange", "p_red"]
    ends = ["score_low", "score_high"]
    assert added == [ends, [*ends, *chances], [*ends, "rank_low", "rank_high"]]
    for name, old in everything(plain).items():
        assert {column: everything(uncertain)[name][column] for column in old} == old


def test_where_nothing_is_varied_the_interval_is_the_score_itself(ask: Ask) -> None:
    places = [{"place": f"p{at:02}", "group": "ab"[at % 2]} for at in range(9)]
    rng = np.random.default_rng(3)
    rows = [
        (place["place"], f"i{at}", 2020, float(rng.normal(50, 30)))
        for place in places
        for at in range(6)
        if rng.random() < 0.8
    ]
    indicators = [{"indicator": f"i{at}", "goal": str(at % 3), "weight": at / 3} for at in range(6)]
    for means in ('indicators = "geometric"\ngoals = "harmonic"', 'goals = "arithmetic"'):
        method = (
            f"[aggregate]\n{means}\n[impute]\ngoal_group_mean = true\n{uncertainty(STILL, replicates=30)}"
        )
        status = ask(indicators, rows, places=places, method=method).status
        for frame in status.frames:
            score = frame.columns["score"].printed()
            assert frame.columns["score_low"].printed() == frame.columns["score_high"].printed() == score
        rank = status.index.columns["rank"].printed()
        ends = [status.index.columns[name].printed() for name in ("rank_low", "rank_high")]
        assert ends == [rank, rank]


def test_weight_noise_spreads_an_index_as_far_as_the_ratio_of_two_weights(ask: Ask) -> None:
    answer = ask(TWO_GOALS, FOUR, method=uncertainty("weights = 0.5", replicates=8000))
    own = np.linspace(0.5, 1.5, 1001)
    share = np.sort((own / (own + own[:, None])).ravel()) * 100
    # The standard error of these quantiles is 0.2 points.
    expected = np.quantile(share, [0.05, 0.95])
    assert numbers(answer.index("A"), "score_low", "score_high") == pytest.approx(expected, abs=0.7)
    assert numbers(answer.goal("A", "2"), "score_low", "score_high") == [100, 100]
    # A is at 50 on average, B at 40 ± a third of that: B is ahead where A's second weight is low.
    assert numbers(answer.index("A"), "rank", "rank_low", "rank_high") == [1, 1, 2]


def counted(draw: str, count: int, denominator: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    indicators = [{"indicator": "x", "per": 100, "draw": draw, "red": 20, "green": 33}]
    value = 100 * count / denominator
    cells = {"place": "A", "indicator": "x", "year": 2020, "value": value}
    return indicators, [cells | {"count": count, "denominator": denominator}]


def computed(make_study: MakeStudy, indicators: Any, rows: list[dict[str, Any]], method: str) -> Status:
    study = make_study(indicators, [tuple(row.values())[:4] for row in rows], method=method)
    with (study.folder / "observations.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return compute_status(read_study(study.folder))


def cell(status: Status, table: int, column: str, row: int = 0) -> float:
    return float(status.frames[table].columns[column].printed()[row])


def test_a_share_is_drawn_binomially_and_colours_with_it(make_study: MakeStudy) -> None:
    status = computed(make_study, *counted("binomial", 30, 100), uncertainty("weights = 0", replicates=8000))
    law = scipy.stats.binom(100, 0.3)
    for table in range(3):
        ends = [cell(status, table, name) for name in ("score_low", "score_high")]
        assert ends == pytest.approx([law.ppf(0.05), law.ppf(0.95)], abs=1)
    chances = [cell(status, 1, f"p_{colour}") for colour in ("green", "yellow", "orange", "red")]
    expected = [law.sf(32), law.sf(26) - law.sf(32), law.sf(19) - law.sf(26), law.cdf(19)]
    assert chances == pytest.approx(expected, abs=0.02)
    assert sum(chances) == pytest.approx(1)


def test_a_rate_is_drawn_as_poisson(make_study: MakeStudy) -> None:
    status = computed(make_study, *counted("poisson", 25, 50), uncertainty("weights = 0", replicates=8000))
    law = scipy.stats.poisson(25)
    ends = [cell(status, 0, name) for name in ("score_low", "score_high")]
    assert ends == pytest.approx([2 * law.ppf(0.05), 2 * law.ppf(0.95)], abs=2)


def test_nobody_of_a_few_is_not_taken_for_certain(make_study: MakeStudy) -> None:
    status = computed(make_study, *counted("binomial", 0, 20), uncertainty("weights = 0"))
    assert cell(status, 0, "score_low") == 0
    assert cell(status, 0, "score_high") == 10  # a half of 21 in each of 20: 5 would leave 8 % outside


def test_a_stated_interval_holds_at_the_level_that_it_was_stated_at(make_study: MakeStudy) -> None:
    row = {"place": "A", "indicator": "x", "year": 2020, "value": 50, "value_low": 46, "value_high": 60}
    method = uncertainty("weights = 0", "level = 0.95", replicates=8000)
    status = computed(make_study, [{"indicator": "x"}], [row], method)
    assert [cell(status, 2, name) for name in ("score_low", "score_high")] == pytest.approx([46, 60], abs=0.6)
    still = computed(make_study, [{"indicator": "x"}], [row], uncertainty("weights = 0", "sampling = false"))
    assert [cell(still, 2, name) for name in ("score_low", "score_high")] == [50, 50]


def test_only_a_bound_that_is_empty_is_varied_among_sixteen(ask: Ask) -> None:
    values = {f"p{at:02}": at for at in range(41)}
    quantiles = [np.quantile(range(41), share) for share in (0.01, 0.025, 0.05, 0)]
    best = [np.mean(range(41 - count, 41)) for count in (3, 5, 10, 1)]
    scores = sorted((20 - low) / (high - low) * 100 for low in quantiles for high in best)
    method = uncertainty("weights = 0", "level = 0.9999")
    both = ask([{"lower": "", "upper": "", "direction": 1}], values, method=method).indicator("p20")
    assert numbers(both, "score_low", "score_high") == pytest.approx([scores[0], scores[-1]], abs=1e-9)
    upper = ask([{"lower": 0, "upper": "", "direction": 1}], values, method=method).indicator("p20")
    ends = [20 / max(best) * 100, 20 / min(best) * 100]
    assert numbers(upper, "score_low", "score_high") == pytest.approx(ends, abs=1e-9)
    stated = ask([{"lower": 0, "upper": 40}], values, method=method).indicator("p20")
    assert numbers(stated, "score_low", "score_high") == [50, 50]


@pytest.mark.parametrize("replicates", [15, 16, 17])
def test_as_many_replicates_as_choices_are_nothing_special(ask: Ask, replicates: int) -> None:
    values = {f"p{at:02}": at for at in range(41)}
    indicators = [{"lower": "", "upper": "", "direction": 1, "red": 10, "green": 30}]
    answer = ask(indicators, values, method=uncertainty("weights = 0", replicates=replicates))
    ends = ("score_low", "score_high")
    assert numbers(answer.indicator("p20"), *ends) == numbers(answer.index("p20"), *ends)
    assert answer.goal("p20")["p_yellow"] == "1.0"


def test_a_mean_is_drawn_from_the_list(ask: Ask) -> None:
    indicators = [{"indicator": "x"}, {"indicator": "y"}]
    rows = [("A", "x", 2020, 20), ("A", "y", 2020, 80)]
    method = uncertainty("weights = 0", 'aggregation = ["arithmetic", "geometric", "harmonic"]')
    assert numbers(ask(indicators, rows, method=method).goal("A"), "score_low", "score_high") == [32, 50]


def test_a_list_of_one_mean_leaves_the_means_of_the_method(ask: Ask) -> None:
    indicators = [{"indicator": "x"}, {"indicator": "y"}]
    rows = [("A", "x", 2020, 20), ("A", "y", 2020, 80)]
    method = '[aggregate]\nindicators = "geometric"\n' + uncertainty("weights = 0")
    assert numbers(
        ask(indicators, rows, method=method).goal("A"), "score_low", "score_high"
    ) == pytest.approx([40, 40])


def test_ranks_know_their_ties(ask: Ask) -> None:
    for ties, rank in (("min", 1), ("max", 2), ("dense", 1)):
        answer = ask(
            [{}], {"A": 70, "B": 70, "C": 10}, method=f'[rank]\nties = "{ties}"\n{uncertainty(STILL)}'
        )
        assert numbers(answer.index("A"), "rank_low", "rank_high") == [rank, rank]
    assert numbers(answer.index("C"), "rank_low", "rank_high") == [2, 2]


def test_an_unranked_place_and_a_grey_goal_have_no_rank_and_no_chances(ask: Ask) -> None:
    places = [{"place": "A"}, {"place": "NO", "ranked": 0}]
    answer = ask(
        [
            {"red": 20, "green": 60},
            {"indicator": "y", "red": 1, "green": 2},
            {"indicator": "z", "red": 1, "green": 2},
        ],
        [("A", "x", 2020, 30), ("NO", "x", 2020, 40)],
        places=places,
        method=uncertainty(),
    )
    country = answer.index("NO")
    assert (country["rank_low"], country["rank_high"], country["score_low"]) == ("", "", "40.0")
    goal = answer.goal("A")
    assert [goal["colour"], *(goal[f"p_{colour}"] for colour in ("green", "yellow", "orange", "red"))] == [
        "grey",
        "",
        "",
        "",
        "",
    ]


@pytest.mark.shared
def test_weight_noise_spreads_ranks_as_an_independent_program_found(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "golden" / "coinr_asem"
    method = tmp_path / "method.toml"
    text = (folder / "method.toml").read_text(encoding="utf-8")
    level = {"rank_5": 0.9, "rank_median": 1e-9}
    with (folder / "expected-weight-noise.csv").open(encoding="utf-8", newline="") as handle:
        expected = {row["place"]: row for row in csv.DictReader(handle)}
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for name, share in level.items():
        method.write_text(
            text
            + uncertainty("goalposts = false", "sampling = false", f"level = {share!r}", replicates=4000),
            encoding="utf-8",
        )
        index = compute_status(read_study(folder, method)).index.columns
        ends = zip(index["rank_low"].printed(), index["rank_high"].printed(), strict=True)
        found[name] = {
            place: (int(low), int(high))
            for place, (low, high) in zip(index["place"].printed(), ends, strict=True)
        }
    for place, row in expected.items():
        low, high = found["rank_5"][place]
        assert abs(low - int(row["rank_5"])) <= 2
        assert abs(high - int(row["rank_95"])) <= 2
        assert all(abs(middle - int(row["rank_median"])) <= 1 for middle in found["rank_median"][place])


def world(seed: int, places: int = 12) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    rows = [
        (f"p{place:03}", f"i{at}", 2020, round(float(rng.normal(50, 20)), 2))
        for place in range(places)
        for at in range(8)
        if rng.random() < 0.85
    ]
    indicators = [
        {"indicator": f"i{at}", "goal": str(at % 3), "weight": [1, 2, 0.5][at % 3], "red": 30, "green": 60}
        | ({"lower": "", "upper": "", "direction": 1} if at < 3 else {})
        for at in range(8)
    ]
    return {"indicators": indicators, "observations": rows}


def test_bytes_are_the_same_with_one_two_and_four_threads(make_study: MakeStudy) -> None:
    study = make_study(
        **world(1, places=150), method="[impute]\ngoal_group_mean = true\n" + uncertainty(replicates=70)
    )
    first, *others = (everything(compute_status(study, workers=in_threads(number))) for number in (1, 2, 4))
    assert others == [first, first]


def test_relabelled_places_keep_their_intervals(make_study: MakeStudy) -> None:
    given = world(2)
    turned = {f"p{at:03}": f"q{11 - at:03}" for at in range(12)}
    renamed = given | {"observations": [(turned[place], *rest) for place, *rest in given["observations"]]}
    before, after = (
        {
            place: cells
            for place, *cells in zip(*(c.printed() for c in status.index.columns.values()), strict=True)
        }
        for status in (
            compute_status(make_study(**one, method=uncertainty(replicates=200))) for one in (given, renamed)
        )
    )
    assert {turned[place]: cells for place, cells in before.items()} == after


def test_weights_twice_as_large_change_nothing(make_study: MakeStudy) -> None:
    given = world(3)
    doubled = [row | {"weight": 2 * row["weight"]} for row in given["indicators"]]
    once, twice = (
        compute_status(make_study(**one, method=uncertainty(replicates=200)))
        for one in (given, given | {"indicators": doubled})
    )
    assert everything(once) == everything(twice)


def test_an_added_indicator_of_weight_nothing_changes_no_index(make_study: MakeStudy) -> None:
    given = world(4)
    more = {
        "indicators": [{"indicator": "a0", "goal": "1", "weight": 0}, *given["indicators"]],
        "observations": [*given["observations"], ("p001", "a0", 2020, 4)],
    }
    without, with_it = (
        compute_status(make_study(**one, method=uncertainty(replicates=200))) for one in (given, more)
    )
    assert everything(without)["index"] == everything(with_it)["index"]
    goals = {"place", "goal", "score", "score_low", "score_high"}
    assert everything(without, goals)["goal_scores"] == everything(with_it, goals)["goal_scores"]


def test_more_replicates_narrow_nothing_systematically(make_study: MakeStudy) -> None:
    widths = []
    for replicates in (300, 6000):
        index = compute_status(
            make_study(**world(5, places=60), method=uncertainty(replicates=replicates))
        ).index.columns
        widths.append(index["score_high"].cells - index["score_low"].cells)
    # Both are estimates of the same width; 300 replicates leave each about 5 % of noise, in common mostly.
    assert np.median(widths[1] / widths[0]) == pytest.approx(1, abs=0.08)
