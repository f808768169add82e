import pytest

from loftet.charts.heat import heat_cell


def test_a_cell_counts_strong_against_weak_in_the_class_of_the_word() -> None:
    assert [(cell.text, cell.css_class) for cell in (heat_cell(4, 1, "strong"), heat_cell(0, 6, "weak"))] == [
        ("4–1", "heat heat-strong"),
        ("0–6", "heat heat-weak"),
    ]


def test_too_few_figures_have_no_counts() -> None:
    assert heat_cell(1, 0, "few").text == "–"


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="«good» is no word of a goal"):
        heat_cell(1, 1, "good")
