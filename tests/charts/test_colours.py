"""`charts.css` holds the colours of `colours.py`, and readers can tell them from the paper and each other."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from loftet.charts.colours import MarkRole

# The theme's paper and cards, light and dark.
LIGHT = ("#ffffff", "#f3f4f3")
DARK = ("#0f1a16", "#14201b", "#151917", "#222927")
LINES = ("own", "peer", "country", "target")
STATUSES = ("green", "yellow", "orange", "red", "grey")
# What an eye sees of linear red, green and blue: with all cones, without the red ones, without the green ones
# (Machado, Oliveira and Fernandes 2009, severity 1.0), and without any.
EYES = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
# CIE76 distances: 2.3 is the least that is noticed side by side; in a map colours stand apart.
LEAST_BETWEEN_ANY, LEAST_BETWEEN_NEIGHBOURS = 8.5, 10.0
Colour = tuple[float, ...]


@pytest.fixture(scope="module")
def schemes(project: Path) -> dict[str, dict[str, str]]:
    css = (project / "src/loftet/site/static/loftet/charts.css").read_text(encoding="utf-8")
    blocks = re.findall(r'\[data-color-scheme="(\w+)"\] \{([^}]*)\}', css)
    return {scheme: dict(re.findall(r"--chart-(\w+): (#\w{6});", block)) for scheme, block in blocks}


@pytest.fixture(scope="module")
def palettes(project: Path) -> dict[str, dict[str, str]]:
    """Return the colours of the statuses by where they are used, and in which scheme."""
    folder = project / "src/loftet/site/static/loftet"
    site, charts = ((folder / name).read_text(encoding="utf-8") for name in ("site.css", "charts.css"))
    words = [dict(re.findall(r"--status-(\w+): (#\w{6});", part)) for part in site.split("@media", 2)[:2]]
    blocks = re.findall(r'\[data-color-scheme="(\w+)"\] \{([^}]*)\}', charts)
    tiles = {scheme: dict(re.findall(r"--tile-(\w+): (#\w{6});", block)) for scheme, block in blocks}
    return {
        "words, light": words[0],
        "words, dark": words[1],
        **{
            f"map, {scheme}": {status: colours[status] for status in STATUSES}
            for scheme, colours in tiles.items()
        },
    }


def linear(colour: str) -> Colour:
    """Return red, green and blue as light."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def mixed(rows: tuple[Colour, ...], light: Colour) -> Colour:
    return tuple(sum(weight * c for weight, c in zip(row, light, strict=True)) for row in rows)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    return mixed(XYZ, linear(colour))[1]


def lab(colour: str, eye: str) -> Colour:
    """Return how an eye sees a colour, in CIELAB under D65."""
    seen = tuple(min(1.0, max(0.0, c)) for c in mixed(EYES[eye], linear(colour)))
    x, y, z = (
        c ** (1 / 3) if c > 216 / 24389 else (24389 / 27 * c + 16) / 116
        for c in (part / white for part, white in zip(mixed(XYZ, seen), (0.9505, 1, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, eye: str) -> float:
    """Return the distance of CIE76 between two colours as an eye sees them."""
    pairs = zip(lab(one, eye), lab(other, eye), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_light_colours_are_those_of_the_drawings(schemes: dict[str, dict[str, str]]) -> None:
    assert schemes["light"] == {role.word: role.value for role in MarkRole}


def test_both_ways_to_the_dark_have_the_same_colours(schemes: dict[str, dict[str, str]]) -> None:
    assert schemes["auto"] == schemes["dark"]
    assert schemes["dark"].keys() == schemes["light"].keys()


@pytest.mark.parametrize(("scheme", "papers"), [("light", LIGHT), ("dark", DARK)])
def test_lines_and_words_stand_out_from_the_paper(
    schemes: dict[str, dict[str, str]], scheme: str, papers: tuple[str, ...]
) -> None:
    colours = schemes[scheme]
    needed = [(name, 3.0) for name in LINES]
    # Names at line ends are written in the colour of what they name.
    needed += [(name, 4.5) for name in ("text", "own", "country", "target")]
    weak = [
        (name, paper, round(contrast(colours[name], paper), 2))
        for name, least in needed
        for paper in papers
        if contrast(colours[name], paper) < least
    ]
    assert weak == []
    # The own line is drawn on its band.
    assert contrast(colours["own"], colours["band"]) >= 3


def test_distances_are_those_of_cielab_in_the_eye_that_looks() -> None:
    assert lab("#ffffff", "all cones") == pytest.approx((100, 0, 0), abs=0.05)
    assert lab("#ff0000", "all cones") == pytest.approx((53.2, 80.1, 67.2), abs=0.1)
    assert apart("#000000", "#ffffff", "grey") == pytest.approx(100, abs=0.05)
    assert apart("#808080", "#808080", "protanopia") == 0
    # Red and green of equal brightness are two colours to most, and nearly one without the green cones.
    assert apart("#b06a00", "#748400", "all cones") > 30
    assert apart("#b06a00", "#748400", "deuteranopia") < 12


def test_words_and_maps_have_the_same_colours(palettes: dict[str, dict[str, str]]) -> None:
    assert palettes.keys() == {"words, light", "words, dark", "map, light", "map, auto", "map, dark"}
    assert palettes["words, light"] == palettes["map, light"]
    assert palettes["words, dark"] == palettes["map, dark"] == palettes["map, auto"]


def test_statuses_are_told_apart_by_every_eye(palettes: dict[str, dict[str, str]]) -> None:
    neighbours = set(pairwise(STATUSES[:4]))
    near = {
        (place, one, other, eye): round(distance, 1)
        for place, colours in palettes.items()
        for one, other in combinations(STATUSES, 2)
        for eye in EYES
        if (distance := apart(colours[one], colours[other], eye))
        < (LEAST_BETWEEN_NEIGHBOURS if (one, other) in neighbours else LEAST_BETWEEN_ANY)
    }
    assert near == {}


def test_statuses_stand_out_from_the_paper(palettes: dict[str, dict[str, str]]) -> None:
    weak = {
        (place, status, paper): round(contrast(colour, paper), 2)
        for place, colours in palettes.items()
        for status, colour in colours.items()
        for paper in (LIGHT if "light" in place else DARK)
        if contrast(colour, paper) < 3
    }
    assert weak == {}


def test_the_dark_changes_colours_alone(project: Path) -> None:
    folder = project / "src/loftet/site/static/loftet"
    css = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.css")))
    blocks = re.findall(r"@media screen and \(prefers-color-scheme: dark\) \{(.*?)\n\}", css, re.DOTALL)
    assert len(blocks) == css.count("prefers-color-scheme: dark") > 1
    changed = [line.strip() for block in blocks for line in block.splitlines() if ":" in line and ";" in line]
    assert [line for line in changed if not re.fullmatch(r"--[\w-]+: #\w{6};", line)] == []
