"""The log names an error by kind and place: its text may hold an address."""

import logging
import sys

from loftet.core.errors import KindFormatter

ADDRESS = "kari@gol.example"


def test_the_text_of_an_error_and_of_its_cause_is_not_written() -> None:
    try:
        try:
            raise KeyError(ADDRESS)
        except KeyError as cause:
            raise ValueError(f"Key (email)=({ADDRESS}) already exists.") from cause
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "it failed", (), sys.exc_info())
    written = KindFormatter("%(message)s").format(record)
    assert ADDRESS not in written
    assert written.startswith("it failed\n")
    assert ("ValueError" in written, "KeyError" in written, "test_kind_formatter.py" in written) == (
        True,
    ) * 3
