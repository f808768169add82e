"""The figure of an indicator in somebody else's page, from another origin, in a reader's browser."""

import html
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

Open = Callable[..., Page]

pytestmark = pytest.mark.browser

INDICATOR = "/indikatorer/water_leakage/"


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else's, made of what a test has put there."""

    body = ""

    def do_GET(self) -> None:
        content = f"<!doctype html><html lang=nb><title>Avisa</title>{type(self).body}</html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Log nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Serve the page of somebody else's at another origin, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_snippet_that_the_page_gives_shows_the_figure_in_another_page(
    opened: Open, browser: Browser, elsewhere: str
) -> None:
    page = opened(f"{INDICATOR}?lang=nn&sted=al")
    page.get_by_text("Bygg inn", exact=True).click()
    snippet = page.get_by_role("textbox", name="HTML til å kopiere").input_value()
    heading = page.locator("h1").inner_text()
    Elsewhere.body = snippet
    context = browser.new_context(viewport={"width": 800, "height": 900})
    other = context.new_page()
    other.goto(elsewhere)
    frame = other.frame_locator("iframe")
    assert frame.get_by_role("heading", level=1).inner_text() == heading
    assert other.locator("iframe").get_attribute("title") == heading
    assert frame.locator("svg.chart-wide").is_visible()
    assert frame.locator(".made-up").inner_text().startswith("Oppdikta tal")
    assert frame.get_by_text("Kjelde: Oppdikta tal. Dei verkelege kjem frå").is_visible()
    assert context.cookies() == []
    with context.expect_page() as followed:  # a link leaves the frame
        frame.get_by_role("link", name="Sjå alt om").click()
    followed.value.wait_for_url(f"**{INDICATOR}**", wait_until="networkidle")
    context.close()


def test_every_other_page_refuses_to_be_framed(browser: Browser, site: str, elsewhere: str) -> None:
    Elsewhere.body = f'<iframe src="{html.escape(site + INDICATOR)}"></iframe>'
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(elsewhere)
    page.wait_for_load_state("networkidle")
    assert any("frame" in text.lower() for text in said)
    assert page.frames[1].url == "chrome-error://chromewebdata/"
    context.close()
