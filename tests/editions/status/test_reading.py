"""A study read from files: formats, encodings, order, and what travels unchanged."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from loftet.editions.build import compute_status
from loftet.editions.method_keys import KEYS
from loftet.editions.status import Format, write_status
from loftet.editions.study import Study, read_study
from loftet.invalid_input import InvalidInput
from loftet.methods.rules import Kind, Mean, Method

MakeStudy = Callable[..., Study]

ROWS = [("0301", "x", 2020, 5), ("0301", "x", 2019, 4.5), ("4003", "x", 2020, "", "suppressed")]


@pytest.fixture
def study(make_study: MakeStudy) -> Study:
    return make_study([{"name": "Ærlig, «ja»", "unit": "%", "colour_of_cover": "blue"}], ROWS)


def test_codes_are_text_and_rows_stand_in_the_order_of_their_keys(study: Study) -> None:
    assert study.places.codes == ("0301", "4003")
    table = study.observations.table
    assert table.columns["year"] == ("2019", "2020", "2020")
    assert [table.line_of(row) for row in range(3)] == [3, 2, 4]


def test_a_column_that_nobody_knows_travels_unchanged_and_is_told(study: Study) -> None:
    assert study.indicators.table.columns["colour_of_cover"] == ("blue",)
    left_out = {(item.table, item.key): item.why for item in compute_status(study).record.left_out}
    assert left_out["indicators", "colour_of_cover"] == "a column that the engine does not use"


def test_a_byte_order_mark_windows_lines_and_empty_lines_change_nothing(study: Study) -> None:
    expected = study.content_hash
    for name in ("places.csv", "indicators.csv", "observations.csv"):
        file = study.folder / name
        lines = file.read_text(encoding="utf-8").splitlines()
        file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, "", ""]).encode())
    assert read_study(study.folder).content_hash == expected


def test_the_order_of_rows_and_columns_and_the_writing_of_numbers_change_nothing(study: Study) -> None:
    (study.folder / "observations.csv").write_text(
        "status,year,value,indicator,place\nsuppressed,2020,,x,4003\n,2019,4.50,x,0301\n,2020,5e0,x,0301\n",
        encoding="utf-8",
    )
    assert read_study(study.folder).content_hash == study.content_hash


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("observations.csv", "4.5", "4.6"),
        ("indicators.csv", "Ærlig", "Uærlig"),
        ("indicators.csv", "blue", "red"),
        ("places.csv", "0301,,", "0301,Oslo,"),
        ("method.toml", "", "[rank]\nties = 'dense'\n"),
        ("about.toml", "", "title = 'Prøve'\n"),
    ],
)
def test_another_content_has_another_hash(study: Study, name: str, old: str, new: str) -> None:
    file = study.folder / name
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(text.replace(old, new) if old else new, encoding="utf-8")
    assert read_study(study.folder).content_hash != study.content_hash


def test_a_study_in_parquet_is_the_same_study(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    folder.mkdir()
    (folder / "method.toml").write_text("", encoding="utf-8")
    for name in ("places", "indicators", "observations"):
        source = f"read_csv('{study.folder / name}.csv', types = {{'place': 'VARCHAR'}})"
        if name == "indicators":
            source = source.replace(", types = {'place': 'VARCHAR'}", "")
        duckdb.execute(f"COPY (FROM {source}) TO '{folder / name}.parquet'")
    again = read_study(folder)
    assert again.content_hash == study.content_hash
    for one, name in ((study, "csv"), (again, "pq")):
        write_status(compute_status(one), tmp_path / name, Format.CSV)
    first, second = ({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in ("csv", "pq"))
    assert first == second


def test_a_method_beside_the_study_replaces_its_own(study: Study) -> None:
    variant = study.folder / "method-rank.toml"
    variant.write_text('[normalise]\nkind = "rank"\n', encoding="utf-8")
    assert read_study(study.folder).method.normalise.kind is Kind.GOALPOSTS
    assert read_study(study.folder, variant).method.normalise.kind is Kind.RANK


def test_an_empty_method_is_all_defaults(study: Study) -> None:
    assert study.method == Method()


def test_every_key_of_a_method_can_be_set(make_study: MakeStudy) -> None:
    text = """
    [values]
    max_age = 3
    [normalise]
    kind = "minmax"
    clip = false
    range = [1, 100]
    decimals = 2
    [bounds]
    lower = "min"
    lower_quantile = 0.1
    upper = "max"
    upper_best = 3
    quantile_method = "weibull"
    min_reliability = 0.6
    [treat]
    kind = "coin"
    winmax = 2
    [impute]
    indicator_group_mean = ["1"]
    goal_group_mean = ["1"]
    blank_goals = { inland = ["1"] }
    spillover = ["x"]
    [aggregate]
    indicators = "geometric"
    goals = "harmonic"
    goal_weights = { 1 = 2 }
    min_coverage_indicator = 0.4
    min_coverage_rank = 1
    [colour]
    indicator = "bands"
    goal = "mean"
    both_rules = false
    min_coverage = 0
    goal_cuts = [2.5, 2, 1.5]
    [trend]
    kind = "theil_sen"
    target_year = 2040
    toward = "upper"
    cuts = [0.9, 0.6, 0.1]
    [rank]
    ties = "dense"
    [uncertainty]
    replicates = 3
    seed = 7
    level = 0.8
    weights = 0.1
    goalposts = false
    aggregation = ["geometric", "arithmetic"]
    sampling = false
    """
    method = make_study(
        [{}], ROWS, places=[{"place": "0301", "tags": "inland"}, {"place": "4003"}], method=text
    ).method
    changed = [
        f"{section}.{key}"
        for section in Method.__slots__
        for key in getattr(method, section).__slots__
        if getattr(getattr(method, section), key) != getattr(getattr(Method(), section), key)
    ]
    keys = [f"{section}.{key}" for section, readers in KEYS.items() for key in readers]
    assert changed == keys
    assert method.uncertainty.aggregation == (Mean.GEOMETRIC, Mean.ARITHMETIC)
    assert (method.normalise.range, method.colour.goal_cuts) == ((1.0, 100.0), (2.5, 2.0, 1.5))


def test_about_tells_what_it_knows_and_keeps_the_rest(study: Study) -> None:
    (study.folder / "about.toml").write_text(
        'title = "Prøve"\npublisher = "Løftet"\nlicence = "CC0"\n'
        'demo = true\ncodes_at = 2024-01-01\nnote = "egen"\n',
        encoding="utf-8",
    )
    about = read_study(study.folder).about
    assert (about.title, about.publisher, about.licence) == ("Prøve", "Løftet", "CC0")
    assert (about.demo, about.codes_at, dict(about.others)) == (True, date(2024, 1, 1), {"note": "egen"})


def test_a_study_without_observations_needs_a_year(make_study: MakeStudy) -> None:
    study = make_study([{}], [("A", "x", 2020, 5)])
    (study.folder / "observations.csv").write_text("place,indicator,year,value\n", encoding="utf-8")
    empty = read_study(study.folder)
    with pytest.raises(InvalidInput, match="holds no observations"):
        compute_status(empty)
    assert compute_status(empty, 2020).index.columns["score"].printed() == [""]
