import pytest

from loftet.charts.numbers import NumberStyle, number_text

NORWEGIAN, ENGLISH = NumberStyle.NORWEGIAN, NumberStyle.ENGLISH


@pytest.mark.parametrize(
    ("number", "decimals", "style", "text"),
    [
        (1234567.891, 2, NORWEGIAN, "1\u202f234\u202f567,89"),
        (1234567.891, 2, ENGLISH, "1,234,567.89"),
        (-0.5, 0, NORWEGIAN, "\u22121"),
        (2.675, 2, NORWEGIAN, "2,68"),
        (-0.04, 1, NORWEGIAN, "0,0"),
        (1e-7, 1, ENGLISH, "0.0"),
        (0.0, 0, ENGLISH, "0"),
    ],
)
def test_a_number_is_written_as_its_readers_write_it(
    number: float, decimals: int, style: NumberStyle, text: str
) -> None:
    assert number_text(number, decimals, style) == text
