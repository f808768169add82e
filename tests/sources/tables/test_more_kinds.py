"""Further kinds of raw files: exactly their figures, a question, or a refusal with where and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import BuildReport, build_study
from loftet.sources.tables.propose import propose
from tests.sources.tables import more_books, more_texts
from tests.sources.tables.answers import answered
from tests.sources.tables.kinds import COUNTY, TODAY, Kind
from tests.sources.tables.more_kinds import RAW
from tests.sources.tables.test_kinds import figures

FILES = (more_texts, more_books)  # each adds its kinds to RAW
READ = [name for name, raw in RAW.items() if not raw.refused]
REFUSED = [name for name, raw in RAW.items() if raw.refused]


def proposed(kind: Kind, here: Path, gazetteer: Gazetteer) -> str:
    """Write the files of a kind, and what is proposed for them, answered; return the proposal."""
    (here / "data").mkdir()
    for name, content in kind.files.items():
        (here / "data" / name).write_bytes(content)
    recipe, listed = propose(sorted((here / "data").iterdir()), gazetteer, COUNTY, TODAY)
    for name, text in zip(("recipe.toml", "indicators.csv"), answered(recipe, listed), strict=True):
        (here / name).write_text(text, encoding="utf-8")
    (here / "method.toml").write_text("", encoding="utf-8")
    return recipe


@pytest.mark.parametrize("name", READ)
def test_what_is_proposed_gives_exactly_the_figures(tmp_path: Path, gazetteer: Gazetteer, name: str) -> None:
    kind = RAW[name].of(gazetteer)
    recipe = proposed(kind, tmp_path, gazetteer)
    build_study(tmp_path / "recipe.toml", tmp_path / "data", tmp_path / "out", gazetteer)
    found = {
        (key.rpartition("_")[2], *rest): value for (key, *rest), value in figures(tmp_path / "out").items()
    }
    assert found == {one: pytest.approx(value) for one, value in kind.truth.items()}
    assert [words for words in RAW[name].asked if words not in recipe] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, gazetteer: Gazetteer, name: str
) -> None:
    recipe = told = ""
    try:
        recipe = proposed(RAW[name].of(gazetteer), tmp_path, gazetteer)
        build_study(tmp_path / "recipe.toml", tmp_path / "data", tmp_path / "out", gazetteer)
    except InvalidInput as refused:
        told = str(refused)
    assert [words for words in RAW[name].refused if words not in told] == []
    assert [words for words in RAW[name].asked if words not in recipe] == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("keys", "told"), [
    ('keep = "sum"', "the figures grow from each quarter to the next in all 3 years of places"),
    ('keep = "mean", cumulated = true', "figures of the year so far are never added up"),
    ('keep = "sum", cumulated = false', ""),
])  # fmt: skip
def test_figures_of_the_year_so_far_are_never_added_up(
    build: Callable[..., BuildReport], sketch: Callable[..., str], keys: str, told: str
) -> None:
    names = ("Skien", "Porsgrunn", "Siljan")
    rows = [f"{name},2023K{n},{n * 10}" for name in names for n in (1, 2, 3, 4)]
    text = "\n".join(["Kommune,År,Verdi", *rows, ""])
    if told:
        with pytest.raises(InvalidInput, match=told):
            build(sketch(period=f'kind = "quarter", {keys}'), t=text)
    else:
        build(sketch(period=f'kind = "quarter", {keys}'), t=text)


def test_an_answer_that_is_missing_makes_the_share_missing(
    build: Callable[..., BuildReport], sketch: Callable[..., str], cells: Callable[[], object]
) -> None:
    rows = ["Skien,2023,Ja", "Skien,2023,Nei", "Siljan,2023,Ja", "Siljan,2023,"]
    share = 'share = { yes = ["Ja"], no = ["Nei"] }'
    build(sketch(series=share), t="\n".join(["Kommune,År,Verdi", *rows, ""]))
    assert cells() == {("4003", "2023"): ("50.0", ""), ("4010", "2023"): ("", "missing")}


def test_no_kind_is_counted_twice() -> None:
    assert (len(RAW), len(READ) + len(REFUSED)) == (112, 112)


def test_many_faults_of_a_column_that_are_alike_are_one_line(
    build: Callable[..., BuildReport], sketch: Callable[..., str]
) -> None:
    names = ["Aa", "Bb", "Cc", "Dd", "Ee", "Ff", "Gg", "Hh"]
    with pytest.raises(InvalidInput) as refused:
        build(sketch(), t="\n".join(["Kommune,År,Verdi", *(f"{name},2023,1" for name in names), ""]))
    (problem,) = refused.value.problems
    assert problem.line == 2
    assert "7 more are like it: «Bb», «Cc», «Dd», «Ee», «Ff», «Gg», «Hh»" in problem.cause
