import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from loftet.charts.line import Line, LineView, Point
from loftet.charts.render import render_line

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawings(view: LineView) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in render_line(view, "chart-gol").split("\n")]


def test_each_drawing_is_an_image_named_by_its_finding_and_described(
    view: LineView, drawings: list[ET.Element]
) -> None:
    for drawing, size in zip(drawings, ("wide", "narrow"), strict=True):
        title, description = drawing[0], drawing[1]
        assert (title.tag, title.text) == (f"{SVG}title", view.title)
        assert (description.tag, description.text) == (f"{SVG}desc", view.description)
        assert (drawing.get("role"), drawing.get("class")) == ("img", f"chart chart-{size}")
        named = f"{title.get('id')} {description.get('id')}"
        assert drawing.get("aria-labelledby") == named
        assert {"width", "height"} & drawing.attrib.keys() == set()
        assert drawing.get("viewBox", "").startswith("0 0 720 " if size == "wide" else "0 0 300 ")


def test_ids_are_unique_on_the_page(drawings: list[ET.Element]) -> None:
    ids = [element.get("id") for drawing in drawings for element in drawing.iter() if element.get("id")]
    assert ids == [f"chart-gol-{size}-{part}" for size in ("wide", "narrow") for part in ("title", "desc")]


def test_nothing_in_a_drawing_styles_runs_or_loads(view: LineView) -> None:
    svg = render_line(view, "a").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"style|script|href|url\(|https?:|\son\w+=", svg) == []


def test_the_same_view_gives_the_same_bytes(view: LineView) -> None:
    assert render_line(view, "a") == render_line(replace(view), "a")


def test_numbers_are_written_as_the_reader_writes_them_and_years_whole(drawings: list[ET.Element]) -> None:
    texts = {"".join(text.itertext()) for text in drawings[0].iter(f"{SVG}text")}
    assert {"0", "500", "1\u202f000", "1\u202f500", "2018", "2023", "kg per innbygger"} <= texts


def test_a_name_with_signs_of_markup_is_text(view: LineView) -> None:
    odd = replace(view, own=Line("<b>&", (Point(2023, 4.0),)), peers=(), country=None, breaks=())
    wide = ET.fromstring(render_line(odd, "a").split("\n")[0])
    assert "<b>&" in {text.text for text in wide.iter(f"{SVG}text")}


def test_no_text_is_smaller_than_twelve_pixels_in_the_narrowest_column(drawings: list[ET.Element]) -> None:
    # The wide drawing (720) is shown from 600 px up, the narrow one (300) from 288 px: a screen of 320.
    for drawing, shrunk in zip(drawings, (600 / 720, 288 / 300), strict=True):
        sizes = {float(text.get("font-size", "").removesuffix("px")) for text in drawing.iter(f"{SVG}text")}
        assert min(sizes) * shrunk >= 12


def test_importing_charts_brings_in_no_drawing_tool() -> None:
    modules = "cache chart colours dot labels line line_frame numbers render scale spark svg"
    code = "; ".join(f"import loftet.charts.{name}" for name in modules.split())
    code += "; import sys; print(sorted({'altair', 'vl_convert', 'pandas', 'django'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
