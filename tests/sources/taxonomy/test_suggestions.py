"""Tags count for nothing before a person has approved them."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.taxonomy.check import import_taxonomy

URI = "https://data.norge.no/vocabulary/indicator/Prøve/1"


@pytest.fixture
def own_catalogue(catalogue: Path, tmp_path: Path) -> Path:
    """Return a copy of what the catalogue knows, with decisions of its own."""
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogue / "taxonomy", folder / "taxonomy")
    for name in ("targets.csv", "u4ssc.csv"):
        shutil.copy(catalogue / name, folder / name)
    return folder


def decide(folder: Path, *rows: str) -> None:
    text = "\n".join(["indicator,property,value,state,by,date", *rows, ""])
    (folder / "taxonomy" / "reviews.csv").write_text(text, encoding="utf-8")


def test_the_catalogue_has_no_decision_yet(catalogue: Path) -> None:
    text = (catalogue / "taxonomy" / "reviews.csv").read_text(encoding="utf-8")
    assert text == "indicator,property,value,state,by,date\n"


def test_every_tag_arrives_as_a_suggestion(
    write: Callable[..., Path], own_catalogue: Path, tmp_path: Path
) -> None:
    out = tmp_path / "suggestions.csv"
    assert import_taxonomy(write((1, "Barn i barnehage", "4", "4.2")), own_catalogue, out) == {"suggested": 2}
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows == [
        ["set", "title", "indicator", "property", "value", "state", "by", "date", "dirt"],
        ["Prøve", "Barn i barnehage", URI, "goal", "4", "suggested", "", "", ""],
        ["Prøve", "Barn i barnehage", URI, "target", "4.2", "suggested", "", "", ""],
    ]


def test_a_decision_is_kept_with_who_and_when(
    write: Callable[..., Path], own_catalogue: Path, tmp_path: Path
) -> None:
    decide(own_catalogue, f"{URI},target,4.2,approved,kari@hallingdal.no,2026-11-24")
    out = tmp_path / "suggestions.csv"
    states = import_taxonomy(write((1, "Barn i barnehage", "4", "4.2")), own_catalogue, out)
    assert states == {"suggested": 1, "approved": 1}
    last = out.read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"Prøve,Barn i barnehage,{URI},target,4.2,approved,kari@hallingdal.no,2026-11-24,"


def test_doubtful_tags_carry_the_kind_of_dirt(
    write: Callable[..., Path], own_catalogue: Path, tmp_path: Path
) -> None:
    out = tmp_path / "suggestions.csv"
    import_taxonomy(write((1, "Barn i barnehage", "4", "5.5")), own_catalogue, out)
    assert [line.rpartition(",")[2] for line in out.read_text(encoding="utf-8").splitlines()[1:]] == [
        "goal_without_target",
        "target_outside_goals",
    ]


@pytest.mark.parametrize(
    ("row", "column", "cause"),
    [
        (
            f"{URI},target,4.3,approved,kari,2026-11-24",
            "value",
            "«4.3» is not suggested; the indicator is tagged with 4.2",
        ),
        (
            f"{URI},sector,Economy,approved,kari,2026-11-24",
            "value",
            "«Economy» is not suggested; the indicator has no such tag",
        ),
        (f"{URI},targt,4.2,approved,kari,2026-11-24", "property", "did you mean «target»?"),
        (f"{URI},target,4.2,aproved,kari,2026-11-24", "state", "did you mean «approved»?"),
        (f"{URI},target,4.2,approved,,2026-11-24", "by", "who decided is not told"),
        (f"{URI},target,4.2,approved,kari,24.11.2026", "date", "«24.11.2026» is not a date (YYYY-MM-DD)"),
        (f"{URI}x,target,4.2,approved,kari,2026-11-24", "indicator", f"did you mean «{URI}»?"),
    ],
)
def test_a_decision_that_fits_no_tag_is_refused(
    write: Callable[..., Path], own_catalogue: Path, tmp_path: Path, row: str, column: str, cause: str
) -> None:
    decide(own_catalogue, row)
    out = tmp_path / "suggestions.csv"
    with pytest.raises(InvalidInput) as refused:
        import_taxonomy(write((1, "Barn i barnehage", "4", "4.2")), own_catalogue, out)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (2, column)
    assert problem.cause.endswith(cause)
    assert not out.exists()
