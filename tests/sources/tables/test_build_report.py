"""What the report says of each indicator, and what a person is asked to look at."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from loftet.cli import main
from loftet.sources.tables import BuildReport
from loftet.sources.tables.figures import Figure, suspicions
from loftet.sources.tables.report_page import report_page
from tests.sources.tables.conftest import HEAD

Build = Callable[..., BuildReport]
Sketch = Callable[..., str]


def figures(*numbers: float, code: str = "4003", first: int = 2010, ranked: bool = True) -> list[Figure]:
    return [
        Figure(code, f"Sted {code}", first + n, number, "t.csv", n + 2, ranked)
        for n, number in enumerate(numbers)
    ]


def test_a_jump_is_one_that_the_other_changes_do_not_know() -> None:
    calm = (10.0, 10.2, 9.9, 10.1, 10.0, 10.3, 10.1, 10.2, 9.8)
    assert list(suspicions(figures(*calm), {})) == []
    assert list(suspicions(figures(*calm, 15.0), {})) == [
        "jumps of more than 5 standard deviations: "
        "Sted 4003 from 9.8 in 2018 to 15.0 in 2019 (t.csv, line 11)"
    ]


def test_few_changes_say_nothing_of_a_jump() -> None:
    assert list(suspicions(figures(10.0, 10.1, 10.0, 40.0), {})) == []


def test_a_country_beside_its_municipalities_is_no_other_unit() -> None:
    towns = [one for code in ("4001", "4003", "4005") for one in figures(100.0, 110.0, code=code)]
    country = figures(20000.0, 21000.0, code="NO", ranked=False)
    assert list(suspicions([*towns, *country], {})) == []


def test_values_that_only_spread_wide_are_of_one_unit() -> None:
    spread = [one for n in range(40) for one in figures(1.3**n, code=str(n))]
    assert list(suspicions(spread, {})) == []


def test_bounds_in_the_unit_of_the_values_are_no_news() -> None:
    assert (
        list(suspicions(figures(12.0, 14.0), {"lower": "0", "red": "10", "green": "20", "upper": ""})) == []
    )


def test_first_years_of_nothing_but_zeros_are_asked_about() -> None:
    towns = [one for code in ("4001", "4003", "4005") for one in figures(0.0, 0.0, 3.0, 4.0, code=code)]
    assert list(suspicions(towns, {})) == [
        "every value of 2010–2011 is 0, and later ones are not; if nothing was counted then, write "
        "years = { first = 2012 }"
    ]
    zeros = [one for code in ("4001", "4003", "4005") for one in figures(0.0, 0.0, code=code)]
    assert list(suspicions(zeros, {})) == []
    assert list(suspicions(figures(0.0, 3.0), {})) == []


class Page(HTMLParser):
    """The texts of a page and the tags that are open at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_the_page_says_what_the_text_says(build: Build, sketch: Sketch) -> None:
    report = build(
        sketch('suppressed = ":"'), t="Kommune,År,Verdi\nSkien,2020,1.234\nTinn,2021,20.500\nNome,2021,:\n"
    )
    page = Page()
    page.feed(report_page(report))
    assert page.open == []
    for text in ("2020–2021", "2 of 19", str(report.indicators[0].lowest), str(report.indicators[0].highest)):
        assert text in page.texts
    assert any(text.startswith("4018 Nome (rows without a figure), 40 Telemark") for text in page.texts)
    told = [line.replace("look at: ", "") for line in report.lines() if "look at: " in line]
    assert len(told) == 1
    assert set(told) <= set(page.texts)
    assert {line for file in report.files for line in file.lines()} <= set(page.texts)


def test_a_page_shows_the_signs_of_a_file_as_text(build: Build, sketch: Sketch) -> None:
    report = build(
        sketch('leave_out_starting = { Kommune = "<script>" }'),
        t="Kommune,År,Verdi\nSkien,2020,1\n<script>alert(1)</script>,,\n",
    )
    assert "<script>" not in report_page(report)


# --- the command ------------------------------------------------------------------------------------

LIST = "indicator,name,goal,weight,lower,red,green,upper,applies_to,direction,yardstick\n"


@pytest.fixture
def command(tmp_path: Path, sketch: Sketch) -> Callable[..., int]:
    """Run `loftet study build` with a row of the list of indicators and a method."""
    (tmp_path / "data").mkdir()
    (tmp_path / "recipe.toml").write_text(HEAD + sketch(), encoding="utf-8")
    (tmp_path / "data" / "t.csv").write_text(
        "Kommune,År,Verdi\nSkien,2020,1\nTinn,2020,2\n", encoding="utf-8"
    )

    def run(row: str, method: str = "", report: str = "report.html") -> int:
        (tmp_path / "indicators.csv").write_text(LIST + row, encoding="utf-8")
        (tmp_path / "method.toml").write_text(method, encoding="utf-8")
        words = ["study", "build", str(tmp_path / "recipe.toml"), "--data", str(tmp_path / "data")]
        return main([*words, "--out", str(tmp_path / "out"), "--report", str(tmp_path / report)])

    return run


@pytest.mark.parametrize("name", ["report.html", "report.txt"])
def test_the_command_writes_the_report(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert command("x,X,1,1,,,,,,1,\n", report=name) == 0
    printed, written = capsys.readouterr().out, (tmp_path / name).read_text(encoding="utf-8")
    if name.endswith("txt"):
        assert written == printed
    else:
        assert "lowest 1.0 in 4003 Skien in 2020" in printed
        assert "1.0 in 4003 Skien in 2020" in written


@pytest.mark.parametrize(
    ("row", "method", "told"),
    [
        ("x,X,18,1,,,,,,1,\n", "", "indicators.csv, line 2, column goal: «18» is no goal: 1 to 17, or empty"),
        ("x,X,1,1,,,,,,ned,\n", "", "indicators.csv, line 2, column direction: «ned»"),
        ("x,X,1,1,,,,,,,\n", "", "indicators.csv, line 2, column direction: which way is better for «x»?"),
        ("x,X,1,1,,,,,,1,sammenligning\n", "", "indicators.csv, line 2, column yardstick: «sammenligning»"),
        ('x,X,1,1,,"12,5",,,,1,\n', "", "indicators.csv, line 2, column red: «12,5»"),
        ("x,X,1,1,,,,,,1,\n", '[bounds]\nlower = "minimum"\n', "method.toml, line 2"),
        (
            "x,X,1,1,0,,,30,,-1,\n",
            "",
            "indicators.csv, line 2, column direction: direction -1 says less is better, "
            "and lower 0 with upper 30 says the opposite",
        ),
    ],
)
def test_what_no_status_could_be_computed_of_is_not_built(
    command: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    row: str,
    method: str,
    told: str,
) -> None:
    assert command(row, method) == 2
    assert f"{tmp_path}/{told}" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "report.html").exists()
