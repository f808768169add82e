"""The colours of drawings: the same in the code, in the style sheet and in the classes."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from loftet.charts.colours import LIGHT, paint


@pytest.fixture(scope="module")
def folder(project: Path) -> Path:
    return project / "src/loftet/site/static/loftet"


def test_the_light_colours_are_those_of_the_pages(folder: Path) -> None:
    css = (folder / "tokens.css").read_text(encoding="utf-8")
    light = dict(reversed(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6});", css)))
    assert {name: light[name].upper() for name in LIGHT} == {name: one.upper() for name, one in LIGHT.items()}


@pytest.mark.parametrize("kind", ["fill", "stroke"])
def test_each_colour_of_a_drawing_has_a_rule(folder: Path, kind: str) -> None:
    css = (folder / "drawings.css").read_text(encoding="utf-8")
    used = [name for name in LIGHT if not name.startswith(("banner", "deep-"))]
    assert [name for name in used if f".{kind}-{name} {{ {kind}: var(--{name}); }}" not in css] == []


def test_classes_that_are_no_colours_are_left_out_and_words_get_their_outline() -> None:
    text = ET.Element("text", {"class": "fill-ink halo own"})
    paint(text)
    assert text.attrib == {
        "fill": LIGHT["ink"],
        "stroke": "#FFFFFF",
        "stroke-width": "5",
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    }
