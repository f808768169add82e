"""A drawing as a picture of its own: its words around it, its colours in it, and the same as PNG."""

from xml.etree import ElementTree as ET

import pytest

from loftet.charts.chart import Size
from loftet.charts.colours import LIGHT
from loftet.charts.line import LineView
from loftet.charts.line_drawing import line_drawing
from loftet.charts.picture import HEIGHT, WIDTH, Caption, picture
from loftet.charts.png import png_of, pngs_of

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("Oppdiktede tall", "Gol kaster mindre", "Kg, 2018–2023", ("Kilde: SSB", "loftet.example"))


@pytest.fixture(scope="module")
def svg(view: LineView) -> str:
    return picture(line_drawing(view, Size.SLIDE, "chart"), CAPTION)


def test_finding_unit_and_source_stand_around_the_chart(svg: str) -> None:
    words = [one.text for one in ET.fromstring(svg).findall(f"{SVG}text")]
    assert words == ["Oppdiktede tall", "Gol kaster mindre", "Kg, 2018–2023", "Kilde: SSB", "loftet.example"]


def test_it_is_as_large_as_a_slide(svg: str) -> None:
    root = ET.fromstring(svg)
    assert (root.attrib["width"], root.attrib["height"]) == (str(WIDTH), str(HEIGHT)) == ("1920", "1080")


def test_name_and_description_are_those_of_the_chart(svg: str, view: LineView) -> None:
    root = ET.fromstring(svg)
    assert [one.text for one in root[:2]] == [view.title, view.description]
    assert root.attrib["role"] == "img"


def test_colours_are_attributes_and_nothing_needs_a_style_sheet_or_a_script(svg: str) -> None:
    root = ET.fromstring(svg)
    assert not any("class" in one.attrib or "data-y" in one.attrib for one in root.iter())
    strokes = {one.get("stroke") for one in root.iter()}
    assert {LIGHT["p1"], LIGHT["p2"], LIGHT["ink2"]} <= strokes


def test_all_of_the_chart_lies_between_the_words(svg: str) -> None:
    root = ET.fromstring(svg)
    below = min(float(one.attrib["y"]) for one in root.findall(f"{SVG}text")[-2:])
    moved = next(one.attrib["transform"] for one in root.findall(f"{SVG}g"))
    top, scale = float(moved.split(",")[1].split(")")[0]), float(moved.split("scale(")[1].rstrip(")"))
    height = float(line_height(root) or 0) * scale
    assert top > 0
    assert top + height <= below


def line_height(root: ET.Element) -> float:
    """Return how far down the lowest text of the chart stands."""
    group = root.find(f"{SVG}g")
    assert group is not None
    return max(float(one.attrib["y"]) for one in group.iter(f"{SVG}text") if "y" in one.attrib)


def test_a_png_of_it_is_as_large(svg: str) -> None:
    png = png_of(svg)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1920, 1080)


def test_links_are_left_out_of_a_picture() -> None:
    inside = '<a href="/kommuner/gol/"><rect class="fill-p1"/></a>'
    drawn = f'<svg xmlns="{SVG[1:-1]}" viewBox="0 0 10 10">{inside}</svg>'
    root = ET.fromstring(picture(drawn, Caption("", "Gol", "", ())))
    assert "href" not in ET.tostring(root, encoding="unicode")
    assert root.find(f".//{SVG}g/{SVG}g/{SVG}rect") is not None


def test_many_drawings_become_pictures_of_one_width_each_with_its_own_words() -> None:
    drawn = [
        f'<svg xmlns="{SVG[1:-1]}" width="664" height="{height}" viewBox="0 0 664 {height}"'
        f' font-family="Inter, sans-serif"><text y="40" font-size="20">{word}</text></svg>'
        for word, height in (("Gol", 92), ("Ål", 92), ("", 92), ("Måsøy", 332))
    ]
    pictures = pngs_of(drawn, width=1000)
    sizes = [(int.from_bytes(one[16:20]), int.from_bytes(one[20:24])) for one in pictures]
    assert sizes == [(1000, 139), (1000, 139), (1000, 139), (1000, 500)]
    assert len(set(pictures)) == 4


def test_no_drawings_are_no_pictures() -> None:
    assert pngs_of([], width=1000) == []
