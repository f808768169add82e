"""A refusal in the log carries the id of its request, as the access log and the page have it."""

import logging

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from loftet.core.refusals import answering, log_refusal
from loftet.core.request_ids import RequestIdFilter, request_id_set
from loftet.core.verdicts import Denied


@pytest.fixture
def request_of_somebody() -> HttpRequest:
    return RequestFactory().get("/saker/7/?navn=Kari")


def test_the_line_of_a_refusal_has_the_id_of_its_request_and_nothing_of_its_address(
    request_of_somebody: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "loftet.core.refusals")
    caplog.handler.addFilter(found := RequestIdFilter())
    try:
        with request_id_set("4f1c9f7e-demo"), answering(request_of_somebody):
            log_refusal(Denied("Kari may not"))
    finally:
        caplog.handler.removeFilter(found)
    (record,) = caplog.records
    assert record.request_id == "4f1c9f7e-demo"  # type: ignore[attr-defined]
    assert [word for word in ("Kari", "saker", "navn") if word in record.getMessage()] == []
