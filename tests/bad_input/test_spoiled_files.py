"""Files spoiled at random are read with the values of the good file, or refused with a sentence."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import build_study
from tests.bad_input.conftest import INDICATORS, RECIPE
from tests.property_examples import examples

NAMES = ("Skien", "Tinn", "Vinje", "Nome")
GOOD = [
    ("Kommune", "År", "Gruppe", "Verdi"),
    *((name, "2020", "a", f"{n}.5") for n, name in enumerate(NAMES)),
]
VALUES = {("4003", "0.5"), ("4026", "1.5"), ("4036", "2.5"), ("4018", "3.5")}

NOISE = st.sampled_from(
    [
        "",
        " ",
        "\u00a0",
        "*",
        "%",
        "1)",
        ",",
        ";",
        "-",
        "..",
        ":",
        "x",
        "0",
        "\u200b",
        '"',
        "I alt",
        "\t",
        "2021",
    ]
)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """Return the good file with a cell changed, a row added, or another sign between the cells."""
    rows = [list(row) for row in GOOD]
    kind = draw(st.sampled_from(["cell", "row", "cut", "separator", "column"]))
    row = draw(st.integers(0, len(rows) - 1))
    if kind == "cell":
        column = draw(st.integers(0, 2 if row else 3))
        before, after = draw(NOISE), draw(NOISE)
        rows[row][column] = f"{before}{rows[row][column]}{after}"
    elif kind == "row":
        rows.insert(row, draw(st.lists(NOISE, min_size=1, max_size=5)))
    elif kind == "cut":
        rows[row] = rows[row][: draw(st.integers(0, 3))]
    elif kind == "column":
        for one in rows:
            one.insert(draw(st.integers(0, 4)), "a")
    separator = draw(st.sampled_from([";", "\t", "|"])) if kind == "separator" else ","
    return "\n".join(separator.join(one) for one in rows) + "\n"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoiled")
    (folder / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    (folder / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (folder / "method.toml").write_text("", encoding="utf-8")
    (folder / "data").mkdir()
    return folder


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=spoiled())
def test_a_spoiled_file_is_read_right_or_refused(table: Path, gazetteer: Gazetteer, text: str) -> None:
    (table / "data" / "t.csv").write_text(text, encoding="utf-8")
    try:
        build_study(table / "recipe.toml", table / "data", table / "out", gazetteer)
    except InvalidInput as fault:
        refused = fault.problems
    else:
        refused = ()
    assert all(problem.file is not None and len(problem.cause) > 10 for problem in refused)
    if refused:
        return
    with (table / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        read = {(row["place"], row["value"]) for row in csv.DictReader(stream) if row["value"]}
    assert read <= VALUES
