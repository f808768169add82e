"""A source that prints all years under one code means the place that existed in the year."""

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.printed_codes import PrintedCodes


def test_a_new_code_means_the_place_in_years_before_it(gazetteer: Gazetteer) -> None:
    codes = PrintedCodes(gazetteer)
    assert [codes.find(code, 2022).slug for code in ("3041", "3324")] == ["gol", "gol"]


def test_a_place_that_a_split_made_has_no_figure_before_it(gazetteer: Gazetteer) -> None:
    codes = PrintedCodes(gazetteer)
    assert codes.find("1508", 2024).slug == "alesund"
    with pytest.raises(InvalidInput, match="«1508» is not valid on 2023-01-01"):
        codes.find("1508", 2023)
