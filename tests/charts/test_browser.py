"""The drawings on a real page, under the strict content security policy of the site."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

from loftet.charts.chart import ON_PAGES
from loftet.charts.line import Break, Line, LineView, Point
from loftet.charts.line_drawing import line_svg
from loftet.charts.spark import spark_line

Device = Literal["light", "dark"]

ADDRESS = "http://charts.test/"
WIDEST_FONT = 'body { font-family: "DejaVu Sans", Verdana, sans-serif }'
POLICY = "default-src 'none'; style-src 'self'"
LIGHT = {"own": "rgb(14, 81, 66)", "target": "rgb(20, 35, 30)", "text": "rgb(75, 90, 84)"}
DARK = {"own": "rgb(143, 211, 188)", "target": "rgb(238, 243, 239)", "text": "rgb(180, 194, 187)"}
SHEETS = ("tokens.css", "drawings.css", "charts.css")

# Names a text that leaves its drawing, and one that lies on another.
FAULTS = """svg => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")];
    const boxes = texts.map(text => text.getBoundingClientRect());
    const over = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 5;
    const isFault = (box, i) => box.left < frame.left - 1 || box.right > frame.right + 1
        || boxes.some((other, j) => j > i && over(box, other));
    return texts.filter((_, i) => isFault(boxes[i], i)).map(text => text.textContent);
}"""

pytestmark = pytest.mark.browser


def drawn(view: LineView, prefix: str) -> str:
    return "".join(line_svg(view, size, prefix) for size in ON_PAGES)


@pytest.fixture(scope="module")
def body(view: LineView) -> str:
    spark = spark_line([(2020, 4.0), (2021, 3.5), (2023, 2.0)], target=1.0)
    return "".join(
        [
            render_to_string("charts/spark.svg", {"spark": spark, "label": "Ned fra 4 til 2"}),
            f'<figure class="chart-box">{drawn(view, "chart-waste")}</figure>',
        ]
    )


def opened(browser: Browser, project: Path, body: str, *, width: int, scheme: str, device: Device) -> Page:
    """Open a page that holds the drawings and the style sheet of charts; a refused style fails it."""
    said: list[str] = []
    folder = project / "src/loftet/site/static/loftet"
    css = "".join((folder / name).read_text(encoding="utf-8") for name in SHEETS)
    css = re.sub(r"@font-face \{[^}]*\}", "", css)
    html = (
        f'<!doctype html><html lang="nb" data-color-scheme="{scheme}"><title>Charts</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="charts.css">{body}'
    )

    def answer(route: Route) -> None:
        if route.request.url.endswith(".css"):
            route.fulfill(body=css + WIDEST_FONT, content_type="text/css")
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=device)
    page.route("**/*", answer)
    page.on("console", lambda message: said.append(message.text))
    page.goto(ADDRESS)
    assert said == []
    return page


def painted(page: Page, selector: str, what: str) -> str:
    shown: str = page.locator(selector).first.evaluate(f"node => getComputedStyle(node).{what}")
    return shown


@pytest.mark.parametrize(
    ("scheme", "device", "colours"),
    [("light", "dark", LIGHT), ("dark", "light", DARK), ("auto", "light", LIGHT), ("auto", "dark", DARK)],
)
def test_colours_follow_the_scheme_of_the_page(
    browser: Browser, project: Path, body: str, scheme: str, device: Device, colours: dict[str, str]
) -> None:
    page = opened(browser, project, body, width=1280, scheme=scheme, device=device)
    found = {
        "own": painted(page, ".chart-wide path.stroke-p1", "stroke"),
        "target": painted(page, ".chart-wide path.stroke-ink", "stroke"),
        "text": painted(page, ".chart-wide text", "fill"),
    }
    assert found == colours
    page.close()


def test_paper_is_light_whatever_the_screen(browser: Browser, project: Path, body: str) -> None:
    page = opened(browser, project, body, width=1280, scheme="dark", device="dark")
    page.emulate_media(media="print")
    assert painted(page, ".chart-wide path.stroke-p1", "stroke") == LIGHT["own"]
    page.close()


@pytest.mark.parametrize(
    ("width", "shown", "hidden"),
    [(1280, "wide", "narrow"), (390, "narrow", "small"), (320, "small", "narrow")],
)
def test_the_page_shows_the_drawing_that_fits_and_its_text_is_legible(
    browser: Browser, project: Path, body: str, width: int, shown: str, hidden: str
) -> None:
    page = opened(browser, project, body, width=width, scheme="light", device="light")
    assert page.locator(f".chart-{shown}").is_visible()
    assert page.locator(f".chart-{hidden}").is_hidden()
    smallest = page.locator(f".chart-{shown} text").evaluate_all(
        """texts => Math.min(...texts.map(
            text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d))"""
    )
    assert smallest >= 14
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_reader_who_hears_the_page_gets_the_finding_once(
    browser: Browser, project: Path, body: str, view: LineView
) -> None:
    page = opened(browser, project, body, width=1280, scheme="light", device="light")
    heard = page.locator("body").aria_snapshot().replace('"', "")
    assert heard.count("- img ") == 2
    assert all(name in heard for name in (view.title, "Ned fra 4 til 2"))
    page.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_names_and_numbers_stay_within_the_drawing_and_do_not_overlap(
    browser: Browser, project: Path, view: LineView, width: int
) -> None:
    points = (Point(2022, 430.0), Point(2023, 420.0))
    names = ["Guovdageaidnu – Kautokeino", "Midt-Telemark", "Nore og Uvdal", "Sør-Varanger"]
    names += ["Unjárga – Nesseby"]
    crowded = replace(
        view,
        own=replace(view.own, name="Kristiansund"),
        others=tuple(Line(name, points) for name in names),
        breaks=(*view.breaks, Break(2021, "Ny kilde for tall fra gjenvinningsstasjonene")),
    )
    body = f'<figure class="chart-box">{drawn(crowded, "crowded")}</figure>'
    page = opened(browser, project, body, width=width, scheme="light", device="light")
    assert page.locator(".chart:visible").evaluate(FAULTS) == []
    page.close()
