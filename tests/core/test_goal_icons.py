"""Each goal has an icon of its own, which the catalogue names."""

from pathlib import Path

import pytest

from loftet.core.hyphens import SHY, soft_hyphens
from loftet.invalid_input import InvalidInput
from loftet.ui.icons import read_goal_icons


def test_each_goal_has_an_icon_of_its_own(catalogue: Path) -> None:
    icons = read_goal_icons(catalogue / "goals.csv")
    assert list(icons) == [str(goal) for goal in range(1, 18)]
    assert len(set(icons.values())) == 17


def test_an_icon_that_is_not_there_is_refused_where_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "goals.csv"
    file.write_text("goal,icon\n1,coin\n2,fisk\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"goals\.csv, line 3, column icon: there is no icon «fisk»"):
        read_goal_icons(file)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Rent vann og gode sanitærforhold", "Rent vann og gode sanitær-forhold"),
        ("Berekraftige byar og lokalsamfunn", "Bere-kraftige byar og lokal-samfunn"),
        ("Stoppe klimaendringane", "Stoppe klima-endringane"),
        ("Livet i havet", "Livet i havet"),
    ],
)
def test_long_words_of_headings_may_break(text: str, broken: str) -> None:
    assert soft_hyphens(text).replace(SHY, "-") == broken
