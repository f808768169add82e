"""The command `loftet effect`: files in, files out, the same bytes for the same panel."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from loftet.cli import main
from loftet.sources.effect_file import FILES
from tests.sources.effect_panels import HEADER, Rows, rows_of, text_of

Run = Callable[..., dict[str, Any]]

HEADERS = {
    "effect.csv": "place,year,observed,expected,effect,low,high",
    "weights.csv": "place,donor,weight",
    "placebo.csv": "place,pre_rmspe,post_rmspe,ratio",
    "groups.csv": "group,year,att,se,low,high",
}
CAUSES = re.compile(r"\b(because of|caused|fordi|skyldes|førte til|på grunn av|takket være|takka vere)\b")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the command on rows, and gives the summary; the files are in `out`."""

    def run_on(rows: Rows, *words: str, out: str = "out") -> dict[str, Any]:
        file = tmp_path / "panel.csv"
        file.write_text(text_of(rows), encoding="utf-8")
        assert main(["effect", str(file), "--out", str(tmp_path / out), *words]) == 0
        found = json.loads((tmp_path / out / "summary.json").read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found

    return run_on


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("method", ["auto", "synthetic", "did"])
def test_all_files_are_written_with_their_columns(run: Run, tmp_path: Path, method: str) -> None:
    summary = run(rows_of(), "--method", method)
    assert {entry.name for entry in (tmp_path / "out").iterdir()} == FILES
    for name, header in HEADERS.items():
        assert (tmp_path / "out" / name).read_text(encoding="utf-8").splitlines()[0] == header
    ran = {"auto": {"path", "synthetic", "did"}, "synthetic": {"synthetic"}, "did": {"did"}}[method]
    assert {"path", "synthetic", "did"} & set(summary) == ran
    for name in ran:
        keys = {"estimate", "low", "high", "p", "rank", "of", "pre_rmspe", "warnings"}
        assert keys <= set(summary[name])
    assert list(summary["answer"]) == ["method", "estimate", "low", "high", "p", "verdict", "sentence"]
    assert list(summary["answer"]["sentence"]) == ["nb", "nn", "en"]
    assert summary["answer"]["method"] == {"auto": "path"}.get(method, method)


def test_observed_is_expected_and_effect_and_the_estimate_is_their_mean(run: Run, tmp_path: Path) -> None:
    for method in ("auto", "synthetic"):
        summary = run(rows_of(treated={0: 2017, 3: 2019}), "--method", method)
        rows = table(tmp_path / "out", "effect.csv")
        assert [row["place"] for row in rows] == ["p000"] * 10 + ["p003"] * 10
        parts = np.array([[float(row[key]) for key in ("observed", "expected", "effect")] for row in rows])
        assert parts[:, 0] == pytest.approx(parts[:, 1] + parts[:, 2], abs=1e-9)
        after = [
            float(row["effect"]) for row in rows if int(row["year"]) >= {"p000": 2017}.get(row["place"], 2019)
        ]
        assert summary["answer"]["estimate"] == pytest.approx(np.mean(after))
        assert all(float(row["low"]) <= float(row["effect"]) <= float(row["high"]) for row in rows)


def test_weights_and_placebos_are_those_of_the_synthetic_control(run: Run, tmp_path: Path) -> None:
    summary = run(rows_of(places=12, years=12), "--method", "synthetic")
    weights = table(tmp_path / "out", "weights.csv")
    assert {row["place"] for row in weights} == {"p000"}
    assert sum(float(row["weight"]) for row in weights) == pytest.approx(1)
    placebos = table(tmp_path / "out", "placebo.csv")
    assert [row["place"] for row in placebos] == [f"p{at:03}" for at in range(12)]
    ratios = {row["place"]: float(row["ratio"]) for row in placebos if row["ratio"]}
    told = summary["synthetic"]
    assert told["rank"] == 1 + sum(one > ratios["p000"] for one in ratios.values())
    assert told["of"] == len(ratios)
    assert told["p"] == pytest.approx(told["rank"] / told["of"])
    own = next(row for row in placebos if row["place"] == "p000")
    assert float(own["ratio"]) == pytest.approx(float(own["post_rmspe"]) / float(own["pre_rmspe"]))
    assert told["pre_rmspe"] == pytest.approx(float(own["pre_rmspe"]))


def test_a_perfect_fit_has_no_ratio_and_no_rank(run: Run, tmp_path: Path) -> None:
    rows = rows_of(places=6)
    other = {row[1]: row[2] for row in rows if row[0] == "p001"}
    rows = [
        [*row[:2], other[row[1]] if row[0] == "p000" and int(row[1]) < 2017 else row[2], row[3]]
        for row in rows
    ]
    told = run(rows, "--method", "synthetic")
    assert (
        next(row["ratio"] for row in table(tmp_path / "out", "placebo.csv") if row["place"] == "p000") == ""
    )
    assert (told["synthetic"]["rank"], told["answer"]["p"]) == (None, None)
    assert told["answer"]["verdict"] == "not_found"
    assert "kan ikke regnes ut" in told["answer"]["sentence"]["nb"]
    assert any("«p000» is a mix of its donors" in warning for warning in told["synthetic"]["warnings"])


def test_several_places_are_told_each_and_pooled(run: Run) -> None:
    told = run(rows_of(treated={0: 2017, 1: 2017, 2: 2018}, shift=4))
    for method in ("path", "synthetic"):
        assert [one["place"] for one in told[method]["places"]] == ["p000", "p001", "p002"]
        years = np.array([3, 3, 2]) / 8
        estimates = np.array([one["estimate"] for one in told[method]["places"]])
        assert told[method]["estimate"] == pytest.approx(years @ estimates)
    assert told["synthetic"]["p"] == pytest.approx(told["synthetic"]["rank"] / told["synthetic"]["of"])


def test_the_pool_of_placebos_can_leave_the_treated_place_out(run: Run, tmp_path: Path) -> None:
    rows = rows_of(places=8, years=14)
    run(rows, "--method", "synthetic", out="with")
    run(rows, "--method", "synthetic", "--pool", "without-treated", out="without")
    pools = [table(tmp_path / out, "placebo.csv") for out in ("with", "without")]
    assert pools[0][0] == pools[1][0]  # the treated place itself
    assert pools[0][1:] != pools[1][1:]


def test_the_same_panel_gives_the_same_bytes_in_any_order_of_rows(run: Run, tmp_path: Path) -> None:
    rows = rows_of(treated={0: 2016, 1: 2017, 2: 2017})
    run(rows, out="one")
    run(rows, out="two")
    run([rows[at] for at in np.random.default_rng(1).permutation(len(rows))], out="three")
    for name in FILES:
        one, two, three = ((tmp_path / out / name).read_bytes() for out in ("one", "two", "three"))
        assert one == two == three


def test_the_seed_draws_other_sets(run: Run) -> None:
    rows = rows_of(treated=dict.fromkeys(range(4), 2017), shift=1.0)
    one, other = run(rows), run(rows, "--seed", "2")
    assert one["path"]["estimate"] == other["path"]["estimate"]
    assert one["path"]["high"] != other["path"]["high"]


def test_a_folder_with_something_else_stays_as_it_is(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(rows_of())
    (tmp_path / "out" / "diary.txt").write_text("dear diary", encoding="utf-8")
    before = {entry.name: entry.read_bytes() for entry in (tmp_path / "out").iterdir()}
    words = ["effect", str(tmp_path / "panel.csv"), "--out", str(tmp_path / "out"), "--method", "did"]
    assert main(words) == 2
    assert "the folder holds «diary.txt», so it is not replaced" in capsys.readouterr().err
    assert {entry.name: entry.read_bytes() for entry in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--level", "1"], "«1» is not between 0 and 1"),
        (["--level", "90"], "«90» is not between 0 and 1"),
        (["--level", "nan"], "«nan» is not between 0 and 1"),
        (["--method", "guess"], "invalid choice: 'guess'"),
        (["--seed", "-1"], "«-1» is not a whole number"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["effect", "panel.csv", "--out", str(tmp_path / "out"), *words])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("method", ["auto", "did"])
def test_a_large_shift_is_found_and_none_is_not(run: Run, method: str) -> None:
    treated = dict.fromkeys(range(6), 2017)
    found = run(rows_of(places=80, treated=treated, shift=-4), "--method", method)["answer"]
    assert found["verdict"] == "found"
    assert found["p"] <= 0.1
    assert found["high"] < 0
    still = run(rows_of(places=80, treated=treated, seed=6), "--method", method)["answer"]
    assert still["verdict"] == "not_found"


def test_one_place_with_a_large_shift_is_found(run: Run) -> None:
    answer = run(rows_of(places=80, shift=-6))["answer"]
    assert answer["verdict"] == "found"
    assert answer["estimate"] == pytest.approx(-6, abs=1.5)
    assert answer["sentence"]["nb"].startswith("Tallet ble ")
    assert " enn ventet ut fra lignende kommuner; så mye skjer i " in answer["sentence"]["nb"]
    assert " enn venta ut frå liknande kommunar; så mykje skjer i " in answer["sentence"]["nn"]
    assert "90 prosent" in answer["sentence"]["nb"]


def test_the_level_decides_and_is_told(run: Run) -> None:
    rows = rows_of(places=80, shift=-6)
    strict = run(rows, "--level", "0.995")["answer"]
    assert strict["verdict"] == "not_found"  # 80 places cannot tell less than 1 of 80
    assert (strict["low"], strict["high"]) == (None, None)
    assert "85 prosent" in run(rows, "--level", "0.85")["answer"]["sentence"]["nb"]


@pytest.mark.parametrize("method", ["auto", "synthetic", "did"])
def test_it_is_too_early_before_there_is_a_year_after(run: Run, tmp_path: Path, method: str) -> None:
    told = run(rows_of(treated={0: 2020}), "--method", method)
    answer = told["answer"]
    assert (answer["verdict"], answer["estimate"], answer["p"]) == ("too_early", None, None)
    assert answer["sentence"]["nb"] == (
        "Det er for tidlig å si: Tallene går til 2019, og 2020 er det første året med tiltak."
    )
    assert len(table(tmp_path / "out", "effect.csv")) == 10
    assert any("it has no effect yet" in warning for warning in told[answer["method"]]["warnings"])


@pytest.mark.parametrize("method", ["auto", "synthetic", "did"])
def test_the_last_year_alone_is_enough(run: Run, method: str) -> None:
    assert run(rows_of(treated={0: 2019}), "--method", method)["answer"]["verdict"] != "too_early"


@pytest.mark.parametrize("method", ["auto", "synthetic"])
def test_a_path_like_no_other_is_told_as_a_poor_fit(run: Run, method: str) -> None:
    rows = rows_of(places=60)
    for row in rows:
        if row[0] == "p000":
            row[2] = repr(float(row[2]) + 50 * (-1) ** int(row[1]))
    answer = run(rows, "--method", method)["answer"]
    assert answer["verdict"] == "poor_fit"
    assert "ligner nok på p000" in answer["sentence"]["nb"]


def test_groups_of_few_places_are_warned_about(run: Run) -> None:
    told = run(rows_of(treated={0: 2016, **dict.fromkeys(range(1, 6), 2017)}), "--method", "did")
    assert told["did"]["warnings"] == [
        "the group of 2016 has 1 of the 5 places that a standard error needs: it is too small"
    ]
    assert "usikkerheten er større enn tallene viser" in told["answer"]["sentence"]["nb"]
    enough = run(rows_of(treated=dict.fromkeys(range(5), 2017)), "--method", "did")
    assert enough["did"]["warnings"] == []
    assert "usikkerheten er større" not in enough["answer"]["sentence"]["nb"]


def test_difference_in_differences_needs_one_year_before(run: Run, tmp_path: Path) -> None:
    told = run(rows_of(treated=dict.fromkeys(range(5), 2011)), "--method", "did")
    rows = table(tmp_path / "out", "groups.csv")
    assert [(row["group"], row["year"]) for row in rows] == [
        ("2011", str(year)) for year in range(2011, 2020)
    ]
    mean = np.mean([float(row["att"]) for row in rows])
    assert told["answer"]["estimate"] == pytest.approx(mean)
    assert set(told["did"]["aggregates"]) == {"simple", "event", "group", "calendar"}
    assert told["did"]["aggregates"]["simple"]["estimate"] == told["answer"]["estimate"]


@pytest.mark.parametrize(("unit", "level"), [(1e-9, 0.0), (1e9, 0.0), (1.0, -1e6), (1e-3, 1e5)])
def test_units_and_levels_do_not_change_what_is_found(run: Run, unit: float, level: float) -> None:
    plain = run(rows_of(shift=1.5))
    other = run(rows_of(shift=1.5, unit=unit, level=level))
    for method in ("path", "synthetic", "did"):
        for key in ("estimate", "low", "high"):
            assert other[method][key] == pytest.approx(unit * plain[method][key], rel=1e-4, abs=1e-5 * unit)
        assert other[method]["p"] == pytest.approx(plain[method]["p"], rel=1e-4)
    assert other["answer"]["verdict"] == plain["answer"]["verdict"]


@pytest.mark.parametrize("places", [3, 4, 5, 8])
def test_few_comparisons_find_nothing_and_do_not_fail(run: Run, places: int) -> None:
    for method in ("auto", "synthetic"):
        told = run(rows_of(places=places, shift=20), "--method", method)["answer"]
        assert told["verdict"] in {"not_found", "poor_fit"}
        assert told["p"] is None or told["p"] >= 1 / places - 1e-9


def test_places_that_never_change_are_fair_donors(run: Run) -> None:
    rows = [[*row[:2], "0" if row[0] > "p004" else row[2], row[3]] for row in rows_of()]
    assert run(rows)["answer"]["verdict"] in {"found", "not_found", "poor_fit"}
    steps = [[*row[:2], "100" if row[0] == "p000" and row[1] < "2017" else row[2], row[3]] for row in rows]
    assert run(steps)["answer"]["estimate"] is not None


def test_a_panel_without_any_noise_is_answered(run: Run) -> None:
    rows = [
        [
            f"p{at}",
            str(year),
            str(at + year + (5 if at == 0 and year >= 2016 else 0)),
            "2016" if at == 0 else "",
        ]
        for at in range(30)
        for year in range(2010, 2020)
    ]
    told = run(rows)
    assert told["answer"]["verdict"] == "found"
    assert told["answer"]["estimate"] == pytest.approx(5)
    assert told["did"]["estimate"] == pytest.approx(5)


def test_a_national_panel_is_answered_without_waiting_for_placebos(run: Run, tmp_path: Path) -> None:
    told = run(rows_of(places=250, shift=-6))
    assert {"path", "did"} <= set(told)
    assert "synthetic" not in told
    assert told["answer"]["verdict"] == "found"
    assert table(tmp_path / "out", "placebo.csv") == table(tmp_path / "out", "weights.csv") == []


def test_places_that_are_left_out_are_counted(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row for row in rows_of() if row[:2] != ["p007", "2013"]]
    told = run(rows, "--incomplete", "drop")
    assert told["left_out"] == ["p007"]
    assert told["never_treated"] == 28
    assert "left out, for want of years: p007" in capsys.readouterr().out


def test_no_sentence_names_a_cause(run: Run) -> None:
    for treated, shift in (({0: 2017}, 9.0), ({0: 2017}, 0.0), ({0: 2020}, 0.0)):
        for method in ("auto", "synthetic", "did"):
            sentences = run(rows_of(treated=treated, shift=shift), "--method", method)["answer"]["sentence"]
            assert not any(CAUSES.search(sentence.lower()) for sentence in sentences.values())


def test_ids_with_commas_and_quotes_come_out_as_they_went_in(run: Run, tmp_path: Path) -> None:
    name = 'Bø, "Telemark"'
    rows = [[name if row[0] == "p000" else row[0], *row[1:]] for row in rows_of()]
    run(rows)
    assert {row["place"] for row in table(tmp_path / "out", "effect.csv")} == {name}
    assert name in {row["place"] for row in table(tmp_path / "out", "placebo.csv")}


def test_inhabitants_and_other_columns_change_nothing(run: Run, tmp_path: Path) -> None:
    run(rows_of(), out="plain")
    file = tmp_path / "more.csv"
    rows = [[*row, "" if row[0] == "p003" else "4600", "x"] for row in rows_of()]
    file.write_text(text_of(rows, (*HEADER, "population", "note")), encoding="utf-8")
    assert main(["effect", str(file), "--out", str(tmp_path / "more")]) == 0
    for name in FILES:
        assert (tmp_path / "plain" / name).read_bytes() == (tmp_path / "more" / name).read_bytes()


@pytest.mark.parametrize("power", [-40, 40])
def test_the_answer_is_the_same_whatever_the_values_are_counted_in(run: Run, power: int) -> None:
    """A power of two changes no digit, so only the unit may differ."""
    unit = 2.0**power
    one = run(rows_of())["answer"]
    other = run([(place, year, repr(float(value) * unit), start) for place, year, value, start in rows_of()])
    for key in ("estimate", "low", "high"):
        assert other["answer"][key] / unit == pytest.approx(one[key], rel=1e-6)
    assert (other["answer"]["p"], other["answer"]["verdict"]) == (one["p"], one["verdict"])
