"""A new process has asked for a page of each kind before a reader does, and does so for each edition."""

import logging
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.urls import resolve
from pytest_django import Settings

from loftet.editions.opened import Current
from loftet.site import warming
from loftet.site.warming import _warm_new, addresses, warm
from loftet.site.wsgi_bridge import Wsgi
from loftet.status.urls import urlpatterns
from tests.access_table import methods_by_name
from tests.browser.test_every_page import FILE_ENDINGS, FILES

pytestmark = pytest.mark.django_db
# Pages of status that tell of what people write, and frames that other sites show.
NOT_WARMED = {
    *("error_report", "error_report_kept", "figure_comment", "reports", "report"),
    *("indicator_figure", "indicator_map_figure"),
}


def test_every_kind_of_page_of_figures_is_asked_for(demo_site: Path) -> None:
    asked = {resolve(urlsplit(one).path).view_name for one in addresses()}
    only_sent = {name for name, methods in methods_by_name().items() if methods == {"POST"}}
    names = {str(one.name) for one in urlpatterns if not str(one.name).endswith(FILE_ENDINGS)}
    pages = names - only_sent - FILES
    assert pages - asked == NOT_WARMED
    assert asked - pages == {"front", "about", "search", "challenges", "comparison_challenges"}


def test_each_is_answered_whole_and_written_in_no_log(
    demo_site: Path, settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LANGUAGES = [("nn", "Nynorsk")]
    monkeypatch.setattr(logging.getLogger("loftet.access"), "propagate", True)
    caplog.set_level(logging.INFO)
    for signal in (request_started, request_finished):  # they would close the connection of the test
        monkeypatch.setattr(signal, "send", lambda *_args, **_more: [])
    assert warm(cast(Wsgi, WSGIHandler())) == len(list(addresses()))
    assert [one for one in caplog.records if one.name == "loftet.access"] == []


def test_a_site_without_figures_has_nothing_to_warm(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    assert list(addresses()) == []


def test_each_edition_is_warmed_once_and_a_failure_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    editions = iter(("first", "first", "second"))
    warmed: list[object] = []

    def fail(application: object) -> int:
        warmed.append(application)
        raise RuntimeError

    monkeypatch.setattr(warming, "current", lambda: Current(None, next(editions), "damaged"))
    monkeypatch.setattr(warming, "warm", fail)
    keys: list[str | None] = [None]
    for _number in range(3):
        keys.append(_warm_new(cast(Wsgi, WSGIHandler()), keys[-1]))
    assert keys[1:] == [f" instead of {one}" for one in ("first", "first", "second")]
    assert len(warmed) == 2
    told = [one.getMessage().partition("\n")[0] for one in caplog.records]
    assert told == ["warming failed: RuntimeError"] * 2
