"""Chromium on the served demo.

Playwright runs an event loop, in which Django refuses to use a database unless it is told to.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
Scheme = Literal["light", "dark"]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Give one Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(project: Path) -> str:
    """Give the source of axe, which a page under test runs."""
    file = project / "node_modules" / "axe-core" / "axe.min.js"
    return file.read_text(encoding="utf-8")


@pytest.fixture
def site(transactional_db: None, demo_site: Path, live_server: LiveServer) -> str:
    """Serve the demo to a browser, and give its address."""
    return live_server.url


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Open]:
    """Open an address in a reader's browser; all that the browser complains of fails the test."""
    said: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(address: str, *, width: int = 1280, scheme: Scheme = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
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
