"""The quick way through a table gives what the careful way gives, or leaves the table to it."""

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from loftet.editions.plain_csv import plain_columns


@given(text=st.text(alphabet='ab1.,"\n\ræ\u2028', max_size=60))
def test_what_is_cut_at_once_is_what_the_reader_of_records_gives(text: str) -> None:
    quick = plain_columns(text)
    if quick is not None:
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
        assert quick == list(zip(*rows, strict=True))


@given(
    rows=st.lists(st.lists(st.text(alphabet="ab1. æ\u2028", max_size=4), min_size=3, max_size=3), min_size=1)
)
def test_every_plain_table_is_cut_at_once(rows: list[list[str]]) -> None:
    text = "".join(f"{','.join(row)}\n" for row in rows)
    assert plain_columns(text) == list(zip(*rows, strict=True))


def test_what_needs_a_closer_look_is_left() -> None:
    for text in ("", "a\n1\n", "a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\n1,2\n", "a,b\r\n1,2\r\n", 'a,b\n"1",2\n'):
        assert plain_columns(text) is None
