"""A map that stands alone has the colours of the page, its legend, and no links."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from loftet.charts.svg import SVG
from loftet.charts.tile_map import Mark, TileKey
from loftet.charts.tile_picture import PAINT, tile_picture

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="tile-map" viewBox="-.1 -.1 2.2 1.2" role="group">'
    '<defs><g id="tg" class="tile tile-green"><path id="t0" d="M0 0h1"/></g></defs>'
    '<g role="group" aria-label="Buskerud"><a href="/kommuner/gol/"><title>Gol: 30 %</title>'
    '<use href="#tg" x="1" y="0"/></a></g></svg>'
)
LEGEND = [TileKey(Mark.GREEN, "Nær målet", 1)]


def test_squares_keep_what_they_say_and_lead_nowhere() -> None:
    picture = ET.fromstring(tile_picture(DRAWING, "Kart", "Om kartet", LEGEND))
    assert picture.attrib == {"viewBox": "0 0 39.6 60.6", "aria-labelledby": "map-title map-desc"}
    assert [one.text for one in picture[:2]] == ["Kart", "Om kartet"]
    tiles = picture[2]
    assert tiles.attrib == {"transform": "scale(18) translate(0.1,0.1)"}
    assert tiles[0][0].attrib == {"id": "tg", "fill": "#004c34"}
    (square,) = tiles[1]
    assert (square.tag, square.attrib, square[0].text) == (f"{SVG}g", {}, "Gol: 30 %")
    assert square[1].attrib == {"href": "#tg", "x": "1", "y": "0"}
    assert [one.text for one in picture.findall(f"{SVG}text")] == ["Nær målet: 1"]


def test_what_is_no_part_of_a_map_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for <script>"):
        tile_picture(DRAWING.replace("<defs>", "<defs><script/>"), "", "", [])


def test_the_colours_are_those_of_the_page_on_light_paper(project: Path) -> None:
    css = (project / "src/loftet/site/static/loftet/charts.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", css.partition("}")[0]))
    rules = dict(re.findall(r"^\.(tile-[\w-]+)(?:, \.tile-[\w-]+)? \{ (.*) \}$", css, re.MULTILINE))
    rules |= {"tile-strait": f"{rules['tile-border']} {rules['tile-strait']}"}
    for name, paint in PAINT.items():
        told = dict(re.findall(r"(fill|stroke|stroke-width): ([^;]+);", rules[name]))
        read = {
            key: light[found[-1]] if (found := re.findall(r"--[\w-]+", value)) else value
            for key, value in told.items()
        }
        read = {key: "none" if value == "transparent" else value for key, value in read.items()}
        assert read == paint, name
