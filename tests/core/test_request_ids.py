"""The id of a request is on each of its log lines, and never taken from somebody who makes one up."""

import logging

import pytest

from loftet.core.request_ids import (
    RequestIdFilter,
    current_request_id,
    new_request_id,
    request_id_set,
)


def record() -> logging.LogRecord:
    return logging.LogRecord("loftet", logging.INFO, "", 1, "words", (), None)


def test_a_log_record_carries_the_id_of_its_request() -> None:
    inside, outside = record(), record()
    with request_id_set("12345678"):
        RequestIdFilter().filter(inside)
    RequestIdFilter().filter(outside)
    assert (vars(inside)["request_id"], vars(outside)["request_id"]) == ("12345678", "-")
    assert current_request_id() == "-"


@pytest.mark.parametrize(
    "proposed", ["", "short", "with space in it", "a" * 65, "line\nbreak-12345", "ærlig-123456"]
)
def test_an_id_that_is_not_well_formed_is_replaced(proposed: str) -> None:
    assert new_request_id(proposed) != proposed
