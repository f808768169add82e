"""The access log: one line a request with its id, and nothing by which somebody is recognised."""

import logging
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from loftet.core.request_ids import RequestIdFilter
from loftet.site.access_log import MaskedPathFilter, masked

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """Hear what the site logs, with the filters that it logs through."""
    monkeypatch.setattr(logging.getLogger("loftet.access"), "propagate", True)
    for one in (RequestIdFilter(), MaskedPathFilter()):
        caplog.handler.addFilter(one)
    caplog.set_level(logging.INFO)
    return caplog


def test_a_request_is_one_line_with_its_id_and_without_its_query(
    demo_site: Path, client: Client, lines: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/kommuner/gol/?q=hemmeleg", headers={"user-agent": "Nettlesar"})
    (record,) = [one for one in lines.records if one.name == "loftet.access"]
    assert vars(record)["request_id"] == answer.headers["X-Request-ID"]
    assert record.args is not None
    method, path, status, size, _milliseconds, route = record.args
    expected = ("GET", "/kommuner/gol/", 200, str(len(answer.content)), "municipality")
    assert (method, path, status, size, route) == expected
    told = record.getMessage()
    assert not any(word in told for word in ("hemmeleg", "Nettlesar", "127.0.0.1"))


def test_what_django_logs_of_a_refusal_has_the_id_and_no_signed_word(
    demo_site: Path, client: Client, lines: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/varsler/avmelding/7:sV3x_qAb/")
    (record,) = [one for one in lines.records if one.name == "django.request"]
    assert vars(record)["request_id"] == answer.headers["X-Request-ID"]
    assert record.getMessage() == "Forbidden: /varsler/avmelding/…/"
    assert "sV3x" not in lines.text


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/saker/12/behandlinger/3/", "/saker/12/behandlinger/3/"),
        ("/indikatorer/share_of_renewables_in_heating_2030.csv",) * 2,
        ("/x/ola@example.no/", "/x/…/"),
        ("/x/01017012345/", "/x/…/"),
        ("/x/7:abc/y/", "/x/…/y/"),
        ("/x/Zk3vAq8rTn1xYw5b_-cd/", "/x/…/"),
        ("/x/\nforged line/", "/x/…forged…line/"),
        ("/" + "x" * 500, "/" + "x" * 199),
    ],
)
def test_what_could_open_something_is_masked_in_a_path(path: str, shown: str) -> None:
    assert masked(path) == shown


@pytest.mark.parametrize(("behind_proxy", "kept"), [(True, True), (False, False)])
def test_an_id_is_taken_from_a_proxy_alone(
    demo_site: Path, client: Client, settings: Settings, behind_proxy: bool, kept: bool
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    answer = client.get("/robots.txt", headers={"x-request-id": "0123456789abcdef-proxy"})
    assert (answer.headers["X-Request-ID"] == "0123456789abcdef-proxy") == kept


def test_the_lines_can_be_turned_off(
    demo_site: Path, client: Client, settings: Settings, lines: pytest.LogCaptureFixture
) -> None:
    settings.ACCESS_LOG = False
    client.get("/robots.txt")
    assert [one for one in lines.records if one.name == "loftet.access"] == []
