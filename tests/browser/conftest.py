"""Chromium on the served demo."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.server import KeptStaticFiles, WaitingServer

Scheme = Literal["light", "dark"]
Open = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave a test in the browser to the night, unless it is marked for the day."""
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        if "browser" in marks and "by_day" not in marks:
            item.add_marker("nightly")


@pytest.fixture(scope="session")
def axe(project: Path) -> str:
    """Return the source of axe, which a page under test runs."""
    file = project / "node_modules" / "axe-core" / "axe.min.js"
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Return the server of all tests of a process; it waits for its requests when it is stopped."""
    server = LiveServer("localhost", start=False)
    server.thread.server_class = WaitingServer
    server.thread.static_handler = KeptStaticFiles
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site(transactional_db: None, demo_site: Path, live_server: LiveServer) -> Iterator[str]:
    """Serve the demo to a browser, and give its address; no request runs while the tables are emptied."""
    yield live_server.url
    httpd = live_server.thread.httpd
    assert isinstance(httpd, WaitingServer)
    assert httpd.end_requests()


def reader(
    browser: Browser, site: str, client: Client, language: str = "nb", **options: Any
) -> BrowserContext:
    """Return the browser of a reader of a language, with what a client has been given to keep."""
    context = browser.new_context(**options)
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    kept[settings.LANGUAGE_COOKIE_NAME] = language
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in kept.items()])
    return context


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Open]:
    """Open an address in a reader's browser; all that the browser complains of fails the test."""
    said: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(
        address: str,
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Scheme = "light",
        scripts: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{address}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{address}: {error}"))
        page.goto(site + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
