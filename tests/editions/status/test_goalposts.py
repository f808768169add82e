"""Tiny places set no goalposts, where the method asks for it."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from loftet.editions.build import Status, compute_status
from loftet.editions.study import Study, read_study

MakeStudy = Callable[..., Study]

OPEN = {"lower": "", "upper": "", "direction": -1, "unit": "%"}
BOUNDS = '[bounds]\nlower = "min"\nupper = "max"\n'
SURE = BOUNDS + "min_reliability = 0.5\n"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of observations."""

    place: str
    value: float
    year: int = 2020
    count: object = ""
    denominator: object = ""
    value_low: object = ""
    value_high: object = ""


def write(folder: Path, indicator: dict[str, object], lines: Sequence[Line], method: str) -> Study:
    rows = [{name: getattr(line, name) for name in Line.__slots__} for line in lines]
    places = [
        {"place": place, "name": "", "group": "", "ranked": int(place != "NO"), "tags": ""}
        for place in sorted({line.place for line in lines})
    ]
    plain = {"indicator": "x", "name": "", "goal": "1", "weight": 1, "red": "", "green": "", "applies_to": ""}
    tables = {
        "places": places,
        "indicators": [{**plain, **OPEN, **indicator}],
        "observations": [{**row, "indicator": "x"} for row in rows],
    }
    for name, content in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(content[0]))
            writer.writeheader()
            writer.writerows(content)
    (folder / "method.toml").write_text(method, encoding="utf-8")
    return read_study(folder)


def bounds(status: Status) -> tuple[float | None, float | None]:
    (use,) = status.record.indicators
    return use.lower, use.upper


def counted(per_place: dict[str, tuple[int, int]]) -> list[Line]:
    return [Line(place, 100 * k / n, count=k, denominator=n) for place, (k, n) in per_place.items()]


LARGE = {f"{code}": (1000 + 100 * code, 10_000) for code in range(10, 18)}  # 20 to 27 per cent
COUNTS = {"indicator": "x", "draw": "binomial", "per": 100}


@pytest.mark.parametrize(
    ("method", "worst", "best"), [(BOUNDS, 75.0, 0.0), (SURE, 27.0, 20.0)], ids=["every place", "sure ones"]
)
def test_a_place_of_four_sets_no_goalposts_where_the_method_asks_for_sure_figures(
    tmp_path: Path, method: str, worst: float, best: float
) -> None:
    lines = counted({**LARGE, "3320": (3, 4), "3321": (0, 5)})
    status = compute_status(write(tmp_path, COUNTS, lines, method))
    assert bounds(status) == (worst, best)
    # It is scored all the same, at the end of the scale.
    scores = dict(zip(status.study.places.codes, status.indicator_scores.columns["score"].cells, strict=True))
    assert (scores["3320"], scores["3321"]) == (0.0, 100.0)


def test_replicates_draw_their_goalposts_from_the_sure_places_too(tmp_path: Path) -> None:
    lines = counted({**LARGE, "3320": (3, 4), "3321": (0, 5)})
    doubt = "[uncertainty]\nreplicates = 200\nweights = 0\nsampling = false\n"
    status = compute_status(write(tmp_path, COUNTS, lines, SURE + doubt))
    at = list(status.study.places.codes).index("17")
    columns = status.indicator_scores.columns
    # With goalposts of 20 and 27 the worst of the large places scores near 0 whatever rule is drawn.
    assert columns["score_high"].cells[at] < 10


def test_an_interval_that_the_source_states_tells_too(tmp_path: Path) -> None:
    lines = [
        *(
            Line(str(code), 10.0 + code, value_low=9.5 + code, value_high=10.5 + code)
            for code in range(10, 18)
        ),
        Line("3320", 90.0, value_low=10.0, value_high=170.0),
    ]
    assert bounds(compute_status(write(tmp_path, {}, lines, SURE))) == (27.0, 20.0)
    assert bounds(compute_status(write(tmp_path, {}, lines, BOUNDS))) == (90.0, 20.0)


def test_without_counts_the_swings_from_year_to_year_tell(tmp_path: Path) -> None:
    lines = []
    for year in range(2014, 2021):
        lines += [Line(str(code), code + 0.1 * (year % 2), year) for code in range(10, 18)]
        lines.append(Line("3320", 90.0 if year % 2 == 0 else 5.0, year))
    sure = compute_status(write(tmp_path, {}, lines, SURE))
    assert bounds(sure) == (17.0, 10.0)
    assert bounds(compute_status(write(tmp_path, {}, lines, BOUNDS))) == (90.0, 10.0)


def test_a_figure_of_which_nothing_is_known_but_itself_keeps_its_say(tmp_path: Path) -> None:
    lines = [*(Line(str(code), float(code)) for code in range(10, 18)), Line("3320", 90.0)]
    assert bounds(compute_status(write(tmp_path, {}, lines, SURE))) == (90.0, 10.0)


def test_the_rule_at_its_default_leaves_the_hash_of_a_study_as_it_was(tmp_path: Path) -> None:
    lines = counted(LARGE)
    hashes = [
        write(tmp_path, COUNTS, lines, method).content_hash
        for method in (BOUNDS, BOUNDS + "min_reliability = 0\n", SURE)
    ]
    # Written down before the rule was there: a study of then must not become another edition.
    assert hashes[0] == hashes[1] != hashes[2]
    assert hashes[0] == "ad9cb598630667cb8cc245d12ef91db442aedd6c21ef1b8bd0d0d76f061e2b8e"
