from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.toml_record import read_record
from loftet.text_files.toml_lines import key_lines


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    name: str
    share: Decimal = Decimal(1)


@dataclass(frozen=True)
class Whole:
    day: date
    colour: Colour
    parts: tuple[Part, ...] = ()
    words: tuple[str, ...] = ()
    named: Mapping[str, Part] = field(default_factory=dict)
    sure: bool = False
    count: int = 0
    one: Part | None = None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "whole.toml"


def test_every_value_has_the_type_that_the_record_asks_for(file: Path) -> None:
    file.write_text(
        'day = 2024-01-01\ncolour = "red"\nwords = "one"\nsure = true\ncount = 3\n'
        'one = { name = "x", share = 2 }\n'
        '[[parts]]\nname = "a"\nshare = 0.1\n[[parts]]\nname = "b"\n[named."Ål"]\nname = "c"\n',
        encoding="utf-8",
    )
    whole, _ = read_record(file, Whole)
    assert whole == Whole(
        day=date(2024, 1, 1),
        colour=Colour.RED,
        parts=(Part("a", Decimal("0.1")), Part("b")),
        words=("one",),
        named={"Ål": Part("c")},
        sure=True,
        count=3,
        one=Part("x", Decimal(2)),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('colour = "red"', ["the key «day» is missing"]),
        ('day = "2024-01-01"\ncolour = "red"', ["line 1, column day: «2024-01-01» is not a date"]),
        (
            'day = 2024-01-01T00:00:00\ncolour = "red"',
            ["line 1, column day: «2024-01-01 00:00:00» is not a date"],
        ),
        (
            'day = 2024-01-01\ncolour = "rod"',
            ["line 2, column colour: «rod» is not one of red, blue; did you mean «red»?"],
        ),
        (
            'day = 2024-01-01\ncolour = "red"\ncount = true',
            ["line 3, column count: «True» is not a whole number"],
        ),
        (
            'day = 2024-01-01\ncolour = "red"\ncount = 1.0',
            ["line 3, column count: «1.0» is not a whole number"],
        ),
        ('day = 2024-01-01\ncolour = "red"\nparts = "a"', ["line 3, column parts: «a» is not a list"]),
        ('day = 2024-01-01\ncolour = "red"\none = 1', ["line 3, column one: «1» is not a table"]),
        (
            'day = 2024-01-01\ncolour = "red"\n[[parts]]\nname = "a"\n[[parts]]\nnam = "b"\nname = 3',
            [
                "line 6, column parts[2].nam: the key «nam» is not known here; did you mean «name»?",
                "line 7, column parts[2].name: «3» is not a text",
            ],
        ),
    ],
)
def test_all_faults_are_told_with_their_lines(file: Path, text: str, told: list[str]) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_record(file, Whole)
    assert [
        str(problem).removeprefix(f"{file}, ").removeprefix(f"{file}: ") for problem in refused.value.problems
    ] == told


def test_keys_are_found_in_tables_under_a_repeated_table() -> None:
    text = (
        '[[series]]\n[series.sum]\nover = ["a"]\n[[series]]\n"odd key" = 1\n[series.divide.by]\nfile = "t"\n'
    )
    assert key_lines(text) == {
        ("series", 0): 1,
        ("series", 0, "sum"): 2,
        ("series", 0, "sum", "over"): 3,
        ("series", 1): 4,
        ("series", 1, "odd key"): 5,
        ("series", 1, "divide", "by"): 6,
        ("series", 1, "divide", "by", "file"): 7,
    }
