"""The tile map: every place once, in a light drawing that can be read without colours."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string

from loftet.charts.tile_map import CountyTiles, Mark, PlaceOnMap, TileCell, TileKey, TileMap, tile_map
from loftet.geography.tiles import Tile

TILES = {"gol": Tile(1, 0), "al": Tile(0, 0), "oslo": Tile(1, 2), "nesbyen": Tile(0, 1), "bergen": Tile(0, 3)}
PLACES = (
    PlaceOnMap("oslo", "Oslo", Mark.RED, "Oslo: 15,9 %, Svakere enn de fleste", "/kommuner/oslo/"),
    PlaceOnMap("gol", "Buskerud", Mark.GREEN, "Gol: 2 %, Bedre enn de fleste", "/kommuner/gol/"),
    PlaceOnMap("nesbyen", "Buskerud", Mark.SUPPRESSED, "Nesbyen: Skjult", "/kommuner/nesbyen/"),
    PlaceOnMap("al", "Buskerud", Mark.RED, "Ål & omegn: 20 %", "/kommuner/al/"),
    PlaceOnMap("demodalen", "Demo", Mark.RED, "Demodalen", "/kommuner/demodalen/"),
)
WORDS = {
    Mark.GREEN: "Bedre enn de fleste",
    Mark.YELLOW: "Litt bedre enn midten",
    Mark.RED: "Svakere enn de fleste",
}


@pytest.fixture
def drawn() -> TileMap:
    made = tile_map("Fattigdom", PLACES, TILES, words=WORDS, chosen=["gol"])
    assert made is not None
    return made


def test_places_stand_on_their_squares_by_county_and_row_by_row(drawn: TileMap) -> None:
    gol = TileCell(1, 0, Mark.GREEN, "Gol: 2 %, Bedre enn de fleste", "/kommuner/gol/")
    assert drawn == TileMap(
        title="Fattigdom",
        width=2,
        height=4,
        areas=(
            CountyTiles(
                "Oslo", (TileCell(1, 2, Mark.RED, "Oslo: 15,9 %, Svakere enn de fleste", "/kommuner/oslo/"),)
            ),
            CountyTiles(
                "Buskerud",
                (
                    TileCell(0, 0, Mark.RED, "Ål & omegn: 20 %", "/kommuner/al/"),
                    gol,
                    TileCell(0, 1, Mark.SUPPRESSED, "Nesbyen: Skjult", "/kommuner/nesbyen/"),
                ),
            ),
        ),
        rings=(gol,),
        border="",
        legend=(TileKey(Mark.GREEN, "Bedre enn de fleste", 1), TileKey(Mark.RED, "Svakere enn de fleste", 2)),
    )


def test_a_border_is_drawn_between_counties_that_touch() -> None:
    made = tile_map("", PLACES, TILES | {"oslo": Tile(1, 1)})
    assert made is not None
    assert made.border == "M1 1v1M1 1h1"


def test_where_no_place_has_a_square_there_is_no_map() -> None:
    assert tile_map("", PLACES, {}) is None
    assert tile_map("", (), TILES) is None


def test_every_square_is_a_link_that_says_what_it_shows(drawn: TileMap) -> None:
    root = ET.fromstring(render_to_string("charts/tile_map.svg", {"map": drawn}))
    links = [(one.get("href"), one[0].text, dict(one[1].attrib)) for one in root.iter("a")]
    assert links == [
        ("/kommuner/oslo/", "Oslo: 15,9 %, Svakere enn de fleste", {"href": "#tr", "x": "1", "y": "2"}),
        ("/kommuner/al/", "Ål & omegn: 20 %", {"href": "#tr", "x": "0", "y": "0"}),
        ("/kommuner/gol/", "Gol: 2 %, Bedre enn de fleste", {"href": "#tg", "x": "1", "y": "0"}),
        ("/kommuner/nesbyen/", "Nesbyen: Skjult", {"href": "#ts", "x": "0", "y": "1"}),
    ]
    groups = [(one.get("role"), one.get("aria-label")) for one in root.findall("g")]
    assert (root.get("role"), root.get("aria-label")) == ("group", "Fattigdom")
    assert groups == [("group", "Oslo"), ("group", "Buskerud")]


def test_every_mark_has_a_drawing_of_its_own(drawn: TileMap) -> None:
    root = ET.fromstring(render_to_string("charts/tile_map.svg", {"map": drawn}))
    shapes = {
        one.get("id"): tuple(
            (part.get("href"), part.get("d"), part.get("r"), part.get("class")) for part in one
        )
        for one in root.iter("g")
        if one.get("id")
    }
    assert shapes.keys() == {mark.value for mark in Mark}
    # Only an empty square and a square of the front page, which carries no status, look alike in shape, and
    # the same step of both families: a map shows one of them.
    plain = {Mark.NONE.value, Mark.PLAIN.value, "c3", "c2", "c1", "c0"}
    assert len({shape for mark, shape in shapes.items() if mark not in plain}) == len(shapes) - len(plain)


def test_a_style_of_its_own_would_be_refused_by_the_policy(drawn: TileMap) -> None:
    svg = render_to_string("charts/tile_map.svg", {"map": drawn})
    assert "style" not in svg
    assert "fill=" not in svg


def test_the_legend_says_in_words_what_is_on_the_map(drawn: TileMap) -> None:
    html = render_to_string("charts/tile_legend.html", {"map": drawn})
    assert [html.count(word) for word in WORDS.values()] == [1, 0, 1]
    assert html.count('aria-hidden="true"') == 2


@pytest.mark.parametrize(
    ("scheme", "papers"),
    [("light", ("#ffffff", "#f3f4f3")), ("dark", ("#0f1a16", "#14201b", "#151917", "#222927"))],
)
def test_squares_stand_out_from_the_paper_and_symbols_from_squares(
    project: Path, scheme: str, papers: tuple[str, ...]
) -> None:
    css = (project / "src/loftet/site/static/loftet/charts.css").read_text(encoding="utf-8")
    blocks = dict(re.findall(r'\[data-color-scheme="(\w+)"\] \{([^}]*)\}', css))
    colours = dict(re.findall(r"--tile-(\w+): (#\w{6});", blocks[scheme]))
    assert blocks["auto"] == blocks["dark"]
    mark, _paper = colours.pop("mark"), colours.pop("paper")
    assert colours.keys() == {"green", "yellow", "orange", "red", "c3", "c2", "c1", "c0", "grey"}
    weak = [
        (name, other, round(contrast(colour, other), 2))
        for name, colour in colours.items()
        for other in (*papers, mark)
        if contrast(colour, other) < 3
    ]
    assert weak == []


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_comparison_has_colours_of_its_own() -> None:
    keys = ("t3", "t0", "c3", "c0", "mostly_strong", "mostly_weak")
    assert [Mark.of(key) for key in keys] == [
        *(Mark.GREEN, Mark.RED),
        *(Mark.BETTER, Mark.WEAKER),
        *(Mark.BETTER, Mark.WEAKER),
    ]
